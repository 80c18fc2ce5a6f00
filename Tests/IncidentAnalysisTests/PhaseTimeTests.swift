import LogModel
import Testing

@testable import IncidentAnalysis

/// How long phases take, and what differs from earlier boots.
@Suite struct PhaseTimeTests {
  func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
    var book = Logbook()
    write(&book)
    return try #require(TestLibrary.digest(book).incidents.first)
  }

  /// A boot of the application: database for some seconds, then cache, which fails or is done.
  func boot(
    _ at: Double, database: Double, cache: Double = 0.5, fails: Bool, book: inout Logbook
  ) {
    book.instance = "i\(at)"
    book.marker(at, "server", .start)
    book.marker(at + 1, "app", .phaseEnter("database"))
    book.marker(at + 1 + database, "app", .phaseDone("database"))
    book.marker(at + 1 + database, "app", .phaseEnter("cache"))
    book.marker(
      at + 1 + database + cache, "app", fails ? .phaseFailed("cache") : .phaseDone("cache"))
    book.marker(at + 2 + database + cache, "app", fails ? .failed : .ready)
  }

  @Test func timesOfFailedBootsStandBesideThoseOfEarlierReadyOnes() throws {
    let incident = try incident { book in
      for at in [-900.0, -600, -300] { boot(at, database: 2, fails: false, book: &book) }
      for at in [0.0, 60] { boot(at, database: 3, cache: 4, fails: true, book: &book) }
      // Ready after the first failure: no earlier boot.
      boot(90, database: 50, fails: false, book: &book)
    }
    #expect(
      incident.boots.phaseTimes == [
        PhaseTime(
          profile: "app", name: "database", failed: .init(boots: 2, medianSeconds: 3),
          earlier: .init(boots: 3, medianSeconds: 2)),
        PhaseTime(
          profile: "app", name: "cache", failed: .init(boots: 2, medianSeconds: 4),
          earlier: .init(boots: 3, medianSeconds: 0.5)),
      ])
  }

  @Test func aPhaseThatIsOpenLastsUntilTheBootEnds() throws {
    let incident = try incident { book in
      book.marker(0, "server", .start)
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(3, "app", .phaseEnter("cache"))
      book.marker(243, "platform", .failed)
    }
    #expect(incident.boots.phaseTimes.map(\.failed.medianSeconds) == [2, 240])
    #expect(incident.boots.phaseTimes.map(\.earlier) == [nil, nil])
    #expect(incident.phaseChange == nil)
  }

  @Test func aBootCutOffHasNoTimeForThePhaseInWhichItWas() throws {
    let incident = try incident { book in
      book.marker(0, "app", .start)
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(500, "app", .start)
    }
    #expect(incident.boots.phaseTimes == [])
  }

  @Test func aPhaseThatEarlierBootsGotPastIsNewlyFailing() throws {
    let incident = try incident { book in
      book.revision = "r0"
      boot(-900, database: 2, fails: false, book: &book)
      boot(-600, database: 2, fails: false, book: &book)
      book.revision = "r1"
      for at in [0.0, 60] { boot(at, database: 2, fails: true, book: &book) }
    }
    let change = try #require(incident.phaseChange)
    #expect(change.kind == .newlyFailing)
    // The last of them is ready 4.5 s after its begin.
    #expect(
      change.text
        == "CACHE is newly failing: 2 earlier boots of revision r0 got past it, the last of them "
        + "10 min before the first that did not")
    #expect(change.evidence.map(\.timestamp) == [Logbook.epoch.advanced(bySeconds: -596.5)])
    let why = try #require(incident.whys.first { $0.answer.contains("newly failing") })
    #expect(why.evidence.first?.timestamp == change.evidence.first?.timestamp)
    #expect(why.evidence.count == 3)
  }

  @Test func ofTheSameRevisionNoRevisionIsNamed() throws {
    let incident = try incident { book in
      boot(-600, database: 2, fails: false, book: &book)
      boot(0, database: 2, fails: true, book: &book)
    }
    #expect(
      incident.phaseChange?.text
        == "CACHE is newly failing: 1 earlier boot got past it 10 min before the first that did not"
    )
  }

  /// Nothing but its readiness says that it got past the last phase.
  @Test func aBootThatBecameReadyGotPastThePhaseInWhichItWas() throws {
    let incident = try incident { book in
      book.instance = "old"
      book.marker(-600, "server", .start)
      book.marker(-599, "app", .phaseEnter("cache"))
      book.marker(-598, "app", .ready)
      boot(0, database: 2, fails: true, book: &book)
    }
    #expect(incident.phaseChange?.kind == .newlyFailing)
    #expect(
      incident.phaseChange?.evidence.map(\.timestamp)
        == [Logbook.epoch.advanced(bySeconds: -598)])
  }

  @Test func aPhaseThatFailedBeforeForAnotherReasonIsNotNew() throws {
    var book = Logbook()
    boot(-900, database: 2, fails: false, book: &book)
    boot(-600, database: 2, fails: true, book: &book)
    book.match(-597, "fatal")
    boot(0, database: 2, fails: true, book: &book)
    book.match(3, "known")
    let digest = TestLibrary.digest(book)
    #expect(digest.incidents.count == 2)
    let later = digest.incidents.first { $0.rootCause.signature == "known" }
    #expect(later?.phase?.name == "cache")
    #expect(later?.phaseChange == nil)
    let first = digest.incidents.first { $0.rootCause.signature == "fatal" }
    #expect(first?.phaseChange?.kind == .newlyFailing)
  }

  @Test func earlierBootsThatShowNoPhaseSayNothing() throws {
    let incident = try incident { book in
      book.readyBoot(-600, instance: "old")
      boot(0, database: 2, fails: true, book: &book)
    }
    #expect(incident.phaseChange == nil)
    #expect(incident.boots.phaseTimes.allSatisfy { $0.earlier == nil })
  }

  /// Boots that a probe kills in the phase after a slow one.
  func killed(_ seconds: [Double], before: [Double], _ book: inout Logbook) {
    for (number, database) in before.enumerated() {
      boot(-9000 + Double(number) * 600, database: database, fails: false, book: &book)
    }
    for (number, database) in seconds.enumerated() {
      let at = Double(number) * 600
      book.instance = "k\(number)"
      book.marker(at, "server", .start)
      book.marker(at + 1, "app", .phaseEnter("database"))
      book.marker(at + 1 + database, "app", .phaseDone("database"))
      book.marker(at + 1 + database, "app", .phaseEnter("cache"))
      book.marker(at + 1 + database + 0.1, "platform", .failed)
    }
  }

  @Test func aPhaseThatTakesMuchLongerInEveryBootIsSlower() throws {
    let incident = try incident { book in
      killed([200, 230, 210], before: [2, 3, 2.5, 2], &book)
    }
    #expect(incident.phase?.name == "cache")
    let change = try #require(incident.phaseChange)
    #expect(change.kind == .slower)
    #expect(change.text == "DATABASE is slower: 4 min, and 2.3 s in 4 earlier boots")
    #expect(change.evidence.count == 4)
  }

  @Test func twoBootsAreTooFewForSlower() throws {
    let incident = try incident { killed([200, 230], before: [2, 3, 2.5], &$0) }
    #expect(incident.phaseChange?.kind == .newlyFailing)
  }

  @Test func oneEarlierBootThatWasAsSlowSpeaksAgainstIt() throws {
    let incident = try incident { killed([200, 230, 210], before: [2, 205, 2], &$0) }
    #expect(incident.phaseChange?.kind == .newlyFailing)
  }

  @Test func lessThanTwiceAsLongIsNotSlower() throws {
    let incident = try incident { killed([19, 19, 19], before: [10, 11, 12], &$0) }
    #expect(incident.phaseChange?.kind == .newlyFailing)
  }

  @Test func lessThanASecondMoreIsNotSlower() throws {
    let incident = try incident { killed([0.9, 0.9, 0.9], before: [0.1, 0.1, 0.1], &$0) }
    #expect(incident.phaseChange?.kind == .newlyFailing)
  }

  @Test func ofThousandsOfEarlierBootsTheNewestAreComparedAndTheRestIsNotClaimed() throws {
    let incident = try incident { book in
      for number in 0..<60 {
        boot(-6000 + Double(number) * 60, database: number < 20 ? 99 : 2, fails: false, book: &book)
      }
      boot(0, database: 2, fails: true, book: &book)
    }
    #expect(incident.boots.phaseTimes.first?.earlier == .init(boots: 40, medianSeconds: 2))
    #expect(incident.phaseChange?.text.contains("at least 40 earlier boots got past it") == true)
  }

  @Test func entriesWithoutATimeHaveNoDurations() throws {
    let incident = try incident { book in
      for _ in 0..<2 {
        book.undated("server", .start)
        book.undated("app", .phaseEnter("database"))
        book.undated("app", .phaseDone("database"))
        book.undated("platform", .exit, ["exitCode": "1"])
      }
    }
    #expect(incident.boots.phaseTimes == [])
    #expect(incident.phaseChange == nil)
  }
}

