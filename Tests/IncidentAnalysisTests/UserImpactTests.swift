import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

@Suite("What users got")
struct UserImpactTests {
  private func incident(_ write: (inout Logbook) -> Void) throws -> Incident {
    var book = Logbook()
    write(&book)
    return try #require(TestLibrary.digest(book).incidents.first)
  }

  @Test func `the share is told against the hour before`() throws {
    let incident = try incident { book in
      book.requests(200, at: (0..<90).map { Double($0) * 10 - 1000 })
      book.requests(503, at: [-500, -5000])
      book.failedBoot(0, instance: "a")
      book.requests(503, at: [1, 2, 3])
      book.requests(200, at: [5])
    }
    let users = try #require(incident.users)
    #expect(users.failed == 3)
    #expect(users.requests == 4)
    #expect(users.share == 0.75)
    let before = try #require(users.before)
    #expect(before.requests == 91)
    #expect(before.failed == 1)
    #expect(before.from == Logbook.epoch.advanced(bySeconds: -1000))
    #expect(before.to == Logbook.epoch)
    #expect(incident.userSight == .failed)
  }

  @Test func `without a request before nothing is said of it`() throws {
    let incident = try incident { book in
      book.failedBoot(0, instance: "a")
      book.requests(503, at: [1])
    }
    #expect(incident.users?.before == nil)
  }

  @Test func `that nobody noticed is told from that nobody asked`() throws {
    func sight(_ write: (inout Logbook) -> Void) throws -> UserSight {
      try incident { book in
        book.failedBoot(0, instance: "a")
        book.match(2, "known")
        book.readyBoot(20, instance: "b")
        write(&book)
      }.userSight
    }
    #expect(try sight { $0.requests(200, at: [5, 6]) } == .noneFailed)
    #expect(try sight { $0.requests(200, at: [-50, 70]) } == .noneMeanwhile)
    #expect(try sight { _ in } == .noRequests)
    #expect(
      try sight { book in
        book.service = "other"
        book.requests(503, at: [5])
      } == .noRequests)
  }

  @Test func `one stray failure hours later hides no surge`() throws {
    let incident = try incident { book in
      book.requests(500, at: (0..<12).map(Double.init) + [36_000])
      book.requests(200, at: (0..<2000).map { Double($0) * 18 + 30 })
    }
    #expect(incident.kind == .servingErrors)
    #expect(incident.users?.failed == 12)
    #expect(incident.lastSeen == Logbook.epoch.advanced(bySeconds: 11))
    #expect(incident.occurrences == 12)
  }

  @Test func `surges of one service are one incident, the faultless time between no part of it`()
    throws
  {
    let incident = try incident { book in
      for start in [0.0, 20_000] { book.requests(500, at: (0..<12).map { start + Double($0) }) }
      book.requests(200, at: (0..<2000).map { Double($0) * 10 + 30 })
    }
    #expect(incident.users?.failed == 24)
    #expect((incident.users?.requests ?? 0) < 30)
    #expect(incident.firstSeen == Logbook.epoch)
    #expect(incident.lastSeen == Logbook.epoch.advanced(bySeconds: 20_011))
  }

  @Test func `slow failure of everything is a surge however seldom somebody asks`() throws {
    let incident = try incident { $0.requests(500, at: (0..<12).map { Double($0) * 600 }) }
    #expect(incident.users?.failed == 12)
  }
}
