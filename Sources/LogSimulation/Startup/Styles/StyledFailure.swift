/// A failure that a style's software can have, with the truth about it.
public struct StyledFailure: Hashable, Sendable {
  /// Kebab-case, unique in its style.
  public var name: String
  /// The stage in which it happens.
  public var stage: String
  /// What is raised; nil for failures that raise nothing.
  public var trace: SimulatedTrace?
  /// The one line that is left where no trace is logged.
  public var message: String
  /// The shipped signature that explains its trace; nil where none is known.
  public var signature: String?
  /// The shipped signature that explains ``message`` alone.
  public var messageSignature: String?
  /// The phase in which the signature's author says that it happens, and a profile that has it: what
  /// is left to say where neither a marker nor a frame tells.
  public var signaturePhase: ExpectedPhase?
  /// How the process ends.
  public var end: ProcessEnd

  public init(
    _ name: String, in stage: String, _ trace: SimulatedTrace?, message: String,
    signature: String? = nil, messageSignature: String? = nil,
    signaturePhase: ExpectedPhase? = nil, end: ProcessEnd
  ) {
    self.name = name
    self.stage = stage
    self.trace = trace
    self.message = message
    self.signature = signature
    self.messageSignature = messageSignature
    self.signaturePhase = signaturePhase
    self.end = end
  }
}

extension StyledFailure {
  /// The shipped signature that explains what a logging leaves; nil where none is known.
  public func signature(_ logging: FailureLogging) -> String? {
    logging == .messageOnly || trace == nil ? messageSignature : signature
  }
}

/// How a process ended.
public enum ProcessEnd: Hashable, Sendable {
  case code(Int)
  case signal(Int)
}

/// How a failure reaches the log.
public enum FailureLogging: Hashable, Sendable {
  /// The trace as one multi-line text, as the runtime prints it.
  case text
  /// The trace in a member of a structured entry.
  case field(String)
  /// One entry a line of the trace.
  case lines
  /// The trace as one text, cut by the size limit of an entry into parts.
  case split(parts: Int)
  /// No trace: the message alone.
  case messageOnly
}

/// How a start goes.
public enum StyledEnding: Hashable, Sendable {
  case ready
  case fails(StyledFailure, FailureLogging)
  /// It enters the stage and says no more.
  case hangs(stage: String)
  /// It is ended from outside while in the stage.
  case killed(stage: String)

  /// Where it stops; nil where it does not.
  public var stage: String? {
    switch self {
    case .ready: nil
    case .fails(let failure, _): failure.stage
    case .hangs(let stage), .killed(let stage): stage
    }
  }
}
