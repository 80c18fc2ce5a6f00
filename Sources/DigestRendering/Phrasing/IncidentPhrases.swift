import LogModel

/// What is said of an incident in words, the same in every report for people.
///
/// Sentences hold log text as it is; a renderer escapes them for its form. What is not known is left
/// out, never said.
struct IncidentPhrases {
  let incident: Incident
  let clock: Clock

  var kind: String {
    switch incident.kind {
    case .crashLoop: "crash loop"
    case .startupFailure: "start-up failure"
    case .runtimeFailure: "runtime failure"
    case .servingErrors: "serving errors"
    }
  }

  /// What kind, how often, since when and whether it goes on, in one line.
  var headline: String {
    var parts = [kind]
    if let extent { parts.append(extent) }
    if let since {
      parts[parts.count - 1] += " " + since
    }
    parts.append(contentsOf: [status, novelty].compactMap { $0 })
    return parts.joined(separator: ", ")
  }

  /// `14 of 14 boots failed`, `seen 12 times`.
  var extent: String? {
    let counts = incident.boots.counts
    switch incident.kind {
    case .crashLoop, .startupFailure:
      guard counts.failed > 0 else { return nil }
      let total = Phrasing.count(counts.total) + " boots"
      let running =
        counts.inProgress > 0 ? ", \(Phrasing.count(counts.inProgress)) in progress," : ""
      return "\(Phrasing.count(counts.failed)) of \(total) failed" + running
    case .runtimeFailure:
      return incident.occurrences > 0 ? "seen " + Phrasing.count(incident.occurrences, "time") : nil
    case .servingErrors: return nil
    }
  }

  /// `since 09:02:11 UTC (11 min)`.
  var since: String? {
    guard let start = clock.moment(incident.firstSeen) else { return nil }
    return "since " + start + (lasted.map { " (\($0))" } ?? "")
  }

  /// From the first sign to recovery, else to the last sign; nil for a single moment.
  var lasted: String? {
    let end = incident.recoveredAt ?? incident.lastSeen
    guard incident.firstSeen.isDated, end.isDated, end > incident.firstSeen else { return nil }
    return Phrasing.duration(end.seconds(since: incident.firstSeen))
  }

  var status: String? {
    if let recovered = clock.time(incident.recoveredAt) { return "recovered at " + recovered }
    if incident.recoveredAt != nil { return "recovered" }
    if incident.state == .resolved { return "no longer seen" }
    if incident.isHealed, let last = clock.time(incident.lastSeen) {
      return "ended by itself, last seen " + last
    }
    switch incident.kind {
    case .crashLoop, .startupFailure: return "still failing"
    case .runtimeFailure, .servingErrors:
      guard incident.lastSeen > incident.firstSeen else { return nil }
      return clock.time(incident.lastSeen).map { "last seen " + $0 }
    }
  }

  var novelty: String? {
    switch incident.state {
    case .new: "new"
    case .regressed: "came back after it was resolved"
    case .ongoing, .resolved: nil
    }
  }

  /// Nil where no entry tells in which environment it is.
  var environment: String? {
    let name = incident.service.environment
    return name.isEmpty || name == "unknown" ? nil : name
  }

  /// `FINALIZE (7 of 7, deterministic start-up), 4.1 s after start; comes from SERVICES`.
  var phase: String? {
    var text = ""
    if let phase = incident.phase {
      text = phase.name.uppercased()
      let title = phase.profileTitle.isEmpty ? phase.profile : phase.profileTitle
      text += " (\(phase.ordinal) of \(phase.of)" + (title.isEmpty ? "" : ", " + title)
      text += basis(phase.basis).map { "; " + $0 } ?? ""
      text += ")"
    }
    if let after = Phrasing.duration(incident.boots.medianSecondsToFailure) {
      text += (text.isEmpty ? "" : ", ") + after + " after start"
    }
    if let origin = incident.phase?.origin { text += "; comes from " + origin.name.uppercased() }
    return text.isEmpty ? nil : text
  }

  /// `FINALIZE is newly failing: 5 earlier boots got past it, the last of them 14 min before …`.
  var phaseChange: String? {
    guard let text = incident.phaseChange?.text, !text.isEmpty else { return nil }
    return text
  }

  /// `DATABASE in 3 boots (09:02:11 – 09:03:00), then WEBSOCKET in 4 boots (09:03:20 – 09:05:00)`;
  /// nil where all boots fail in one phase.
  var progress: String? {
    let runs = incident.boots.progress
    guard let last = runs.last, runs.count > 1 else { return nil }
    if runs.count <= 3 {
      return runs.map { run in
        let span = clock.span(run.from, run.to).map { " (\($0))" } ?? ""
        return "\(run.phase.uppercased()) in \(Phrasing.count(run.boots, "boot"))\(span)"
      }.joined(separator: ", then ")
    }
    var seen: Set<String> = []
    let names = runs.map { $0.phase.uppercased() }.filter { seen.insert($0).inserted }
    let few = names.prefix(4).joined(separator: ", ")
    return "moves back and forth between " + few
      + (names.count > 4 ? " and \(Phrasing.count(names.count - 4, "other"))" : "")
      + ", last in " + last.phase.uppercased()
  }

  /// How a phase is known, where no marker of it was logged.
  private func basis(_ basis: FailurePhase.Basis) -> String? {
    switch basis {
    case .failureMarker, .enterMarker: nil
    case .exit: "told by the exit"
    case .traceback: "told by the stack trace"
    case .signature: "told by the signature"
    case .inferred: "inferred"
    }
  }

  /// What users got, see ``UserPhrases``.
  var users: String? { UserPhrases(incident: incident, clock: clock).sentence }

  var risk: String? {
    incident.productionRisk.map { "\($0.level.rawValue): \($0.reason)" }
  }

  /// `get_websocket_manager (app/websocket_core/__init__.py:58)`: where the cause was raised.
  var origin: String? {
    guard let frame = incident.rootCause.origin else { return nil }
    let place = Phrasing.place(of: frame)
    guard let function = frame.function, !function.isEmpty else { return place }
    return "\(function) (\(place))"
  }

  /// `ValueError: …`, the exception in one line or more; nil without one.
  var exception: String? {
    guard let type = incident.rootCause.exceptionType else { return nil }
    let message = incident.rootCause.exceptionMessage ?? ""
    return message.isEmpty ? type : type + ": " + message
  }
}

/// What is said of a capability that an incident takes away.
struct CapabilityPhrases {
  let capability: CapabilityImpact

  /// `chat · $120K+ MRR at risk · 90 % of value`.
  var figures: String {
    var parts = [capability.name]
    if let money = capability.mrrAtRisk { parts.append(Phrasing.money(money) + " MRR at risk") }
    if let share = capability.valueShare.flatMap(Phrasing.percent) {
      parts.append(share + " of value")
    }
    if let owner = capability.owner, !owner.isEmpty { parts.append("owner " + owner) }
    return parts.joined(separator: " · ")
  }

  /// `impact.yaml:14, as of 2025-09-07 (stale)`: where the figures come from.
  var source: String {
    let file = capability.source.split(separator: "/").last.map(String.init) ?? capability.source
    return file + (capability.asOf.map { ", as of " + $0 } ?? "")
      + (capability.stale ? " (stale)" : "")
  }
}

extension Fix.Horizon {
  /// The order in which fixes are read.
  static let reading: [Fix.Horizon] = [.immediate, .longTerm, .prevention]
}
