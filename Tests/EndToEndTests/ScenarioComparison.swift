import Foundation
import LogModel
import LogSimulation

/// What a digest says about a scenario, held against what is true of it, point by point.
struct ScenarioComparison {
  struct Difference: CustomStringConvertible {
    var point: String
    var expected: String
    var found: String

    var description: String {
      "\(point): expected \(expected), found \(found)".replacing("\n", with: "⏎")
    }
  }

  private(set) var differences: [Difference] = []

  init(_ expected: ExpectedScenario, _ document: DigestDocument) {
    let root = document.root
    compare("summary.boots", expected.boots.words, words(root[path: "summary.boots"]))
    var rest = document.incidents
    for truth in expected.incidents {
      let index =
        rest.firstIndex { isSame($0, truth, exactly: true) }
        ?? rest.firstIndex { isSame($0, truth, exactly: false) }
      guard let index else {
        compare("incident", name(truth), "none of \(rest.map(name))")
        continue
      }
      compare(rest.remove(at: index), truth)
    }
    if let services = expected.related {
      let found = (root["related"] as? [[String: Any]] ?? []).flatMap {
        $0["services"] as? [String] ?? []
      }
      compare("related", "\(services)", "\(found)")
    }
    if expected.undecided != nil {
      // What else they make of it is theirs, but no boot may be called failed.
      rest.removeAll { $0.text("kind") == "runtime-failure" }
    }
    for extra in rest { compare("incident", "none", name(extra)) }
    let failing = Set(document.incidents.compactMap { $0.text("service.name") })
    let healthy = expected.undecided == nil ? expected.healthyServices : []
    compare(
      "healthy services", "\(healthy)", "\(healthy.filter { !failing.contains($0) })")
  }

  // MARK: Which is which

  private func isSame(
    _ incident: [String: Any], _ truth: ExpectedScenario.Incident, exactly: Bool
  ) -> Bool {
    guard incident.text("service.name") == truth.service,
      incident.text("service.project") == truth.project
    else { return false }
    return !exactly
      || incident.text("rootCause.signature") == truth.signature
        && (truth.isExceptionOpen
          || incident.text("rootCause.exception.type") == truth.exceptionType)
  }

  private func name(_ truth: ExpectedScenario.Incident) -> String {
    "\(truth.kind.rawValue) of \(truth.service) by \(truth.signature ?? truth.exceptionType ?? "?")"
  }

  private func name(_ incident: [String: Any]) -> String {
    let cause =
      incident.text("rootCause.signature") ?? incident.text("rootCause.exception.type")
      ?? incident.text("rootCause.title") ?? "?"
    return "\(incident.text("kind") ?? "?") of \(incident.text("service.name") ?? "?") by \(cause)"
  }

  // MARK: Point by point

