import LogModel
import Testing

@testable import IncidentAnalysis

@Suite struct PhaseTests {
  func phase(_ write: (inout Logbook) -> Void) -> FailurePhase? {
    var book = Logbook()
    book.marker(0, "server", .start)
    write(&book)
    book.marker(10, "platform", .exit, ["exitCode": "3"])
    return TestLibrary.digest(book).incidents.first?.phase
  }

  @Test func aFailureMarkerDecidesBeforeAnEnterMarkerOfAnInnerLayer() {
    let phase = phase { book in
      book.marker(1, "server", .phaseFailed("up"))
      book.marker(2, "app", .phaseEnter("database"))
    }
    #expect(phase?.name == "up")
    #expect(phase?.basis == .failureMarker)
  }

  @Test func amongEqualsTheInnermostLayerWins() {
    let phase = phase { book in
      book.marker(1, "server", .phaseEnter("up"))
      book.marker(2, "app", .phaseEnter("database"))
      book.marker(3, "app", .phaseDone("database"))
      book.marker(4, "app", .phaseEnter("cache"))
    }
    #expect(phase?.name == "cache")
    #expect(phase?.profile == "app")
    #expect(phase?.ordinal == 2)
    #expect(phase?.of == 3)
    #expect(phase?.basis == .enterMarker)
  }

  @Test func anEndAfterADonePhaseIsInTheNextOne() {
    let phase = phase { $0.marker(1, "app", .phaseDone("database")) }
    #expect(phase?.name == "cache")
    #expect(phase?.basis == .exit)
  }

  @Test func framesTellTheOriginAndTheNameOnlyWithoutMarkers() {
    let surfaced = phase { book in
      book.marker(1, "app", .phaseFailed("final"))
      book.match(2, "placed")
      book.trace(2, "ValueError", "text of placed", function: "open")
    }
    #expect(surfaced?.name == "final")
    #expect(surfaced?.origin == nil || surfaced?.origin?.name != "final")
    let bare = phase { book in book.match(2, "placed") }
    #expect(bare?.name == "cache")
    #expect(bare?.basis == .signature)
  }

  @Test func withoutAnyEvidenceThereIsNoPhase() {
    #expect(phase { $0.match(1, "known") } == nil)
  }
}

/// What a boot's markers tell where they are few, many, or of several workers.
@Suite struct PhaseEdgeTests {
  func phase(_ write: (inout Logbook) -> Void) -> FailurePhase? {
    var book = Logbook()
    write(&book)
    return TestLibrary.digest(book).incidents.first?.phase
  }

  @Test func aBootThatWasCutOffAfterADonePhaseIsPlacedByInference() {
    let phase = phase { book in
      book.marker(0, "app", .start)
      book.marker(1, "app", .phaseDone("database"))
      book.marker(30, "app", .start)
      book.marker(31, "app", .ready)
    }
    #expect(phase?.name == "cache")
    #expect(phase?.basis == .inferred)
  }

  @Test func aPhaseThatWasLeftIsNotWhereItFails() {
    let phase = phase { book in
      book.marker(0, "app", .start)
      book.marker(1, "app", .phaseEnter("database"))
      book.marker(2, "app", .phaseEnter("final"))
      book.marker(3, "app", .failed)
    }
    #expect(phase?.name == "final")
    #expect(phase?.basis == .enterMarker)
  }

  @Test func ofSeveralFailedPhasesTheFirstOfTheInnermostLayerCounts() {
    let phase = phase { book in
      book.marker(0, "server", .start)
      book.marker(1, "server", .phaseFailed("import"))
      book.marker(2, "app", .phaseFailed("cache"))
      book.marker(3, "app", .phaseFailed("final"))
      book.marker(4, "server", .failed)
    }
    #expect(phase?.name == "cache")
    #expect(phase?.profile == "app")
  }

  @Test func thePhaseOfAnIncidentIsWhereMostOfItsBootsFail() {
    let phase = phase { book in
      // Two boots fail in cache and two origins; three fail in final, all for different reasons.
      let origins = ["open", "other", "load"]
      for index in 0..<2 {
        book.marker(Double(index) * 20, "server", .start)
        book.marker(Double(index) * 20 + 1, "app", .phaseFailed("cache"))
        book.match(Double(index) * 20 + 1, "placed")
        book.marker(Double(index) * 20 + 2, "server", .failed)
      }
      for index in 2..<5 {
        book.marker(Double(index) * 20, "server", .start)
        book.trace(
          Double(index) * 20 + 1, "ValueError", "text of placed", function: origins[index - 2])
        book.match(Double(index) * 20 + 1, "placed")
        book.marker(
          Double(index) * 20 + 1, "app", index == 2 ? .phaseFailed("final") : .phaseEnter("final"))
        book.marker(Double(index) * 20 + 2, "server", .failed)
      }
    }
    #expect(phase?.name == "final")
  }
}
