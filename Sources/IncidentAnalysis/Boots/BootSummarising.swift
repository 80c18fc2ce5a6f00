import LogModel
import Patterns

/// Counts and lists the boots behind an incident.
struct BootSummarising {
  let library: PatternLibrary
  let index: BootIndex

  /// Boots listed in a digest.
  private static let listLimit = 50

  func summary(of draft: IncidentDraft, phases: PhaseSurvey) -> BootSummary {
    let failed = draft.failedBoots.map { index.boots[$0] }
    let others = index.unfailedBoots(
      of: draft.service, from: draft.firstSeen, through: draft.recoveredAt)
    var exitCodes: [Int: Int] = [:]
    for boot in failed {
      if let code = boot.exitCode { exitCodes[code, default: 0] += 1 }
    }
    let starts = failed.compactMap(\.startedAt).filter(\.isDated)
    // Boots are numbered by first sight.
    let newest = (draft.failedBoots + others).sorted(by: >).prefix(BootSummarising.listLimit)
    return BootSummary(
      counts: BootCounts(of: failed + others.map { index.boots[$0] }),
      truncatedHead: failed.filter { $0.startedAt == nil }.count,
      medianSecondsToFailure: failed.compactMap { boot in
        guard let start = boot.startedAt, start.isDated, let end = boot.failedAt, end > start
        else { return nil }
        return end.seconds(since: start)
      }.median,
      medianSecondsBetween: zip(starts.dropFirst(), starts).map { $0.seconds(since: $1) }.median,
      exitCodes: exitCodes, phaseReached: phases.reached, progress: phases.progress,
      phaseTimes: phases.times,
      list: newest.map { listed(index.boots[$0]) })
  }

  private func listed(_ boot: ObservedBoot) -> Boot {
    Boot(
      service: boot.service, instance: boot.instance, revision: boot.revision,
      startedAt: boot.startedAt, endedAt: boot.outcome == .ready ? boot.firstEndAt : boot.endedAt,
      readyAt: boot.readyAt, outcome: boot.outcome, exitCode: boot.exitCode,
      phases: PhaseTimeline(of: boot, library: library)
        .phases(bootFailed: boot.outcome == .failed, library: library))
  }
}
