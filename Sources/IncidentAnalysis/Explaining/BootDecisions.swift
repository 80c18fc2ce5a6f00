import LogModel
import Patterns

/// Which markers opened and closed the failed boots of an incident, and why none of them counts as
/// ready.
struct BootDecisions {
  let library: PatternLibrary
  let index: BootIndex
  let draft: IncidentDraft

  /// Boots told one by one, the first of them; of a crash loop the rest are alike.
  private static let told = 50

  func section() -> Explanation.Section? {
    var list = DecisionList()
    // What is said of a boot → the first boot of which it was said.
    var said: [String: Int] = [:]
    for (number, position) in draft.failedBoots.prefix(BootDecisions.told).enumerated() {
      tell(index.boots[position], number: number + 1, &said, in: &list)
    }
    let rest = draft.failedBoots.dropFirst(BootDecisions.told).map { index.boots[$0] }
    if !rest.isEmpty {
      list.add(
        .taken, "\(plural(rest.count, "further boot")) failed likewise.",
        rest.flatMap { $0.markers.prefix(1) }.map(\.entry))
    }
    return list.section("Which boots failed, and what opened and closed them?")
  }

  private func tell(
    _ boot: ObservedBoot, number: Int, _ said: inout [String: Int], in list: inout DecisionList
  ) {
    let ends = boot.markers.filter(\.isEnd)
    var text = "\(opening(of: boot)); \(closing(of: boot, ends))."
    if let refused = refusedReadiness(of: boot) { text += " " + refused }
    if let first = said[text] {
      text = "opened and closed as boot \(first) was."
    } else {
      said[text] = number
    }
    list.add(
      .taken, "Boot \(number)\(name(of: boot)): \(text)",
      [boot.markers.first, ends.first, ends.last].compactMap { $0?.entry })
  }

  private func name(of boot: ObservedBoot) -> String {
    var parts: [String] = []
    if let instance = boot.instance {
      // Cloud Run names instances by 120 digits, of which the last ones differ.
      let isLong = instance.count > (instance.contains("/") ? 80 : 24)
      parts.append("instance " + (isLong ? "…" + instance.suffix(12) : instance))
    }
    if let revision = boot.revision { parts.append("revision \(revision)") }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  private func opening(of boot: ObservedBoot) -> String {
    guard let first = boot.markers.first else { return "nothing of it was logged" }
    let marker = words(for: first)
    if boot.startedAt != nil { return "opened by \(marker)" }
    return "its start lies before these logs, the first sign of it is \(marker)"
  }

  private func closing(of boot: ObservedBoot, _ ends: [BootMarkerSighting]) -> String {
    guard let first = ends.first else {
      return boot.isCutOff
        ? "no end of it was logged, but the same instance starts anew, so it must have ended"
        : "no end of it was logged"
    }
    var text = "closed by \(words(for: first))"
    if let last = ends.last, ends.count > 1 {
      text += ", \(plural(ends.count - 1, "further end")) up to \(words(for: last))"
    }
    if let code = boot.exitCode { text += ", exit code \(code)" }
    return text
  }

  /// Signs of readiness that do not count.
  private func refusedReadiness(of boot: ObservedBoot) -> String? {
    guard let sign = boot.markers.first(where: { $0.slot == .ready }) else { return nil }
    if sign.layer == .platform {
      let inner = boot.markers.first { $0.layer != .platform }.map { profile(of: $0) }
      let witness = inner.map { "\($0) left markers" } ?? "its software left a stack trace"
      return "The probe that succeeded is no readiness: a server may bind its port before it "
        + "loads the application, and \(witness)."
    }
    return "\(words(for: sign)) came after the boot had ended."
  }

  private func words(for marker: BootMarkerSighting) -> String {
    let profile = library.profiles[marker.profile]
    let phase = marker.phase.map { profile.phases[$0].name }
    switch marker.slot {
    case .start: return "the start marker of \(profile.id)"
    case .ready: return "the readiness marker of \(profile.id)"
    case .failed: return "the failure marker of \(profile.id)"
    case .exit: return "the exit marker of \(profile.id)"
    case .phaseEnter: return "the begin of phase \(phase ?? "?") of \(profile.id)"
    case .phaseDone: return "the end of phase \(phase ?? "?") of \(profile.id)"
    case .phaseFailed: return "the failure of phase \(phase ?? "?") of \(profile.id)"
    }
  }

  private func profile(of marker: BootMarkerSighting) -> String {
    library.profiles[marker.profile].id
  }
}
