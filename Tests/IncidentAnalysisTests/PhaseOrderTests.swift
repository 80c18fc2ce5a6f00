import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

/// Which sign of a phase decides where there are several: each basis against the next, each tie.
@Suite struct PhaseOrderTests {
  /// The incident of one boot, begun by the server's marker and ended by an exit.
  func incident(
    _ library: PatternLibrary? = nil, _ write: (inout Logbook) -> Void
  ) throws -> Incident {
    var book = Logbook()
    book.marker(0, "server", .start)
    write(&book)
    book.marker(10, "platform", .exit, ["exitCode": "3"])
    let digest = IncidentAnalyzer(
      library: library ?? TestLibrary.library(), now: Logbook.epoch, toolVersion: "test"
    ).digest(of: book.result())
    return try #require(digest.incidents.first)
  }

  func expect(
    _ phase: FailurePhase?, _ profile: String, _ name: String, _ basis: FailurePhase.Basis,
    origin: String? = nil, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(phase?.profile == profile, sourceLocation: sourceLocation)
    #expect(phase?.name == name, sourceLocation: sourceLocation)
    #expect(phase?.basis == basis, sourceLocation: sourceLocation)
    #expect(phase?.origin?.name == origin, sourceLocation: sourceLocation)
  }

  @Test func aFailureMarkerOfTheServerComesBeforeAnOpenPhaseOfTheApplication() throws {
    let found = try incident { book in
      book.marker(1, "server", .phaseEnter("up"))
      book.marker(2, "app", .phaseEnter("cache"))
      book.marker(3, "server", .phaseFailed("up"))
    }
    expect(found.phase, "server", "up", .failureMarker)
  }

  @Test func ofTwoFailureMarkersTheInnerLayersCountsHoweverLate() throws {
    let found = try incident { book in
      book.marker(1, "server", .phaseFailed("up"))
      book.marker(2, "app", .phaseFailed("cache"))
    }
    expect(found.phase, "app", "cache", .failureMarker)
  }

  @Test func anOpenPhaseOfTheServerComesBeforeADonePhaseOfTheApplication() throws {
    let found = try incident { book in
      book.marker(1, "server", .phaseEnter("up"))
      book.marker(2, "app", .phaseDone("database"))
    }
    expect(found.phase, "server", "up", .enterMarker)
  }

  @Test func ofTwoOpenPhasesTheInnerLayersCountsHoweverEarly() throws {
    let found = try incident { book in
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(2, "server", .phaseEnter("up"))
    }
    expect(found.phase, "app", "database", .enterMarker)
  }

  @Test func anExitAfterADonePhaseComesBeforeWhatTheTraceAndTheSignatureTell() throws {
    let found = try incident { book in
      book.marker(1, "app", .phaseDone("cache"))
      book.trace(2, "ValueError", "text of placed", function: "open")
      book.match(2, "placed")
    }
    expect(found.phase, "app", "final", .exit, origin: "database")
  }

  @Test func theFunctionOfATraceComesBeforeThePhaseOfTheSignature() throws {
    let found = try incident { book in
      book.trace(2, "ValueError", "text of placed", function: "open")
      book.match(2, "placed")
    }
    expect(found.phase, "app", "database", .traceback)
  }

  @Test func aFunctionThatAProfileKnowsTellsWithoutASignature() throws {
    let found = try incident { book in
      book.trace(2, "ValueError", "nobody knows it", function: "import_module")
    }
    expect(found.phase, "server", "import", .traceback)
  }

  @Test func theSignatureTellsWhereNothingElseDoes() throws {
    let found = try incident { $0.match(2, "placed") }
    expect(found.phase, "app", "cache", .signature)
  }

  @Test func aBootCutOffIsPlacedByInferenceThoughASignatureNamesAnotherPhase() throws {
    // A marker was logged, so the signature's phase is not asked: it stands in for markers only.
    var book = Logbook()
    book.marker(0, "app", .start)
    book.marker(1, "app", .phaseDone("cache"))
    book.match(2, "placed")
    book.marker(30, "app", .start)
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    expect(incident.phase, "app", "final", .inferred)
  }

  @Test func whereEveryPhaseIsDoneNoneIsToldThoughAFunctionIsKnown() throws {
    let found = try incident { book in
      for phase in ["database", "cache", "final"] { book.marker(1, "app", .phaseDone(phase)) }
      book.trace(2, "ValueError", "text of placed", function: "open")
      book.match(2, "placed")
    }
    #expect(found.phase == nil)
    #expect(found.boots.phaseReached == ["final": 1])
  }

  @Test func whereTheInnerLayersPhasesAreAllDoneTheOuterLayerTells() throws {
    let found = try incident { book in
      book.marker(1, "server", .phaseDone("import"))
      for phase in ["database", "cache", "final"] { book.marker(2, "app", .phaseDone(phase)) }
    }
    expect(found.phase, "server", "up", .exit)
  }

  @Test func thePhaseAfterTheFurthestDoneOneIsMeantHoweverTheyAreOrdered() throws {
    let found = try incident { book in
      book.marker(1, "app", .phaseDone("cache"))
      book.marker(2, "app", .phaseDone("database"))
    }
    expect(found.phase, "app", "final", .exit)
  }

