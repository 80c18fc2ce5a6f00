import LogModel
import Testing

@testable import IncidentAnalysis

@Suite struct BootTests {
  func boots(_ write: (inout Logbook) -> Void) -> BootCounts {
    var book = Logbook()
    write(&book)
    return TestLibrary.digest(book).summary.boots
  }

  @Test func anEndBeforeReadinessIsAFailure() {
    let counts = boots { $0.failedBoot(0, instance: "a") }
    #expect(counts.failed == 1 && counts.total == 1)
  }

  @Test func whatFollowsAnEndBelongsToTheSameBoot() {
    let counts = boots { book in
      book.marker(0, "server", .start)
      book.marker(1, "app", .failed)
      book.marker(2, "server", .failed)
      book.marker(3, "platform", .exit, ["exitCode": "3"])
    }
    #expect(counts.failed == 1 && counts.total == 1)
  }

  @Test func startsOfOtherLayersJoinTheBoot() {
    let counts = boots { book in
      book.marker(0, "platform", .start)
      book.marker(1, "server", .start)
      book.marker(2, "app", .start)
      book.marker(3, "app", .ready)
    }
    #expect(counts.ready == 1 && counts.total == 1)
  }

  @Test func theSameStartAgainIsAnotherBootAndCutsTheFirstOff() {
    let counts = boots { book in
      book.marker(0, "server", .start)
      book.marker(60, "server", .start)
      book.marker(61, "server", .ready)
    }
    #expect(counts.failed == 1 && counts.ready == 1)
  }

  @Test func aProbeThatPassesIsNoReadinessWhereTheServerLeftMarkers() {
    let withServer = boots { book in
      book.marker(0, "platform", .start)
      book.marker(1, "server", .start)
      book.marker(2, "platform", .ready)
      book.marker(5, "platform", .exit, ["exitCode": "3"])
    }
    #expect(withServer.failed == 1)
    let platformOnly = boots { book in
      book.marker(0, "platform", .start)
      book.marker(2, "platform", .ready)
    }
    #expect(platformOnly.ready == 1)
  }

  @Test func aBootThatWasAskedToStopHasNotFailed() {
    let counts = boots { book in
      book.marker(0, "server", .start)
      book.marker(2, "server", .exit, ["stop": "term"])
    }
    #expect(counts.stopped == 1 && counts.failed == 0)
  }

  @Test func aBootWithoutAnEndIsInProgress() {
    #expect(boots { $0.marker(0, "server", .start) }.inProgress == 1)
  }

  @Test func aCutOffHeadIsCountedByItsEnd() {
    var book = Logbook()
    book.marker(5, "platform", .exit, ["exitCode": "1"])
    book.failedBoot(20, instance: "b")
    let digest = TestLibrary.digest(book)
    #expect(digest.summary.boots.failed == 2)
    #expect(digest.incidents.map(\.boots.truncatedHead).reduce(0, +) == 1)
  }

  @Test func anInstanceThatAnsweredBeforeItEndedWasReady() {
    var book = Logbook()
    var activity = ServiceActivity()
    activity.entries = 1
    activity.firstSuccess["i1"] = Logbook.epoch.advanced(bySeconds: 1)
    book.activities[book.identity] = activity
    book.marker(5, "platform", .exit, ["exitCode": "1"])
    #expect(TestLibrary.digest(book).summary.boots.ready == 1)
  }

  @Test func theSameExitAgainWithoutAStartIsAnotherBoot() {
    let counts = boots { book in
      for second in [0.0, 30, 60] { book.marker(second, "platform", .exit, ["exitCode": "1"]) }
    }
    #expect(counts.failed == 3)
  }

  @Test func bootsOfInstancesThatOverlapAreKeptApart() {
    let counts = boots { book in
      for (offset, name) in ["a", "b", "c"].enumerated() {
        book.failedBoot(Double(offset) * 0.1, instance: name)
      }
    }
    #expect(counts.failed == 3)
  }
}