  private mutating func compare(_ incident: [String: Any], _ truth: ExpectedScenario.Incident) {
    func text(_ path: String) -> String { incident.text(path) ?? "nil" }
    func number(_ path: String) -> String { "\(incident.number(path) ?? 0)" }
    let pairs: [(String, String?, String)] = [
      ("kind", truth.kind.rawValue, text("kind")),
      ("environment", truth.environment, text("environment")),
      ("state", truth.state, text("state")),
      ("priority", truth.priority, text("priority")),
      ("signature", truth.signature, text("rootCause.signature")),
      ("origin.file", truth.origin?.file, text("rootCause.origin.file")),
      ("origin.function", truth.origin?.function, text("rootCause.origin.function")),
      ("phase.profile", truth.phaseProfile, text("phase.profile")),
      ("phase.name", truth.phase, text("phase.name")),
      ("phase.basis", truth.phaseBasis, text("phase.basis")),
      ("phase.origin", truth.phaseOrigin, text("phase.origin.name")),
      ("phase.change", truth.phaseChange, text("phase.change.kind")),
      ("boots.progress", words(truth.progress), words(progress: incident)),
      ("boots.failed", "\(truth.boots.failed)", number("boots.failed")),
      ("boots.ready", "\(truth.boots.ready)", number("boots.ready")),
      ("boots.inProgress", "\(truth.boots.inProgress)", number("boots.inProgress")),
      ("boots.stopped", "\(truth.boots.stopped)", number("boots.stopped")),
      ("boots.truncatedHead", "\(truth.truncatedHead)", number("boots.truncatedHead")),
      ("recoveredAt", truth.recoveredAt?.rfc3339, text("recoveredAt")),
      ("healed", "\(truth.isHealed)", "\(incident["healed"] as? Bool ?? false)"),
      ("userImpact", truth.userImpact, text("userImpact")),
      ("users.before.requests", "\(truth.requestsBefore)", number("users.before.requests")),
      ("users.before.failed", "\(truth.failedRequestsBefore)", number("users.before.failed")),
      ("users.requests", "\(truth.requests)", number("users.requests")),
      ("users.failed", "\(truth.failedRequests)", number("users.failed")),
    ]
    for (point, expected, found) in pairs { compare(point, expected ?? "nil", found) }
    switch truth.deployment {
    case .open: break
    case .none: compare("deployment", "nil", text("deployment.by"))
    case .audit: compare("deployment", "audit-log", text("deployment.by"))
    case .revision(let name):
      compare(
        "deployment", "revision-change \(name)",
        "\(text("deployment.by")) \(text("deployment.revision"))")
    }
    if !truth.isExceptionOpen {
      compare(
        "exception.type", truth.exceptionType ?? "nil", text("rootCause.exception.type"))
      compare(
        "exception.message", truth.exceptionMessage ?? "nil", text("rootCause.exception.message"))
    }
    compare("boots.exitCodes", sorted(truth.exitCodes), sorted(incident.counts("boots.exitCodes")))
    compare("users.statuses", sorted(truth.statuses), sorted(incident.counts("users.statuses")))
    let tags = incident[path: "impact.tags"] as? [String] ?? []
    compare("impact.tags", "\(truth.tags)", "\(tags)")
    let capabilities = incident[path: "impact.capabilities"] as? [[String: Any]] ?? []
    compare(
      "impact.capabilities", "\(truth.capabilities)",
      "\(capabilities.map { $0.text("name") ?? "" })")
    let revisions = incident["revisions"] as? [String] ?? []
    compare("revisions", "\(truth.revisions)", "\(truth.revisions.filter(revisions.contains))")
    if truth.endsInWords {
      compare("whysEnd", "words", incident.text("whysEnd") == nil ? "nil" : "words")
    }
    for why in incident["whys"] as? [[String: Any]] ?? [] where why.text("basis") == "observed" {
      let isCited = (why["evidence"] as? [Any])?.isEmpty == false
      compare("why \(why.number("n") ?? 0)", "cited", isCited ? "cited" : "uncited")
    }
  }

  private mutating func compare(_ point: String, _ expected: String, _ found: String) {
    guard expected != found else { return }
    differences.append(Difference(point: point, expected: expected, found: found))
  }

  private func sorted(_ counts: [Int: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  private func words(_ progress: [ExpectedScenario.Stop]) -> String {
    progress.map { "\($0.boots) in \($0.phase)" }.joined(separator: ", ")
  }

  private func words(progress incident: [String: Any]) -> String {
    let stops = incident[path: "boots.progress"] as? [[String: Any]] ?? []
    return stops.map { "\($0.number("boots") ?? 0) in \($0.text("phase") ?? "?")" }
      .joined(separator: ", ")
  }

  private func words(_ boots: Any?) -> String {
    let counts = boots as? [String: Any] ?? [:]
    return ["failed", "ready", "inProgress", "stopped"]
      .map { "\($0) \(counts.number($0) ?? 0)" }.joined(separator: ", ")
  }
}

extension ExpectedScenario.Boots {
  fileprivate var words: String {
    "failed \(failed), ready \(ready), inProgress \(inProgress), stopped \(stopped)"
  }
}
