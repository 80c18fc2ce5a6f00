import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

@Suite struct IncidentTests {
  @Test func failedBootsOfOneCauseAreOneCrashLoop() throws {
    var book = Logbook()
    for index in 0..<3 {
      book.failedBoot(Double(index) * 20, instance: "i\(index)")
      book.match(Double(index) * 20 + 2, "known")
    }
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.kind == .crashLoop)
    #expect(incident.rootCause.signature == "known")
    #expect(incident.boots.counts.failed == 3)
    #expect(incident.boots.exitCodes == [3: 3])
    #expect(incident.boots.medianSecondsBetween == 20)
    #expect(incident.state == .ongoing)
    #expect(incident.occurrences == 3)
  }

  @Test func aSymptomNeverFillsTheRootCause() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(2, "sign")
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.rootCause.signature == nil)
    #expect(incident.whysEnd != nil)
  }

  @Test func aFailureWithoutEvidenceJoinsItsNearestNeighbour() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(2, "known")
    book.failedBoot(20, instance: "b")
    let digest = TestLibrary.digest(book)
    #expect(digest.incidents.count == 1)
    #expect(digest.incidents.first?.boots.counts.failed == 2)
  }

  @Test func anUnknownExceptionIsAnIncidentWithItsFrame() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.trace(2, "app.LedgerError", "off by 3")
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.kind == .startupFailure)
    #expect(incident.rootCause.signature == nil)
    #expect(incident.rootCause.exceptionType == "app.LedgerError")
    #expect(incident.rootCause.origin?.function == "load")
    #expect(incident.fixes.isEmpty)
  }

  @Test func aWarningThatARetryHealedIsNotTheCauseOfALaterFailure() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(1, "fatal", severity: .warning)
    book.match(2, "known")
    #expect(TestLibrary.digest(book).incidents.first?.rootCause.signature == "known")
  }

  @Test func whatAStartSurvivedIsNoIncident() {
    var book = Logbook()
    book.readyBoot(0, instance: "a")
    book.match(1, "fatal")
    book.match(2, "fatal")
    #expect(TestLibrary.digest(book).incidents.isEmpty)
  }

  @Test func aCriticalCauseAfterReadinessIsARuntimeFailure() throws {
    var book = Logbook()
    book.readyBoot(0, instance: "a")
    book.match(100, "fatal")
    book.marker(101, "platform", .exit, ["signal": "9"])
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.kind == .runtimeFailure)
    #expect(incident.rootCause.signature == "fatal")
  }

  @Test func oneOrdinaryErrorAfterReadinessIsPassing() {
    var book = Logbook()
    book.readyBoot(0, instance: "a")
    book.match(100, "known")
    #expect(TestLibrary.digest(book).incidents.isEmpty)
    book.match(110, "known")
    book.match(120, "known")
    #expect(TestLibrary.digest(book).incidents.first?.kind == .runtimeFailure)
  }

  @Test func recoveryIsTheFirstReadyBootAfterTheLastFailure() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(2, "known")
    book.revision = "r0"
    book.readyBoot(30, instance: "b")
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.recoveredAt == Logbook.epoch.advanced(bySeconds: 34))
    #expect(incident.state == .resolved)
    #expect(incident.productionRisk?.level == .low)
  }

  @Test func aRequestBelongsWhereItEnded() throws {
    var book = Logbook()
    book.requests(200, at: [-20, -10])
    book.failedBoot(0, instance: "a")
    book.match(2, "known")
    book.requests(503, at: [1, 2.5, 30])
    book.readyBoot(40, instance: "b")
    book.requests(200, at: [50, 60])
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.users?.failed == 3)
    #expect(incident.users?.requests == 3)
    #expect(incident.users?.statuses == [503: 3])
    #expect(incident.whys.first?.basis == .observed)
  }

  @Test func failedRequestsWithoutACrashAreServingErrors() throws {
    var book = Logbook()
    book.requests(500, at: (0..<12).map(Double.init))
    book.requests(200, at: (0..<20).map(Double.init))
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.kind == .servingErrors)
    #expect(incident.users?.failed == 12)
    #expect(incident.rootCause.signature == nil)
  }

  @Test func aFewFailedRequestsAreNoIncident() {
    var book = Logbook()
    book.requests(500, at: [1, 2])
    book.requests(200, at: (0..<200).map(Double.init))
    #expect(TestLibrary.digest(book).incidents.isEmpty)
  }

  @Test func everyObservedWhyCitesEntries() {
    var book = Logbook()
    for index in 0..<4 {
      book.failedBoot(Double(index) * 20, instance: "i\(index)")
      book.trace(Double(index) * 20 + 2, "ValueError", "text of known")
    }
    book.requests(503, at: [3, 4, 5])
    for incident in TestLibrary.digest(book).incidents {
      #expect(!incident.whys.isEmpty)
      for why in incident.whys where why.basis == .observed { #expect(!why.evidence.isEmpty) }
      #expect(incident.whys.map(\.number) == Array(1...incident.whys.count))
    }
  }

  @Test func theOrderOfFactsChangesNothing() {
    var book = Logbook()
    for index in 0..<5 {
      book.failedBoot(Double(index) * 20, instance: "i\(index)")
      if index % 2 == 0 { book.trace(Double(index) * 20 + 2, "ValueError", "x \(index)") }
      book.match(Double(index) * 20 + 3, "sign")
    }
    let expected = String(describing: TestLibrary.digest(book).incidents)
    var shuffled = book
    shuffled.facts = book.facts.reversed() + book.facts
    #expect(String(describing: TestLibrary.digest(shuffled).incidents) == expected)
  }
}
