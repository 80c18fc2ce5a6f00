import LogModel

/// The templates of a corpus, compiled once and shared by all pieces.
struct CorpusTemplates: Sendable {
  /// One after another of these is drawn: what is frequent stands here often.
  private(set) var traffic: [EntryTemplate] = []
  /// Whole boots, in the order of time.
  private(set) var scripts: [[EntryTemplate]] = []
  let services: [SimulatedService]

  init(_ plan: CorpusPlan) {
    services =
      plan.kind == .mixed ? CorpusTemplates.twelve : Array(CorpusTemplates.twelve.prefix(4))
    if plan.kind != .dense {
      for (index, service) in services.enumerated() { addTraffic(of: service, index, plan) }
    }
    if plan.kind != .mixed {
      for (index, service) in services.enumerated() where service.platform == .cloudRun {
        addScripts(of: service, index, plan)
      }
    }
  }

  static let twelve: [SimulatedService] = {
    let names = [
      "accounts-backend", "cart-api", "chat-gateway", "content-api", "delivery-tracker",
      "feature-flags", "geo-lookup", "image-resizer", "mail-sender", "pricing-engine",
      "recommender", "session-store",
    ]
    return names.enumerated().map { index, name in
      SimulatedService(
        name, project: index % 4 == 3 ? "acme-staging" : "acme-production",
        location: index % 2 == 0 ? "us-central1" : "europe-west1",
        platform: index % 6 == 5 ? .kubernetes(cluster: "acme-main", namespace: "shop") : .cloudRun,
        package: name.split(separator: "-").joined(separator: "_"))
    }
  }()

  private func compiled(
    _ entry: SimulatedEntry, _ index: Int, _ plan: CorpusPlan, since start: Timestamp? = nil
  ) -> EntryTemplate {
    let style: JSONStyle = plan.form == .array ? .gcloud : plan.form == .envelopes ? .go : .sink
    return EntryTemplate(
      entry, style: style, depth: plan.form == .array ? 1 : 0, service: index, since: start)
  }

  // MARK: Traffic

  private mutating func addTraffic(of service: SimulatedService, _ index: Int, _ plan: CorpusPlan) {
    var composer = LogComposer(generator: SeededGenerator(seed: plan.seed, label: service.name))
    let instance = SimulatedInstance(
      of: service, revision: service.revision(40 + index, "gfw"), id: TemplateSlot.instance.marker)
    let noon = CorpusPlan.day.at(12, 0)
    let path = TemplateSlot.path.marker
    for (method, status, weight) in [
      ("GET", 200, 20), ("POST", 201, 8), ("GET", 304, 5), ("GET", 404, 2), ("PUT", 204, 2),
      ("POST", 401, 1),
    ] {
      composer.request(instance, method, path, status: status, ended: noon, latency: 0.1)
      add(composer.entries.last, index, plan, weight: weight)
    }
    for (severity, weight, logger, message, extra) in CorpusTemplates.lines {
      composer.record(
        instance, at: noon, severity, logger: "\(service.package).\(logger)", message, extra,
        trace: weight > 2 ? "t" : nil)
      add(composer.entries.last, index, plan, weight: weight)
    }
    for (text, weight) in CorpusTemplates.texts {
      composer.stderr(instance, at: noon, text)
      add(composer.entries.last, index, plan, weight: weight)
    }
  }

  private mutating func add(
    _ entry: SimulatedEntry?, _ index: Int, _ plan: CorpusPlan, weight: Int
  ) {
    guard let entry else { return }
    traffic += repeatElement(compiled(entry, index, plan), count: weight)
  }

  private typealias Line = (Severity, Int, String, String, [JSONValue.Member])

