import LogModel
import StackTraces
import Testing

/// What must hold of the traces of any language, however they are cut and mixed.
struct LanguageHostileChecks {
  let samples: [String]

  func everyCutIsRead(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(ToldTrace.glance(bytes) == .wholeTrace)
    for count in 0...bytes.count {
      let prefix = Array(bytes.prefix(count))
      let trace = ToldTrace.read(prefix)
      if count % 16 == 0 {
        #expect(trace == StackTraces.parse(String(decoding: prefix, as: UTF8.self)))
      }
      ToldTrace.read(Array(bytes.suffix(count)))
    }
  }

  func otherLinesAroundChangeNothing(_ text: String) throws {
    let whole = try #require(StackTraces.parse(text))
    let surrounded = try #require(
      StackTraces.parse("2025-09-16 00:41:12 INFO starting\nlistening on 8080\n" + text))
    #expect(surrounded.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(surrounded.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
    let followed = try #require(
      StackTraces.parse(text + "\n2025-09-16 00:41:14 INFO shutting down\n"))
    #expect(followed.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(followed.exceptions.map(\.message) == whole.exceptions.map(\.message))
    #expect(followed.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
  }

  func changedBytesAndShuffledLinesAreRead() {
    var dice = Dice(state: 42)
    let pool = (samples + SampleTraces.all).flatMap {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
    }
    for _ in 0..<2000 {
      let lines = (0..<Int.random(in: 1...24, using: &dice)).compactMap { _ in
        pool.randomElement(using: &dice)
      }
      let text = lines.joined(separator: "\n")
      #expect(ToldTrace.read(Array(text.utf8)) == StackTraces.parse(text))
    }
    for text in samples {
      for _ in 0..<200 {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...12, using: &dice) {
          let position = Int.random(in: bytes.indices, using: &dice)
          bytes[position] = UInt8.random(in: 0...255, using: &dice)
        }
        _ = ToldTrace.glance(bytes)
        _ = StackTraces.parse(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// A quadratic reader of a megabyte takes minutes.
  func takesLinearTime(_ text: String) {
    let clock = ContinuousClock()
    var trace: StackTrace?
    let time = clock.measure {
      _ = ToldTrace.glance(text)
      trace = StackTraces.parse(text)
    }
    #expect(time < .seconds(20))
    for exception in trace?.exceptions ?? [] {
      #expect(exception.frames.count <= 128)
      #expect(exception.message.utf8.count <= 8192)
    }
    #expect((trace?.exceptions.count ?? 0) <= 256 << 10)
  }

  /// Logged one line an entry a trace has the same exceptions.
  func lineByLineIsTheSame(_ text: String, messages: Bool = true) throws {
    let whole = try #require(StackTraces.parse(text))
    let joined = ToldTrace.joined(text.split(separator: "\n").map(String.init))
    #expect(joined.count == 1, "\(joined.map(\.text))")
    let trace = try #require(joined.first?.trace)
    #expect(trace.language == whole.language)
    #expect(trace.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(trace.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
    #expect(trace.exceptions.map(\.link) == whole.exceptions.map(\.link))
    if messages { #expect(trace.exceptions.map(\.message) == whole.exceptions.map(\.message)) }
  }
}
