/// A Python exception with what led to it, as the interpreter prints it.
public struct PythonTraceback: Hashable, Sendable {
  public struct Frame: Hashable, Sendable {
    public var file: String
    public var line: Int
    public var function: String
    public var code: String
    /// Whether Python 3.11's marker line stands under the code.
    public var isMarked: Bool

    public init(
      _ file: String, _ line: Int, _ function: String, _ code: String, marked: Bool = false
    ) {
      self.file = file
      self.line = line
      self.function = function
      self.code = code
      isMarked = marked
    }
  }

  /// How a segment came from the one before it.
  public enum Link: String, Hashable, Sendable {
    case cause = "The above exception was the direct cause of the following exception:"
    case context = "During handling of the above exception, another exception occurred:"
  }

  public struct Segment: Hashable, Sendable {
    /// Outermost call first.
    public var frames: [Frame]
    /// As printed, e.g. `redis.exceptions.ConnectionError`.
    public var type: String
    /// May have several lines.
    public var message: String
    public var link: Link

    public init(_ frames: [Frame], _ type: String, _ message: String, link: Link = .cause) {
      self.frames = frames
      self.type = type
      self.message = message
      self.link = link
    }

    var lines: [String] {
      var lines = ["Traceback (most recent call last):"]
      for frame in frames {
        lines.append("  File \"\(frame.file)\", line \(frame.line), in \(frame.function)")
        guard !frame.code.isEmpty else { continue }
        lines.append("    " + frame.code)
        if frame.isMarked {
          // Markers stand under what was evaluated: the right-hand side of an assignment.
          let parts = frame.code.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          let start = parts.count == 2 ? frame.code.count - parts[1].drop { $0 == " " }.count : 0
          lines.append(
            "    " + String(repeating: " ", count: start)
              + String(repeating: "^", count: frame.code.count - start))
        }
      }
      let conclusion = message.isEmpty ? type : "\(type): \(message)"
      return lines
        + conclusion.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
  }

  /// Root first.
  public var segments: [Segment]

  public init(_ segments: [Segment]) { self.segments = segments }

  /// One exception without causes.
  public init(_ frames: [Frame], _ type: String, _ message: String) {
    self.init([Segment(frames, type, message)])
  }

  /// The whole, with blank lines around connectors as Python prints them.
  public var text: String {
    var lines: [String] = []
    for (index, segment) in segments.enumerated() {
      if index > 0 { lines += ["", segment.link.rawValue, ""] }
      lines += segment.lines
    }
    return lines.joined(separator: "\n")
  }

  /// This chain, ended by another exception that was raised from it.
  public func wrapped(_ segment: Segment) -> PythonTraceback {
    PythonTraceback(segments + [segment])
  }
}

/// How a traceback reaches the log.
public enum TracebackLayout: Hashable, Sendable {
  /// As Cloud Run does it: each segment an entry, each connector an entry, blank lines dropped.
  case segments
  /// One entry with everything.
  case whole
  /// One line an entry.
  case lines
  /// In a member of a structured entry of severity ERROR.
  case member(String, logger: String, message: String)
}
