import LogModel
import Patterns

/// What makes failures the same incident.
enum RootCauseKey: Hashable, Sendable {
  case signature(String)
  case exception(type: String, file: String, function: String)
  case template(String)

  /// Stable text of the key; part of the incident's id.
  var text: String {
    switch self {
    case .signature(let id): "signature:" + id
    case .exception(let type, let file, let function): "exception:\(type)|\(file)|\(function)"
    case .template(let template): "template:" + template
    }
  }
}

/// Why one boot failed, as far as its own entries show.
struct BootCause: Sendable {
  var key: RootCauseKey
  var signature: String?
  var captures: [String: String]
  var trace: TraceEvidence?
  /// The entries that show it, in time order.
  var entries: [EntryReference]
}

/// Finds the root cause of a failed boot: the first exception of the earliest chain, explained by a
/// `role: cause` signature if one fires.
struct BootCauseFinder {
  let library: PatternLibrary
  let traces: [TraceEvidence]

  func cause(of boot: ObservedBoot) -> BootCause? {
    let seen = boot.observations.filter { isSerious($0.entry) }
    return cause(in: seen) ?? cause(in: boot.observations)
  }

  private func cause(in observations: [Observation]) -> BootCause? {
    let chains = observations.compactMap { observation -> TraceEvidence? in
      guard case .trace(let index) = observation.content else { return nil }
      return traces[index]
    }
    for chain in chains {
      guard let match = bestCause(of: chain) else { continue }
      return explained(by: match, chain: chain, observations)
    }
    let matches = observations.compactMap { observation -> (EntryReference, SignatureMatch)? in
      guard case .match(let match) = observation.content, isCause(match.signature) else {
        return nil
      }
      return (observation.entry, match)
    }
    if let first = matches.first {
      let sameEntry = matches.filter { $0.0.isSameEntry(as: first.0) }.map(\.1)
      let best = sameEntry.min { isBetter($0, $1, rootMatches: []) } ?? first.1
      return explained(by: best, chain: chains.first, observations)
    }
    guard let chain = chains.first, let root = chain.trace.root else { return nil }
    let origin = chain.trace.origin
    return BootCause(
      key: .exception(
        type: root.type, file: origin?.file ?? "", function: origin?.function ?? ""),
      signature: nil, captures: [:], trace: chain, entries: chain.entries)
  }

  /// Retries and warnings that a program survives are logged below ERROR; what kills it is not, or
  /// has no severity at all.
  private func isSerious(_ entry: EntryReference) -> Bool {
    entry.severity == .default || entry.severity >= .error
  }

  private func isCause(_ id: String) -> Bool { library.signature(id)?.role == .cause }

  private func bestCause(of chain: TraceEvidence) -> SignatureMatch? {
    chain.matches.filter { isCause($0.signature) }
      .min { isBetter($0, $1, rootMatches: chain.rootMatches) }
  }

  /// One that fires on the root exception before one that fires on a wrapper, one that knows where
  /// in the start-up it belongs before one that does not, then by severity, then by id.
  private func isBetter(
    _ left: SignatureMatch, _ right: SignatureMatch, rootMatches: Set<String>
  ) -> Bool {
    func rank(_ match: SignatureMatch) -> (Int, Int, Int, String) {
      let signature = library.signature(match.signature)
      let level = signature.flatMap { Signature.Level.allCases.firstIndex(of: $0.severity) } ?? 9
      return (
        rootMatches.contains(match.signature) ? 0 : 1, signature?.startup == nil ? 1 : 0, level,
        match.signature
      )
    }
    return rank(left) < rank(right)
  }

  private func explained(
    by match: SignatureMatch, chain: TraceEvidence?, _ observations: [Observation]
  ) -> BootCause {
    var entries: [EntryReference] = []
    var seen: Set<EntryKey> = []
    for observation in observations {
      switch observation.content {
      case .match(let other):
        if other.signature == match.signature, seen.insert(EntryKey(observation.entry)).inserted {
          entries.append(observation.entry)
        }
      case .trace(let index):
        guard traces[index].matches.contains(where: { $0.signature == match.signature }),
          let first = traces[index].entries.first, seen.insert(EntryKey(first)).inserted
        else { continue }
        entries.append(first)
      }
    }
    return BootCause(
      key: .signature(match.signature), signature: match.signature, captures: match.captures,
      trace: chain, entries: entries.sorted { EntryReference.precedes($0, $1) })
  }
}
