import LogModel
import Testing

@testable import IncidentAnalysis

/// The same facts give the same incidents, in whatever order and however often they come.
@Suite struct DeterminismTests {
  /// A small generator: a test that shuffles must do so the same way every time.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return value ^ (value >> 31)
    }
  }

  /// Enough boots and traces that several threads take part.
  @Test func theNumberOfThreadsDoesNotMatter() {
    let result = ScaleTests.book(boots: 3600, matches: 500, requests: 50, incidents: 9).result()
    let alone = TestLibrary.description(of: TestLibrary.digest(of: result))
    #expect(alone.contains("app.Error8"))
    for threads in [2, 7] {
      let shared = TestLibrary.digest(of: result, threads: threads)
      #expect(TestLibrary.description(of: shared) == alone)
    }
  }

  /// Many services, causes and overlapping boots; much of it at the same moments.
  static func book() -> Logbook {
    var book = Logbook()
    let causes = ["known", "placed", "deep", "sign"]
    for service in ["api", "web", "job"] {
      for environment in ["staging", "production"] {
        book.service = service
        book.environment = environment
        for number in 0..<8 {
          let start = Double(number / 2) * 10
          book.revision = "r\(number % 3)"
          book.failedBoot(start, instance: "\(service)\(number)")
          book.markers(
            start + 1, [("app", .phaseEnter("cache")), ("server", .phaseEnter("import"))])
          if number % 3 != 0 { book.match(start + 2, causes[number % causes.count]) }
          if number % 4 == 0 { book.trace(start + 2, "app.Error\(number)", "at \(number)") }
        }
        book.readyBoot(40, instance: "\(service)-ready")
        book.match(60, "fatal")
        book.marker(61, "platform", .exit, ["exitCode": "137"])
        book.requests(503, at: (0..<30).map(Double.init))
        book.requests(500, at: (0..<30).map { 500 + Double($0) })
      }
    }
    return book
  }

  @Test func orderAndCopiesChangeNothing() {
    let book = DeterminismTests.book()
    let expected = TestLibrary.description(of: TestLibrary.digest(book))
    #expect(expected.contains("runtimeFailure") && expected.contains("servingErrors"))
    for seed in 1...5 as ClosedRange<UInt64> {
      var dice = Dice(state: seed)
      var other = book
      other.facts = (book.facts + book.facts.shuffled(using: &dice).prefix(100))
        .shuffled(using: &dice)
      #expect(TestLibrary.description(of: TestLibrary.digest(other)) == expected)
    }
  }

  @Test func identifiersAreUniqueWithinARun() {
    let ids = TestLibrary.digest(DeterminismTests.book()).incidents.map(\.id)
    #expect(ids.count > 10)
    #expect(Set(ids).count == ids.count)
  }

  @Test func incidentsAreOrderedByPriorityTimeAndId() {
    let incidents = TestLibrary.digest(DeterminismTests.book(), impact: ImpactTests().model)
      .incidents
    for (left, right) in zip(incidents, incidents.dropFirst()) {
      #expect(
        (left.priority, left.firstSeen, left.id) < (right.priority, right.firstSeen, right.id))
    }
  }

  @Test func everythingCitedLiesInTheTimeOfItsIncident() {
    for incident in TestLibrary.digest(DeterminismTests.book()).incidents {
      #expect(incident.firstSeen <= incident.lastSeen)
      #expect(incident.occurrences > 0)
      #expect(!incident.evidence.isEmpty)
      #expect(!incident.rootCause.evidence.isEmpty)
      for entry in incident.rootCause.evidence {
        #expect(incident.firstSeen <= entry.timestamp && entry.timestamp <= incident.lastSeen)
      }
      for why in incident.whys where why.basis == .observed { #expect(!why.evidence.isEmpty) }
    }
  }
}
