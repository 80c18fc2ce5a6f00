import LogModel
import Patterns

/// Finds the root cause of a failed boot: the first exception of the earliest chain, explained by a
/// `role: cause` signature if one fires.
struct BootCauseFinder {
  let library: PatternLibrary
  let traces: TraceBook
  let membership: TraceMembership

  private typealias LineMatch = (entry: SeenEntry, match: SignatureMatch)

  /// By what was logged as an error, or without a severity. Retries and warnings that a program
  /// survives are logged below ERROR; what kills it is not.
  func cause(of boot: ObservedBoot) -> BootCause? {
    cause(of: boot, in: boot.observations.filter { $0.isSerious(in: library) })
  }

  /// By warnings too: for boots of which nothing better is known.
  func weakCause(of boot: ObservedBoot) -> BootCause? { cause(of: boot, in: boot.observations) }

  private func cause(
    of boot: ObservedBoot, in observations: some Sequence<Observation>
  ) -> BootCause? {
    var chains: [TraceEvidence] = []
    var lines: [LineMatch] = []
    for observation in observations {
      switch observation.content {
      case .trace(let index): chains.append(traces[index])
      case .match(let match):
        if library.isCause(match.signature) { lines.append((observation.entry, match)) }
      }
    }
    setAsideOvercome(&chains, &lines, by: boot)
    let explained = explainedCauses(among: chains.flatMap(\.matches) + lines.map(\.match))
    let known = chains.first { bestCause(of: $0, besides: explained) != nil }
    if let unknown = fatalUnknown(chains, before: known, of: boot), lines.isEmpty || known != nil {
      return cause(by: unknown)
    }
    if let known, let match = bestCause(of: known, besides: explained) {
      return cause(by: match, chain: known, observations)
    }
    let open = lines.filter { !explained.contains($0.match.signature) }
    // What the platform makes of a death comes after what the software died of.
    if let first = open.first, first.entry.isOfPlatform,
      let died = chains.first(where: { !isSurvived($0, by: boot) }), let start = died.entries.first,
      start < first.entry
    {
      return cause(by: died)
    }
    if let first = open.first {
      let sameEntry = open.filter { $0.entry == first.entry }.map(\.match)
      let best = sameEntry.min { isBetter($0, $1, rootMatches: []) } ?? first.match
      // A trace that the boot got past is another story.
      return cause(by: best, chain: chains.first { !isSurvived($0, by: boot) }, observations)
    }
    let told = chains.first { !isSurvived($0, by: boot) } ?? chains.first
    return told.flatMap(cause)
  }

  /// The earliest chain, where no signature knows it, the boot did not get past it, and the first
  /// known chain comes after it and from something else: what a dying process raises while it cleans
  /// up is no root cause.
  private func fatalUnknown(
    _ chains: [TraceEvidence], before known: TraceEvidence?, of boot: ObservedBoot
  ) -> TraceEvidence? {
    guard let known, let first = chains.first, first.matches.isEmpty,
      !first.trace.continuesEarlier, !isSurvived(first, by: boot),
      let start = first.entries.first, let later = known.entries.first,
      start < later, first.trace.root?.type != known.trace.root?.type
    else { return nil }
    return first
  }

  /// Leaves out what the start-up overcame, a retry that succeeded, where it died of something else
  /// later: after the error a phase was done, or the boot was ready, and a chain of another kind
  /// followed that nothing overcame. A cause that explains that chain stays.
  private func setAsideOvercome(
    _ chains: inout [TraceEvidence], _ lines: inout [LineMatch], by boot: ObservedBoot
  ) {
    guard chains.count + lines.count > 1,
      let overcome = boot.markers.last(where: { $0.slot == .phaseDone || $0.slot == .ready })?.time,
      let fatal = chains.last, let died = fatal.entries.first?.timestamp, died > overcome,
      !isSurvived(fatal, by: boot)
    else { return }
    let later = chains.filter { ($0.entries.first?.timestamp ?? died) > overcome }
    let types = Set(later.compactMap(\.trace.root?.type))
    let known = Set(
      later.flatMap(\.matches).map(\.signature)
        + lines.filter { $0.entry.timestamp > overcome }.map(\.match.signature))
    func stays(_ signature: String) -> Bool {
      known.contains(signature) || known.contains { library.explains(signature, $0) }
    }
    chains.removeAll { chain in
      guard let last = chain.entries.last?.timestamp, last < overcome else { return false }
      return !(chain.trace.root.map { types.contains($0.type) } ?? false)
        && !chain.matches.contains { stays($0.signature) }
    }
    lines.removeAll { $0.entry.timestamp < overcome && !stays($0.match.signature) }
  }

  /// Whether the start-up got on after a chain: a phase begun or done, readiness.
  func isSurvived(_ chain: TraceEvidence, by boot: ObservedBoot) -> Bool {
    guard let last = chain.entries.last?.timestamp,
      let progress = boot.markers.last(where: \.isProgress)
    else { return false }
    return progress.time > last
  }

  /// Causes that another cause of the same boot accounts for.
  private func explainedCauses(among matches: [SignatureMatch]) -> Set<String> {
    let causes = Set(matches.map(\.signature).filter(library.isCause))
    guard causes.count > 1 else { return [] }
    return Set(causes.filter { id in causes.contains { library.explains($0, id) } })
  }

  private func bestCause(of chain: TraceEvidence, besides explained: Set<String>)
    -> SignatureMatch?
  {
    chain.matches
      .filter { library.isCause($0.signature) && !explained.contains($0.signature) }
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

  private func cause(by chain: TraceEvidence) -> BootCause? {
    RootCauseKey(of: chain.trace).map {
      BootCause(key: $0, trace: chain, entries: [chain.telling])
    }
  }

  private func cause(
    by match: SignatureMatch, chain: TraceEvidence?, _ observations: some Sequence<Observation>
  ) -> BootCause {
    var entries: [SeenEntry] = []
    var seen: Set<SeenEntry> = []
    for observation in observations {
      let entry: SeenEntry
      switch observation.content {
      case .match(let other):
        guard other.signature == match.signature else { continue }
        entry = membership.telling(observation.entry)
      case .trace(let index):
        guard traces[index].matches.contains(where: { $0.signature == match.signature }) else {
          continue
        }
        entry = traces[index].telling
      }
      if seen.insert(entry).inserted { entries.append(entry) }
    }
    return BootCause(
      key: .signature(match.signature), signature: match.signature, captures: match.captures,
      trace: chain, entries: entries.sorted())
  }
}

extension PatternLibrary {
  func isCause(_ id: String) -> Bool { signature(id)?.role == .cause }

  /// Whether a signature accounts for another, and not the other way round as well.
  func explains(_ id: String, _ other: String) -> Bool {
    guard id != other, signature(id)?.explains.contains(other) ?? false else { return false }
    return !(signature(other)?.explains.contains(id) ?? false)
  }
}
