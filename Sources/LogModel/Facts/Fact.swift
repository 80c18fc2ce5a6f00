/// The small thing that the scan keeps of an entry. Everything after the scan works on facts.
public struct Fact: Sendable {
  public var entry: EntryReference
  public var kind: Kind

  public init(entry: EntryReference, kind: Kind) {
    self.entry = entry
    self.kind = kind
  }

  public enum Kind: Sendable {
    /// A condition of a profile held.
    case marker(BootMarker)
    /// A signature fired.
    case match(SignatureMatch)
    /// One of the conditions of a signature held that takes several entries.
    case step(SignatureStep)
    /// The entry holds a stack trace (or one segment of a chained one).
    case trace(TraceRecord)
    /// The entry is one line of a stack trace that is logged one line an entry, or a connector
    /// line between two segments.
    case traceFragment(text: String)
    /// A request that was answered with a status of 500 or above.
    case failedRequest(FailedRequest)
  }
}

/// A condition of a profile that held on an entry.
public struct BootMarker: Hashable, Sendable {
  public enum Slot: Hashable, Sendable {
    case start, ready, failed, exit
    /// Not of a boot: a new revision of the service was deployed.
    case deployed
    case phaseEnter(String), phaseDone(String), phaseFailed(String)
  }

  /// The profile's id (its file name without `.yaml`).
  public var profile: String
  public var slot: Slot
  /// Which of the slot's conditions held, 0-based: a boot that has met this very start condition
  /// already ends where it is met again.
  public var condition: Int
  /// Named groups of the condition's regexes. `exitCode`, `signal`, `stop` and `error` have meaning,
  /// of a deployment `revision` and `service`.
  public var captures: [String: String]

  public init(profile: String, slot: Slot, condition: Int, captures: [String: String]) {
    self.profile = profile
    self.slot = slot
    self.condition = condition
    self.captures = captures
  }
}

/// A signature that fired on an entry.
public struct SignatureMatch: Hashable, Sendable {
  public var signature: String
  public var captures: [String: String]

  public init(signature: String, captures: [String: String]) {
    self.signature = signature
    self.captures = captures
  }
}

/// A condition that held on an entry, of a signature that takes several entries.
public struct SignatureStep: Hashable, Sendable {
  public var signature: String
  /// Which of the signature's conditions, 0-based.
  public var step: Int
  public var captures: [String: String]

  public init(signature: String, step: Int, captures: [String: String]) {
    self.signature = signature
    self.step = step
    self.captures = captures
  }
}

/// A stack trace found in an entry, with the text it was read from (at most 64 KiB).
public struct TraceRecord: Hashable, Sendable {
  public var trace: StackTrace
  public var text: String

  public init(trace: StackTrace, text: String) {
    self.trace = trace
    self.text = text
  }
}

/// A request answered with a status of 500 or above.
public struct FailedRequest: Hashable, Sendable {
  public var status: Int
  /// When it ended: the entry's timestamp + latency.
  public var endedAt: Timestamp
  public var method: String?
  /// Path without the query where the URL could be taken apart, else the URL.
  public var path: String?

  public init(status: Int, endedAt: Timestamp, method: String?, path: String?) {
    self.status = status
    self.endedAt = endedAt
    self.method = method
    self.path = path
  }
}

/// What says that a fact is one: with the entry it makes the fact's identity.
public enum FactRule: Hashable, Sendable {
  case marker(profile: String, slot: BootMarker.Slot, condition: Int)
  case match(signature: String)
  case step(signature: String, step: Int)
  case trace, traceFragment, failedRequest

  /// A rank and a text that order facts of one entry.
  public var sortKey: (rank: Int, text: String) {
    switch self {
    case .marker(let profile, let slot, let condition):
      (0, "\(profile)\u{0}\(slot)\u{0}\(condition)")
    case .match(let signature): (1, signature)
    case .trace: (2, "")
    case .traceFragment: (3, "")
    case .failedRequest: (4, "")
    case .step(let signature, let step): (5, "\(signature)\u{0}\(step)")
    }
  }
}

extension Fact.Kind {
  public var rule: FactRule {
    switch self {
    case .marker(let marker):
      .marker(profile: marker.profile, slot: marker.slot, condition: marker.condition)
    case .match(let match): .match(signature: match.signature)
    case .step(let step): .step(signature: step.signature, step: step.step)
    case .trace: .trace
    case .traceFragment: .traceFragment
    case .failedRequest: .failedRequest
    }
  }

  /// A rank and a text that order facts of one entry, and tell whether two are the same fact.
  public var sortKey: (rank: Int, text: String) { rule.sortKey }
}
