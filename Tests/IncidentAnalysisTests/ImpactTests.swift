import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

@Suite struct ImpactTests {
  let model = ImpactModel(
    capabilities: [
      ImpactModel.Capability(
        name: "chat", services: [Glob("api-*")], mrrAtRisk: 120_000, atLeast: true, valueShare: 0.9,
        owner: nil, asOf: "2025-01-01", tags: ["revenue"], location: TestLibrary.place)
    ],
    priorities: [
      ImpactModel.PriorityRule(
        priority: .p2, kinds: [], environments: [], severities: [], valueShare: nil, mrrAtRisk: nil,
        recovered: true),
      ImpactModel.PriorityRule(
        priority: .p0, kinds: [.crashLoop, .startupFailure], environments: [], severities: [],
        valueShare: NumberPredicate(atLeast: 0.5), mrrAtRisk: nil, recovered: nil),
    ])

  @Test func moneyComesWithItsSourceAndAge() throws {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    let digest = TestLibrary.digest(book, impact: model)
    let incident = try #require(digest.incidents.first)
    let chat = try #require(incident.impact.capabilities.first)
    #expect(chat.source == "test.yaml:1")
    #expect(chat.stale)
    #expect(incident.priority == .p0)
    #expect(digest.summary.mrrAtRisk == Money(amount: 120_000, currency: "USD", atLeast: true))
  }