  @Test func ofProfilesOfOneLayerTheOneHeardOfLastTells() throws {
    let twin = TestLibrary.profile("twin", .application, phases: ["warm", "serve", "idle"])
    let library = TestLibrary.library(adding: [twin])
    let late = try incident(library) { book in
      book.marker(1, "app", .phaseDone("database"))
      book.marker(2, "twin", .phaseDone("warm"))
    }
    expect(late.phase, "twin", "serve", .exit)
    let open = try incident(library) { book in
      book.marker(1, "twin", .phaseEnter("warm"))
      book.marker(2, "app", .phaseEnter("database"))
    }
    expect(open.phase, "app", "database", .enterMarker)
    let failed = try incident(library) { book in
      book.marker(1, "twin", .phaseFailed("warm"))
      book.marker(2, "app", .phaseFailed("database"))
    }
    expect(failed.phase, "twin", "warm", .failureMarker)
  }

  @Test func aProfileOfTheUserTellsLikeAShippedOne() throws {
    // `stages` knows the function `open_pool`, and so does a profile that this boot never showed.
    let stages = TestLibrary.profile(
      "stages", .application, phases: ["config", "pool", "listen"],
      frames: ["pool": ["open_pool"]])
    let other = TestLibrary.profile(
      "zz-other", .application, phases: ["attach"], frames: ["attach": ["open_pool"]])
    let library = TestLibrary.library(adding: [stages, other])
    let surfaced = try incident(library) { book in
      book.marker(1, "stages", .phaseEnter("config"))
      book.marker(2, "stages", .phaseEnter("listen"))
      book.trace(3, "ValueError", "no pool", function: "open_pool")
    }
    expect(surfaced.phase, "stages", "listen", .enterMarker, origin: "pool")
    let bare = try incident(library) { book in
      book.marker(1, "stages", .start)
      book.trace(3, "ValueError", "no pool", function: "open_pool")
    }
    expect(bare.phase, "stages", "pool", .traceback)
  }

  @Test func theOriginIsLeftOutWhereItIsThePhaseItself() throws {
    let found = try incident { book in
      book.marker(1, "app", .phaseFailed("database"))
      book.trace(2, "ValueError", "text of placed", function: "open")
      book.match(2, "placed")
    }
    expect(found.phase, "app", "database", .failureMarker)
  }

  @Test func surfaceAndOriginAreToldApartInWords() throws {
    let found = try incident { book in
      book.marker(1, "app", .phaseFailed("final"))
      book.trace(2, "ValueError", "text of placed", function: "open")
      book.match(2, "placed")
    }
    expect(found.phase, "app", "final", .failureMarker, origin: "database")
    let why = try #require(found.whys.first { $0.question == "Why does FINAL fail?" })
    #expect(
      why.answer.hasSuffix(" That code belongs to DATABASE; the failure surfaces in FINAL."))
    #expect(!why.evidence.isEmpty)
  }
}

/// What a start-up that retries, goes on without something, or has several workers shows.
@Suite struct PhaseRetryTests {
  func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
    var book = Logbook()
    book.marker(0, "server", .start)
    write(&book)
    book.marker(30, "platform", .exit, ["exitCode": "3"])
    return try #require(TestLibrary.digest(book).incidents.first)
  }

  @Test func aFailureThatARetryOvercameIsNotWhereItFails() throws {
    let phase = try incident { book in
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(2, "app", .phaseFailed("database"))
      book.marker(4, "app", .phaseDone("database"))
      book.marker(5, "app", .phaseEnter("cache"))
      book.marker(6, "app", .phaseFailed("cache"))
    }.phase
    #expect(phase?.name == "cache")
    #expect(phase?.basis == .failureMarker)
  }

  @Test func aPhaseWithoutWhichTheStartUpWentOnIsNotWhereItFails() throws {
    let incident = try incident { book in
      book.marker(1, "app", .phaseFailed("database"))
      book.marker(2, "app", .phaseEnter("cache"))
    }
    #expect(incident.phase?.name == "cache")
    #expect(incident.phase?.basis == .enterMarker)
    #expect(incident.boots.list.first?.phases.map(\.outcome) == [.done, .failed])
  }

  @Test func aRetryThatFailsAgainIsWhereItFails() throws {
    let phase = try incident { book in
      book.marker(1, "app", .phaseFailed("database"))
      book.marker(2, "app", .phaseDone("database"))
      book.marker(3, "app", .phaseFailed("database"))
      book.marker(4, "app", .phaseFailed("final"))
    }.phase
    #expect(phase?.name == "database")
  }

  @Test func aWorkerThatBeginsAgainAfterAnotherFailedOvercomesNothing() throws {
    let phase = try incident { book in
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(2, "app", .phaseEnter("cache"))
      book.marker(3, "app", .phaseFailed("cache"))
      book.marker(4, "app", .phaseEnter("database"))
      book.marker(5, "app", .phaseEnter("cache"))
      book.marker(6, "app", .phaseFailed("cache"))
    }.phase
    #expect(phase?.name == "cache")
    #expect(phase?.basis == .failureMarker)
  }

  @Test func ofWorkersThatTakeTurnsThePhaseBegunLastIsOpen() throws {
    let phase = try incident { book in
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(2, "app", .phaseEnter("cache"))
      book.marker(3, "app", .phaseEnter("database"))
      book.marker(4, "app", .phaseEnter("cache"))
    }.phase
    #expect(phase?.name == "cache")
    #expect(phase?.basis == .enterMarker)
  }

  @Test func aPhaseBegunAgainAfterItWasDoneIsOpen() throws {
    let phase = try incident { book in
      book.marker(1, "server", .phaseEnter("import"))
      book.marker(2, "server", .phaseDone("import"))
      book.marker(9, "server", .phaseEnter("import"))
    }.phase
    #expect(phase?.name == "import")
    #expect(phase?.basis == .enterMarker)
  }
}
