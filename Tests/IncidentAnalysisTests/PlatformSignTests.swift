import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

@Suite("Signs of the platform that name no instance")
struct PlatformSignTests {
  private static let systemLog = "run.googleapis.com/varlog/system"

  /// A line of the platform without an instance.
  private func sign(
    _ book: inout Logbook, _ second: Double, _ slot: BootMarker.Slot = .exit,
    _ captures: [String: String] = ["exitCode": "3"], revision: String? = "r1"
  ) {
    let own = (book.log, book.instance, book.revision)
    (book.log, book.instance, book.revision) = (PlatformSignTests.systemLog, nil, revision)
    book.marker(second, "platform", slot, captures)
    (book.log, book.instance, book.revision) = own
  }

  private func start(
    _ book: inout Logbook, _ second: Double, _ instance: String, revision: String? = "r1"
  ) {
    book.instance = instance
    book.revision = revision
    book.marker(second, "server", .start)
  }

  @Test func `an exit line joins the boot of its time`() throws {
    var book = Logbook()
    start(&book, 0, "a")
    book.match(2, "known")
    sign(&book, 4)
    let digest = TestLibrary.digest(book)
    let incident = try #require(digest.incidents.first)
    #expect(digest.summary.boots == counts(failed: 1))
    #expect(incident.rootCause.signature == "known")
    #expect(incident.boots.exitCodes == [3: 1])
    #expect(incident.boots.list.map(\.instance) == ["a"])
    #expect(incident.evidence.contains { $0.text == "platform exit" && $0.source.instance == nil })
  }

  @Test func `a line of another revision is of another boot`() throws {
    var book = Logbook()
    start(&book, 0, "a")
    start(&book, 1, "b", revision: "r2")
    sign(&book, 4, revision: "r2")
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.boots.list.filter { $0.outcome == .failed }.map(\.instance) == ["b"])
  }

  @Test func `a start-up probe asks no instance that is ready`() throws {
    var book = Logbook()
    book.readyBoot(0, instance: "old")
    start(&book, 20, "new")
    sign(&book, 30, .failed, [:])
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.boots.list.filter { $0.outcome == .failed }.map(\.instance) == ["new"])
    #expect(incident.boots.counts.failed == 1)
  }

  @Test func `a memory limit explains the boot that it ends`() throws {
    var book = Logbook()
    start(&book, 0, "a")
    (book.log, book.instance) = (PlatformSignTests.systemLog, nil)
    book.match(3.9, "fatal")
    sign(&book, 4, .exit, ["signal": "9"])
    let digest = TestLibrary.digest(book)
    #expect(digest.incidents.map(\.kind) == [.startupFailure])
    #expect(digest.incidents.first?.rootCause.signature == "fatal")
  }

  @Test func `a line after the instance's own last word joins it`() throws {
    var book = Logbook()
    start(&book, 0, "a")
    book.marker(4, "server", .failed)
    sign(&book, 4.5)
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.boots.counts.failed == 1)
    #expect(incident.boots.exitCodes == [3: 1])
  }

  @Test func `as many equal lines as boots that they fit end all of them`() throws {
    var book = Logbook()
    start(&book, 0, "a")
    start(&book, 0.1, "b")
    sign(&book, 4)
    sign(&book, 4.1)
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.boots.counts == counts(failed: 2))
    #expect(incident.boots.exitCodes == [3: 2])
    #expect(!incident.whys.contains { $0.answer.contains("no instance and") })
  }

  @Test func `what fits several failed boots is said and not guessed`() throws {
    var book = Logbook()
    for name in ["a", "b"] {
      start(&book, name == "a" ? 0 : 0.1, name)
      book.marker(4, "server", .failed)
    }
    sign(&book, 4.5)
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.boots.counts == counts(failed: 2))
    #expect(incident.boots.exitCodes.isEmpty)
    #expect(
      incident.whys.contains {
        $0.answer.hasSuffix("; 1 line of the platform names no instance and fits several of them.")
      })
  }

  @Test func `what fits several boots of which one may live is a failure of an unknown instance`() {
    var book = Logbook()
    start(&book, 0, "a")
    start(&book, 0.1, "b")
    sign(&book, 4)
    let boots = TestLibrary.digest(book).summary.boots
    #expect(boots == counts(failed: 1, inProgress: 2))
  }

  @Test func `a start-up that fell silent long ago is not meant`() throws {
    var book = Logbook()
    start(&book, 0, "lost")
    start(&book, 1000, "a")
    sign(&book, 1004)
    let incident = try #require(TestLibrary.digest(book).incidents.first)
    #expect(incident.boots.list.filter { $0.outcome == .failed }.map(\.instance) == ["a"])
  }

  @Test func `a line without any boot around is a boot of its own`() {
    var book = Logbook()
    start(&book, 5000, "a")
    sign(&book, 4)
    #expect(TestLibrary.digest(book).summary.boots == counts(failed: 1, inProgress: 1))
  }

  @Test func `a crash loop without a label on its exit lines is told whole`() throws {
    var book = Logbook()
    for number in 0..<2000 {
      start(&book, Double(number) * 20, "i\(number)")
      book.match(Double(number) * 20 + 2, "known")
      sign(&book, Double(number) * 20 + 4)
    }
    var digest = TestLibrary.digest(book)
    #expect(digest.summary.boots == counts(failed: 2000))
    #expect(digest.incidents.first?.boots.exitCodes == [3: 2000])
    book.facts.reverse()
    digest = TestLibrary.digest(book)
    #expect(digest.summary.boots == counts(failed: 2000))
  }

  private func counts(failed: Int = 0, ready: Int = 0, inProgress: Int = 0) -> BootCounts {
    var counts = BootCounts()
    (counts.failed, counts.ready, counts.inProgress) = (failed, ready, inProgress)
    return counts
  }
}