/// How the failing phase moves from attempt to attempt.
@Suite struct PhaseProgressTests {
  func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
    var book = Logbook()
    write(&book)
    return try #require(TestLibrary.digest(book).incidents.first)
  }

  /// A boot that fails in a phase of the application for a known reason, three seconds after its start.
  func boot(_ number: Int, in phase: String, _ book: inout Logbook) {
    let at = Double(number) * 60
    book.instance = "i\(number)"
    book.marker(at, "server", .start)
    book.marker(at + 1, "server", .phaseEnter("up"))
    book.match(at + 2, "known")
    book.marker(at + 3, "app", .phaseFailed(phase))
    book.marker(at + 4, "server", .failed)
  }

  func time(_ seconds: Double) -> Timestamp { Logbook.epoch.advanced(bySeconds: seconds) }

  @Test func aStartUpThatGetsFurtherIsToldInOrder() throws {
    let incident = try incident { book in
      for number in 0..<2 { boot(number, in: "database", &book) }
      for number in 2..<5 { boot(number, in: "cache", &book) }
    }
    #expect(
      incident.boots.progress == [
        PhaseProgress(phase: "database", from: time(3), to: time(63), boots: 2),
        PhaseProgress(phase: "cache", from: time(123), to: time(243), boots: 3),
      ])
    #expect(incident.boots.phaseReached == ["database": 2, "cache": 3])
    #expect(incident.phase?.name == "cache")
  }

  @Test func oneFailingPhaseIsNoProgress() throws {
    let incident = try incident { book in
      for number in 0..<5 { boot(number, in: "cache", &book) }
    }
    #expect(incident.boots.progress == [])
  }

  @Test func aBootThatShowsLessHasNotGotLessFar() throws {
    let incident = try incident { book in
      boot(0, in: "cache", &book)
      // Of this one only the server's lines are there.
      book.instance = "i1"
      book.marker(60, "server", .start)
      book.marker(61, "server", .phaseEnter("up"))
      book.match(62, "known")
      book.marker(64, "server", .failed)
      boot(2, in: "cache", &book)
    }
    #expect(incident.boots.counts.failed == 3)
    #expect(incident.boots.progress == [])
  }

  @Test func aPhaseOfTheServerBeforeTheApplicationsIsOneOfItsOwn() throws {
    let incident = try incident { book in
      book.instance = "first"
      book.marker(-60, "server", .start)
      book.match(-59, "known")
      book.marker(-58, "server", .phaseFailed("import"))
      book.marker(-57, "server", .failed)
      for number in 0..<2 { boot(number, in: "cache", &book) }
    }
    #expect(incident.boots.progress.map(\.phase) == ["import", "cache"])
  }

  @Test func ofEndlessBackAndForthTheNewestRunsAreTold() throws {
    let incident = try incident { book in
      for number in 0..<101 { boot(number, in: number % 2 == 0 ? "database" : "cache", &book) }
    }
    #expect(incident.boots.progress.count == 20)
    #expect(incident.boots.progress.last?.phase == "database")
    #expect(incident.boots.progress.last?.from == time(6003))
  }
}
