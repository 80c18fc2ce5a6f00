public import LogModel

/// How a kind of software starts.
public struct Profile: Sendable {
  public enum Layer: String, Sendable, CaseIterable, Comparable {
    case platform, server, application

    /// Outer layers first.
    public static func < (left: Layer, right: Layer) -> Bool { left.depth < right.depth }
    private var depth: Int { self == .platform ? 0 : self == .server ? 1 : 2 }
  }

  public struct Phase: Sendable {
    /// Lower case.
    public var name: String
    public var enter: [Condition]
    public var done: [Condition]
    public var failed: [Condition]
    /// Functions that belong to the phase.
    public var frames: [String]
    public init(
      name: String, enter: [Condition], done: [Condition], failed: [Condition], frames: [String]
    ) {
      self.name = name
      self.enter = enter
      self.done = done
      self.failed = failed
      self.frames = frames
    }
  }

  /// The value of `id:`.
  public var id: String
  public var title: String
  public var layer: Layer
  public var start: [Condition]
  public var ready: [Condition]
  public var failed: [Condition]
  public var exit: [Condition]
  /// Not of a boot: a new revision was deployed.
  public var deployed: [Condition]
  public var phases: [Phase]
  public var location: SourceLocation

  public init(
    id: String, title: String, layer: Layer, start: [Condition], ready: [Condition],
    failed: [Condition], exit: [Condition], deployed: [Condition] = [], phases: [Phase],
    location: SourceLocation
  ) {
    self.id = id
    self.title = title
    self.layer = layer
    self.start = start
    self.ready = ready
    self.failed = failed
    self.exit = exit
    self.deployed = deployed
    self.phases = phases
    self.location = location
  }

  /// Every condition with the slot it fills and its index there, in a fixed order.
  public var markers: [(slot: BootMarker.Slot, index: Int, condition: Condition)] {
    var all: [(slot: BootMarker.Slot, index: Int, condition: Condition)] = []
    func append(_ slot: BootMarker.Slot, _ conditions: [Condition]) {
      for (index, condition) in conditions.enumerated() { all.append((slot, index, condition)) }
    }
    append(.start, start)
    append(.ready, ready)
    append(.failed, failed)
    append(.exit, exit)
    append(.deployed, deployed)
    for phase in phases {
      append(.phaseEnter(phase.name), phase.enter)
      append(.phaseDone(phase.name), phase.done)
      append(.phaseFailed(phase.name), phase.failed)
    }
    return all
  }
}
