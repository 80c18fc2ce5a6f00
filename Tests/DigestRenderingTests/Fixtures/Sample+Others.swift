import LogModel

extension Sample {
  /// A crash that no signature explains, in logs without project, time and insertId.
  static var unknownException: Incident {
    let service = ServiceIdentity(project: nil, name: "ledger", environment: "unknown")
    let trace = entry(
      .undated(ordinal: 12),
      "Traceback (most recent call last):\n  …\nledger.errors.Closed: books of 2024",
      service: service, insertId: "", file: "logs/boot.log", ordinal: 12)
    return Incident(
      id: "00ab34cd56ef7890", kind: .startupFailure, state: .ongoing, priority: .p1,
      title: "ledger cannot start: ledger.errors.Closed: books of 2024", service: service,
      platform: nil, location: nil, revisions: [], firstSeen: .undated(ordinal: 3),
      lastSeen: .undated(ordinal: 12), recoveredAt: nil,
      rootCause: RootCause(
        signature: nil, title: "ledger.errors.Closed: books of 2024",
        exceptionType: "ledger.errors.Closed", exceptionMessage: "books of 2024", origin: nil,
        frames: [StackFrame(file: "ledger/main.py", line: nil, function: nil, isApplication: true)],
        captures: [:], evidence: [trace]),
      phase: nil,
      boots: BootSummary(
        counts: counts(failed: 1), truncatedHead: 1, medianSecondsToFailure: nil,
        medianSecondsBetween: nil, exitCodes: [:], phaseReached: [:], list: []),
      users: nil, impact: BusinessImpact(tags: [], capabilities: []), productionRisk: nil,
      whys: [
        why(1, "Why does start-up fail?", "Closed is raised: books of 2024", [trace])
      ],
      whysEnd: "No known signature explains it, and the logs go no deeper: the chain ends here.",
      fixes: [], references: [], occurrences: 1, evidence: [trace])
  }

  /// The reference incident after a fixed revision came up the next day.
  static var recovered: Incident {
    var incident = reference
    incident.state = .resolved
    incident.priority = .p2
    incident.title =
      "acme-backend-staging could not start: WebSocket manager created without a user context"
    incident.recoveredAt = at("00:07:30", day: 8)
    incident.boots.counts = counts(failed: 14, ready: 2, stopped: 1)
    incident.users?.requests = 1_240
    incident.users?.statuses = [500: 12, 503: 25]
    incident.productionRisk = nil
    incident.boots.phaseReached = ["database": 5, "finalize": 9]
    incident.boots.progress = [
      PhaseProgress(phase: "database", from: at("09:02:15.402"), to: at("09:05:10"), boots: 5),
      PhaseProgress(phase: "finalize", from: at("09:05:40"), to: at("09:13:02"), boots: 9),
    ]
    incident.boots.phaseTimes = [
      PhaseTime(
        profile: "stages", name: "database", failed: .init(boots: 14, medianSeconds: 1.25),
        earlier: .init(boots: 3, medianSeconds: 0.8)),
      PhaseTime(
        profile: "stages", name: "finalize", failed: .init(boots: 9, medianSeconds: 0.3),
        earlier: nil),
    ]
    incident.phaseChange = PhaseChange(
      kind: .newlyFailing,
      text: "FINALIZE is newly failing: 3 earlier boots of revision backend-00041-xyz got past it, "
        + "the last of them 14 min before the first that did not",
      evidence: [entry(at("08:48:11"), "PHASE COMPLETED: FINALIZE (0.31s)", insertId: "p1")])
    return incident
  }

  /// Requests that fail without a boot in the logs.
  static var servingErrors: Incident {
    let service = ServiceIdentity(project: "acme-prod", name: "shop", environment: "production")
    let request = entry(
      at("09:31:02.500"), "504 POST /checkout", service: service,
      log: "run.googleapis.com/requests", insertId: "q1", file: "shop.json", ordinal: 88)
    return Incident(
      id: "1111222233334444", kind: .servingErrors, state: .new, priority: .p1,
      title: "shop answers with errors: 412 failed requests", service: service,
      platform: "cloud-run", location: "us-central1", revisions: [], firstSeen: at("09:31:02.500"),
      lastSeen: at("09:44:00"), recoveredAt: nil,
      rootCause: RootCause(
        signature: nil, title: "requests fail without a known cause", exceptionType: nil,
        exceptionMessage: nil, origin: nil, frames: [], captures: [:], evidence: [request]),
      phase: nil, boots: noBoots,
      users: UserImpact(
        requests: 3_004, failed: 412, statuses: [500: 2, 504: 410], from: at("09:31:02.500"),
        to: at("09:44:00"), evidence: [request]),
      impact: BusinessImpact(tags: ["revenue"], capabilities: []), productionRisk: nil,
      whys: [
        why(1, "Why do users get 500, 504?", "412 of 3004 requests fail.", [request], further: 411)
      ],
      whysEnd: "No signature and no exception explains these failures: the chain ends here.",
      fixes: [], references: [], occurrences: 412, evidence: [request])
  }

