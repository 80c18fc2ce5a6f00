import LogModel
import Patterns
import Testing

@testable import LogScanning

/// What is read of a log in pieces, while it grows, is what one reading of all of it gives.
@Suite struct GrowingInputTests {
  private static let shipped = Result {
    try PatternLibraryLoader.load(files: PatternLibraryLoader.files(of: .embedded))
  }

  /// With a rule that looks at whole folded lines, and one that undated lines satisfy as well.
  private static let withRules = Result {
    let rules = PatternFile(
      name: "rules.yaml",
      text: """
        rules:
          - cre: { id: CRE-2099-0001, severity: 0, title: Folded }
            rule:
              set: { event: { source: x }, match: [ { regex: 'cannot go on.*and more of' } ] }
          - cre: { id: CRE-2099-0002, severity: 1, title: Plain }
            rule:
              set: { event: { source: x }, match: [ { value: 'failure 3 of kind' } ] }
        """)
    return try PatternLibraryLoader.load(
      files: PatternLibraryLoader.files(of: .embedded) + [rules])
  }

  private typealias Line = SharedInputTests.Line

  /// One entry that no other is a copy of.
  private static func unique(_ line: Line, _ number: Int) -> String {
    line.text(number).replacing("\"i\(number % 97)\"", with: "\"u\(number)\"")
  }

  /// Kinds of lines as they are found together.
  private enum Mixture: CaseIterable {
    case entries, plain, runtime, docker, prefixed, everything

    var kinds: [Line] {
      switch self {
      case .entries: [.entry, .entry, .request, .undated, .structured, .badTime, .broken]
      case .plain: [.stamped, .stamped, .continued, .traceback, .plain, .blank]
      case .runtime: [.runtime, .runtimePart, .runtimePart]
      case .docker: [.docker, .dockerPart]
      case .prefixed: [.prefixed, .prefixed, .stamped, .continued]
      // Parts of split entries are told apart by less than their place.
      case .everything: Line.allCases.filter { $0 != .split }
      }
    }

    func lines(_ count: Int, _ dice: inout Dice) -> [String] {
      let writers = ["web-1  | ", "db-1   | ", "[pod/api-1/main] "]
      return (0..<count).map { number in
        let line = GrowingInputTests.unique(kinds[dice.roll(kinds.count)], number)
        guard self == .prefixed, dice.roll(3) > 0 else { return line }
        return writers[dice.roll(writers.count)] + line
      }
    }
  }

  private static func scanner(
    _ library: PatternLibrary, threads: Int = 1, blockSize: Int = 4 << 10,
    inflate: InflateLibrary = .preferred
  ) throws -> LogScanner {
    var options = ScanOptions()
    options.threads = threads
    options.blockSize = blockSize
    options.inflate = inflate
    return try LogScanner(library: library, options: options)
  }

  private static func whole(_ scanner: LogScanner, _ bytes: [UInt8]) -> ScanResult {
    scanner.scan([InputObject(kind: .memory(name: "input.log", bytes: bytes))])
  }

  /// Reads it as it is after each cut, and at last as something that is finished.
  private static func grow(
    _ scanner: LogScanner, _ bytes: [UInt8], cuts: [Int]
  ) throws -> GrowingObject {
    var object = GrowingObject(scanner: scanner)
    for cut in cuts.sorted() { try object.read(Array(bytes[..<cut]), mayGrow: true) }
    try object.read(bytes, mayGrow: false)
    return object
  }

  @Test("cut at every byte", arguments: Mixture.allCases.indices)
  func everyByte(index: Int) throws {
    let mixture = Mixture.allCases[index]
    let library = try GrowingInputTests.withRules.get()
    let scanner = try GrowingInputTests.scanner(library)
    var dice = Dice(UInt64(index + 40))
    let bytes = Array(mixture.lines(7, &dice).joined(separator: "\n").utf8)
    let whole = GrowingInputTests.whole(scanner, bytes)
    for cut in 0...bytes.count {
      let object = try GrowingInputTests.grow(scanner, bytes, cuts: [cut])
      try expectSame(object.united, whole, library, "\(mixture) cut at \(cut)")
    }
  }