  @Test func aCapabilityHitTwiceCountsOnceInTheSum() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.service = "api-other"
    book.failedBoot(0, instance: "b")
    let digest = TestLibrary.digest(book, impact: model)
    #expect(digest.incidents.count == 2)
    #expect(digest.summary.mrrAtRisk?.amount == 120_000)
  }

  @Test func nobodysMoneyIsInvented() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    let digest = TestLibrary.digest(book)
    #expect(digest.summary.mrrAtRisk == nil)
    #expect(digest.incidents.first?.impact.capabilities.isEmpty == true)
    #expect(digest.incidents.first?.priority == .p3)
  }

  @Test func aRecoveredIncidentIsNoLongerAtRisk() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.readyBoot(60, instance: "b")
    let digest = TestLibrary.digest(book, impact: model)
    #expect(digest.incidents.first?.priority == .p2)
    #expect(digest.summary.mrrAtRisk == nil)
  }

  @Test func productionRiskFollowsWhatTheLogsShow() {
    func level(_ write: (inout Logbook) -> Void) -> ProductionRisk.Level? {
      var book = Logbook()
      book.failedBoot(0, instance: "a")
      book.match(1, "known")
      write(&book)
      return TestLibrary.digest(book).incidents.first { $0.environment == "staging" }?
        .productionRisk?.level
    }
    #expect(level { _ in } == .medium)
    #expect(
      level { book in
        book.service = "api-production"
        book.environment = "production"
        book.revision = "other"
        book.readyBoot(0, instance: "p")
      } == .high)
    #expect(
      level { book in
        book.readyBoot(40, instance: "b")
      } == .low)
  }

  @Test func serviceNamesLoseTheirEnvironment() {
    #expect(ProductionRiskFinder.baseName("api-staging") == "api")
    #expect(ProductionRiskFinder.baseName("prod-api-v2") == "api-v2")
  }

  @Test func figuresAreStaleAfter180Days() throws {
    func isStale(_ days: Double) throws -> Bool {
      var book = Logbook()
      book.failedBoot(0, instance: "a")
      // The figures are of 2025-01-01, the book begins on 2025-09-07 at nine.
      let asOf = Double(Timestamp.daysSinceEpoch(year: 2025, month: 1, day: 1)) * 86_400
      let digest = TestLibrary.digest(
        book, impact: model, now: asOf + days * 86_400 - Double(Logbook.epoch.seconds))
      return try #require(digest.incidents.first?.impact.capabilities.first).stale
    }
    #expect(try !isStale(180))
    #expect(try isStale(181))
  }

  @Test func theFirstRuleThatHoldsGivesThePriority() {
    func rule(_ priority: Priority, _ kinds: [Incident.Kind], _ environments: [String])
      -> ImpactModel.PriorityRule
    {
      ImpactModel.PriorityRule(
        priority: priority, kinds: kinds, environments: environments, severities: [],
        valueShare: nil, mrrAtRisk: nil, recovered: nil)
    }
    let model = ImpactModel(priorities: [
      rule(.p0, [.runtimeFailure], []), rule(.p2, [.startupFailure], ["staging"]),
      rule(.p1, [], ["staging"]),
    ])
    func priority(_ boots: Int) -> Priority? {
      var book = Logbook()
      for number in 0..<boots { book.failedBoot(Double(number) * 20, instance: "\(number)") }
      return TestLibrary.digest(book, impact: model).incidents.first?.priority
    }
    #expect(priority(1) == .p2)
    #expect(priority(2) == .p1)
  }

  @Test func aSumThatCannotBeHeldIsTheLargestThatCan() {
    func capability(_ name: String) -> CapabilityImpact {
      CapabilityImpact(
        name: name, mrrAtRisk: Money(amount: .max, currency: "USD", atLeast: false),
        valueShare: nil, owner: nil, asOf: nil, stale: false, source: "f:1")
    }
    #expect(ImpactAssessment.sum([capability("a"), capability("b")])?.amount == .max)
  }

  @Test func theSameSignatureInProductionIsAHighRisk() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(1, "known")
    book.service = "other-production"
    book.environment = "production"
    book.failedBoot(0, instance: "p")
    book.match(1, "known")
    let risks = TestLibrary.digest(book).incidents.map(\.productionRisk)
    #expect(risks.compactMap { $0 }.map(\.level) == [.high])
    #expect(risks.contains { $0?.reason.hasSuffix("other-production") ?? false })
  }

  @Test func theSameWordsInAnUnrelatedServiceAreNotTheSameFailure() {
    func level(_ production: String) -> ProductionRisk.Level? {
      var book = Logbook()
      book.failedBoot(0, instance: "a")
      book.service = production
      book.environment = "production"
      book.revision = "other"
      book.failedBoot(0, instance: "p")
      return TestLibrary.digest(book).incidents.first { $0.environment == "staging" }?
        .productionRisk?.level
    }
    #expect(level("web-production") == .medium)
    #expect(level("api-production") == .high)
  }

  @Test func aRevisionThatProductionRunsTooIsAHighRisk() {
    var book = Logbook()
    book.failedBoot(0, instance: "a")
    book.match(1, "known")
    book.readyBoot(2, instance: "b")
    book.marker(2.5, "server", .failed)
    book.failedBoot(40, instance: "c")
    book.service = "api-production"
    book.environment = "production"
    var activity = ServiceActivity()
    activity.entries = 1
    activity.revisions = ["r1"]
    book.activities[book.identity] = activity
    let risk = TestLibrary.digest(book).incidents.first?.productionRisk
    #expect(risk?.level == .high)
    #expect(risk?.reason.contains("r1") == true)
  }

  @Test func ofAServiceWithoutAnEnvironmentNothingIsSaid() {
    var book = Logbook()
    book.environment = "unknown"
    book.failedBoot(0, instance: "a")
    let incidents = TestLibrary.digest(book).incidents
    #expect(incidents.count == 1)
    #expect(incidents.first?.productionRisk == nil)
  }

  @Test func identityIsStable() {
    let service = ServiceIdentity(project: "p", name: "s", environment: "e")
    let id = IncidentIdentity.id(service: service, key: .signature("x"))
    #expect(id.count == 16)
    #expect(id == IncidentIdentity.id(service: service, key: .signature("x")))
    #expect(id != IncidentIdentity.id(service: service, key: .signature("y")))
  }
}

extension Incident {
  var environment: String { service.environment }
}
