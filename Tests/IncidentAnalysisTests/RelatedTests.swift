import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

@Suite("One cause of incidents of several services")
struct RelatedTests {
  /// A service that fails to start, of a cause that names a host.
  private func fail(
    _ book: inout Logbook, _ service: String, at second: Double, host: String?,
    signature: String = "known"
  ) {
    book.service = service
    book.failedBoot(second, instance: service)
    var captures: [String: String] = [:]
    captures["host"] = host
    book.match(second + 2, signature, captures: captures)
  }

  private func related(_ write: (inout Logbook) -> Void) -> [RelatedIncidents] {
    var book = Logbook()
    write(&book)
    return TestLibrary.digest(book).related
  }

  @Test func `one dependency that fails two services is one sentence`() throws {
    let found = related { book in
      fail(&book, "worker", at: 0, host: "10.0.0.5")
      fail(&book, "api", at: 6, host: "10.0.0.5")
    }
    let group = try #require(found.first)
    #expect(found.count == 1)
    #expect(
      group.text
        == "2 services fail on one dependency, 10.0.0.5, within 6 s: api and worker "
        + "(title of known)")
    #expect(group.services == ["api", "worker"])
    #expect(group.cause == .init(signature: "known", exception: nil, dependency: "10.0.0.5"))
    #expect(group.incidents.count == 2)
    #expect(group.evidence.map(\.text) == ["known", "known"])
    #expect(group.from == Logbook.epoch)
  }

  @Test func `the host decides where signatures differ`() {
    let found = related { book in
      fail(&book, "worker", at: 0, host: "db.internal")
      fail(&book, "api", at: 0, host: "db.internal", signature: "fatal")
    }
    #expect(found.map(\.cause.dependency) == ["db.internal"])
    #expect(found.map(\.cause.signature) == [nil])
    #expect(found.first?.text == "2 services fail on one dependency, db.internal: api and worker")
  }

  @Test func `another host is another dependency`() {
    let found = related { book in
      fail(&book, "worker", at: 0, host: "10.0.0.5")
      fail(&book, "api", at: 0, host: "10.0.0.6")
    }
    #expect(found.isEmpty)
  }

  @Test func `each service has a localhost of its own`() {
    let found = related { book in
      fail(&book, "worker", at: 0, host: "127.0.0.1")
      fail(&book, "api", at: 0, host: "127.0.0.1", signature: "fatal")
    }
    #expect(found.isEmpty)
  }

  @Test func `without a host the same signature with the same captures is one cause`() {
    let found = related { book in
      fail(&book, "worker", at: 0, host: nil)
      fail(&book, "api", at: 3, host: nil)
    }
    #expect(
      found.map(\.text) == [
        "2 services fail of the same cause within 3 s: api and worker (title of known)"
      ])
  }

  @Test func `two incidents of one service are not related`() {
    let found = related { book in
      fail(&book, "api", at: 0, host: "10.0.0.5")
      fail(&book, "api", at: 60, host: "10.0.0.5", signature: "fatal")
    }
    #expect(found.isEmpty)
  }

  @Test func `what failed at another time is another story`() {
    func count(_ gap: Double) -> Int {
      related { book in
        fail(&book, "worker", at: 0, host: "10.0.0.5")
        // The first is over at 4.
        fail(&book, "api", at: 4 + gap, host: "10.0.0.5")
      }.count
    }
    #expect(count(RelatedFinder.slack) == 1)
    #expect(count(RelatedFinder.slack + 1) == 0)
  }

  @Test func `an unknown exception is related by the host in its message`() {
    let found = related { book in
      for service in ["api", "worker"] {
        book.service = service
        book.failedBoot(0, instance: service)
        book.trace(2, "RedisError", "cannot reach cache.internal:6379 (\(service))")
      }
    }
    #expect(found.map(\.cause.dependency) == ["cache.internal"])
    #expect(found.map(\.cause.exception) == ["RedisError"])
  }

  @Test func `an unknown exception without a host is not related`() {
    let found = related { book in
      for service in ["api", "worker"] {
        book.service = service
        book.failedBoot(0, instance: service)
        book.trace(2, "ValueError", "bad value in app.db.session")
      }
    }
    #expect(found.isEmpty)
  }

  @Test(arguments: [
    ("connect to 10.1.2.3 failed", "10.1.2.3"),
    ("dial tcp 10.1.2.3:5432: connect: connection refused", "10.1.2.3"),
    ("getaddrinfo ENOTFOUND https://API.example.com/v1?x=1", "api.example.com"),
    ("redis://user:secret@cache:6379/0 refused", "cache"),
    ("at db.internal:5432", "db.internal"),
  ])
  func `hosts are found in messages`(message: String, host: String) {
    #expect(Dependency.host(in: message) == host)
  }

  @Test(arguments: [
    "bad value in app.db.session", "line 12:30 of config", "version 1.2.3.4.5", "1.2.3.400",
    "time 09:02:11", "main.py:899", "", "://", "http:///", "a@b@", "::1",
  ])
  func `other texts are no hosts`(message: String) {
    #expect(Dependency.host(in: message) == nil)
  }

  @Test func `the order of facts changes nothing`() {
    var book = Logbook()
    for (index, service) in ["c", "a", "d", "b"].enumerated() {
      fail(&book, service, at: Double(index), host: index < 2 ? "10.0.0.5" : "10.0.0.6")
    }
    let expected = TestLibrary.digest(book).related.map(\.text)
    #expect(expected.count == 2)
    book.facts.reverse()
    #expect(TestLibrary.digest(book).related.map(\.text) == expected)
  }
}
