/// The failures of one service in one environment that share a root cause.
public struct Incident: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case crashLoop = "crash-loop"
    case startupFailure = "startup-failure"
    case runtimeFailure = "runtime-failure"
    case servingErrors = "serving-errors"
  }

  public enum State: String, Sendable, Hashable, CaseIterable {
    case new, ongoing, resolved, regressed
  }

  /// 16 hexadecimal digits; stable for project + environment + service + root cause.
  public var id: String
  public var kind: Kind
  public var state: State
  public var priority: Priority
  public var title: String
  public var service: ServiceIdentity
  public var platform: String?
  public var location: String?
  /// Revisions whose boots failed, sorted.
  public var revisions: [String]
  public var firstSeen: Timestamp
  public var lastSeen: Timestamp
  public var recoveredAt: Timestamp?
  public var rootCause: RootCause
  public var phase: FailurePhase?
  /// What differs from earlier boots; nil where nothing shows, and without a phase.
  public var phaseChange: PhaseChange?
  public var boots: BootSummary
  public var users: UserImpact?
  public var impact: BusinessImpact
  public var productionRisk: ProductionRisk?
  public var whys: [Why]
  /// Why the chain ends where it does, for people; nil where there is no chain.
  public var whysEnd: String?
  public var fixes: [Fix]
  public var references: [String]
  /// Entries that showed this root cause.
  public var occurrences: Int
  /// The first entries that carry the incident, in time order.
  public var evidence: [EntryReference]
  /// When these were seen, by the second since 1970, undated ones left out. For the memory of runs.
  public var occurrenceTimes = MomentCounts()
  /// True where errors of a running service ended by themselves and the service went on.
  public var isHealed = false
  /// The deployment that it follows, where these logs show one.
  public var deployment: Deployment?
  /// What is known of users, also where no request was seen.
  public var userSight = UserSight.noRequests

  public init(
    id: String, kind: Kind, state: State, priority: Priority, title: String,
    service: ServiceIdentity, platform: String?, location: String?, revisions: [String],
    firstSeen: Timestamp, lastSeen: Timestamp, recoveredAt: Timestamp?, rootCause: RootCause,
    phase: FailurePhase?, phaseChange: PhaseChange? = nil, boots: BootSummary,
    users: UserImpact?, impact: BusinessImpact, productionRisk: ProductionRisk?, whys: [Why],
    whysEnd: String?, fixes: [Fix],
    references: [String], occurrences: Int, evidence: [EntryReference]
  ) {
    self.id = id
    self.kind = kind
    self.state = state
    self.priority = priority
    self.title = title
    self.service = service
    self.platform = platform
    self.location = location
    self.revisions = revisions
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.recoveredAt = recoveredAt
    self.rootCause = rootCause
    self.phase = phase
    self.phaseChange = phaseChange
    self.boots = boots
    self.users = users
    self.impact = impact
    self.productionRisk = productionRisk
    self.whys = whys
    self.whysEnd = whysEnd
    self.fixes = fixes
    self.references = references
    self.occurrences = occurrences
    self.evidence = evidence
  }
}

/// What an incident comes from, as far as the logs and the library tell.
public struct RootCause: Sendable {
  /// The id of a `role: cause` signature; nil where none explains it.
  public var signature: String?
  public var title: String
  public var exceptionType: String?
  public var exceptionMessage: String?
  /// The innermost application frame of the root exception.
  public var origin: StackFrame?
  /// Frames of the root exception, outermost call first.
  public var frames: [StackFrame]
  public var captures: [String: String]
  /// The entries that show it, earliest first (at most 5).
  public var evidence: [EntryReference]

  public init(
    signature: String?, title: String, exceptionType: String?, exceptionMessage: String?,
    origin: StackFrame?, frames: [StackFrame], captures: [String: String],
    evidence: [EntryReference]
  ) {
    self.signature = signature
    self.title = title
    self.exceptionType = exceptionType
    self.exceptionMessage = exceptionMessage
    self.origin = origin
    self.frames = frames
    self.captures = captures
    self.evidence = evidence
  }
}

/// In which start-up phase boots fail, and how that is known.
public struct FailurePhase: Hashable, Sendable {
  public enum Basis: String, Sendable, Hashable, CaseIterable {
    case failureMarker = "failure-marker"
    case enterMarker = "enter-marker"
    case exit, traceback, signature, inferred
  }

  public struct Origin: Hashable, Sendable {
    public var name: String
    public var basis: Basis

    public init(name: String, basis: Basis) {
      self.name = name
      self.basis = basis
    }
  }

  /// The profile's id.
  public var profile: String
  public var profileTitle: String
  /// Lower case.
  public var name: String
  /// 1-based, among `of` phases of the profile.
  public var ordinal: Int
  public var of: Int
  public var basis: Basis
  /// The phase whose code raised it, where that is another one.
  public var origin: Origin?

  public init(
    profile: String, profileTitle: String, name: String, ordinal: Int, of: Int, basis: Basis,
    origin: Origin?
  ) {
    self.profile = profile
    self.profileTitle = profileTitle
    self.name = name
    self.ordinal = ordinal
    self.of = of
    self.basis = basis
    self.origin = origin
  }
}