  private static var lines: [Line] {
    let slot = { (slot: TemplateSlot) in slot.marker }
    return [
      (
        .info, 4, "api.threads",
        "loaded thread \(slot(.uuid)) with \(slot(.smallNumber)) messages in \(slot(.fraction)) s",
        [.init("user", .string(slot(.user))), .init("request_id", .string(slot(.uuid)))]
      ),
      (
        .info, 4, "jobs", "job \(slot(.uuid)) done in \(slot(.fraction)) s",
        [
          .init("result", ["errors": [], "ok": true, "error": nil]),
          .init("user", .string(slot(.user))),
        ]
      ),
      (
        .debug, 3, "cache", "cache hit for key session:\(slot(.digest))",
        [.init("ttl", .string(slot(.fraction))), .init("size", .string(slot(.number)))]
      ),
      (
        .info, 2, "audit", "validated upstream record \(slot(.number))",
        [
          .init(
            "record",
            [
              "severity": "ERROR", "message": "Missing field", "id": .string(slot(.uuid)),
              "labels": ["instanceId": "not-an-instance"],
              "textPayload": "Traceback (most recent call last):",
            ])
        ]
      ),
      (
        .warning, 2, "http",
        "slow upstream call: GET https://rates.example/latest?id=\(slot(.number)) took \(slot(.fraction)) s",
        []
      ),
      (
        .info, 3, "search", "query „Zürich → Genève“ gave \(slot(.smallNumber)) hits 🔎",
        [.init("query_id", .string(slot(.digest)))]
      ),
      (
        .info, 2, "templates", "rendered <a href=\"/t?id=\(slot(.number))&tab=\\\"new\\\"\">",
        [.init("bytes", .string(slot(.number)))]
      ),
      (
        .notice, 1, "flags", "flag new-checkout is on for user \(slot(.user))",
        [.init("variant", "b")]
      ),
      (
        .info, 1, "selftest",
        "test_startup: asserts \"ValueError: WebSocket manager creation requires valid UserExecutionContext\" - PASSED",
        []
      ),
    ]
  }

  private static var texts: [(String, Int)] {
    let address = TemplateSlot.address.marker
    let path = TemplateSlot.path.marker
    return [
      ("INFO:     \(address):0 - \"GET \(path) HTTP/1.1\" 200 OK", 9),
      (
        "\u{1B}[32mINFO\u{1B}[0m:     \(address):0 - \"POST \(path) HTTP/1.1\" \u{1B}[32m201 Created\u{1B}[0m",
        4
      ),
      (
        "[\(TemplateSlot.clock.marker)] [2] [INFO] \(address) - \"GET \(path)\" 200 \(TemplateSlot.number.marker)",
        4
      ),
      (
        "gc: collected \(TemplateSlot.number.marker) objects in \(TemplateSlot.fraction.marker) s",
        2
      ),
    ]
  }

  // MARK: Boots

  /// Several variants of boots; in a crash loop all of them fail.
  private mutating func addScripts(of service: SimulatedService, _ index: Int, _ plan: CorpusPlan) {
    for variant in 0..<10 {
      var composer = LogComposer(
        generator: SeededGenerator(seed: plan.seed, label: "\(service.name)-\(variant)"))
      let instance = SimulatedInstance(
        of: service, revision: service.revision(40 + variant, "gfw"),
        id: TemplateSlot.instance.marker)
      let start = CorpusPlan.day.at(12, 0)
      let failure = BootPlan.Ending.startupFailure(
        phase: .finalize, reason: "Startup validation failed with 1 critical failures",
        .webSocketManager(service.package, byAgentSupervisor: variant % 2 == 0))
      let isFailing = plan.kind == .crashLoop || variant == 0
      composer.boot(
        instance, at: start,
        BootPlan(
          server: .gunicornUvicorn(version: "20.1.0"), hasPhases: true,
          ending: isFailing ? failure : .ready))
      let entries = composer.entries.filter { plan.kind == .dense || !CorpusTemplates.isRemark($0) }
      scripts.append(
        entries.map { compiled(CorpusTemplates.varied($0), index, plan, since: start) })
    }
  }

  /// Boots differ in more than their times: structured lines say how long and by which task.
  private static func varied(_ entry: SimulatedEntry) -> SimulatedEntry {
    guard case .json(.object(let members)) = entry.payload else { return entry }
    var varied = entry
    varied.payload = .json(
      .object(
        members + [
          .init("elapsed", .string(TemplateSlot.fraction.marker)),
          .init("task", .string("Task-\(TemplateSlot.number.marker)")),
        ]))
    return varied
  }

  /// Lines of a boot that are no marker of anything.
  private static func isRemark(_ entry: SimulatedEntry) -> Bool {
    guard case .json(let value) = entry.payload, case .string(let message) = value["message"] else {
      return false
    }
    return StartupPhase.allCases.contains { $0.remarks.contains(message) }
  }
}
