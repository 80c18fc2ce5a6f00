import IncidentHistory
import LogModel
import Testing

/// A story told run by run: what is known of the logs so far, and what the runs make of it.
@Suite("The life of an incident")
struct LifecycleTests {
  /// Hours since the story began.
  static func hour(_ hours: Double) -> Timestamp {
    Timestamp(nanoseconds: 1_757_000_000_000_000_000 + Int64(hours * 3.6e12))
  }

  /// Failures at some hours, a recovery after the last of them.
  static func incident(
    failures: [Double], recovered: Double? = nil, priority: Priority = .p1,
    revisions: [String] = ["r1"], id: String = "00000000000000aa"
  ) -> Incident {
    var incident = Incident(
      id: id, kind: .crashLoop, state: recovered == nil ? .ongoing : .resolved,
      priority: priority, title: "api cannot start",
      service: ServiceIdentity(project: "p", name: "api", environment: "staging"),
      platform: nil, location: nil, revisions: revisions, firstSeen: hour(failures.min() ?? 0),
      lastSeen: hour(failures.max() ?? 0), recoveredAt: recovered.map { hour($0) },
      rootCause: RootCause(
        signature: nil, title: "t", exceptionType: nil, exceptionMessage: nil, origin: nil,
        frames: [], captures: [:], evidence: []),
      phase: nil,
      boots: BootSummary(
        counts: BootCounts(), truncatedHead: 0, medianSecondsToFailure: nil,
        medianSecondsBetween: nil, exitCodes: [:], phaseReached: [:], list: []), users: nil,
      impact: BusinessImpact(tags: [], capabilities: []), productionRisk: nil, whys: [],
      whysEnd: nil, fixes: [], references: [], occurrences: failures.count, evidence: [])
    for failure in failures { incident.occurrenceTimes.add(hour(failure).seconds) }
    return incident
  }

  /// Runs one after another; the clock is the watermark's.
  struct Story {
    var lifecycle = Lifecycle()
    var records: [String: IncidentRecord] = [:]
    var told: [String] = []
    var episodes: [Lifecycle.Episode] = []

    mutating func run(_ watermark: Double, _ incidents: Incident..., now: Double? = nil) {
      let step = lifecycle.step(
        from: records, to: incidents, watermark: hour(watermark), now: hour(now ?? watermark))
      records = step.records
      episodes += step.episodes
      told += step.changes.map { "\(watermark): \($0.kind.rawValue)" }
    }

    var state: Incident.State? { records["00000000000000aa"]?.state }
  }

  @Test func `it is new once, then goes on`() {
    var story = Story()
    story.run(1, Self.incident(failures: [0.5]))
    #expect(story.state == .new)
    // Nothing more of it.
    story.run(1, Self.incident(failures: [0.5]))
    #expect(story.state == .new)
    story.run(2, Self.incident(failures: [0.5, 1.5]))
    #expect(story.state == .ongoing)
    story.run(2, Self.incident(failures: [0.5, 1.5]))
    #expect(story.told == ["1.0: new"])
    #expect(story.records["00000000000000aa"]?.occurrences == 2)
  }

  @Test func `a recovery counts after the quiet period, by the logs' own time`() {
    var story = Story()
    story.run(1, Self.incident(failures: [0.5], recovered: 0.6))
    #expect(story.state == .new)
    story.run(1.5, Self.incident(failures: [0.5], recovered: 0.6), now: 20)
    #expect(story.state == .new)
    story.run(1.6, Self.incident(failures: [0.5], recovered: 0.6))
    #expect(story.state == .resolved)
    #expect(story.told == ["1.0: new", "1.6: resolved"])
    #expect(story.episodes.map(\.ended) == [Self.hour(0.5)])
    #expect(story.episodes.map(\.recoveredAt) == [Self.hour(0.6)])
  }

  @Test func `silence counts after the quiet period and what may come late`() {
    var story = Story()
    story.run(1, Self.incident(failures: [1]))
    story.run(4.9, Self.incident(failures: [1]))
    #expect(story.state == .new)
    story.run(5, Self.incident(failures: [1]))
    #expect(story.state == .resolved)
  }

  @Test func `what is over before anybody looked is told once`() {
    var story = Story()
    story.run(30, Self.incident(failures: [1], recovered: 2))
    story.run(31, Self.incident(failures: [1], recovered: 2))
    #expect(story.state == .resolved)
    #expect(story.told == ["30.0: new"])
    #expect(story.episodes.count == 1)
  }

