import LogModel
import StackTraces
import Testing

@Suite struct ExceptionFirstHostileTests {
  static let samples = ExceptionFirstJoiningTests.samples

  /// Glance and parse of bytes; what can be read was seen.
  @discardableResult func read(_ bytes: [UInt8]) -> StackTrace? {
    let glance = bytes.withUnsafeBufferPointer { StackTraces.firstGlance($0) }
    let text = String(decoding: bytes, as: UTF8.self)
    let trace = StackTraces.parse(text)
    if let trace {
      #expect(glance == .wholeTrace, "\(text)")
      #expect(trace.exceptions.first?.link == .root || trace.continuesEarlier)
      #expect(trace.exceptions.allSatisfy { !$0.type.isEmpty })
    }
    return trace
  }

  @Test(arguments: samples) func everyPrefixAndSuffixIsRead(_ text: String) {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      read(Array(bytes.prefix(count)))
      read(Array(bytes.suffix(count)))
    }
  }

  @Test(arguments: samples) func aCutTailKeepsTheHead(_ text: String) throws {
    let whole = try #require(StackTraces.parse(text))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let types = Set(whole.exceptions.map(\.type))
    for count in lines.indices {
      let trace = StackTraces.parse(lines[...count].joined(separator: "\n"))
      let found = (trace?.exceptions ?? []).map(\.type)
      #expect(types.isSuperset(of: found))
    }
  }

  @Test func changedBytesAndShuffledLinesAreRead() {
    var dice = Dice(state: 5)
    let pool = Self.samples.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    for text in Self.samples {
      for _ in 0..<200 {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...12, using: &dice) {
          bytes[Int.random(in: bytes.indices, using: &dice)] = UInt8.random(
            in: 0...255, using: &dice)
        }
        _ = bytes.withUnsafeBufferPointer { StackTraces.firstGlance($0) }
        _ = StackTraces.parse(String(decoding: bytes, as: UTF8.self))
      }
    }
    for _ in 0..<1000 {
      let lines = (0..<Int.random(in: 1...30, using: &dice)).compactMap { _ in
        pool.randomElement(using: &dice)
      }
      let text = lines.joined(separator: "\n")
      #expect(read(Array(text.utf8)) == StackTraces.parse(text))
    }
  }

  @Test(.timeLimit(.minutes(1))) func longLinesTakeLinearTime() {
    let sizes = [1 << 18]
    for piece in [
      "at a.", "at a.B.c(", "Caused by: ", "a.b.", " ---> ", "--- End of ", "... 1", "((", "<<",
      "x: ", "0x0 in ", "[ra] ", " at ", ".swift:1: ", "0 0x0 a in b at c:1:1 ",
    ] {
      for size in sizes {
        let line = String(repeating: piece, count: size / piece.utf8.count)
        read(Array(("a.b.CException: x\n\tat " + line).utf8))
        read(Array(line.utf8))
        read(Array(("x\n" + String(repeating: piece + "\n", count: size / 8)).utf8))
      }
    }
  }

  @Test(arguments: [
    "INFO started", "GET /healthz 200", "shop.example: started", "at 12:00 all is well",
    "at least one (1) of them", "Caused by: a mistake", "Caused by", "Suppressed: 12 warnings",
    "... and so on", "... 12 moreover", "Error no", "Exception in thread main",
    "Unhandled exception", "---> next", "--- End of file ---", "System.Web: up",
    "Wrapped by: paper", "Caused by: Timeout", "  com.example.Shop: started",
    "two\nlines\nat work (today)", "SELECT *\n  FROM a.b\n  at x", "[CIRCULAR] no",
    "{\n  \"at\": \"a.B.c(B.java)\"\n}", "Fatal error", "Thread 0 is idle", "0 errors at all",
    "Started ServerApplication in 3.2 seconds (process running for 4.1)",
  ]) func ordinaryLinesAreNothing(_ text: String) {
    let glance = Array(text.utf8).withUnsafeBufferPointer { StackTraces.firstGlance($0) }
    #expect(glance == .none)
  }
}