  /// Texts that try to leave their place: escape sequences, direction marks, markup, links.
  static let hostile =
    "\u{1B}]0;owned\u{07}\u{1B}[2J\u{9B}31m\u{202E}txt.exe\u{2066}\u{200B}\u{FEFF}\u{0}\r\n\u{2028}# h1\n"
    + "<script>alert(1)</script> | [x](https://evil.example) ![i](http://evil.example/i.png) "
    + "@team `code` ```fence *b* _i_ ~~s~~ &amp; www.evil.example root@evil.example $a$ \\| #12 "
    + "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305} \u{301} \u{E0041} 漢字漢字 👩‍👩‍👧 "
    + String(repeating: "x", count: 150) + "\n- item\n1. one\n"

  /// Every text of the incident is hostile.
  static var hostileIncident: Incident {
    let service = ServiceIdentity(project: "p\n<b>", name: hostile, environment: hostile)
    let cited = entry(
      at("09:00:01"), hostile, service: service, log: hostile, insertId: "\"\n(" + hostile,
      file: "dir/" + hostile)
    return Incident(
      id: "ffffffffffffffff", kind: .crashLoop, state: .regressed, priority: .p0, title: hostile,
      service: service, platform: hostile, location: hostile, revisions: [hostile],
      firstSeen: at("09:00:01"), lastSeen: at("09:00:01"), recoveredAt: nil,
      rootCause: RootCause(
        signature: hostile, title: hostile, exceptionType: hostile, exceptionMessage: hostile,
        origin: StackFrame(file: hostile, line: -1, function: hostile, isApplication: true),
        frames: [StackFrame(file: hostile, line: nil, function: hostile, isApplication: true)],
        captures: [hostile: hostile], evidence: [cited]),
      phase: FailurePhase(
        profile: hostile, profileTitle: hostile, name: hostile, ordinal: 1, of: 1, basis: .inferred,
        origin: .init(name: hostile, basis: .traceback)),
      phaseChange: PhaseChange(kind: .slower, text: hostile, evidence: [cited]),
      boots: BootSummary(
        counts: counts(failed: 2), truncatedHead: 0, medianSecondsToFailure: .nan,
        medianSecondsBetween: .infinity, exitCodes: [-1: 1, 9: 1, 10: 1],
        phaseReached: [hostile: 2],
        progress: (0..<5).map {
          PhaseProgress(
            phase: "\($0)" + hostile, from: .undated(ordinal: 1), to: at("09:00:01"), boots: 1)
        },
        phaseTimes: [
          PhaseTime(
            profile: hostile, name: hostile, failed: .init(boots: 1, medianSeconds: .nan),
            earlier: .init(boots: 1, medianSeconds: .infinity))
        ],
        list: [
          Boot(
            service: service, instance: hostile, revision: hostile, startedAt: at("09:00:00"),
            endedAt: nil, readyAt: nil, outcome: .failed, exitCode: nil,
            phases: [
              Boot.Phase(
                profile: hostile, name: hostile, startedAt: nil, endedAt: nil, outcome: .open)
            ])
        ]),
      users: UserImpact(
        requests: 1, failed: 1, statuses: [:], from: nil, to: nil, evidence: [cited]),
      impact: BusinessImpact(
        tags: [hostile],
        capabilities: [
          CapabilityImpact(
            name: hostile, mrrAtRisk: Money(amount: .min, currency: "EUR", atLeast: false),
            valueShare: .nan, owner: hostile, asOf: "2025-01-01", stale: false, source: hostile)
        ]),
      productionRisk: ProductionRisk(level: .low, reason: hostile),
      whys: [
        why(1, hostile, hostile, [cited, cited], further: 1_000_000),
        Why(
          number: 2_000_000, question: hostile, answer: hostile, basis: .known, evidence: [],
          furtherEvidence: 0),
      ], whysEnd: hostile, fixes: [Fix(horizon: .immediate, text: hostile, files: [hostile])],
      references: [hostile, "javascript:alert(1)", "https://x.example/)](http://evil.example)"],
      occurrences: 2, evidence: [cited])
  }
}
