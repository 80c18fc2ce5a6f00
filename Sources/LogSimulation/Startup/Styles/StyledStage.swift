/// One step of a start-up and the lines that it writes. Stages nest: what a stage contains runs
/// between its first lines and its last.
public struct StyledStage: Sendable {
  /// A phase of a profile, of which the stage's lines are the markers.
  public struct Phase: Hashable, Sendable {
    public var profile: String
    /// 0 platform, 1 server, 2 application: the greater, the further in.
    public var layer: Int
    public var name: String
    /// 1-based in the profile.
    public var ordinal: Int

    public init(_ profile: String, layer: Int = 2, _ name: String, _ ordinal: Int) {
      self.profile = profile
      self.layer = layer
      self.name = name
      self.ordinal = ordinal
    }
  }

  /// Unique in its style: where a boot can fail, hang or be killed.
  public var name: String
  public var phase: Phase?
  public var enter: [StyledLine]
  public var inner: [StyledStage]
  public var done: [StyledLine]
  /// Seconds that it takes, its inner stages not counted.
  public var seconds: ClosedRange<Double>
  /// Whether its traces show a function that the profile knows as the phase's.
  public var isNamedByFrames: Bool

  public init(
    _ name: String, _ phase: Phase? = nil, enter: [StyledLine] = [], inner: [StyledStage] = [],
    done: [StyledLine] = [], seconds: ClosedRange<Double> = 0.1...0.4,
    isNamedByFrames: Bool = false
  ) {
    self.name = name
    self.phase = phase
    self.enter = enter
    self.inner = inner
    self.done = done
    self.seconds = seconds
    self.isNamedByFrames = isNamedByFrames
  }

  var marksEntry: Bool {
    enter.contains { if case .phaseEntered = $0.role { true } else { false } }
  }

  var marksEnd: Bool {
    done.contains { if case .phaseDone = $0.role { true } else { false } }
  }
}

/// Everything that a healthy start writes.
public struct StyledScript: Sendable {
  /// Before the first stage.
  public var opening: [StyledLine]
  public var stages: [StyledStage]
  /// After the last stage, the marker of readiness among them.
  public var ready: [StyledLine]

  public init(opening: [StyledLine], stages: [StyledStage], ready: [StyledLine]) {
    self.opening = opening
    self.stages = stages
    self.ready = ready
  }

  /// The stages from the outermost to the one of that name; empty where there is none.
  public func path(to name: String) -> [StyledStage] {
    func find(_ stages: [StyledStage]) -> [StyledStage]? {
      for stage in stages {
        if stage.name == name { return [stage] }
        if let rest = find(stage.inner) { return [stage] + rest }
      }
      return nil
    }
    return find(stages) ?? []
  }

  /// Every stage, in the order of their first lines.
  public var allStages: [StyledStage] {
    func flat(_ stages: [StyledStage]) -> [StyledStage] { stages.flatMap { [$0] + flat($0.inner) } }
    return flat(stages)
  }
}
