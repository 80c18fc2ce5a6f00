import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

@Suite("Deployments before an incident")
struct DeploymentTests {
  /// A service whose revision r1 fails at second 100, six seconds after its first entry.
  private func book(r1 first: Double = 94, r0 earlier: Double? = 0) -> Logbook {
    var book = Logbook()
    book.seen("r1", first: first)
    if let earlier { book.seen("r0", first: earlier) }
    book.failedBoot(100, instance: "a")
    book.match(102, "known")
    return book
  }

  private func deployment(_ book: Logbook) -> Deployment? {
    TestLibrary.digest(book).incidents.first?.deployment
  }

  @Test func `what the platform logged is cited`() throws {
    var book = book()
    book.deployed(86, revision: "r1")
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    let found = try #require(incident.deployment)
    #expect(found.text == "started 14 s after revision r1 was deployed")
    #expect(found.basis == .auditLog)
    #expect(found.revision == "r1")
    #expect(found.secondsBefore == 14)
    #expect(found.evidence.map(\.text) == ["deployment of r1"])
    let why = try #require(incident.whys.first { $0.question == "Why now?" })
    #expect(why.answer == "It started 14 s after revision r1 was deployed.")
    #expect(why.basis == .observed)
    #expect(why.evidence.count == 1)
  }

  @Test func `a call that names no revision brought the one that was first seen after it`() {
    var book = book()
    book.deployed(90, revision: nil)
    #expect(deployment(book)?.text == "started 10 s after revision r1 was deployed")
  }

  @Test func `a call after the revision was seen is another deployment`() {
    var book = book(r1: 10, r0: nil)
    book.deployed(90, revision: nil)
    #expect(deployment(book) == nil)
  }

  @Test func `the deployment of another revision is not told`() {
    var book = book(r1: -4000, r0: nil)
    book.deployed(86, revision: "r2")
    #expect(deployment(book) == nil)
  }

  @Test func `a deployment after the first failure is not told`() {
    var book = book(r0: nil)
    book.deployed(101, revision: "r1")
    #expect(deployment(book) == nil)
  }

  @Test func `what was deployed long before is not told`() {
    var book = book(r1: -4000, r0: -9000)
    book.deployed(100 - DeploymentBook.reach - 1, revision: "r1")
    #expect(deployment(book) == nil)
    book.deployed(100 - DeploymentBook.reach, revision: "r1")
    #expect(deployment(book)?.secondsBefore == DeploymentBook.reach)
  }

  @Test func `of several the last before the failure counts`() {
    var book = book(r0: nil)
    book.deployed(90, revision: "r1")
    book.deployed(97, revision: "r1")
    book.deployed(120, revision: "r1")
    #expect(deployment(book)?.secondsBefore == 3)
  }

  @Test func `the deployment of a service of the same name in another project is not told`() {
    var book = book(r0: nil)
    book.project = "other"
    book.deployed(90, revision: "r1")
    #expect(deployment(book) == nil)
  }

  @Test func `a new revision tells of a deployment that nobody logged`() throws {
    let found = try #require(deployment(book()))
    #expect(found.basis == .revisionChange)
    #expect(found.text == "started 6 s after revision r1 was first seen; r0 ran before")
    #expect(found.revision == "r1")
    #expect(found.evidence.map(\.text) == ["server start"])
  }

  @Test func `a revision that begins with its failure says so`() {
    #expect(
      deployment(book(r1: 100))?.text
        == "started with revision r1, which the logs show for the first time then; r0 ran before")
  }

  @Test func `a revision that the logs begin with is no deployment`() {
    #expect(deployment(book(r0: nil)) == nil)
    #expect(deployment(book(r1: 94, r0: 94 - DeploymentBook.leastLead + 1)) == nil)
    #expect(deployment(book(r1: 94, r0: 94 - DeploymentBook.leastLead)) != nil)
  }

  @Test func `an older revision that comes back is no new one`() {
    #expect(deployment(book(r1: 0, r0: 94)) == nil)
  }

  @Test func `pods carry the name of the replica set that was scaled up`() {
    func text(_ pod: String) -> String? {
      var book = Logbook()
      book.revision = nil
      book.failedBoot(100, instance: pod)
      book.match(102, "known")
      book.instance = nil
      book.service = "cluster"
      book.deployed(80, revision: "api-staging-7d9f8b6c5d", service: "api-staging")
      return TestLibrary.digest(book).incidents.first?.deployment?.text
    }
    #expect(
      text("api-staging-7d9f8b6c5d-x2x7k/api")
        == "started 20 s after revision api-staging-7d9f8b6c5d was deployed")
    #expect(text("api-staging-5555555555-x2x7k/api") == nil)
  }

  @Test func `errors of a running service follow deployments as well`() {
    var book = Logbook()
    book.deployed(0, revision: "r1")
    book.readyBoot(10, instance: "a")
    book.match(30, "fatal")
    #expect(deployment(book)?.text == "started 30 s after revision r1 was deployed")
  }

  @Test func `a deployment is no boot`() {
    var book = Logbook()
    book.deployed(0, revision: "r1")
    let digest = TestLibrary.digest(book)
    #expect(digest.incidents.isEmpty)
    #expect(digest.summary.boots.total == 0)
  }
}

extension Logbook {
  /// The first entry of a revision.
  mutating func seen(_ revision: String, first second: Double) {
    var activity = activities[identity] ?? ServiceActivity()
    activity.entries += 1
    activity.revisions.insert(revision)
    activity.firstOfRevision[revision] = Logbook.epoch.advanced(bySeconds: second)
    activities[identity] = activity
  }

  mutating func deployed(_ second: Double, revision deployed: String?, service name: String? = nil)
  {
    let own = (log, instance, revision)
    (log, instance, revision) = ("cloudaudit.googleapis.com/activity", nil, nil)
    defer { (log, instance, revision) = own }
    let entry = entry(second, "deployment of \(deployed ?? "it")", severity: .notice)
    var captures: [String: String] = [:]
    captures["revision"] = deployed
    captures["service"] = name
    facts.append(
      Fact(
        entry: entry,
        kind: .marker(
          BootMarker(profile: "platform", slot: .deployed, condition: 0, captures: captures))))
  }
}
