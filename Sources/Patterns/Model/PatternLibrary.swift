import LogModel

/// All signatures, profiles and the impact model of a run, checked and numbered.
public struct PatternLibrary: Sendable {
  /// By id.
  public let signatures: [Signature]
  /// By layer (outer first), then id.
  public let profiles: [Profile]
  public let impact: ImpactModel
  /// Whose the frames of stack traces are.
  public let frames: FrameConventions
  /// Every predicate on the message anywhere in the library; a predicate's `id` is its index here.
  public let messagePredicates: [TextPredicate]
  /// Every test of lines in the rules of the CRE format, each once; see ``LineTests``.
  public let lineTests: LineTests
  /// What was left out of files that are somebody else's, in order of place.
  public let warnings: [PatternError]
  /// Whether a signature takes several entries.
  public var hasGroups: Bool { signatures.contains(where: \.speaksForItself) }
  private let signatureIndex: [String: Int]
  private let profileIndex: [String: Int]

  public init(
    signatures: [Signature], profiles: [Profile], impact: ImpactModel,
    frames: FrameConventions = FrameConventions(), warnings: [PatternError] = []
  ) {
    var predicates: [TextPredicate] = []
    self.signatures = signatures.sorted { $0.id < $1.id }.map { signature in
      var numbered = signature
      numbered.match = signature.match?.numberingMessagePredicates(into: &predicates)
      numbered.group = signature.group?.mapConditions {
        $0.numberingMessagePredicates(into: &predicates)
      }
      return numbered
    }
    self.profiles = profiles.sorted { ($0.layer, $0.id) < ($1.layer, $1.id) }.map { profile in
      var numbered = profile
      func number(_ conditions: [Condition]) -> [Condition] {
        conditions.map { $0.numberingMessagePredicates(into: &predicates) }
      }
      numbered.start = number(profile.start)
      numbered.ready = number(profile.ready)
      numbered.failed = number(profile.failed)
      numbered.exit = number(profile.exit)
      numbered.deployed = number(profile.deployed)
      numbered.phases = profile.phases.map { phase in
        Profile.Phase(
          name: phase.name, enter: number(phase.enter), done: number(phase.done),
          failed: number(phase.failed), frames: phase.frames)
      }
      return numbered
    }
    self.impact = impact
    self.frames = frames
    self.messagePredicates = predicates
    self.warnings = warnings
    lineTests = LineTests(of: self.signatures)
    signatureIndex = PatternLibrary.index(of: self.signatures.map(\.id))
    profileIndex = PatternLibrary.index(of: self.profiles.map(\.id))
  }

  /// A library whose parts are in order and numbered already.
  init(
    ordered signatures: [Signature], profiles: [Profile], impact: ImpactModel,
    frames: FrameConventions, messagePredicates: [TextPredicate], warnings: [PatternError]
  ) {
    self.signatures = signatures
    self.profiles = profiles
    self.impact = impact
    self.frames = frames
    self.messagePredicates = messagePredicates
    self.warnings = warnings
    lineTests = LineTests(of: signatures)
    signatureIndex = PatternLibrary.index(of: signatures.map(\.id))
    profileIndex = PatternLibrary.index(of: profiles.map(\.id))
  }

  private static func index(of ids: [String]) -> [String: Int] {
    Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public func signature(_ id: String) -> Signature? { signatureIndex[id].map { signatures[$0] } }
  public func profile(_ id: String) -> Profile? { profileIndex[id].map { profiles[$0] } }

  /// The first environment whose condition holds of a project and a service, else `unknown`.
  public func environment(project: String?, service: String?, log: String, resourceType: String?)
    -> String
  {
    let source = EntrySource(
      service: ServiceIdentity(project: project, name: service, environment: "unknown"),
      platform: nil, resourceType: resourceType, location: nil, revision: nil, instance: nil,
      log: log)
    let facets = TextFacets(text: "", severity: .default, source: source, exceptions: [])
    return impact.environments.first { $0.match.holds(of: facets) }?.name ?? "unknown"
  }
}

extension Condition {
  /// The same condition with an id for each message predicate, appended to the list.
  func numberingMessagePredicates(into list: inout [TextPredicate]) -> Condition {
    switch self {
    case .message(var predicate):
      predicate.id = list.count
      list.append(predicate)
      return .message(predicate)
    case .any(let conditions):
      return .any(conditions.map { $0.numberingMessagePredicates(into: &list) })
    case .all(let conditions):
      return .all(conditions.map { $0.numberingMessagePredicates(into: &list) })
    case .not(let condition):
      return .not(condition.numberingMessagePredicates(into: &list))
    case .severity, .field, .source, .httpStatus, .exception:
      return self
    }
  }
}
