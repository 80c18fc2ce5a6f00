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
