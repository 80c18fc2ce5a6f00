import LogModel
import Testing

@testable import IncidentAnalysis

/// Where one boot ends and the next begins, and what is seen in which.
@Suite struct BootCuttingTests {
  func digest(_ write: (inout Logbook) -> Void) -> Digest {
    var book = Logbook()
    write(&book)
    return TestLibrary.digest(book)
  }

  func boots(_ write: (inout Logbook) -> Void) -> BootCounts { digest(write).summary.boots }

  @Test func anEntryThatStartsABootAndEntersAPhaseBelongsToTheNewBoot() throws {
    let digest = digest { book in
      for second in [0.0, 20] {
        book.markers(second, [("app", .phaseEnter("cache")), ("app", .start)])
        book.marker(second + 3, "platform", .exit, ["exitCode": "1"])
      }
    }
    let incident = try #require(digest.incidents.first)
    #expect(incident.boots.counts.failed == 2)
    #expect(incident.boots.list.map { $0.phases.map(\.name) } == [["cache"], ["cache"]])
  }

  @Test func manyWorkersAreOneBoot() {
    let counts = boots { book in
      book.marker(0, "server", .start)
      for worker in 0..<4 {
        book.marker(1 + Double(worker), "server", .phaseEnter("import"))
        book.marker(10 + Double(worker), "server", .phaseDone("import"))
        book.marker(20 + Double(worker), "server", .ready)
      }
    }
    #expect(counts.ready == 1 && counts.total == 1)
  }

  @Test func aWorkerThatFailsAfterAnotherIsReadyFailsNoBoot() {
    let counts = boots { book in
      book.marker(0, "server", .start)
      book.marker(4, "server", .ready)
      book.marker(5, "server", .failed)
    }
    #expect(counts.ready == 1 && counts.failed == 0)
  }

  @Test func readinessAfterAnEndIsTooLate() {
    let counts = boots { book in
      book.marker(0, "server", .start)
      book.marker(4, "server", .failed)
      book.marker(5, "server", .ready)
    }
    #expect(counts.failed == 1 && counts.ready == 0)
  }

  @Test func aContainerRestartedInPlaceHasABootEachTime() throws {
    let digest = digest { book in
      for second in stride(from: 0.0, to: 50, by: 10) { book.failedBoot(second, instance: "pod/c") }
      book.readyBoot(60, instance: "pod/c")
    }
    #expect(digest.summary.boots.failed == 5)
    #expect(digest.summary.boots.ready == 1)
    #expect(digest.incidents.first?.kind == .crashLoop)
    #expect(digest.incidents.first?.recoveredAt == Logbook.epoch.advanced(bySeconds: 64))
  }

  @Test func anExitLongAfterReadinessIsNoFailedBoot() {
    let digest = digest { book in
      book.readyBoot(0, instance: "a")
      book.marker(86_400, "platform", .exit, ["exitCode": "1"])
    }
    #expect(digest.summary.boots.ready == 1 && digest.summary.boots.failed == 0)
    #expect(!digest.incidents.contains { $0.kind == .startupFailure || $0.kind == .crashLoop })
  }

  @Test func whatFollowsAStartInEveryBootShowsThatALaterStartIsAnother() {
    let counts = boots { book in
      // The head of this boot was cut off; its end was not logged.
      book.marker(0, "server", .phaseEnter("up"))
      book.marker(9, "server", .start)
      book.marker(12, "server", .ready)
    }
    #expect(counts.failed == 1 && counts.ready == 1)
  }

  @Test func anInnerStartJoinsABootWhoseOwnStartWasCutOff() throws {
    let digest = digest { book in
      book.marker(0, "server", .phaseEnter("import"))
      book.marker(40, "app", .start)
      book.marker(44, "platform", .exit, ["exitCode": "3"])
    }
    let incident = try #require(digest.incidents.first)
    #expect(incident.boots.counts.total == 1)
    #expect(incident.boots.truncatedHead == 1)
    #expect(incident.boots.medianSecondsToFailure == nil)
  }

  @Test func anAnswerTellsOfTheBootInWhichItWasGivenOnly() {
    let counts = boots { book in
      book.firstSuccess(-5, instance: "i1")
      for second in [0.0, 30, 60] { book.marker(second, "platform", .exit, ["exitCode": "1"]) }
    }
    #expect(counts.ready == 1 && counts.failed == 2)
  }

  @Test func codeOfAServerCountsAsItsEvidenceAgainstAProbe() {
    let counts = boots { book in
      book.marker(0, "platform", .start)
      book.marker(1, "platform", .ready)
      book.trace(2, "KeyError", "'PORT'", function: "import_module")
      book.marker(3, "platform", .exit, ["exitCode": "3"])
    }
    #expect(counts.failed == 1 && counts.ready == 0)
  }

  @Test func whatShowsRightBeforeARestartBelongsToTheBootThatEnds() throws {
    // The first restart on Kubernetes comes at once.
    let digest = digest { book in
      book.marker(0, "server", .start)
      book.trace(9, "ValueError", "text of known")
      book.marker(9.2, "server", .failed)
      book.match(9.4, "placed")
      book.marker(10.5, "server", .start)
      book.trace(14, "KeyError", "'x'")
      book.marker(14.5, "server", .failed)
    }
    #expect(digest.incidents.map(\.boots.counts.failed) == [1, 1])
    #expect(digest.incidents.first?.rootCause.exceptionType == "ValueError")
    #expect(digest.incidents.last?.rootCause.exceptionType == "KeyError")
  }

  @Test func whatShowsRightBeforeAStartBelongsToIt() {
    let digest = digest { book in
      book.match(-1, "known")
      book.failedBoot(0, instance: "i1")
    }
    #expect(digest.incidents.first?.rootCause.signature == "known")
  }

  @Test func undatedEntriesMakeBootsInTheirOrder() throws {
    var book = Logbook()
    for _ in 0..<3 {
      book.undated("server", .start)
      book.undated(signature: "known")
      book.undated("platform", .exit, ["exitCode": "1"])
    }
    let digest = TestLibrary.digest(book)
    let incident = try #require(digest.incidents.first)
    #expect(digest.incidents.count == 1)
    #expect(incident.boots.counts.failed == 3)
    #expect(incident.occurrences == 3)
    #expect(incident.boots.medianSecondsBetween == nil)
    #expect(incident.boots.medianSecondsToFailure == nil)
    #expect(incident.whys.allSatisfy { !$0.answer.contains("0 s") })
  }

  @Test func bootsWithoutAnInstanceAreCutByTheirMarkers() {
    let counts = boots { book in
      book.instance = nil
      for second in [0.0, 30] {
        book.marker(second, "server", .start)
        book.marker(second + 5, "platform", .exit, ["exitCode": "1"])
      }
    }
    #expect(counts.failed == 2)
  }
}
