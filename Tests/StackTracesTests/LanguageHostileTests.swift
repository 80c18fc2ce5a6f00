import Foundation
import LogModel
import StackTraces
import Testing

/// Broken, cut, mixed and huge traces of languages whose exception comes first.
@Suite struct LanguageHostileTests {
  private static let samples =
    SampleGoTraces.all + SampleNodeTraces.all + SamplePHPTraces.all + SampleRubyTraces.all
    + SampleRustTraces.all

  @Test(arguments: samples) func everyCutIsRead(_ text: String) {
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

  @Test(arguments: samples) func otherLinesAroundChangeNothing(_ text: String) throws {
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

  @Test(arguments: [
    SampleGoTraces.all, SampleNodeTraces.all, SamplePHPTraces.all, SampleRubyTraces.all,
    SampleRustTraces.all,
  ])
  func changedBytesAndShuffledLinesAreRead(_ samples: [String]) {
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
  @Test(
    arguments: SampleGoTraces.huge + SampleNodeTraces.huge + SamplePHPTraces.huge
      + SampleRubyTraces.huge
      + SampleRustTraces.huge)
  func hugeTextsTakeLinearTime(_ text: String) {
    let start = LanguageHostileTests.secondsOfThread
    _ = ToldTrace.glance(text)
    let trace = StackTraces.parse(text)
    #expect(LanguageHostileTests.secondsOfThread - start < 20)
    for exception in trace?.exceptions ?? [] {
      #expect(exception.frames.count <= 128)
      #expect(exception.message.utf8.count <= 8192)
    }
    #expect((trace?.exceptions.count ?? 0) <= 256 << 10)
  }

  /// What the thread has computed, in seconds, however busy the machine is.
  private static var secondsOfThread: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
