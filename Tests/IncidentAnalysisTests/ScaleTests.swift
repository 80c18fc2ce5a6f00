import Glibc
import LogModel
import Testing

@testable import IncidentAnalysis

/// Everything at once: what is one of many must not be looked for among all of them.
@Suite struct ScaleTests {
  /// Boots of one instance and of many, in as many incidents as asked for, with what they showed.
  static func book(boots: Int, matches: Int, requests: Int, incidents: Int) -> Logbook {
    var book = Logbook()
    for number in 0..<boots {
      let start = Double(number) * 10
      // Every third boot is of one and the same instance, and none of those shows a cause.
      let isShared = number % 3 == 0
      book.failedBoot(start, instance: isShared ? "shared" : "i\(number)")
      if number % 100 == 50 { book.readyBoot(start + 1, instance: "r\(number)") }
      if !isShared {
        book.instance = "i\(number)"
        book.trace(start + 2, "app.Error\(number % incidents)", "of \(number)")
      }
    }
    for number in 0..<matches {
      let boot = number % boots
      book.instance = boot % 3 == 0 ? "shared" : "i\(boot)"
      book.match(Double(boot) * 10 + 3, number % 7 == 0 ? "sign" : "known", severity: .warning)
    }
    book.requests(
      503, at: (0..<requests).map { Double($0) * Double(boots) * 10 / Double(requests) })
    book.requests(
      200, at: (0..<requests).map { Double($0) * Double(boots) * 10 / Double(requests) })
    return book
  }

  @Test(.timeLimit(.minutes(1))) func aBadWeekIsAnalysedInSeconds() {
    let book = ScaleTests.book(boots: 2000, matches: 20_000, requests: 10_000, incidents: 200)
    let result = book.result()
    let start = processorTime()
    let digest = TestLibrary.digest(of: result)
    let seconds = processorTime() - start
    #expect(digest.summary.boots.failed == 2000)
    #expect(digest.incidents.filter { $0.kind == .crashLoop }.count == 200)
    // Unoptimised; quadratic searches take minutes.
    #expect(seconds < 40)
  }

  /// Seconds for which this thread has run.
  private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
