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
