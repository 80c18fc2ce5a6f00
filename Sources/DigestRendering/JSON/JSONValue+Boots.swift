import LogModel

/// The start-ups behind an incident: the phase in which they fail, and the boots.
extension JSONValue {
  static func phase(_ phase: FailurePhase?, _ change: PhaseChange?) -> JSONValue {
    guard let phase else { return .null }
    var origin = JSONValue.null
    if let other = phase.origin {
      origin = .object([
        ("name", .string(other.name)), ("basis", .string(other.basis.rawValue)),
      ])
    }
    return .object([
      ("profile", .string(phase.profile)),
      ("profileTitle", .string(phase.profileTitle)),
      ("name", .string(phase.name)),
      ("ordinal", .integer(phase.ordinal)),
      ("of", .integer(phase.of)),
      ("basis", .string(phase.basis.rawValue)),
      ("origin", origin),
      ("change", self.change(change)),
    ])
  }

  private static func change(_ change: PhaseChange?) -> JSONValue {
    guard let change else { return .null }
    return .object([
      ("kind", .string(change.kind.rawValue)),
      ("text", .string(change.text)),
      ("evidence", .evidence(change.evidence)),
    ])
  }

  static func boots(_ boots: BootSummary) -> JSONValue {
    .object(
      members(of: boots.counts) + [
        ("truncatedHead", .integer(boots.truncatedHead)),
        ("medianSecondsToFailure", .seconds(boots.medianSecondsToFailure)),
        ("medianSecondsBetween", .seconds(boots.medianSecondsBetween)),
        ("exitCodes", .counts(boots.exitCodes)),
        ("phaseReached", .counts(boots.phaseReached)),
        ("progress", .array(boots.progress.map(progress))),
        ("phaseTimes", .array(boots.phaseTimes.map(phaseTime))),
        ("list", .array(boots.list.map(boot))),
      ])
  }

  private static func progress(_ progress: PhaseProgress) -> JSONValue {
    .object([
      ("phase", .string(progress.phase)),
      ("from", .timestamp(progress.from)),
      ("to", .timestamp(progress.to)),
      ("boots", .integer(progress.boots)),
    ])
  }

  private static func phaseTime(_ time: PhaseTime) -> JSONValue {
    .object(
      [("profile", .string(time.profile)), ("name", .string(time.name))]
        + members(of: time.failed) + [
          ("earlier", time.earlier.map { .object(members(of: $0)) } ?? .null)
        ])
  }

  private static func members(of sample: PhaseTime.Sample) -> [(String, JSONValue)] {
    [("boots", .integer(sample.boots)), ("medianSeconds", .seconds(sample.medianSeconds))]
  }

  private static func boot(_ boot: Boot) -> JSONValue {
    .object([
      ("instance", .optional(boot.instance)),
      ("revision", .optional(boot.revision)),
      ("startedAt", .timestamp(boot.startedAt)),
      ("endedAt", .timestamp(boot.endedAt)),
      ("outcome", .string(boot.outcome.rawValue)),
      ("exitCode", .optional(boot.exitCode)),
      (
        "phases",
        .array(
          boot.phases.map { phase in
            .object([
              ("name", .string(phase.name)),
              ("startedAt", .timestamp(phase.startedAt)),
              ("endedAt", .timestamp(phase.endedAt)),
              ("outcome", .string(phase.outcome.rawValue)),
            ])
          })
      ),
    ])
  }
}
