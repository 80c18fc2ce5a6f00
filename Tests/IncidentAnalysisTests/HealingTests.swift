import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

@Suite("Errors that end by themselves, and how urgent an incident is")
struct HealingTests {
  /// A running service that logs one error again and again, for a minute.
  private func errors(_ book: inout Logbook) {
    book.readyBoot(-500, instance: "a")
    for second in [0.0, 20, 40, 60] { book.match(second, "known") }
  }

  /// How far the entries of the service reach.
  private func live(_ book: inout Logbook, until second: Double) {
    var activity = book.activities[book.identity] ?? ServiceActivity()
    activity.entries += 1
    activity.last = Logbook.epoch.advanced(bySeconds: second)
    book.activities[book.identity] = activity
  }

  private func isHealed(_ write: (inout Logbook) -> Void) throws -> Bool {
    var book = Logbook()
    write(&book)
    return try #require(TestLibrary.digest(book).incidents.first).isHealed
  }

  @Test func `a service that goes on without the error has healed`() throws {
    func heals(after quiet: Double) throws -> Bool {
      try isHealed { book in
        errors(&book)
        live(&book, until: 60 + quiet)
      }
    }
    #expect(try heals(after: Healing.leastQuiet))
    #expect(try !heals(after: Healing.leastQuiet - 1))
  }

  @Test func `an error that comes now and then is not over at the next break`() throws {
    func heals(after quiet: Double) throws -> Bool {
      try isHealed { book in
        book.readyBoot(-500, instance: "a")
        for second in [0.0, 300, 600] { book.match(second, "known") }
        live(&book, until: 600 + quiet)
      }
    }
    #expect(try !heals(after: 300))
    #expect(try heals(after: 600))
  }

  @Test func `where users ask an answer must show it`() throws {
    func heals(answered: [Double]) throws -> Bool {
      try isHealed { book in
        errors(&book)
        book.requests(200, at: answered)
        live(&book, until: 1000)
      }
    }
    #expect(try !heals(answered: [-10]))
    #expect(try heals(answered: [-10, 500]))
  }

  @Test func `a surge after which the service answers has healed`() throws {
    func heals(answered: [Double]) throws -> Bool {
      try isHealed { book in
        book.requests(500, at: (0..<20).map(Double.init))
        book.requests(200, at: answered)
        live(&book, until: 1000)
      }
    }
    #expect(try heals(answered: [-5, 30, 40]))
    #expect(try !heals(answered: [-5]))
  }

  @Test func `what ended an instance did not heal by itself`() throws {
    #expect(
      try !isHealed { book in
        book.readyBoot(-500, instance: "a")
        book.match(0, "fatal")
        book.marker(1, "platform", .exit, ["signal": "9"])
        live(&book, until: 1000)
      })
  }

  @Test func `a failed start-up never heals`() throws {
    #expect(
      try !isHealed { book in
        book.failedBoot(0, instance: "a")
        live(&book, until: 1000)
      })
  }

  private func rule(
    _ priority: Priority, healed: Bool? = nil, failed: NumberPredicate? = nil,
    share: NumberPredicate? = nil, occurrences: NumberPredicate? = nil
  ) -> ImpactModel.PriorityRule {
    ImpactModel.PriorityRule(
      priority: priority, kinds: [], environments: [], severities: [], valueShare: nil,
      mrrAtRisk: nil, recovered: nil, healed: healed, failed: failed, share: share,
      occurrences: occurrences)
  }

  private func priority(_ rules: [ImpactModel.PriorityRule], heals: Bool = false) -> Priority? {
    var book = Logbook()
    book.requests(500, at: (0..<20).map(Double.init))
    book.requests(200, at: (0..<20).map(Double.init) + [heals ? 40 : -5])
    live(&book, until: 1000)
    return TestLibrary.digest(book, impact: ImpactModel(priorities: rules)).incidents.first?
      .priority
  }

  @Test func `bounds of failed requests, share and occurrences decide`() {
    #expect(priority([rule(.p1, failed: NumberPredicate(atLeast: 20))]) == .p1)
    #expect(priority([rule(.p1, failed: NumberPredicate(atLeast: 21))]) == .p3)
    #expect(priority([rule(.p1, share: NumberPredicate(atLeast: 0.5))]) == .p1)
    #expect(priority([rule(.p1, share: NumberPredicate(atLeast: 0.51))]) == .p3)
    #expect(priority([rule(.p1, occurrences: NumberPredicate(atLeast: 20))]) == .p1)
    #expect(priority([rule(.p1, occurrences: NumberPredicate(atMost: 19))]) == .p3)
    #expect(priority([rule(.p1, healed: true)]) == .p3)
    #expect(priority([rule(.p1, healed: false)]) == .p1)
  }

  @Test func `what healed is urgent only where a rule says so of what healed`() {
    #expect(priority([rule(.p0), rule(.p1)], heals: true) == .p3)
    #expect(priority([rule(.p0), rule(.p2)], heals: true) == .p2)
    #expect(priority([rule(.p0, healed: true)], heals: true) == .p0)
    #expect(priority([rule(.p0)], heals: false) == .p0)
  }

  @Test func `an overcome retry is not the cause of a later failure`() throws {
    func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
      var book = Logbook()
      book.instance = "a"
      book.marker(0, "app", .start)
      book.marker(1, "app", .phaseEnter("database"))
      write(&book)
      book.marker(8, "app", .failed)
      return try #require(TestLibrary.digest(book).incidents.first)
    }
    func retry(_ book: inout Logbook) {
      book.match(2, "known")
      book.marker(4, "app", .phaseDone("database"))
    }
    let other = try incident { book in
      retry(&book)
      book.trace(6, "LedgerError", "off by 3")
    }
    #expect(other.rootCause.signature == nil)
    #expect(other.rootCause.exceptionType == "LedgerError")
    let traced = try incident { book in
      book.trace(2, "OSError", "text of known", of: "known")
      book.marker(4, "app", .phaseDone("database"))
      book.trace(6, "LedgerError", "off by 3")
    }
    #expect(traced.rootCause.exceptionType == "LedgerError")
    // Nothing else is known: it may well have been that.
    let only = try incident { retry(&$0) }
    #expect(only.rootCause.signature == "known")
    // A cause that explains what came later stays.
    let deep = try incident { book in
      book.match(2, "deep")
      book.marker(4, "app", .phaseDone("database"))
      book.trace(6, "OSError", "text of known", of: "known")
    }
    #expect(deep.rootCause.signature == "deep")
  }
}

extension Logbook {
  /// A trace that a signature knows.
  fileprivate mutating func trace(
    _ second: Double, _ type: String, _ message: String, of signature: String
  ) {
    trace(second, type, message)
    guard let entry = facts.last?.entry else { return }
    facts.append(
      Fact(entry: entry, kind: .match(SignatureMatch(signature: signature, captures: [:]))))
  }
}
