import LogModel
import Testing

@testable import IncidentAnalysis

/// Which of what a boot shows is its root cause, and which boots share one.
@Suite struct RootCauseTests {
  func incidents(_ write: (inout Logbook) -> Void) -> [Incident] {
    var book = Logbook()
    write(&book)
    return TestLibrary.digest(book).incidents
  }

  @Test func theEarliestChainCountsAndNotWhatDyingRaises() throws {
    let incident = try #require(
      incidents { book in
        book.failedBoot(0, instance: "a")
        book.trace(2, "app.LedgerError", "off by 3")
        book.trace(3, "RuntimeError", "text of known")
        book.facts.append(
          Fact(
            entry: book.facts[book.facts.count - 1].entry,
            kind: .match(SignatureMatch(signature: "known", captures: [:]))))
      }.first)
    #expect(incident.rootCause.signature == nil)
    #expect(incident.rootCause.exceptionType == "app.LedgerError")
  }

  @Test func aChainThatTheStartUpGotPastIsNotFatal() throws {
    let incident = try #require(
      incidents { book in
        book.failedBoot(0, instance: "a")
        book.trace(1, "app.MetricsError", "no exporter", severity: .error)
        book.marker(2, "app", .phaseDone("database"))
        book.trace(3, "RuntimeError", "text of known")
        book.facts.append(
          Fact(
            entry: book.facts[book.facts.count - 1].entry,
            kind: .match(SignatureMatch(signature: "known", captures: [:]))))
      }.first)
    #expect(incident.rootCause.signature == "known")
    #expect(incident.rootCause.exceptionType == "RuntimeError")
  }

  @Test func aCauseThatAnotherAccountsForIsNotTheRoot() {
    let found = incidents { book in
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.match(2, "sign")
      book.match(3, "deep")
    }
    #expect(found.map(\.rootCause.signature) == ["deep"])
  }

  @Test func whatAnIncidentExplainsNeedsNoneOfItsOwn() {
    let found = incidents { book in
      book.readyBoot(0, instance: "a")
      for second in [100.0, 120, 140] {
        book.match(second, "deep")
        book.match(second + 1, "known")
        book.match(second + 2, "sign")
      }
    }
    #expect(found.map(\.rootCause.signature) == ["deep"])
    #expect(found.first?.occurrences == 3)
  }

  @Test func whatNobodyExplainsIsNotDroppedForAPassingFault() {
    let found = incidents { book in
      book.readyBoot(0, instance: "a")
      book.match(100, "deep")
      for second in [101.0, 120, 140] { book.match(second, "known") }
    }
    #expect(found.map(\.rootCause.signature) == ["known"])
  }

  @Test func aWarningExplainsABootOnlyWhereNothingBetterDoes() {
    let beside = incidents { book in
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.failedBoot(20, instance: "b")
      book.match(21, "placed", severity: .warning)
    }
    #expect(beside.map(\.rootCause.signature) == ["known"])
    #expect(beside.first?.boots.counts.failed == 2)
    let alone = incidents { book in
      book.failedBoot(20, instance: "b")
      book.match(21, "placed", severity: .warning)
    }
    #expect(alone.map(\.rootCause.signature) == ["placed"])
  }

  @Test func aBootWithoutEvidenceJoinsTheNearestOfItsRevision() {
    let found = incidents { book in
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      book.failedBoot(100, instance: "b")
      book.match(101, "placed")
      book.failedBoot(80, instance: "c")
      book.revision = "r2"
      book.failedBoot(99, instance: "d")
    }
    let failed = Dictionary(
      uniqueKeysWithValues: found.map { ($0.rootCause.signature, $0.boots.counts.failed) })
    #expect(failed == ["known": 1, "placed": 2, nil: 1])
  }

  @Test func bootsOfWhichNothingIsKnownAreOneIncident() throws {
    let found = incidents { book in
      book.failedBoot(0, instance: "a")
      book.failedBoot(20, instance: "b")
      // The export lacks this one's exit line; its successor cut it off.
      book.instance = "c"
      book.marker(40, "server", .start)
      book.marker(60, "server", .start)
      book.marker(64, "platform", .exit, ["exitCode": "3"])
    }
    let incident = try #require(found.first)
    #expect(found.count == 1)
    #expect(incident.boots.counts.failed == 4)
    #expect(incident.occurrences == 4)
    #expect(!incident.rootCause.evidence.isEmpty)
    #expect(incident.rootCause.exceptionType == nil)
    #expect(incident.whysEnd != nil)
  }

  @Test func theWordsOfAFailedPhaseTellFailuresApart() {
    func fail(_ second: Double, _ words: String, _ book: inout Logbook) {
      book.instance = "i\(second)"
      book.marker(second, "app", .start)
      let entry = book.entry(second + 1, "failed: \(words)")
      book.facts.append(
        Fact(
          entry: entry,
          kind: .marker(
            BootMarker(
              profile: "app", slot: .phaseFailed("cache"), condition: 0,
              captures: ["error": words]))))
      book.marker(second + 2, "app", .failed)
    }
    let found = incidents { book in
      fail(0, "no route to 10.0.0.1", &book)
      book.match(1, "known")
      fail(20, "no route to 10.0.0.7", &book)
      fail(40, "quota exceeded", &book)
    }
    #expect(found.map(\.rootCause.signature) == ["known", nil])
    #expect(found.map(\.boots.counts.failed) == [2, 1])
    #expect(found.map(\.occurrences) == [1, 1])
  }

  @Test func aBootThatShowsASymptomOnlySaysSo() throws {
    let incident = try #require(
      incidents { book in
        book.failedBoot(0, instance: "a")
        book.match(2, "sign")
      }.first)
    #expect(incident.rootCause.signature == nil)
    #expect(incident.whys.last?.answer == "Title of sign.")
    #expect(incident.whys.last?.basis == .observed)
    #expect(incident.whysEnd?.contains("symptom") == true)
  }

  @Test func aTraceLoggedLineByLineIsOneOccurrence() throws {
    let lines = [
      "Traceback (most recent call last):", "  File \"/app/main.py\", line 3, in load",
      "    x()", "ValueError: text of known",
    ]
    let incident = try #require(
      incidents { book in
        book.failedBoot(0, instance: "a")
        for (number, line) in lines.enumerated() {
          let entry = book.entry(2 + Double(number) / 1000, line)
          book.facts.append(Fact(entry: entry, kind: .traceFragment(text: line)))
          if number == 3 {
            book.facts.append(
              Fact(
                entry: entry, kind: .match(SignatureMatch(signature: "known", captures: [:]))))
          }
        }
      }.first)
    #expect(incident.rootCause.signature == "known")
    #expect(incident.rootCause.exceptionType == "ValueError")
    #expect(incident.occurrences == 1)
    #expect(incident.rootCause.evidence.map(\.text) == ["ValueError: text of known"])
  }

  @Test func theSameCauseInTwoServicesAndEnvironmentsIsAnIncidentEach() {
    let found = incidents { book in
      for (service, environment) in [
        ("api", "staging"), ("web", "staging"), ("api", "production"),
      ] {
        book.service = service
        book.environment = environment
        book.failedBoot(0, instance: service + environment)
        book.match(1, "known")
      }
    }
    #expect(found.count == 3)
    #expect(Set(found.map(\.id)).count == 3)
    #expect(found.allSatisfy { $0.rootCause.signature == "known" })
  }

  @Test func theIdDependsOnTheRootCauseOnly() throws {
    func id(_ revision: String?, _ line: Int, _ message: String, _ instance: String) throws
      -> String
    {
      var book = Logbook()
      book.revision = revision
      book.failedBoot(Double(line), instance: instance)
      book.trace(Double(line) + 1, "app.LedgerError", message, line: line)
      return try #require(TestLibrary.digest(book).incidents.first).id
    }
    let first = try id("r1", 3, "off by 3", "a")
    #expect(try id("r2", 90, "off by one", "b") == first)
    #expect(try id(nil, 4, "", "c") == first)
  }

  @Test func theTailOfAChainWhoseHeadWasCutOffBelongsToThatChain() throws {
    func chain(_ second: Double, _ types: [String], _ book: inout Logbook) {
      let exceptions = types.enumerated().map { number, type in
        RaisedException(
          type: type, message: "m",
          frames: [
            StackFrame(file: "/app/\(type).py", line: 1, function: "f", isApplication: true)
          ], link: number == 0 ? .root : .context)
      }
      let entry = book.entry(second, types.joined(separator: "\n"))
      let trace = StackTrace(language: "python", exceptions: exceptions)
      book.facts.append(
        Fact(entry: entry, kind: .trace(TraceRecord(trace: trace, text: entry.text))))
    }
    let found = incidents { book in
      book.instance = "cut"
      chain(0, ["WrapperError"], &book)
      book.marker(1, "platform", .exit, ["exitCode": "3"])
      for second in [20.0, 40] {
        book.failedBoot(second, instance: "i\(second)")
        chain(second + 2, ["KeyError", "WrapperError"], &book)
      }
      // Raised first in a boot that is there from its start: a failure of its own.
      book.failedBoot(60, instance: "whole")
      chain(62, ["WrapperError"], &book)
    }
    #expect(found.map(\.rootCause.exceptionType) == ["KeyError", "WrapperError"])
    #expect(found.map(\.boots.counts.failed) == [3, 1])
    #expect(found.first?.boots.truncatedHead == 1)
  }
}
