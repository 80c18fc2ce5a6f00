import LogModel
import Patterns

/// Why this root cause and not the other candidates: what was seen in the time of the failure, in
/// time order, each with the reason for which it was taken or not.
struct CauseDecisions {
  let library: PatternLibrary
  let index: BootIndex
  let traces: TraceBook
  let finder: BootCauseFinder
  let draft: IncidentDraft

  /// Candidates told one by one, those of the boot that tells the cause.
  private static let told = 40
  /// Observations of that boot that are looked at; what decides comes early.
  private static let considered = 10_000

  func section() -> Explanation.Section? {
    var list = DecisionList()
    list.add(.taken, chosen, Array(draft.entries.prefix(3)))
    if let boot = tellingBoot {
      let candidates = grouped(self.candidates(of: index.boots[boot]))
      for candidate in candidates.prefix(CauseDecisions.told) {
        list.add(candidate.verdict, candidate.text, candidate.entries)
      }
      if candidates.count > CauseDecisions.told {
        let rest = candidates.count - CauseDecisions.told
        list.add(
          .rejected,
          "\(plural(rest, "further candidate")) of that boot \(rest == 1 ? "is" : "are") not listed."
        )
      }
      addJoined(to: &list)
    }
    return list.section("Why this root cause?")
  }

  private var chosen: String {
    switch draft.key {
    case .signature(let id):
      if let group = library.signature(id)?.group {
        return "The signature \(id) (role: cause) fires on several entries: \(words(of: group))."
      }
      if let rule = library.signature(id)?.rule {
        return "The rule \(id) fires: \(words(of: rule))."
      }
      let root = draft.trace?.rootMatches.contains(id) ?? false
      let place =
        draft.trace == nil
        ? "on a message" : root ? "on the root exception of a stack trace" : "on a stack trace"
      return "The signature \(id) (role: cause) fires \(place)."
    case .exception(let type, let file, let function):
      let place = [function, file].filter { !$0.isEmpty }.joined(separator: " in ")
      return "No signature of a cause fires. The failures share the root exception \(type)"
        + (place.isEmpty ? "." : ", raised in \(place).")
    case .template(let template):
      return draft.kind == .servingErrors
        ? "No signature and no stack trace goes with most of the failed requests."
        : "No signature fires and no stack trace can be read. The failures share their last words: "
          + "\"\(template)\"."
    }
  }

  private func words(of rule: ReliabilityRule) -> String {
    if rule.isOfOneLine { return "a line has what it looks for" }
    let terms = plural(rule.terms.count, "term")
    var words = rule.terms.map(\.count).reduce(0, +) == 1 ? "its term is seen" : "\(terms) are seen"
    if rule.terms.contains(where: { $0.count > 1 }) {
      words = "\(plural(rule.terms.map(\.count).reduce(0, +), "line")) have its \(terms)"
    }
    if rule.window > 0 {
      let order = rule.kind == .sequence ? " in their order" : ""
      words += "\(order) within \(seconds(Double(rule.window) / 1e9))"
    }
    return rule.vetoes.isEmpty ? words : "\(words), and nothing that speaks against it"
  }

  private func words(of group: EntryGroup) -> String {
    let conditions = plural(group.steps.count, "condition")
    let what =
      switch group.kind {
      case .sequence: "\(conditions) one after the other"
      case .set: "\(conditions) in any order"
      case .count: "\(group.atLeast) or more of a kind"
      }
    let scope =
      switch group.scope {
      case .instance: " of one instance"
      case .service: " of one service"
      case .environment: " of one environment"
      case .any: ""
      }
    let shared = group.sharing.isEmpty ? "" : ", \(group.sharing.joined(separator: ", ")) alike"
    return "\(what) within \(seconds(group.within))\(scope)\(shared)"
  }

  /// The first boot of which the told chain or the told entries are.
  private var tellingBoot: Int? {
    let shown = Set(draft.entries)
    return draft.failedBoots.first { boot in
      draft.chainOfBoot[boot] != nil
        || index.boots[boot].observations.contains { shown.contains($0.entry) }
    } ?? draft.failedBoots.first
  }

  private struct Candidate {
    var verdict: Explanation.Verdict
    var text: String
    var entries: [SeenEntry]

    init(verdict: Explanation.Verdict, text: String, entry: SeenEntry) {
      self.verdict = verdict
      self.text = text
      entries = [entry]
    }
  }

  /// What is said of several is said once, where it is said first.
  private func grouped(_ candidates: [Candidate]) -> [Candidate] {
    var groups: [Candidate] = []
    var places: [String: Int] = [:]
    for candidate in candidates {
      if let place = places[candidate.text] {
        groups[place].entries += candidate.entries
      } else {
        places[candidate.text] = groups.count
        groups.append(candidate)
      }
    }
    return groups
  }

