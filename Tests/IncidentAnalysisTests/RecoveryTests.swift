import LogModel
import Testing

@testable import IncidentAnalysis

/// Until when a service is down, and who noticed.
@Suite struct RecoveryTests {
  func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
    var book = Logbook()
    write(&book)
    return try #require(TestLibrary.digest(book).incidents.first)
  }

  @Test func failedReadyFailedIsNoRecovery() throws {
    let incident = try incident { book in
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.readyBoot(20, instance: "b")
      book.failedBoot(40, instance: "c")
      book.match(41, "known")
    }
    #expect(incident.recoveredAt == nil)
    #expect(incident.state == .ongoing)
    #expect(incident.boots.counts.failed == 2)
    #expect(incident.boots.counts.ready == 1)
  }

  @Test func anOldRevisionThatKeepsServingIsNoRecovery() throws {
    let incident = try incident { book in
      book.revision = "r0"
      book.readyBoot(-600, instance: "old")
      book.revision = "r1"
      for second in [0.0, 20] {
        book.failedBoot(second, instance: "n\(second)")
        book.match(second + 1, "known")
      }
      book.requests(200, at: (0..<90).map(Double.init))
      book.requests(503, at: [5.5])
    }
    #expect(incident.recoveredAt == nil)
    #expect(incident.users?.failed == 1)
    #expect(incident.users?.requests == 91)
    #expect(
      incident.whys.first?.answer == "1 of 91 requests fails; no further instance became ready.")
  }

  @Test func aNewInstanceOfAnOldRevisionIsARecovery() throws {
    let incident = try incident { book in
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.requests(503, at: [2])
      book.revision = "r0"
      book.readyBoot(30, instance: "b")
    }
    #expect(incident.recoveredAt == Logbook.epoch.advanced(bySeconds: 34))
    #expect(incident.revisions == ["r1"])
    #expect(incident.whys.first?.answer == "No instance became ready until 09:00:34 UTC.")
    #expect(incident.title.contains("could not start"))
  }

  @Test func whatIsLoggedOfADeadBootLaterDoesNotDelayTheRecovery() throws {
    let incident = try incident { book in
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.readyBoot(10, instance: "b")
      book.instance = "a"
      book.marker(300, "platform", .failed)
    }
    #expect(incident.recoveredAt == Logbook.epoch.advanced(bySeconds: 14))
  }

  @Test func requestsAtTheEdgesBelongWhereTheyEnded() throws {
    let incident = try incident { book in
      book.requests(503, at: [-0.001, 0, 33.999, 34, 35])
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.readyBoot(30, instance: "b")
    }
    #expect(incident.users?.failed == 2)
    #expect(incident.users?.from == Logbook.epoch)
    #expect(incident.users?.to == Logbook.epoch.advanced(bySeconds: 33.999))
  }

  @Test func aServiceDownSinceBeforeTheLogsOwnsTheEarlierFailures() throws {
    let incident = try incident { book in
      book.requests(503, at: [-30, -20])
      book.marker(4, "platform", .exit, ["exitCode": "3"])
      book.match(3, "known")
    }
    #expect(incident.boots.truncatedHead == 1)
    #expect(incident.users?.failed == 2)
  }

  @Test func failuresWhileDownMakeNoIncidentOfTheirOwn() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(1, "known")
    // Open-ended: also past the last entry of the boot.
    book.requests(503, at: (0..<50).map { Double($0) * 100 })
    #expect(TestLibrary.digest(book).incidents.map(\.kind) == [.startupFailure])
  }

  @Test func failuresAfterTheRecoveryAreASurgeOfTheirOwn() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(1, "known")
    book.requests(503, at: [2, 3])
    book.readyBoot(10, instance: "b")
    book.requests(500, at: (0..<20).map { 100 + Double($0) })
    let incidents = TestLibrary.digest(book).incidents
    #expect(Set(incidents.map(\.kind)) == [.startupFailure, .servingErrors])
    let surge = incidents.first { $0.kind == .servingErrors }
    #expect(surge?.users?.failed == 20)
    #expect(surge?.occurrences == 20)
  }

  @Test func aSurgeOnBothSidesOfADowntimeCountsItsOwnFailuresOnly() {
    var book = Logbook()
    book.requests(500, at: (0..<10).map { -100 + Double($0) })
    book.failedBoot(0, instance: "a")
    book.match(1, "known")
    book.requests(503, at: [2, 3])
    book.readyBoot(10, instance: "b")
    book.requests(500, at: (0..<10).map { 100 + Double($0) })
    let surge = TestLibrary.digest(book).incidents.first { $0.kind == .servingErrors }
    #expect(surge?.users?.failed == 20)
    #expect(surge?.users?.statuses == [500: 20])
  }

  @Test func aWarningThatARunningServiceSurvivesDoesNotProlongItsFailureToStart() throws {
    let incident = try incident { book in
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.readyBoot(10, instance: "b")
      book.match(1000, "known", severity: .warning)
    }
    #expect(incident.lastSeen == Logbook.epoch.advanced(bySeconds: 4))
    #expect(incident.occurrences == 1)
  }

  @Test func instancesThatEndWhileTheyRunAreARuntimeFailure() throws {
    let incident = try incident { book in
      for second in [0.0, 100, 200] {
        book.instance = "i\(second)"
        book.marker(second, "platform", .start)
        book.marker(second + 1, "platform", .ready)
        book.marker(second + 30, "platform", .exit, ["exitCode": "1"])
      }
    }
    #expect(incident.kind == .runtimeFailure)
    #expect(incident.rootCause.signature == nil)
    #expect(incident.occurrences == 3)
    #expect(incident.whys.first?.answer == "3 instances ended.")
    #expect(incident.whysEnd != nil)
  }

  @Test func oneInstanceThatEndsWithoutAWordIsPassing() {
    var book = Logbook()
    book.readyBoot(0, instance: "a")
    book.marker(500, "platform", .exit, ["exitCode": "1"])
    #expect(TestLibrary.digest(book).incidents.isEmpty)
  }

  @Test func anUnknownExceptionThatEndsAnInstanceIsAnIncident() throws {
    let incident = try incident { book in
      book.readyBoot(0, instance: "a")
      book.trace(499, "app.LedgerError", "off by 3")
      book.marker(500, "platform", .exit, ["exitCode": "1"])
    }
    #expect(incident.kind == .runtimeFailure)
    #expect(incident.rootCause.exceptionType == "app.LedgerError")
    #expect(
      incident.whys.map(\.question) == ["What happens to the instances?", "Why does it end?"])
  }

  @Test func anInstanceThatWasAskedToEndHasNotFailed() {
    var book = Logbook()
    for (number, captures) in [["exitCode": "143"], ["signal": "15"], ["exitCode": "0"]]
      .enumerated()
    {
      book.readyBoot(Double(number) * 100, instance: "i\(number)")
      book.trace(Double(number) * 100 + 50, "CancelledError", "")
      book.marker(Double(number) * 100 + 51, "platform", .exit, captures)
    }
    #expect(TestLibrary.digest(book).incidents.isEmpty)
  }

  @Test func aWorkerThatFailsBesideOthersEndsNoInstance() {
    var book = Logbook()
    book.readyBoot(0, instance: "a")
    book.trace(9, "app.LedgerError", "off by 3")
    book.marker(10, "server", .failed)
    #expect(TestLibrary.digest(book).incidents.isEmpty)
  }
}
