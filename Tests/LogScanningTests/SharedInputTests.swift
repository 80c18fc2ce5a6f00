import LogModel
import LogSimulation
import Patterns
import Testing

@testable import LogScanning

/// What several threads make of one input is what one makes of it, wherever its lines lie in blocks.
@Suite struct SharedInputTests {
  /// Lines of every kind that depends on those before it, or looks as if it did not.
  enum Line: CaseIterable {
    case entry, undated, structured, plain, stamped, continued, traceback, broken, blank, indented
    case docker, dockerPart, runtime, runtimePart, badTime, page, envelope, long, request, split
    case carriageReturn, prefixed

    static let resource = """
      "logName":"projects/p/logs/run.googleapis.com%2Fstderr","resource":{"labels":\
      {"project_id":"p","service_name":"shop","revision_name":"shop-1"},"type":"cloud_run_revision"}
      """

    func text(_ number: Int) -> String {
      let second = "2025-09-16T00:\(10 + number / 60 % 50):\(10 + number % 50)"
      let id = #""insertId":"i\#(number % 97)""#
      let time = #""timestamp":"\#(second).5Z""#
      // Some are facts, which tell where they stand.
      let what =
        number % 3 == 0
        ? "failure \(number % 7) of kind \(number)"
        : "ModuleNotFoundError: No module named 'm\(number % 3)'"
      let error = #""severity":"ERROR","textPayload":"\#(what)""#
      switch self {
      case .entry: return "{\(id),\(time),\(error),\(Line.resource)}"
      case .undated: return "{\(error),\(Line.resource)}"
      case .structured:
        return
          #"{"level":"error","message":"\#(what)"}"#
      case .plain: return what
      case .stamped: return "\(second)Z ERROR ModuleNotFoundError: No module named 'm\(number)'"
      case .continued: return "  and more of \(number)"
      case .traceback: return "Traceback (most recent call last):"
      case .broken: return #"{"textPayload":"\#(number)"#
      case .blank: return ""
      case .indented: return "  {\(time),\(error),\(Line.resource)}"
      case .docker: return #"{"log":"line \#(number)\n","stream":"stdout","time":"\#(second)Z"}"#
      case .dockerPart: return #"{"log":"part \#(number) ","stream":"stdout","time":"\#(second)Z"}"#
      case .runtime: return "\(second).000000000Z stderr F end \(number)"
      case .runtimePart: return "\(second).000000000Z stderr P part \(number) "
      case .badTime: return #"{"timestamp":"never \#(number)",\#(error),\#(Line.resource)}"#
      case .page: return #"{"entries":[{\#(error),\#(Line.resource)},{\#(time),\#(error)}]}"#
      case .envelope:
        let data = Sample.base64(number % 2 == 0 ? "{\(time),\(error)}" : "plain \(number)")
        return #"{"message":{"data":"\#(data)","messageId":"1"},"subscription":"s"}"#
      case .long:
        return "{\(id),\(time),\(Line.resource),\"textPayload\":\""
          + String(repeating: "long ", count: 300 * (number % 9)) + "\"}"
      case .request:
        return #"{"httpRequest":{"status":503,"requestUrl":"/a/\#(number % 5)"},\#(id),"#
          + "\(time),\(Line.resource)}"
      case .split:
        return #"{"split":{"uid":"u\#(number % 4)","index":\#(number % 3),"totalSplits":3},"#
          + "\(id),\(time),\(error),\(Line.resource)}"
      case .carriageReturn: return "{\(id),\(time),\(error),\(Line.resource)}\r"
      case .prefixed: return "[pod/shop-\(number % 3)/main] ERROR cannot go on with \(number)"
      }
    }
  }

  private static let library = Result {
    try PatternLibraryLoader.load(files: PatternLibraryLoader.files(of: .embedded))
  }

  private static func scan(
    _ input: [UInt8], threads: Int, blockSize: Int, limit: Int = 16 << 20
  ) throws -> [String] {
    var options = ScanOptions()
    options.threads = threads
    options.blockSize = blockSize
    options.maxEntryBytes = limit
    let object = InputObject(kind: .memory(name: "input", bytes: input))
    return SpeedChangesNothingTests.told(
      try LogScanner(library: library.get(), options: options).scan([object]))
  }

