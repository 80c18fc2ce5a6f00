import LogModel
import Testing

@testable import IncidentAnalysis

@Suite struct LastWordsTests {
  @Test func whatSoftwareSaysAtItsEndStandsInForAnUnknownCause() throws {
    var book = Logbook()
    for index in 0..<2 {
      book.instance = "i\(index)"
      book.marker(Double(index) * 20, "server", .start)
      book.marker(Double(index) * 20 + 2, "app", .failed, ["error": "ledger is sealed"])
      book.marker(Double(index) * 20 + 3, "platform", .exit, ["exitCode": "1"])
    }
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.title.contains("ledger is sealed"))
    #expect(
      incident.whys.contains { $0.answer.contains("ledger is sealed") && !$0.evidence.isEmpty })
    #expect(incident.whysEnd == WhyChain.unreadable)
  }

  @Test func whatIsKnownEndsExplicitlyAfterWhatWasObserved() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(2, "known")
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    let observed = incident.whys.filter { $0.basis == .observed }.count
    #expect(incident.whys.last?.basis == .known)
    #expect(incident.whysEnd?.contains("1 to \(observed) are shown by these logs") == true)
  }

  @Test func anExitAloneSaysNothing() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.whysEnd == WhyChain.silent)
  }

  @Test func anInstanceThatALivenessProbeKilledHadStarted() throws {
    var book = Logbook()
    for index in 0..<3 {
      book.instance = "i\(index)"
      book.marker(Double(index) * 100, "platform", .start)
      book.marker(Double(index) * 100 + 60, "platform", .exit, ["live": "LIVENESS"])
    }
    let digest = TestLibrary.digest(book)
    #expect(digest.summary.boots.ready == 3)
    let incident = try #require(digest.incidents.first)
    #expect(incident.kind == .runtimeFailure)
    #expect(incident.whys.contains { $0.basis == .observed })
  }

  /// Software without a start marker, in a place where the process is started again.
  @Test func aReadinessAfterTheKillOfALivenessProbeIsAnotherBoot() {
    var book = Logbook()
    book.instance = "pod"
    for index in 0..<3 {
      book.marker(Double(index) * 100, "server", .ready)
      book.marker(Double(index) * 100 + 60, "platform", .exit, ["live": "liveness"])
    }
    let digest = TestLibrary.digest(book)
    #expect(digest.summary.boots.ready == 3)
    #expect(digest.incidents.map(\.kind) == [.runtimeFailure])
  }

  @Test func requestsThatFailWithOneExceptionTellIt() throws {
    var book = Logbook()
    let seconds = (0..<12).map { Double($0) }
    book.requests(500, at: seconds)
    for second in seconds { book.trace(second + 0.05, "ZeroDivisionError", "division by zero") }
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.kind == .servingErrors)
    #expect(incident.rootCause.exceptionType == "ZeroDivisionError")
    #expect(incident.rootCause.signature == nil)
  }

  @Test func whatSoftwareDiedOfGoesBeforeWhatThePlatformMakesOfIt() throws {
    var book = Logbook()
    book.marker(0, "server", .start)
    book.trace(2, "LedgerError", "sealed")
    book.log = "run.googleapis.com/varlog/system"
    book.match(3, "known")
    book.marker(4, "platform", .exit, ["exitCode": "1"])
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.rootCause.exceptionType == "LedgerError")
    #expect(incident.rootCause.signature == nil)
  }

  @Test func aWarningThatAServiceSurvivesIsNoIncident() {
    var book = Logbook()
    book.readyBoot(0, instance: "a")
    for second in [100.0, 110, 120, 130] { book.match(second, "known", severity: .warning) }
    #expect(TestLibrary.digest(book).incidents.isEmpty)
  }

  @Test func whatASignatureCapturedStandsInTheTitle() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    let entry = book.entry(2, "text")
    book.facts.append(
      Fact(
        entry: entry,
        kind: .match(SignatureMatch(signature: "known", captures: ["module": "redis", "pid": "7"])))
    )
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.title.hasSuffix("(redis)"))
  }
}