  @Test func `seen again it is a regression, and late entries are none`() {
    var story = Story()
    story.run(1, Self.incident(failures: [0.5], recovered: 0.6))
    story.run(3, Self.incident(failures: [0.5], recovered: 0.6))
    // An object that came late holds an older failure.
    story.run(3.5, Self.incident(failures: [0.2, 0.5], recovered: 0.6))
    #expect(story.state == .resolved)
    #expect(story.records["00000000000000aa"]?.occurrences == 2)
    #expect(story.records["00000000000000aa"]?.firstSeen == Self.hour(0.2))
    story.run(4, Self.incident(failures: [0.2, 0.5, 3.8, 3.9], revisions: ["r2"]))
    #expect(story.state == .regressed)
    #expect(story.records["00000000000000aa"]?.openSince == Self.hour(3.8))
    #expect(story.records["00000000000000aa"]?.revisions == ["r1", "r2"])
    story.run(5, Self.incident(failures: [0.2, 0.5, 3.8, 3.9, 4.8]))
    #expect(story.state == .ongoing)
    #expect(story.told == ["1.0: new", "3.0: resolved", "4.0: regressed"])
    story.run(99, Self.incident(failures: [0.2, 0.5, 3.8, 3.9, 4.8]))
    // Of five one was seen in the first time, one came late of it, three in the second.
    #expect(story.episodes.map(\.occurrences) == [1, 3])
    #expect(story.episodes.map(\.began) == [Self.hour(0.5), Self.hour(3.8)])
  }

  @Test func `what comes and goes must be gone for longer each time`() {
    var story = Story()
    var failures: [Double] = []
    var time = 0.0
    for _ in 0..<6 {
      failures.append(time + 0.1)
      story.run(time + 0.2, Self.incident(failures: failures))
      story.run(time + 1.9, Self.incident(failures: failures, recovered: time + 0.3))
      time += 2
    }
    // After the first return an hour is not enough any more.
    #expect(story.told == ["0.2: new", "1.9: resolved", "2.2: regressed"])
    story.run(time + 40, Self.incident(failures: failures, recovered: time - 1.7))
    #expect(story.state == .resolved)
  }

  @Test func `it is told again when it is more urgent, and after a day`() {
    var story = Story()
    story.run(0, Self.incident(failures: [0], priority: .p2))
    story.run(1, Self.incident(failures: [0, 1], priority: .p1))
    story.run(2, Self.incident(failures: [0, 1, 2], priority: .p2))
    story.run(24.5, Self.incident(failures: [0, 1, 2, 24], priority: .p2))
    story.run(25, Self.incident(failures: [0, 1, 2, 24, 25], priority: .p2))
    story.run(26, Self.incident(failures: [0, 1, 2, 24, 25, 26], priority: .p2))
    #expect(story.told == ["0.0: new", "1.0: worsened", "25.0: reminder"])
  }

  @Test func `beyond the retention it lives on in numbers`() {
    var story = Story()
    story.run(1, Self.incident(failures: [0.5, 0.6, 0.7]))
    story.records["00000000000000aa"]?.carried = 3
    story.run(400, Self.incident(failures: [399]))
    #expect(story.records["00000000000000aa"]?.occurrences == 4)
    #expect(story.records["00000000000000aa"]?.firstSeen == Self.hour(0.5))
    story.run(500)
    #expect(story.state == .resolved)
    #expect(story.records["00000000000000aa"]?.occurrences == 4)
  }

  @Test func `without a time in the logs nothing is over`() {
    let step = Lifecycle().step(
      from: [:], to: [Self.incident(failures: [0])], watermark: nil, now: Self.hour(1000))
    #expect(step.records.values.map(\.state) == [.new])
  }

  @Test func `a clock that goes backwards changes nothing`() {
    var story = Story()
    story.run(1, Self.incident(failures: [0.5]), now: 100)
    story.run(2, Self.incident(failures: [0.5, 1.5]), now: -1000)
    story.run(2, Self.incident(failures: [0.5, 1.5]), now: 100)
    #expect(story.told == ["1.0: new"])
  }

  /// Runs that bring nothing new, at any point of any story, change no record and tell nothing.
  @Test func `nothing new is nothing told`() {
    var seed: UInt64 = 99
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    for _ in 0..<200 {
      var story = Story()
      var failures: [Double] = []
      var time = 0.0
      for _ in 0..<12 {
        time += Double(1 + random(40)) / 4
        if random(2) == 0 { failures.append(time - 0.1) }
        guard let last = failures.last else { continue }
        let recovered = random(3) == 0 && time - 0.05 > last ? time - 0.05 : nil
        let incident = Self.incident(failures: failures, recovered: recovered)
        story.run(time, incident)
        let before = (story.records, story.told)
        story.run(time, incident)
        #expect(story.records == before.0)
        #expect(story.told == before.1)
      }
    }
  }
}
