/// One call in a stack trace.
public struct StackFrame: Hashable, Sendable {
  public var file: String
  /// 1-based; nil where the trace gives none.
  public var line: Int?
  public var function: String?
  /// False for frames of the language, its libraries and servers.
  public var isApplication: Bool

  public init(file: String, line: Int?, function: String?, isApplication: Bool) {
    self.file = file
    self.line = line
    self.function = function
    self.isApplication = isApplication
  }
}

/// One raised exception with the frames that led to it, outermost call first.
public struct RaisedException: Hashable, Sendable {
  /// How this exception came from the one before it in the chain.
  public enum Link: String, Hashable, Sendable {
    /// The first exception of a chain.
    case root
    /// Raised `from` the one before: "The above exception was the direct cause …".
    case cause
    /// Raised while the one before was handled: "During handling of the above exception …".
    case context
  }

  /// As the trace spells it, e.g. `ValueError` or `sqlalchemy.exc.OperationalError`.
  public var type: String
  /// Without the type; may have several lines; empty where there is none.
  public var message: String
  public var frames: [StackFrame]
  public var link: Link

  public init(type: String, message: String, frames: [StackFrame], link: Link) {
    self.type = type
    self.message = message
    self.frames = frames
    self.link = link
  }

  /// The type without its module, e.g. `OperationalError`.
  public var shortType: String { String(type.split(separator: ".").last ?? Substring(type)) }
}

/// A stack trace: one or more exceptions, the root (first raised) first.
public struct StackTrace: Hashable, Sendable {
  /// `python`, …: the id of the grammar that read it.
  public var language: String
  /// Root first, in the order in which they were raised.
  public var exceptions: [RaisedException]
  /// True where the text begins with a connector, so that the root lies in an earlier entry.
  public var continuesEarlier: Bool

  public init(language: String, exceptions: [RaisedException], continuesEarlier: Bool = false) {
    self.language = language
    self.exceptions = exceptions
    self.continuesEarlier = continuesEarlier
  }

  /// The first exception raised: the root of the chain.
  public var root: RaisedException? { exceptions.first }

  /// The innermost application frame of the root exception.
  ///
  /// Where the root was raised and handled within a library, of the first exception after it that
  /// has one; where none has, the innermost frame of the root, one in a file before `<frozen os>` or
  /// `<string>`. Nil where that has no frames.
  public var origin: StackFrame? {
    for exception in exceptions {
      if let frame = exception.frames.last(where: \.isApplication) { return frame }
    }
    return root?.frames.last { !$0.file.hasPrefix("<") } ?? root?.frames.last
  }
}