  private func candidates(of boot: ObservedBoot) -> [Candidate] {
    let observations = Array(boot.observations.prefix(CauseDecisions.considered))
    var ofTraces: Set<SeenEntry> = []
    for observation in observations {
      guard case .trace(let position) = observation.content else { continue }
      ofTraces.formUnion(traces[position].entries)
    }
    let causes = observations.filter(\.entry.isSerious).flatMap(signatures)
      .filter(library.isCause)
    var isTaken = false
    return observations.flatMap { observation in
      switch observation.content {
      case .trace(let position):
        return [candidate(traces[position], of: boot, causes, &isTaken)]
      case .match(let match):
        // What fires on the entry of a trace is told with the trace.
        return ofTraces.contains(observation.entry)
          ? [] : [candidate(match, observation.entry, causes, &isTaken)]
      }
    }
  }

  private func signatures(of observation: Observation) -> [String] {
    switch observation.content {
    case .match(let match): [match.signature]
    case .trace(let position): traces[position].matches.map(\.signature)
    }
  }

  private func candidate(
    _ chain: TraceEvidence, of boot: ObservedBoot, _ causes: [String], _ isTaken: inout Bool
  ) -> Candidate {
    let trace = chain.trace
    let ids = chain.matches.map(\.signature)
    var text = "A stack trace: " + raised(trace)
    if !ids.isEmpty { text += " (\(ids.joined(separator: ", ")))" }
    let isChosen: Bool
    switch draft.key {
    case .signature(let id): isChosen = ids.contains(id)
    case .exception: isChosen = RootCauseKey(of: trace) == draft.key
    case .template: isChosen = false
    }
    if isChosen, !isTaken {
      isTaken = true
      return Candidate(
        verdict: .taken, text: text + ": the earliest that tells this cause.", entry: chain.telling)
    }
    let reason: String
    if isChosen {
      reason = "the same cause again"
    } else if !chain.telling.isSerious {
      reason = "logged as \(chain.telling.severity.name), which a program survives"
    } else if let other = accounting(for: ids, causes) {
      reason = "\(other) accounts for it"
    } else if finder.isSurvived(chain, by: boot) {
      reason = "the start-up got on after it"
    } else if !ids.contains(where: library.isCause), !isTaken {
      reason = "no signature of a cause knows it"
    } else {
      reason = "it comes after the cause"
    }
    return Candidate(verdict: .rejected, text: "\(text): \(reason).", entry: chain.telling)
  }

  private func candidate(
    _ match: SignatureMatch, _ entry: SeenEntry, _ causes: [String], _ isTaken: inout Bool
  ) -> Candidate {
    let id = match.signature
    let text = "The signature \(id) fires"
    if draft.key == .signature(id), !isTaken {
      isTaken = true
      return Candidate(
        verdict: .taken, text: text + ": the earliest that tells this cause.", entry: entry)
    }
    let reason: String
    if draft.key == .signature(id) {
      reason = "the same cause again"
    } else if !library.isCause(id) {
      reason = "a symptom, which is explained and never explains"
    } else if !entry.isSerious {
      reason = "logged as \(entry.severity.name), which a program survives"
    } else if let other = accounting(for: [id], causes) {
      reason = "\(other) accounts for it"
    } else {
      reason = isTaken ? "it comes after the cause" : "a stack trace tells more"
    }
    return Candidate(verdict: .rejected, text: "\(text): \(reason).", entry: entry)
  }

  /// Another cause of the boot that explains one of some signatures.
  private func accounting(for ids: [String], _ causes: [String]) -> String? {
    Set(causes).sorted().first { cause in ids.contains { library.explains(cause, $0) } }
  }

  private func raised(_ trace: StackTrace) -> String {
    guard let root = trace.root else { return "no exception" }
    var text = root.shortType
    if let origin = trace.origin {
      text += " raised in " + (origin.function ?? "?") + " (\(origin.file)"
      text += (origin.line.map { ":\($0)" } ?? "") + ")"
    }
    let wrappers = trace.exceptions.dropFirst().map(\.shortType)
    if !wrappers.isEmpty { text += ", passed on as " + wrappers.joined(separator: ", ") }
    return text
  }

  /// Boots that tell no cause of their own.
  private func addJoined(to list: inout DecisionList) {
    let shown = Set(draft.entries)
    let silent = draft.failedBoots.filter { boot in
      draft.chainOfBoot[boot] == nil
        && !index.boots[boot].observations.contains { shown.contains($0.entry) }
        && !index.boots[boot].markers.contains { shown.contains($0.entry) }
    }
    guard !silent.isEmpty, silent.count < draft.failedBoots.count else { return }
    list.add(
      .taken,
      "\(plural(silent.count, "boot")) without evidence of \(silent.count == 1 ? "its" : "their") own "
        + "\(silent.count == 1 ? "joins" : "join") the nearest failed boot of the service and "
        + "revision.", silent.flatMap { index.boots[$0].markers.prefix(1).map(\.entry) })
  }
}