  private static func expectTheSame(
    _ input: [UInt8], blockSizes: [Int], limit: Int = 16 << 20, _ comment: Comment
  ) throws {
    let alone = try scan(input, threads: 1, blockSize: 512 << 10, limit: limit)
    for blockSize in blockSizes {
      for threads in [2, 8] {
        let shared = try scan(input, threads: threads, blockSize: blockSize, limit: limit)
        let different = zip(alone, shared).first { $0 != $1 }
        #expect(
          alone.count == shared.count && different == nil,
          "\(comment): \(threads) threads, blocks of \(blockSize)")
      }
    }
  }

  private static func bytes(_ lines: [String]) -> [UInt8] {
    Array(lines.joined(separator: "\n").utf8)
  }

  /// Each kind of line in many places among entries: before, across and behind every border.
  @Test(arguments: Line.allCases.indices)
  func oneOddLineAmongEntries(index: Int) throws {
    let kind = Line.allCases[index]
    for distance in [9, 15, 41, 400] {
      let lines = (0..<1200).map {
        ($0 % distance == distance - 1 ? kind : Line.entry).text($0)
      }
      try SharedInputTests.expectTheSame(
        SharedInputTests.bytes(lines), blockSizes: [4 << 10], "\(kind) every \(distance)")
    }
  }

  @Test("in any order", arguments: 1...6)
  func lines(seed: Int) throws {
    var dice = Dice(UInt64(seed))
    var lines: [String] = []
    while lines.count < 3000 {
      // Runs of one kind, so that some blocks need nothing of those before.
      let kind = dice.roll(2) == 0 ? Line.entry : Line.allCases[dice.roll(Line.allCases.count)]
      for _ in 0..<1 + dice.roll(dice.roll(3) == 0 ? 60 : 4) {
        lines.append(kind.text(lines.count))
      }
    }
    var input = SharedInputTests.bytes(lines)
    if seed % 2 == 0 { input.append(0x0A) }
    let file = seed % 3 == 0 ? gzip(input) : input
    try SharedInputTests.expectTheSame(file, blockSizes: [4 << 10, 37 << 10], "seed \(seed)")
    // Many lines are too long.
    try SharedInputTests.expectTheSame(
      file, blockSizes: [4 << 10], limit: 300, "seed \(seed), short limit")
  }

  @Test func bytesChangedAnywhere() throws {
    var dice = Dice(99)
    let alphabet: [UInt8] = Array("{}[]\",:\\\n\r u0019nt".utf8) + [0, 0x1B, 0x80, 0xC3, 0xFF]
    for round in 0..<6 {
      let kinds: [Line] = [.entry, .entry, .request, .undated, .structured, .envelope]
      let lines = (0..<900).map { kinds[dice.roll(kinds.count)].text($0) }
      var input = SharedInputTests.bytes(lines)
      for _ in 0..<(round * 20) {
        let position = dice.roll(input.count)
        input[position] = alphabet[dice.roll(alphabet.count)]
      }
      try SharedInputTests.expectTheSame(input, blockSizes: [4 << 10], "round \(round)")
    }
  }

  /// More different messages than an input may have, and more than a block may hold before its turn.
  @Test func moreMessagesThanAreToldApart() throws {
    func word(_ number: Int) -> String {
      String(number, radix: 26).map { character in
        let digit = Int(String(character), radix: 26) ?? 0
        return String(UnicodeScalar(UInt8(97 + digit)))
      }.joined()
    }
    let lines = (0..<26_000).map { number in
      #"{"timestamp":"2025-09-16T00:00:00Z","severity":"ERROR","textPayload":"\#(word(number * 7 % 23_000)) failed"}"#
    }
    try SharedInputTests.expectTheSame(
      SharedInputTests.bytes(lines), blockSizes: [4 << 10, 2 << 20], "messages")
  }

  @Test func problemsAddUpAsIfAddedInOrder() {
    var dice = Dice(3)
    for _ in 0..<200 {
      var whole = ReadProblems(file: "f")
      var united = ReadProblems(file: "f")
      var offset = 0
      for _ in 0..<8 {
        var part = ReadProblems(file: "f")
        let base = offset
        for _ in 0..<dice.roll(20) {
          offset += 1
          switch dice.roll(4) {
          case 0:
            whole.addMalformed("m", at: offset)
            part.addMalformed("m", at: offset)
          case 1:
            whole.addOversized(limit: 9, at: offset)
            part.addOversized(limit: 9, at: offset)
          case 2:
            whole.addBadTime("t", entry: offset, at: offset)
            part.addBadTime("t", entry: offset - base, at: offset)
          default:
            whole.addUncertainZone("z", at: offset)
            part.addUncertainZone("z", at: offset)
          }
        }
        united.append(part, ordinals: base)
      }
      #expect(whole.all == united.all)
      #expect(whole.malformed == united.malformed)
    }
  }

  @Test func blocksOfObjectsAreSelfContained() {
    func isOfObjects(_ text: String, limit: Int = 100) -> Bool {
      let bytes = Array(text.utf8)
      return bytes.withUnsafeBufferPointer {
        BlockCutter.isOfObjects($0, limit: limit, LineIndex())
      }
    }
    #expect(isOfObjects("{\"a\":1}\n{}\n\n\r\n{ \"b\":2}\r\n"))
    #expect(!isOfObjects(""))
    #expect(!isOfObjects("\n\n"))
    #expect(!isOfObjects("{\"a\":1}\nplain\n"))
    #expect(!isOfObjects("{\"a\":1}\n {\"b\":1}\n"))
    #expect(!isOfObjects("{\"a\":1}\n{b}\n"))
    #expect(!isOfObjects("{\"a\":1}\n{\n"))
    // Nobody reads it, so what came before stays pending.
    #expect(!isOfObjects("{\"a\":1234}\n", limit: 8))
  }
}
