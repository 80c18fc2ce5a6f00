import LogModel
import Testing

@testable import IncidentAnalysis

/// Boots as they are told where start-ups hang, overlap, are cut or are no start-ups at all.
@Suite struct BootRealityTests {
  func digest(_ write: (inout Logbook) -> Void) -> Digest {
    var book = Logbook()
    write(&book)
    return TestLibrary.digest(book)
  }

  func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
    try #require(digest(write).incidents.first)
  }

  // MARK: Hanging starts

  @Test func aStartThatHangsUntilTheLogsEndIsInProgressAndNoIncident() {
    let digest = digest { book in
      book.readyBoot(-600, instance: "before")
      book.instance = "hangs"
      book.marker(0, "server", .start)
      book.marker(1, "app", .phaseEnter("cache"))
      // Others go on for hours: nothing of this one tells that it ended.
      book.readyBoot(7200, instance: "after")
    }
    #expect(digest.summary.boots.inProgress == 1)
    #expect(digest.summary.boots.failed == 0)
    #expect(digest.incidents.isEmpty)
  }

  @Test func aStartThatHangsUntilAProbeKillsItFailsInThePhaseInWhichItHangs() throws {
    let incident = try incident { book in
      book.marker(0, "server", .start)
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(2, "app", .phaseDone("database"))
      book.marker(2, "app", .phaseEnter("cache"))
      book.marker(240, "platform", .failed)
    }
    #expect(incident.boots.counts.failed == 1)
    #expect(incident.phase?.name == "cache")
    #expect(incident.phase?.basis == .enterMarker)
    #expect(incident.boots.medianSecondsToFailure == 240)
    #expect(incident.boots.phaseTimes.last?.failed.medianSeconds == 238)
    #expect(incident.whys.contains { $0.answer == "Start-up ends inside CACHE (2 of 3)." })
    #expect(incident.rootCause.signature == nil)
    #expect(incident.whysEnd != nil)
  }

  @Test func theLastBootThatStillStartsIsCountedBesideTheFailedOnes() throws {
    let incident = try incident { book in
      for second in [0.0, 20] { book.failedBoot(second, instance: "i\(second)") }
      book.instance = "last"
      book.marker(40, "server", .start)
      book.marker(41, "app", .phaseEnter("database"))
    }
    #expect(incident.boots.counts.failed == 2)
    #expect(incident.boots.counts.inProgress == 1)
    #expect(incident.boots.list.first?.outcome == .inProgress)
    #expect(incident.boots.list.first?.phases.map(\.outcome) == [.open])
    #expect(incident.recoveredAt == nil)
  }

  // MARK: Old and new side by side

  @Test func aRollingDeploymentFailsInItsNewRevisionOnly() throws {
    let incident = try incident { book in
      book.revision = "r1"
      for number in 0..<3 {
        let at = -900 + Double(number) * 10
        book.instance = "old\(number)"
        book.marker(at, "server", .start)
        book.marker(at + 1, "app", .phaseEnter("cache"))
        book.marker(at + 2, "app", .phaseDone("cache"))
        book.marker(at + 3, "app", .ready)
      }
      book.revision = "r2"
      for number in 0..<4 {
        let at = Double(number) * 30
        book.instance = "new\(number)"
        book.marker(at, "server", .start)
        book.marker(at + 1, "app", .phaseEnter("cache"))
        book.marker(at + 2, "app", .phaseFailed("cache"))
        book.marker(at + 3, "platform", .exit, ["exitCode": "1"])
      }
      book.requests(200, at: (0..<60).map { Double($0) * 2 })
    }
    #expect(incident.kind == .crashLoop)
    #expect(incident.revisions == ["r2"])
    #expect(incident.boots.counts.failed == 4 && incident.boots.counts.ready == 0)
    #expect(incident.recoveredAt == nil)
    #expect(incident.users?.failed == 0 && incident.users?.requests == 60)
    #expect(incident.phaseChange?.kind == .newlyFailing)
    #expect(incident.phaseChange?.text.contains("3 earlier boots of revision r1") == true)
  }

  @Test func theOldRevisionsInstancesThatAreToldToStopHaveNotFailed() throws {
    let digest = digest { book in
      book.readyBoot(0, instance: "old")
      book.instance = "young"
      book.marker(55, "server", .start)
      book.revision = "r2"
      book.readyBoot(50, instance: "new")
      book.revision = "r1"
      for name in ["old", "young"] {
        book.instance = name
        book.marker(60, "server", .exit, ["stop": "term"])
        book.marker(61, "platform", .exit, ["signal": "15"])
      }
    }
    #expect(digest.summary.boots.ready == 2)
    #expect(digest.summary.boots.stopped == 1)
    #expect(digest.incidents.isEmpty)
  }

  // MARK: Several instances

  @Test func bootsOfManyInstancesThatOverlapKeepTheirOwnOutcome() throws {
    let digest = digest { book in
      // Ten start within a second, their lines mixed; every third one crashes.
      for step in 0..<3 {
        for number in 0..<10 {
          let at = Double(number) * 0.1 + Double(step) * 2
          book.instance = "i\(number)"
          switch step {
          case 0: book.marker(at, "server", .start)
          case 1: book.marker(at, "app", .phaseEnter("cache"))
          default:
            if number % 3 == 0 {
              book.marker(at, "platform", .exit, ["exitCode": "\(number)"])
            } else {
              book.marker(at, "app", .ready)
            }
          }
        }
      }
    }
    #expect(digest.summary.boots.failed == 3)
    #expect(digest.summary.boots.ready == 6)
    // The one that exits with 0 was done, not broken.
    #expect(digest.summary.boots.stopped == 1)
    #expect(digest.incidents.first?.boots.exitCodes == [3: 1, 6: 1, 9: 1])
    #expect(digest.incidents.first?.boots.medianSecondsToFailure == 4)
  }

  @Test(arguments: [-90.0, -30, 0, 30, 90])
  func theClockOfAnotherInstanceDecidesNothing(skew: Double) throws {
    let incident = try incident { book in
      for number in 0..<2 {
        let at = Double(number) * 10 + (number == 1 ? skew : 0)
        book.instance = "i\(number)"
        book.marker(at, "server", .start)
        book.marker(at + 1, "app", .phaseEnter("database"))
        book.marker(at + 2, "app", .phaseDone("database"))
        book.match(at + 2.5, "known")
        book.marker(at + 3, "app", .phaseFailed("cache"))
        book.marker(at + 4, "platform", .exit, ["exitCode": "3"])
      }
    }
    #expect(incident.boots.counts.failed == 2 && incident.boots.counts.total == 2)
    #expect(incident.boots.truncatedHead == 0)
    #expect(incident.boots.medianSecondsToFailure == 3)
    #expect(incident.boots.phaseTimes.first?.failed == .init(boots: 2, medianSeconds: 1))
    #expect(incident.phase?.name == "cache")
    #expect(incident.rootCause.signature == "known")
    #expect(incident.occurrences == 2)
  }

  // MARK: Several starts

  @Test func startsOfThreeLayersInAnyOrderAreOneBoot() {
    let layers = ["platform", "server", "app"]
    for first in layers {
      for second in layers where second != first {
        let counts = digest { book in
          book.marker(0, first, .start)
          book.marker(0.4, second, .start)
          for last in layers where last != first && last != second {
            book.marker(0.8, last, .start)
          }
          book.marker(9, "platform", .exit, ["exitCode": "3"])
        }.summary.boots
        #expect(counts.failed == 1 && counts.total == 1, "\(first), \(second)")
      }
    }
  }

  @Test func aContainerRestartedWithoutALoggedEndFailedEachTime() throws {
    let incident = try incident { book in
      book.instance = "pod/api"
      for second in stride(from: 0.0, through: 120, by: 30) {
        book.marker(second, "server", .start)
        book.marker(second + 1, "app", .start)
        book.marker(second + 2, "app", .phaseEnter("cache"))
      }
    }
    // The last one still starts.
    #expect(incident.boots.counts.failed == 4)
    #expect(incident.boots.counts.inProgress == 1)
    #expect(incident.phase?.name == "cache")
    #expect(
      incident.whys.first?.answer.hasPrefix(
        "No start-up finishes before its instance starts anew") == true)
  }

  // MARK: Tasks

  @Test func aTaskThatEndsWithZeroIsNoFailedBoot() {
    let digest = digest { book in
      book.platform = "cloud-run-job"
      for number in 0..<3 {
        book.instance = "task\(number)"
        book.marker(Double(number) * 10, "platform", .start)
        book.marker(Double(number) * 10 + 8, "platform", .exit, ["exitCode": "0"])
      }
    }
    #expect(digest.summary.boots.ready == 3 && digest.summary.boots.failed == 0)
    #expect(digest.incidents.isEmpty)
  }

  @Test func aTaskThatEndsOtherwiseFailsHoweverReadyItsServerWas() throws {
    let incident = try incident { book in
      book.platform = "cloud-run-job"
      book.marker(0, "platform", .start)
      book.marker(1, "server", .ready)
      book.marker(8, "platform", .exit, ["exitCode": "1"])
    }
    #expect(incident.boots.counts.failed == 1)
    #expect(incident.title.hasPrefix("api-staging fails: "))
    #expect(incident.whys.first?.question == "Why does the task fail?")
    #expect(incident.whys.first?.answer == "It exits with code 1.")
  }

  @Test func aTaskThatIsTriedAgainInItsInstanceRecovers() throws {
    let incident = try incident { book in
      book.platform = "cloud-run-job"
      book.instance = "task"
      book.marker(0, "server", .start)
      book.match(1, "known")
      book.marker(2, "platform", .exit, ["exitCode": "1"])
      book.marker(10, "server", .start)
      book.marker(15, "platform", .exit, ["exitCode": "0"])
    }
    #expect(incident.boots.counts.failed == 1 && incident.boots.counts.ready == 1)
    #expect(incident.recoveredAt == Logbook.epoch.advanced(bySeconds: 15))
  }

  // MARK: Cut windows

  @Test func aHeadCutOffInAPhaseIsPlacedThereAndTimedNowhere() throws {
    let incident = try incident { book in
      book.marker(0, "app", .phaseDone("database"))
      book.marker(0, "app", .phaseEnter("cache"))
      book.marker(4, "app", .phaseFailed("cache"))
      book.marker(5, "platform", .exit, ["exitCode": "3"])
    }
    #expect(incident.boots.truncatedHead == 1)
    #expect(incident.boots.medianSecondsToFailure == nil)
    #expect(incident.phase?.name == "cache")
    // Of the phase whose begin is in the logs alone.
    #expect(incident.boots.phaseTimes.map(\.name) == ["cache"])
    #expect(incident.boots.list.first?.startedAt == nil)
  }
}
