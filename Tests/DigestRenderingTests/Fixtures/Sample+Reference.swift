import LogModel

extension Sample {
  static let message =
    "WebSocket manager creation requires valid UserExecutionContext. Import-time initialization is "
    + "prohibited. Use request-scoped factory pattern instead. See User Context Architecture "
    + "documentation for proper implementation."

  /// The failure of the reference document: a crash loop that a signature explains.
  static var reference: Incident {
    let traceback = entry(
      at("09:02:15.399"),
      """
      Traceback (most recent call last):
        File "/app/netra_backend/app/startup_module.py", line 899, in _create_agent_supervisor
          ws_manager = get_websocket_manager()
        File "/app/netra_backend/app/websocket_core/__init__.py", line 58, in get_websocket_manager
          raise ValueError(
      ValueError: \(message)
      """, severity: .default, insertId: "68bd4f9a00061856", ordinal: 411)
    let phaseFailed = entry(
      at("09:02:15.402"),
      "\u{1B}[31mFAIL:\u{1B}[0m  PHASE FAILED: FINALIZE - Startup validation failed with 1 critical "
        + "failures: WebSocket Validation (WebSocket) (after 1.20s), see the report above for what to do",
      severity: .critical, log: "run.googleapis.com/stdout", insertId: "68bd4f9a00062248",
      ordinal: 412)
    let exit = entry(
      at("09:02:15.871"), "Container called exit(3).", severity: .warning,
      log: "run.googleapis.com/varlog/system", insertId: "68bd4f9a000d4a1e", ordinal: 415)
    let request = entry(
      at("09:02:19.040"),
      "503 GET https://backend.acme.example/api/threads?limit=50&order=desc: The request failed because "
        + "either the HTTP response was malformed or connection to the instance had an error.",
      log: "run.googleapis.com/requests", insertId: "68bd4f9d0000a3f1", ordinal: 418)
    let origin = StackFrame(
      file: "/app/netra_backend/app/websocket_core/__init__.py", line: 58,
      function: "get_websocket_manager", isApplication: true)
    let cause = RootCause(
      signature: "websocket-manager-without-user-context",
      title: "WebSocket manager created without a user context", exceptionType: "ValueError",
      exceptionMessage: message, origin: origin,
      frames: [
        StackFrame(
          file: "/usr/local/lib/python3.11/site-packages/starlette/routing.py", line: 732,
          function: "lifespan", isApplication: false),
        StackFrame(
          file: "/app/netra_backend/app/startup_module.py", line: 899,
          function: "_create_agent_supervisor", isApplication: true), origin,
      ], captures: ["manager": "get_websocket_manager", "context": "None"], evidence: [traceback])
    return Incident(
      id: "3f2a9c01d5e87b42", kind: .crashLoop, state: .ongoing, priority: .p0,
      title: "acme-backend-staging cannot start: WebSocket manager created without a user context",
      service: backend, platform: "cloud-run", location: "europe-west1",
      revisions: ["backend-00042-abc"], firstSeen: at("09:02:11"), lastSeen: at("09:13:02"),
      recoveredAt: nil, rootCause: cause,
      phase: FailurePhase(
        profile: "stages", profileTitle: "deterministic start-up", name: "finalize", ordinal: 7,
        of: 7, basis: .failureMarker, origin: .init(name: "services", basis: .signature)),
      boots: BootSummary(
        counts: counts(failed: 14, inProgress: 1), truncatedHead: 0, medianSecondsToFailure: 4.1,
        medianSecondsBetween: 9.25, exitCodes: [3: 13, 137: 1], phaseReached: ["finalize": 14],
        list: referenceBoots),
      users: UserImpact(
        requests: 37, failed: 37, statuses: [503: 37], from: at("09:02:19"), to: at("09:12:58"),
        evidence: [request]),
      impact: BusinessImpact(
        tags: ["revenue", "startup"],
        capabilities: [
          CapabilityImpact(
            name: "chat", mrrAtRisk: Money(amount: 120_000, currency: "USD", atLeast: true),
            valueShare: 0.9, owner: nil, asOf: "2025-01-07", stale: true,
            source: "samples/impact.yaml:14")
        ]),
      productionRisk: ProductionRisk(
        level: .high,
        reason:
          "production runs this service too (acme-backend); the failure was not seen there in "
          + "these logs, but every boot of this code failed here"),
      whys: [
        why(1, "Why do users get 503?", "No instance ever became ready.", [request], further: 36),
        why(
          2, "Why does no instance become ready?",
          "Each exits with code 3 before it is ready; a new one starts every 9.3 s.", [exit],
          further: 13),
        why(
          3, "Why do they end?", "Start-up fails in FINALIZE (7 of 7).", [phaseFailed], further: 13),
        why(
          4, "Why does FINALIZE fail?",
          "ValueError is raised in get_websocket_manager (websocket_core/__init__.py:58), called by "
            + "_create_agent_supervisor (app/startup_module.py:899)", [traceback], further: 13),
        Why(
          number: 5, question: "Why is ValueError raised?",
          answer:
            "Start-up code still expects the old singleton; the factory that replaced it demands "
            + "a user context. The migration was left half done.", basis: .known, evidence: [],
          furtherEvidence: 0),
      ], whysEnd: nil,
      fixes: [
        Fix(
          horizon: .immediate, text: "remove the calls from start-up",
          files: ["startup_module.py:899", "startup_module.py:1000"]),
        Fix(
          horizon: .longTerm, text: "audit every caller; retire the compatibility wrapper",
          files: []),
        Fix(
          horizon: .prevention, text: "a test that start-up creates no request-scoped object",
          files: []),
      ], references: ["https://docs.acme.example/user-context?page=1&part=2"], occurrences: 14,
      evidence: [traceback, phaseFailed, exit])
  }

  private static var referenceBoots: [Boot] {
    [("09:12:50", "09:12:54.871"), ("09:12:41", "09:12:45.871"), ("09:02:11", "09:02:15.871")]
      .enumerated().map { index, time in
        Boot(
          service: backend, instance: "00f4a1\(index)", revision: "backend-00042-abc",
          startedAt: index == 2 ? nil : at(time.0), endedAt: at(time.1), readyAt: nil,
          outcome: .failed, exitCode: index == 1 ? nil : 3,
          phases: [
            Boot.Phase(
              profile: "stages", name: "services", startedAt: at(time.0), endedAt: at(time.1),
              outcome: .done),
            Boot.Phase(
              profile: "stages", name: "finalize", startedAt: at(time.1), endedAt: at(time.1),
              outcome: .failed),
          ])
      }
  }

  static func why(
    _ number: Int, _ question: String, _ answer: String, _ evidence: [EntryReference],
    further: Int = 0
  ) -> Why {
    Why(
      number: number, question: question, answer: answer, basis: .observed, evidence: evidence,
      furtherEvidence: further)
  }
}