  @Test("in several readings, by any number of threads", arguments: 1...6)
  func severalReadings(seed: Int) throws {
    let choice = seed % 2 == 0 ? GrowingInputTests.withRules : GrowingInputTests.shipped
    let library = try choice.get()
    var dice = Dice(UInt64(seed))
    let mixture = Mixture.allCases[seed % Mixture.allCases.count]
    let text = mixture.lines(250, &dice).joined(separator: seed % 3 == 0 ? "\r\n" : "\n")
    let bytes = Array(text.utf8) + (seed % 4 == 0 ? [0x0A] : [])
    let whole = GrowingInputTests.whole(try GrowingInputTests.scanner(library), bytes)
    for threads in [1, 2, 8] {
      for blockSize in [64, 4 << 10] where threads == 1 || blockSize > 64 {
        let scanner = try GrowingInputTests.scanner(
          library, threads: threads, blockSize: blockSize)
        let cuts = (0..<1 + dice.roll(5)).map { _ in dice.roll(bytes.count + 1) }
        let object = try GrowingInputTests.grow(scanner, bytes, cuts: cuts)
        try expectSame(
          object.united, whole, library,
          "\(mixture), seed \(seed), \(threads) threads, \(blockSize), cuts \(cuts.sorted())")
      }
    }
  }

  @Test("gzip of many members", arguments: 1...6)
  func gzipMembers(seed: Int) throws {
    let library = try GrowingInputTests.shipped.get()
    var dice = Dice(UInt64(seed))
    let mixture = Mixture.allCases[seed % Mixture.allCases.count]
    let text = Array((mixture.lines(200, &dice).joined(separator: "\n") + "\n").utf8)
    // Some members end with a line, some within one, some are empty.
    var file: [UInt8] = []
    var from = 0
    while from < text.count {
      var end = min(text.count, from + dice.roll(3000))
      if dice.roll(3) > 0, let newline = text[end...].firstIndex(of: 0x0A) { end = newline + 1 }
      file += gzip(Array(text[from..<end]))
      from = end
    }
    let whole = GrowingInputTests.whole(try GrowingInputTests.scanner(library), file)
    #expect(whole.counters.bytesInflated == text.count)
    for inflate in InflateLibrary.allCases where inflate.isBuiltIn {
      for (threads, blockSize) in [(1, 100), (2, 4 << 10), (8, 37 << 10)] {
        let scanner = try GrowingInputTests.scanner(
          library, threads: threads, blockSize: blockSize, inflate: inflate)
        let cuts = (0..<2 + dice.roll(4)).map { _ in dice.roll(file.count + 1) }
        let object = try GrowingInputTests.grow(scanner, file, cuts: cuts)
        try expectSame(
          object.united, whole, library,
          "\(mixture), seed \(seed), \(inflate), \(threads), \(blockSize), cuts \(cuts.sorted())")
        let problems = object.united.problems.filter(\.isLoss)
        #expect(problems.isEmpty)
      }
    }
  }

