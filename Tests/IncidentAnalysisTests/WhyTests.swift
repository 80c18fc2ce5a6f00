import LogModel
import Testing

@testable import IncidentAnalysis

/// What the chain of whys says, of one boot and of many, and that it claims no more than was seen.
@Suite struct WhyTests {
  func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
    var book = Logbook()
    write(&book)
    return try #require(TestLibrary.digest(book).incidents.first)
  }

  func ending(_ write: (inout Logbook) -> Void) throws -> String? {
    try incident(write).whys.first {
      $0.question.hasPrefix("Why does no instance")
        || $0.question.hasPrefix("Why does the instance")
    }?.answer
  }

  func boot(_ second: Double, code: Int?, _ book: inout Logbook) {
    book.instance = "i\(second)"
    book.marker(second, "server", .start)
    if let code {
      book.marker(second + 4, "platform", .exit, ["exitCode": "\(code)"])
    } else {
      book.marker(second + 4, "server", .failed)
    }
  }

  @Test func oneBootIsToldInTheSingular() throws {
    #expect(try ending { boot(0, code: 3, &$0) } == "It exits with code 3 before it is ready.")
    #expect(try ending { boot(0, code: nil, &$0) } == "Its start-up ends in failure.")
  }

  @Test func manyBootsAreToldInThePlural() throws {
    #expect(
      try ending { for at in [0.0, 20, 41] { boot(at, code: 3, &$0) } }
        == "Each exits with code 3 before it is ready; a new one starts every 21 s.")
    #expect(
      try ending { for at in [0.0, 20] { boot(at, code: nil, &$0) } }
        == "Each start-up ends in failure; the second starts 20 s after the first.")
  }

  @Test func eachIsSaidOnlyWhereAllDid() throws {
    #expect(
      try ending { book in
        for at in [0.0, 20, 40] { boot(at, code: at == 20 ? nil : 3, &book) }
      }
        == "2 of 3 boots exit with code 3 before they are ready, 1 without a logged exit code; "
        + "a new one starts every 20 s.")
    #expect(
      try ending { book in
        for at in [0.0, 20, 40] { boot(at, code: at == 20 ? 3 : nil, &book) }
      }
        == "1 of 3 boots exits with code 3 before it is ready, 2 without a logged exit code; "
        + "a new one starts every 20 s.")
    #expect(
      try ending { book in
        for (number, code) in [1, 3, 3, 137].enumerated() {
          boot(Double(number) * 20, code: code, &book)
        }
      }
        == "1 boot exits with code 1, 2 with code 3 and 1 with code 137 before they are ready; "
        + "a new one starts every 20 s.")
  }

  @Test func aBootThatWasCutOffDidNotExit() throws {
    let incident = try incident { book in
      book.marker(0, "server", .start)
      book.marker(60, "server", .start)
    }
    let why = try #require(incident.whys.first)
    #expect(why.answer == "Its start-up does not finish before the instance starts anew.")
    #expect(!why.evidence.isEmpty)
  }

  @Test func bootsThatBecomeReadyInBetweenAreNotPassedOver() throws {
    let incident = try incident { book in
      boot(0, code: 3, &book)
      book.match(1, "known")
      book.readyBoot(10, instance: "r")
      boot(20, code: 3, &book)
      book.match(21, "known")
      book.requests(503, at: [5, 25])
    }
    #expect(
      incident.whys.first?.answer
        == "2 of 2 requests fail while 2 boots fail and 1 boot becomes ready.")
    #expect(incident.whys.dropFirst().first?.question == "Why do 2 boots fail?")
  }

  @Test func aPhaseThatNotAllFailInSaysHowMany() throws {
    let incident = try incident { book in
      for (number, phase) in ["cache", "cache", "final"].enumerated() {
        let at = Double(number) * 20
        book.instance = "i\(number)"
        book.marker(at, "app", .start)
        book.match(at + 1, "known")
        book.marker(at + 2, "app", .phaseFailed(phase))
        book.marker(at + 3, "app", .failed)
      }
    }
    #expect(incident.whys.contains { $0.answer == "2 of 3 start-ups fail in CACHE (2 of 3)." })
  }

  @Test func knowledgeFollowsObservationAndThenTheChainEnds() throws {
    let known = try incident { book in
      boot(0, code: 3, &book)
      book.match(1, "known")
    }
    let bases = known.whys.map(\.basis)
    #expect(bases == [.observed, .observed, .known])
    #expect(known.whys.map(\.number) == [1, 2, 3])
    #expect(known.whys.last?.answer == "because")
    let silent = try incident { book in
      boot(0, code: 3, &book)
      book.match(1, "placed")
    }
    #expect(silent.whysEnd?.contains("placed") == true)
  }

  @Test func whatIsCitedIsCountedOnce() throws {
    let incident = try incident { book in
      for number in 0..<5 { boot(Double(number) * 20, code: 3, &book) }
      book.requests(503, at: (0..<7).map(Double.init))
    }
    for why in incident.whys where why.basis == .observed {
      #expect((1...3).contains(why.evidence.count))
    }
    #expect(incident.whys.first?.furtherEvidence == 4)
    #expect(incident.whys.dropFirst().first?.furtherEvidence == 2)
  }

  @Test func servingErrorsSayWhatUsersGet() throws {
    let incident = try incident { $0.requests(500, at: (0..<12).map(Double.init)) }
    #expect(incident.whys.map(\.answer) == ["12 of 12 requests fail, with 500."])
    #expect(incident.whysEnd != nil)
  }

  @Test func titlesBecomeSentences() {
    #expect(sentence("the instance needs memory") == "The instance needs memory.")
    #expect(sentence("gunicorn_worker dies") == "gunicorn_worker dies.")
    #expect(sentence("Why?") == "Why?")
    #expect(sentence("") == "")
  }

  @Test func spansAreToldInTheUnitThatFits() {
    #expect(seconds(0.25) == "0.3 s")
    #expect(seconds(9.96) == "10 s")
    #expect(seconds(119) == "119 s")
    #expect(seconds(600) == "10 min")
    #expect(seconds(86_400) == "24 h")
    #expect(seconds(.greatestFiniteMagnitude).hasSuffix(" h"))
  }
}
