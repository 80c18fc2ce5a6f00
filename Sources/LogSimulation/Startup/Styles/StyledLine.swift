public import LogModel

/// Where a process writes a line.
public enum StyledStream: String, Hashable, Sendable {
  case stdout, stderr
}

/// One entry that a starting process writes.
public struct StyledLine: Hashable, Sendable {
  /// What the line is to a reader of start-ups.
  public enum Role: Hashable, Sendable {
    case start, ready, bootFailed
    case phaseEntered(String), phaseDone(String), phaseFailed(String)
    /// Part of the failure's trace, or its message.
    case failure
    case chatter
  }

  public enum Payload: Hashable, Sendable {
    case text(String)
    /// An object.
    case json(JSONValue)
  }

  /// Since the process was started; of a line in a script, since the line before.
  public var seconds: Double
  public var stream: StyledStream
  /// Nil where the process does not tell one.
  public var severity: Severity?
  public var payload: Payload
  public var role: Role
  /// Which part of an entry it is that was too long for one.
  public var split: SimulatedEntry.Split?
  /// The port is open from here on.
  public var bindsPort = false
  /// Whether a reader takes it for the begin of a boot.
  public var marksStart: Bool
  /// Whether a reader takes the start-up as done from here on.
  public var marksReady: Bool
  /// Whether a reader takes the boot as over from here on.
  public var endsBoot: Bool

  /// A line that the script's author has in the order of the log.
  ///
  /// - Parameter after: seconds since the line before.
  public init(
    _ text: String, _ role: Role = .chatter, on stream: StyledStream = .stdout,
    _ severity: Severity? = nil, after: Double = 0.004
  ) {
    self.init(.text(text), role, on: stream, severity, after: after)
  }

  public init(
    _ payload: Payload, _ role: Role = .chatter, on stream: StyledStream = .stdout,
    _ severity: Severity? = nil, after: Double = 0.004
  ) {
    seconds = after
    self.stream = stream
    self.severity = severity
    self.payload = payload
    self.role = role
    marksStart = role == .start
    marksReady = role == .ready
    endsBoot = role == .bootFailed
  }

  /// Whether a reader takes it for anything in a boot.
  public var marksBoot: Bool {
    marksStart || marksReady || endsBoot || role != .failure && role != .chatter
  }

  /// The same line, which also begins the boot.
  public var beginning: StyledLine {
    var line = self
    line.marksStart = true
    return line
  }

  /// The same line, which also says that the start-up is done.
  public var readying: StyledLine {
    var line = self
    line.marksReady = true
    return line
  }

  /// The same line, which also ends the boot.
  public var ending: StyledLine {
    var line = self
    line.endsBoot = true
    return line
  }

  /// The same line, with which the process opens its port.
  public var binding: StyledLine {
    var line = self
    line.bindsPort = true
    return line
  }
}