  @Test func copiesInDifferentReadingsAreOneFact() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    let lines = (0..<400).map { Line.entry.text($0 % 150) }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let whole = GrowingInputTests.whole(scanner, bytes)
    let object = try GrowingInputTests.grow(scanner, bytes, cuts: [bytes.count / 3, 40_000])
    try expectSame(object.united, whole, library, hasCopies: true, "copies")
  }

  /// Only what is new is read, however often.
  @Test func nothingIsReadTwice() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    let lines = (0..<200).map { GrowingInputTests.unique(.entry, $0) + "\n" }
    for isGzip in [false, true] {
      var object = GrowingObject(scanner: scanner)
      var bytes: [UInt8] = []
      for chunk in stride(from: 0, to: lines.count, by: 20) {
        let text = Array(lines[chunk..<chunk + 20].joined().utf8)
        bytes += isGzip ? gzip(text) : text
        try object.read(bytes, mayGrow: chunk % 40 == 0)
      }
      #expect(object.readings.count == 10)
      #expect(object.bytesRead == bytes.count)
      #expect(object.readings.map(\.end.entries) == Array(stride(from: 20, through: 200, by: 20)))
      #expect(object.readings.allSatisfy { !$0.end.leftTail })
      // Nothing new.
      try object.read(bytes, mayGrow: true)
      #expect(object.bytesRead == bytes.count)
      #expect(object.readings.last?.result.counters.entries == 0)
      #expect(object.start.storedOffset == bytes.count)
    }
  }

  @Test("what is not whole is left, and read once nothing follows")
  func tails() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    let stamped =
      (0..<6).map { "2025-09-16T00:41:1\($0)Z ERROR number \($0)\n" }.joined() + "  and more\n"
    let entries = (0..<3).map { GrowingInputTests.unique(.entry, $0) }.joined(separator: "\n")
    for (text, before) in [(stamped, 5), (entries, 2)] {
      var object = GrowingObject(scanner: scanner)
      try object.read(Array(text.utf8), mayGrow: true)
      #expect(object.readings.first?.end.leftTail == true)
      #expect(object.united.counters.entries == before)
      #expect(object.united.problems.isEmpty)
      #expect(object.united.truncatedFiles == 0)
      try object.read(Array(text.utf8), mayGrow: false)
      #expect(object.readings.last?.end.leftTail == false)
      #expect(object.united.counters.entries == before + 1)
    }
  }

  @Test func unfinishedMemberIsLeftAndDamageIsToldAtTheEnd() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    let lines = (0..<300).map { GrowingInputTests.unique(.entry, $0) + "\n" }
    let first = gzip(Array(lines[..<100].joined().utf8))
    let second = gzip(Array(lines[100...].joined().utf8))
    for (head, entries) in [([], 0), (first, 100)] {
      let cut = head + second.prefix(second.count - 9)
      var object = GrowingObject(scanner: scanner)
      try object.read(cut, mayGrow: true)
      #expect(object.united.counters.entries == entries)
      #expect(object.united.problems.isEmpty)
      #expect(object.readings.first?.end.leftTail == true)
      #expect(object.start.storedOffset == head.count)
      try object.read(cut, mayGrow: false)
      #expect(object.united.counters.entries > entries)
      #expect(object.united.problems.map(\.isLoss) == [true])
      #expect(object.united.truncatedFiles == 1)
      // What was read of the damage cannot be gone on with.
      #expect(object.start == .beginning)
      try object.read(head + second, mayGrow: false)
      #expect(object.united.problems.isEmpty)
      #expect(object.united.counters.entries == entries + 200)
    }
  }

  /// Others are read in the same run, whatever has to be read again.
  @Test func severalInputsOfARun() throws {
    let library = try GrowingInputTests.shipped.get()
    let texts = (0..<6).map { part in
      (0..<120).map { GrowingInputTests.unique(.entry, 1000 * part + $0) + "\n" }.joined()
    }
    let files = texts.enumerated().map { number, text in
      let bytes = Array(text.utf8)
      return number % 2 == 0 ? bytes : gzip(bytes)
    }
    for threads in [1, 2, 8] {
      let scanner = try GrowingInputTests.scanner(library, threads: threads)
      func inputs(_ cut: Int) -> [InputObject] {
        files.enumerated().map { number, bytes in
          var input = InputObject(
            kind: .memory(name: "input \(number)", bytes: Array(bytes.dropLast(cut))))
          input.mayGrow = true
          return input
        }
      }
      let cut = scanner.scanEach(inputs(9))
      #expect(cut.map(\.end.entries) == [119, 0, 119, 0, 119, 0])
      #expect(cut.map(\.result.counters.entries) == [119, 0, 119, 0, 119, 0])
      #expect(cut.map(\.name) == (0..<6).map { "input \($0)" })
      #expect(cut.allSatisfy { $0.result.problems.isEmpty })
      let whole = scanner.scanEach(inputs(0))
      #expect(whole.map(\.result.counters.entries) == Array(repeating: 120, count: 6))
      var union = ScanResult()
      for input in whole { union.merge(input.result) }
      union.facts.normalise()
      let all = scanner.scan(inputs(0))
      #expect(SpeedChangesNothingTests.told(union) == SpeedChangesNothingTests.told(all))
    }
  }

  @Test("what cannot be read on is read anew", arguments: Sample.forms.indices)
  func otherForms(index: Int) throws {
    let (name, text) = Sample.forms[index]
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    let bytes = Array(text.utf8)
    let whole = GrowingInputTests.whole(scanner, bytes)
    for cut in stride(from: 0, through: bytes.count, by: 211) {
      let object = try GrowingInputTests.grow(
        scanner, bytes, cuts: [cut, min(cut + 400, bytes.count)])
      try expectSame(object.united, whole, library, "\(name) cut at \(cut)")
    }
  }

  @Test func partsOfOneEntryAreJoinedAcrossReadings() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    func part(_ uid: String, _ index: Int, _ text: String) -> String {
      #"{"split":{"uid":"\#(uid)","index":\#(index),"totalSplits":3},"insertId":"\#(uid)-\#(index)","#
        + #""timestamp":"2025-09-16T00:41:13Z","severity":"ERROR","textPayload":"\#(text)","#
        + "\(Line.resource)}\n"
    }
    let texts = ["ModuleNotFoundError: No mod", "ule named ", "'left'"]
    let lines = ["a", "b"].flatMap { uid in texts.indices.map { part(uid, $0, texts[$0]) } }
    let bytes = Array(lines.joined().utf8)
    let whole = GrowingInputTests.whole(scanner, bytes)
    #expect(whole.counters.entries == 2)
    for count in 0...6 {
      let cut = lines[..<count].joined().utf8.count
      let object = try GrowingInputTests.grow(scanner, bytes, cuts: [cut])
      #expect(object.readings.allSatisfy { $0.parts.count < 3 })
      try expectSame(object.united, whole, library, "after \(count) parts")
    }
  }

  @Test func undatedLinesOfRulesCountOnlyWhereNothingIsDated() throws {
    let library = try GrowingInputTests.withRules.get()
    let scanner = try GrowingInputTests.scanner(library)
    let text = "failure 3 of kind 1\nother\n2025-09-16T00:41:13Z dated\n2025-09-16T00:41:14Z last\n"
    let bytes = Array(text.utf8)
    let whole = GrowingInputTests.whole(scanner, bytes)
    for cut in 0...bytes.count {
      let object = try GrowingInputTests.grow(scanner, bytes, cuts: [cut])
      try expectSame(object.united, whole, library, "cut at \(cut)")
    }
  }

  @Test func startsThatAreNoneAreRefused() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    var object = GrowingObject(scanner: scanner)
    let text = "2025-09-16T00:41:13Z E one\n2025-09-16T00:41:14Z stdout P part\nweb-1 | caf\u{e9}\n"
    try object.read(Array(text.utf8), mayGrow: true)
    let bytes = object.start.bytes
    for count in 0..<bytes.count { #expect(ReadingStart(bytes: Array(bytes[..<count])) == nil) }
    #expect(ReadingStart(bytes: bytes + [0]) == nil)
    var dice = Dice(5)
    for _ in 0..<2000 {
      var damaged = bytes
      damaged[dice.roll(bytes.count)] ^= UInt8(1 << dice.roll(8))
      // Whatever it is, it can be read from.
      guard let start = ReadingStart(bytes: damaged) else { continue }
      var input = InputObject(kind: .memory(name: "input.log", bytes: Array(text.utf8)))
      input.start = start
      _ = scanner.scanEach([input])
    }
  }

  @Test func whatHasBecomeShorterIsSaid() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    let lines = (0..<40).map { GrowingInputTests.unique(.entry, $0) + "\n" }
    var object = GrowingObject(scanner: scanner)
    try object.read(Array(lines.joined().utf8), mayGrow: true)
    try object.read(Array(lines[..<3].joined().utf8), mayGrow: true)
    #expect(object.readings.last?.result.problems.count == 1)
    #expect(object.start == .beginning)
  }

  /// What was read before it was compressed is passed over.
  @Test func compressedSinceItWasRead() throws {
    let library = try GrowingInputTests.shipped.get()
    var dice = Dice(8)
    let text = Array((Mixture.plain.lines(300, &dice).joined(separator: "\n") + "\n").utf8)
    for inflate in InflateLibrary.allCases where inflate.isBuiltIn {
      for (threads, blockSize) in [(1, 100), (2, 4 << 10), (1, 512 << 10)] {
        let scanner = try GrowingInputTests.scanner(
          library, threads: threads, blockSize: blockSize, inflate: inflate)
        let whole = GrowingInputTests.whole(scanner, text)
        for cut in [0, 700, text.count / 2, text.count] {
          var object = GrowingObject(scanner: scanner)
          try object.read(Array(text[..<cut]), mayGrow: true)
          // Whatever of it may be new, in a file that is being written at first.
          try object.compress()
          let third = text.count / 3
          let members = gzip(Array(text[..<third])) + gzip(Array(text[third...]))
          try object.read(Array(members.dropLast(3)), mayGrow: true)
          try object.read(members, mayGrow: false)
          try expectSame(object.united, whole, library, "\(inflate), \(threads), cut \(cut)")
          #expect(object.united.problems.allSatisfy { !$0.isLoss })
        }
        var object = GrowingObject(scanner: scanner)
        try object.read(text, mayGrow: true)
        try object.compress()
        try object.read(gzip(Array(text[..<900])), mayGrow: false)
        #expect(object.readings.last?.result.problems.filter(\.isLoss).count == 1)
      }
    }
  }

  @Test func renamedObjectKeepsItsName() throws {
    let library = try GrowingInputTests.shipped.get()
    let scanner = try GrowingInputTests.scanner(library)
    let text = "2025-09-16T00:41:13Z ERROR ModuleNotFoundError: No module named 'x'\n"
    let file = try TemporaryFile(Array(text.utf8), name: "app.log.1")
    var input = InputObject(kind: .file(path: file.path))
    input.formerPath = "/var/log/app.log"
    let found = try #require(scanner.scanEach([input]).first)
    #expect(found.name == "/var/log/app.log")
    let entries = found.result.counters.templates.values.map(\.first)
    #expect(entries.map(\.file) == ["/var/log/app.log"])
    #expect(entries.map(\.source.instance) == ["app.log"])
  }
}
