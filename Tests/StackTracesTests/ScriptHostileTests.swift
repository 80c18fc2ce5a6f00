import LogModel
import StackTraces
import Testing

/// Broken, cut and mixed traces of Node and Go.
@Suite struct ScriptHostileTests {
  private func glance(_ bytes: [UInt8]) -> StackTraces.Glance {
    bytes.withUnsafeBufferPointer { StackTraces.firstGlance($0) }
  }

  /// Reads a text as the scanner would, and checks what must hold for any.
  @discardableResult
  private func read(_ bytes: [UInt8]) -> StackTrace? {
    let text = String(decoding: bytes, as: UTF8.self)
    let trace = StackTraces.parse(text)
    // The glance never costs a trace: one line alone may wait for others.
    if let trace {
      #expect(glance(bytes) != .none, "\(text)")
      #expect((trace.exceptions.first?.link == .root) != trace.continuesEarlier, "\(text)")
      for exception in trace.exceptions { #expect(!exception.type.isEmpty, "\(text)") }
    }
    return trace
  }

  @Test(arguments: SampleScriptTraces.all) func everyCutIsRead(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(glance(bytes) == .wholeTrace)
    for count in 0...bytes.count {
      let prefix = Array(bytes.prefix(count))
      let trace = read(prefix)
      if count % 16 == 0 {
        #expect(trace == StackTraces.parse(String(decoding: prefix, as: UTF8.self)))
      }
      read(Array(bytes.suffix(count)))
    }
  }

  /// A trace whose tail is missing is told with the exceptions and frames that are there.
  @Test(arguments: [
    SampleScriptTraces.node, SampleScriptTraces.goNil,
  ]) func aCutTailCostsNothingBeforeIt(_ text: String) throws {
    let whole = try #require(StackTraces.parse(text))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let cut = try #require(
      StackTraces.parse(lines.prefix(lines.count - 2).joined(separator: "\n")))
    #expect(cut.root?.type == whole.root?.type)
    #expect(cut.root?.message == whole.root?.message)
    #expect(cut.origin?.file == whole.origin?.file)
    #expect(cut.origin?.line == whole.origin?.line)
  }

  @Test(arguments: SampleScriptTraces.all) func otherLinesAroundChangeNothing(_ text: String) throws
  {
    let whole = try #require(StackTraces.parse(text))
    let around = "2025-09-16 00:41:12 INFO starting\nlistening on 8080\n" + text
    // What Laravel and Rails begin with stands behind a time itself.
    let surrounded = try #require(StackTraces.parse(around))
    #expect(surrounded.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(surrounded.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
    let followed = try #require(
      StackTraces.parse(text + "\n2025-09-16 00:41:14 INFO shutting down\n"))
    #expect(followed.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(followed.exceptions.map(\.message) == whole.exceptions.map(\.message))
    #expect(followed.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
  }

  @Test func shuffledLinesAreRead() {
    var dice = Dice(state: 42)
    let pool = (SampleScriptTraces.all + SampleTraces.all).flatMap {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
    }
    for _ in 0..<3000 {
      let lines = (0..<Int.random(in: 1...24, using: &dice)).compactMap { _ in
        pool.randomElement(using: &dice)
      }
      let text = lines.joined(separator: "\n")
      #expect(read(Array(text.utf8)) == StackTraces.parse(text))
    }
  }

  @Test func changedBytesAreRead() {
    var dice = Dice(state: 7)
    for text in SampleScriptTraces.all {
      for _ in 0..<200 {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...12, using: &dice) {
          let position = Int.random(in: bytes.indices, using: &dice)
          bytes[position] = UInt8.random(in: 0...255, using: &dice)
        }
        _ = glance(bytes)
        _ = StackTraces.parse(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// Texts of a megabyte that would take a reader long if it were not linear.
  @Test(arguments: [
    "TypeError: x\n" + String(repeating: "    at f (/app/a.js:1:2)\n", count: 40_000),
    "Error: x\n    at f (/app/a.js:1:2)\n"
      + (0..<2000).map { String(repeating: " ", count: $0 % 200) + "[cause]: Error: x\n" }.joined(),
    "panic: x\n" + String(repeating: "\tpanic: y\n", count: 80_000),
    "panic: x\n\ngoroutine 1 [running]:\n"
      + String(repeating: "main.f()\n\t/app/a.go:1 +0x1\n", count: 30_000),
    String(repeating: "A", count: 1_000_000), String(repeating: "A.", count: 500_000),
    String(repeating: "(", count: 1_000_000),
    "    at " + String(repeating: "(", count: 1_000_000) + ")",
    "    at eval (eval at " + String(repeating: ",", count: 1_000_000) + ":1:2)",
    String(repeating: "Error ", count: 160_000), String(repeating: "\n", count: 1_000_000),
  ]) func hugeTextsTakeLinearTime(_ text: String) {
    let clock = ContinuousClock()
    var trace: StackTrace?
    let time = clock.measure {
      _ = glance(Array(text.utf8))
      trace = StackTraces.parse(text)
    }
    // A quadratic reader takes minutes.
    #expect(time < .seconds(20))
    for exception in trace?.exceptions ?? [] {
      #expect(exception.frames.count <= 128)
      #expect(exception.message.utf8.count <= 8192)
    }
    #expect((trace?.exceptions.count ?? 0) <= 256 << 10)
  }
}
