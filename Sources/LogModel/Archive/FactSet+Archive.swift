public import BinaryArchive

extension ArchiveWriter {
  /// Facts in their total order, so that one set has one archive. O(n).
  public mutating func write(_ facts: FactSet) {
    let ordered = OrderedFacts(facts)
    write(ordered.count)
    var time: Int64 = 0
    for position in 0..<ordered.count {
      let fact = ordered.fact(at: position)
      write(fact.entry, after: &time)
      write(fact.kind)
    }
  }

  /// - Parameter time: of the entry before.
  mutating func write(_ entry: EntryReference, after time: inout Int64) {
    write(Int(entry.timestamp.nanoseconds &- time))
    time = entry.timestamp.nanoseconds
    write(entry.source)
    write(once: entry.insertId)
    write(choice: entry.severity)
    write(entry.text)
    write(Int(bitPattern: UInt(entry.contentHash)))
    write(entry.file)
    write(entry.ordinal)
  }

  mutating func write(_ source: EntrySource) {
    write(source.service)
    write(source.platform)
    write(source.resourceType)
    write(source.location)
    write(source.revision)
    write(source.instance)
    write(source.log)
  }

  mutating func write(_ service: ServiceIdentity) {
    write(service.project)
    write(service.name)
    write(service.environment)
  }

  mutating func write(_ text: String?) { write(optional: text) { $0.write($1) } }

  private mutating func write(_ captures: [String: String]) {
    write(list: captures.sorted { $0.key < $1.key }) {
      $0.write($1.key)
      $0.write($1.value)
    }
  }

  private mutating func write(_ kind: Fact.Kind) {
    switch kind {
    case .marker(let marker):
      write(0)
      write(marker.profile)
      write(marker.slot)
      write(marker.condition)
      write(marker.captures)
    case .match(let match):
      write(1)
      write(match.signature)
      write(match.captures)
    case .step(let step):
      write(2)
      write(step.signature)
      write(step.step)
      write(step.captures)
    case .trace(let record):
      write(3)
      write(record.trace)
      write(record.text)
    case .traceFragment(let text):
      write(4)
      write(text)
    case .failedRequest(let request):
      write(5)
      write(request.status)
      write(Int(request.endedAt.nanoseconds))
      write(request.method)
      write(request.path)
    }
  }

  private mutating func write(_ slot: BootMarker.Slot) {
    switch slot {
    case .start: write(0)
    case .ready: write(1)
    case .failed: write(2)
    case .exit: write(3)
    case .deployed: write(4)
    case .phaseEnter(let name):
      write(5)
      write(name)
    case .phaseDone(let name):
      write(6)
      write(name)
    case .phaseFailed(let name):
      write(7)
      write(name)
    }
  }

  private mutating func write(_ trace: StackTrace) {
    write(trace.language)
    write(trace.continuesEarlier)
    write(list: trace.exceptions) {
      $0.write($1.type)
      $0.write($1.message)
      $0.write($1.link.rawValue)
      $0.write(list: $1.frames) {
        $0.write($1.file)
        $0.write(optional: $1.line) { $0.write($1) }
        $0.write($1.function)
        $0.write($1.isApplication)
      }
    }
  }
}

extension ArchiveReader {
  /// What ``ArchiveWriter/write(_:)-(FactSet)`` wrote. O(n).
  public mutating func facts() throws(ArchiveDamage) -> FactSet {
    var facts = FactSet()
    var time: Int64 = 0
    var sources: [EntrySource: EntrySource] = [:]
    let count = try int()
    guard count >= 0 else { throw ArchiveDamage() }
    for _ in 0..<count {
      let entry = try entry(after: &time, sharing: &sources)
      facts.insert(Fact(entry: entry, kind: try kind()))
    }
    return facts
  }

  mutating func entry(
    after time: inout Int64, sharing sources: inout [EntrySource: EntrySource]
  ) throws(ArchiveDamage) -> EntryReference {
    time = time &+ Int64(try int())
    var source = try source()
    // Objects that are the same are found sooner.
    if let known = sources[source] { source = known } else { sources[source] = source }
    return EntryReference(
      timestamp: Timestamp(nanoseconds: time), source: source, insertId: try textOnce(),
      severity: try choice(), text: try text(), contentHash: UInt64(UInt(bitPattern: try int())),
      file: try text(), ordinal: try int())
  }

  mutating func source() throws(ArchiveDamage) -> EntrySource {
    let service = try service()
    let platform = try maybeText()
    let resourceType = try maybeText()
    let location = try maybeText()
    let revision = try maybeText()
    let instance = try maybeText()
    return EntrySource(
      service: service, platform: platform, resourceType: resourceType, location: location,
      revision: revision, instance: instance, log: try text())
  }

  mutating func service() throws(ArchiveDamage) -> ServiceIdentity {
    ServiceIdentity(project: try maybeText(), name: try maybeText(), environment: try text())
  }

  mutating func maybeText() throws(ArchiveDamage) -> String? {
    try optional { reader throws(ArchiveDamage) in try reader.text() }
  }

  private mutating func captures() throws(ArchiveDamage) -> [String: String] {
    let pairs = try list { reader throws(ArchiveDamage) in
      (name: try reader.text(), value: try reader.text())
    }
    return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func kind() throws(ArchiveDamage) -> Fact.Kind {
    switch try int() {
    case 0:
      return .marker(
        BootMarker(
          profile: try text(), slot: try slot(), condition: try int(), captures: try captures()))
    case 1: return .match(SignatureMatch(signature: try text(), captures: try captures()))
    case 2:
      return .step(
        SignatureStep(signature: try text(), step: try int(), captures: try captures()))
    case 3: return .trace(TraceRecord(trace: try trace(), text: try text()))
    case 4: return .traceFragment(text: try text())
    case 5:
      return .failedRequest(
        FailedRequest(
          status: try int(), endedAt: Timestamp(nanoseconds: Int64(try int())),
          method: try maybeText(), path: try maybeText()))
    default: throw ArchiveDamage()
    }
  }

  private mutating func slot() throws(ArchiveDamage) -> BootMarker.Slot {
    switch try int() {
    case 0: return .start
    case 1: return .ready
    case 2: return .failed
    case 3: return .exit
    case 4: return .deployed
    case 5: return .phaseEnter(try text())
    case 6: return .phaseDone(try text())
    case 7: return .phaseFailed(try text())
    default: throw ArchiveDamage()
    }
  }

  private mutating func trace() throws(ArchiveDamage) -> StackTrace {
    let language = try text()
    let continuesEarlier = try bool()
    let exceptions = try list { reader throws(ArchiveDamage) in
      let type = try reader.text()
      let message = try reader.text()
      guard let link = RaisedException.Link(rawValue: try reader.text()) else {
        throw ArchiveDamage()
      }
      let frames = try reader.list { reader throws(ArchiveDamage) in
        StackFrame(
          file: try reader.text(),
          line: try reader.optional { reader throws(ArchiveDamage) in try reader.int() },
          function: try reader.maybeText(), isApplication: try reader.bool())
      }
      return RaisedException(type: type, message: message, frames: frames, link: link)
    }
    return StackTrace(
      language: language, exceptions: exceptions, continuesEarlier: continuesEarlier)
  }
}
