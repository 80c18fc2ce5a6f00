import LogModel
import Patterns

/// Counts and lists the boots behind an incident.
struct BootSummarising {
  let library: PatternLibrary
  let boots: [ObservedBoot]

  /// Boots listed in a digest.
  private static let listLimit = 50

  func summary(of draft: IncidentDraft) -> BootSummary {
    let failed = draft.failedBoots.map { boots[$0] }
    let own = Set(draft.failedBoots)
    let others = boots.indices.filter { index in
      guard boots[index].service == draft.service, !own.contains(index),
        boots[index].outcome != .failed
      else { return false }
      let seen = boots[index].firstSeen
      return seen >= draft.firstSeen && (draft.recoveredAt.map { seen <= $0 } ?? true)
    }.map { boots[$0] }
    var exitCodes: [Int: Int] = [:]
    var phaseReached: [String: Int] = [:]
    let phases = FailurePhaseFinder(library: library)
    for boot in failed {
      if let code = boot.exitCode { exitCodes[code, default: 0] += 1 }
      if let phase = phases.furthestPhase(of: boot) { phaseReached[phase, default: 0] += 1 }
    }
    let starts = failed.compactMap(\.startedAt).filter(\.isDated)
    let list = (failed + others).sorted { left, right in
      left.firstSeen != right.firstSeen
        ? left.firstSeen > right.firstSeen : (left.instance ?? "") > (right.instance ?? "")
    }
    return BootSummary(
      counts: BootCounts(of: failed + others),
      truncatedHead: failed.filter { $0.startedAt == nil }.count,
      medianSecondsToFailure: median(
        failed.compactMap { boot in
          guard let start = boot.startedAt, start.isDated, let end = boot.failedAt else {
            return nil
          }
          return end.seconds(since: start)
        }),
      medianSecondsBetween: median(zip(starts.dropFirst(), starts).map { $0.seconds(since: $1) }),
      exitCodes: exitCodes, phaseReached: phaseReached,
      list: list.prefix(BootSummarising.listLimit).map(listed))
  }

  private func listed(_ boot: ObservedBoot) -> Boot {
    Boot(
      service: boot.service, instance: boot.instance, revision: boot.revision,
      startedAt: boot.startedAt, endedAt: boot.outcome == .ready ? boot.firstEndAt : boot.endedAt,
      readyAt: boot.readyAt, outcome: boot.outcome, exitCode: boot.exitCode,
      phases: PhaseTimeline(of: boot, library: library)
        .phases(bootFailed: boot.outcome == .failed))
  }

  /// The middle value; the mean of the two middle ones of an even number; nil of none.
  private func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    let value = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    return (value * 1000).rounded() / 1000
  }
}