/// The boots behind an incident.
public struct BootSummary: Sendable {
  /// Boots of the service in the time of the incident: `failed` are those of this incident.
  public var counts: BootCounts
  public var truncatedHead: Int
  public var medianSecondsToFailure: Double?
  public var medianSecondsBetween: Double?
  /// Exit code → boots.
  public var exitCodes: [Int: Int]
  /// The furthest phase each failed boot reached → boots.
  public var phaseReached: [String: Int]
  /// Runs of boots that fail in one phase, in time order, the newest 20; empty where the failing phase
  /// does not move.
  public var progress: [PhaseProgress]
  /// In the order of the start-up, the outermost profile first.
  public var phaseTimes: [PhaseTime]
  /// The newest 50, newest first.
  public var list: [Boot]

  public init(
    counts: BootCounts, truncatedHead: Int, medianSecondsToFailure: Double?,
    medianSecondsBetween: Double?, exitCodes: [Int: Int], phaseReached: [String: Int],
    progress: [PhaseProgress] = [], phaseTimes: [PhaseTime] = [], list: [Boot]
  ) {
    self.counts = counts
    self.truncatedHead = truncatedHead
    self.medianSecondsToFailure = medianSecondsToFailure
    self.medianSecondsBetween = medianSecondsBetween
    self.exitCodes = exitCodes
    self.phaseReached = phaseReached
    self.progress = progress
    self.phaseTimes = phaseTimes
    self.list = list
  }
}

/// One attempt of an instance to become ready.
public struct Boot: Sendable {
  public enum Outcome: String, Sendable, Hashable {
    case failed, ready, inProgress, stopped
  }

  public struct Phase: Sendable {
    public enum Outcome: String, Sendable, Hashable {
      case done, failed, open
    }
    public var profile: String
    public var name: String
    public var startedAt: Timestamp?
    public var endedAt: Timestamp?
    public var outcome: Outcome

    public init(
      profile: String, name: String, startedAt: Timestamp?, endedAt: Timestamp?, outcome: Outcome
    ) {
      self.profile = profile
      self.name = name
      self.startedAt = startedAt
      self.endedAt = endedAt
      self.outcome = outcome
    }
  }

  public var service: ServiceIdentity
  public var instance: String?
  public var revision: String?
  /// Nil where the start lies before the logs.
  public var startedAt: Timestamp?
  public var endedAt: Timestamp?
  public var readyAt: Timestamp?
  public var outcome: Outcome
  public var exitCode: Int?
  public var phases: [Phase]

  public init(
    service: ServiceIdentity, instance: String?, revision: String?, startedAt: Timestamp?,
    endedAt: Timestamp?, readyAt: Timestamp?, outcome: Outcome, exitCode: Int?, phases: [Phase]
  ) {
    self.service = service
    self.instance = instance
    self.revision = revision
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.readyAt = readyAt
    self.outcome = outcome
    self.exitCode = exitCode
    self.phases = phases
  }
}

public struct BusinessImpact: Sendable {
  /// Of signature and capabilities, sorted.
  public var tags: [String]
  public var capabilities: [CapabilityImpact]
  /// What the failure means for users, in the words of whoever wrote its signature.
  public var text: String?

  public init(tags: [String], capabilities: [CapabilityImpact], text: String? = nil) {
    self.tags = tags
    self.text = text
    self.capabilities = capabilities
  }
}

/// A capability that the incident takes away, with figures only where a file gives them.
public struct CapabilityImpact: Sendable {
  public var name: String
  public var mrrAtRisk: Money?
  /// 0…1.
  public var valueShare: Double?
  public var owner: String?
  /// `YYYY-MM-DD`.
  public var asOf: String?
  /// True where `asOf` is more than 180 days before the digest.
  public var stale: Bool
  /// `file:line` where it is stated.
  public var source: String

  public init(
    name: String, mrrAtRisk: Money?, valueShare: Double?, owner: String?, asOf: String?,
    stale: Bool, source: String
  ) {
    self.name = name
    self.mrrAtRisk = mrrAtRisk
    self.valueShare = valueShare
    self.owner = owner
    self.asOf = asOf
    self.stale = stale
    self.source = source
  }
}

/// For an incident outside production: could the same happen there?
public struct ProductionRisk: Hashable, Sendable {
  public enum Level: String, Sendable, Hashable { case none, low, medium, high }

  public var level: Level
  public var reason: String

  public init(level: Level, reason: String) {
    self.level = level
    self.reason = reason
  }
}

/// One step of the chain of whys.
public struct Why: Sendable {
  public enum Basis: String, Sendable, Hashable {
    /// Seen in these logs; cites evidence.
    case observed
    /// Known by the signature's author.
    case known
  }

  /// 1-based.
  public var number: Int
  public var question: String
  public var answer: String
  public var basis: Basis
  /// The earliest entries that show it (at most 3); never empty for `observed`.
  public var evidence: [EntryReference]
  /// How many further entries show the same.
  public var furtherEvidence: Int

  public init(
    number: Int, question: String, answer: String, basis: Basis, evidence: [EntryReference],
    furtherEvidence: Int
  ) {
    self.number = number
    self.question = question
    self.answer = answer
    self.basis = basis
    self.evidence = evidence
    self.furtherEvidence = furtherEvidence
  }
}

public struct Fix: Hashable, Sendable {
  public enum Horizon: String, Sendable, Hashable, CaseIterable {
    case immediate
    case longTerm = "long-term"
    case prevention
  }

  public var horizon: Horizon
  public var text: String
  /// `path:line`.
  public var files: [String]

  public init(horizon: Horizon, text: String, files: [String]) {
    self.horizon = horizon
    self.text = text
    self.files = files
  }
}
