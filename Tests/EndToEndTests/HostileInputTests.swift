import LogSimulation
import Testing

/// Whatever stands amid a good log: the run ends in good order, says what is wrong and where, and
/// finds in what is around it what it would find without.
@Suite struct HostileInputTests {
  @Test func theLogHasAnIncidentToLose() {
    #expect(HostileRun.incidentsOfLog.count == 1)
    #expect(HostileRun.incidentsOfFewEntries.count == 1)
  }

  @Test(arguments: Damage.long + Damage.deep + Damage.bytes)
  func amidLines(_ damage: Damage) throws {
    let (bytes, offset) = HostileLog.lines(around: damage.bytes)
    try check(try HostileRun(bytes), damage, at: offset)
  }

  @Test(arguments: Damage.times + Damage.values)
  func oddValues(_ damage: Damage) throws {
    let (bytes, offset) = HostileLog.lines(around: damage.bytes)
    try check(try HostileRun(bytes), damage, at: offset)
  }

  @Test(arguments: Damage.texts)
  func textsThatTakeTime(_ damage: Damage) throws {
    let (bytes, offset) = HostileLog.lines(around: damage.bytes)
    let run = try HostileRun(bytes)
    try check(run, damage, at: offset)
    // Of the processor: other tests run beside this one.
    #expect(run.outcome.processorSeconds < 10)
  }

  /// In an array what is no value costs nothing but itself either, though the reason may differ.
  @Test(arguments: Damage.long + Damage.deep + Damage.bytes)
  func amidAnArray(_ damage: Damage) throws {
    let run = try HostileRun(HostileLog.array(around: damage.bytes).bytes)
    #expect(run.incidents == HostileRun.incidentsOfLog)
    #expect(damage.entries == 0 ? [0, 3].contains(run.outcome.status) : run.outcome.status == 0)
    // A bracket too many is read over between elements.
    let entries = damage.name == "an object with a tail" ? 1 : damage.entries
    #expect(run.input("entries") == HostileLog.entries.count + entries)
    if damage.reason != nil, entries == 0 {
      let problem = try #require(run.problems.first)
      #expect(problem.byteOffset != nil)
      #expect(problem.file == "log.json")
    }
  }

  private func check(_ run: HostileRun, _ damage: Damage, at offset: Int) throws {
    #expect(run.outcome.status == damage.status, "\(run.outcome.errors)")
    #expect(run.input("entries") == HostileLog.entries.count + damage.entries)
    #expect(run.input("malformed") == damage.malformed)
    #expect(run.input("truncatedFiles") == 0)
    #expect(run.incidents == HostileRun.incidentsOfLog)
    #expect(run.peakMemory < 160 * 1024 * 1024)
    #expect(run.problems.count == (damage.reason == nil ? 0 : 1), "\(run.problems)")
    guard let reason = damage.reason else { return }
    let problem = try #require(run.problems.first)
    #expect(problem.file == "log.json")
    #expect(problem.reason.contains(reason), "\(problem)")
    switch damage.place {
    case .byte: #expect(problem.byteOffset == offset)
    case .entry: #expect(problem.entry == HostileLog.entriesBefore + 1)
    }
    #expect(run.outcome.errors.contains("fivewhys: log.json: "), "\(run.outcome.errors)")
    #expect(run.outcome.errors.contains(reason))
  }

  /// A status or a latency that no request has makes neither failures nor a time far away.
  @Test(arguments: Damage.values.filter { $0.name.hasPrefix("request") })
  func impossibleRequestsDoNotFail(_ damage: Damage) throws {
    let text = String(decoding: damage.bytes, as: UTF8.self)
    let many = (0..<200).map { text.replacing(#""hostile","#, with: #""hostile\#($0)","#) }
    let run = try HostileRun(Array(many.joined(separator: "\n").utf8))
    #expect(run.input("entries") == 200)
    for incident in run.digest.incidents {
      #expect(damage.name.contains("latency"), "\(incident.text("title") ?? "")")
      #expect(incident.text("firstSeen") == "2025-09-07T09:05:00Z")
      #expect(incident.text("lastSeen") == "2025-09-07T09:05:00Z")
    }
  }

  @Test(arguments: ["text", "markdown"], Damage.bytes)
  func nothingActsOnTheTerminal(format: String, damage: Damage) throws {
    let scratch = try ScratchDirectory()
    let name = "ev\u{1B}[31m\n\u{202E}il.json"
    try scratch.write(HostileLog.lines(around: damage.bytes).bytes, to: name)
    let outcome = try Tool(directory: scratch.path).run(
      ["--format", format, "--now", "2025-09-07T12:00:00Z", name])
    #expect(outcome.status == damage.status)
    #expect(outcome.output.isFreeOfControls)
    #expect(outcome.errors.isFreeOfControls)
    #expect(!outcome.output.isEmpty)
  }

  @Test func entriesBeyondTheLimitAreReported() throws {
    let bytes = PackagedForm.ndjson.encode(HostileLog.entries)
    let run = try HostileRun(bytes, ["--max-entry-bytes", "1KiB"])
    let longer = bytes.split(separator: 0x0A).count { $0.count > 1024 }
    #expect(longer > 5)
    #expect(run.outcome.status == 3)
    #expect(run.input("entries") == HostileLog.entries.count - longer)
    #expect(run.problems.count == 6)
    #expect(run.problems[0].byteOffset != nil)
    #expect(
      run.problems[5].reason == "\(longer - 5) more oversized records were skipped from here on")
  }

  @Test(arguments: ["\u{FEFF}", "\n\n\n", "\u{1E}", "  \t"])
  func oddBeginnings(_ beginning: String) throws {
    for form in PackagedForm.allCases {
      let run = try HostileRun(Array(beginning.utf8) + form.encode(HostileLog.entries))
      #expect(run.outcome.status == 0)
      #expect(run.input("entries") == HostileLog.entries.count)
      #expect(run.problems.isEmpty)
      #expect(run.incidents == HostileRun.incidentsOfLog)
    }
  }

  @Test(arguments: PackagedForm.allCases)
  func carriageReturns(_ form: PackagedForm) throws {
    var bytes: [UInt8] = []
    for byte in form.encode(HostileLog.entries) { bytes += byte == 0x0A ? [0x0D, 0x0A] : [byte] }
    let run = try HostileRun(bytes)
    #expect(run.outcome.status == 0)
    #expect(run.input("entries") == HostileLog.entries.count)
    #expect(run.incidents == HostileRun.incidentsOfLog)
  }
}
