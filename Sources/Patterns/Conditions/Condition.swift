public import LogModel

/// What must hold of an entry. A mapping in YAML is an ``all(_:)`` of its keys.
public indirect enum Condition: Sendable {
  /// `message:` — the decoded text, ANSI stripped; also tried on an attached stack trace.
  case message(TextPredicate)
  /// `severity: { atLeast: … }` — the effective severity.
  case severity(atLeast: Severity)
  /// `field: { path: … }` — any path into the entry, e.g. `jsonPayload.error.type`.
  case field(path: [String], FieldPredicate)
  /// `service:`, `project:`, `environment:`, `log:`, `resourceType:` — the same for every entry of
  /// one source.
  case source(SourceKey, Glob)
  /// `http: { status: … }` — the entry's httpRequest.
  case httpStatus(NumberPredicate)
  /// `exception: …` — holds of any exception of the entry's stack trace.
  case exception(ExceptionPredicate)
  case any([Condition])
  case all([Condition])
  case not(Condition)
}

public enum SourceKey: String, Sendable, Hashable, CaseIterable {
  case service, project, environment, log, resourceType
}

/// A test of one text.
public struct TextPredicate: Sendable {
  public enum Test: Sendable {
    case contains(String)
    case equals(String)
    case regex(Regex)
  }

  /// Index among the message predicates of the library (``PatternLibrary/messagePredicates``);
  /// -1 for predicates that are not on the message.
  public var id: Int
  public var test: Test
  public var ignoreCase: Bool
  public var location: SourceLocation

  public init(id: Int = -1, test: Test, ignoreCase: Bool, location: SourceLocation) {
    self.id = id
    self.test = test
    self.ignoreCase = ignoreCase
    self.location = location
  }
}

public enum FieldPredicate: Sendable {
  case exists(Bool)
  case text(TextPredicate)
  case number(NumberPredicate)
}

/// A comparison with whole or decimal numbers; every bound that is set must hold.
public struct NumberPredicate: Hashable, Sendable {
  public var atLeast: Double?
  public var atMost: Double?
  public var equals: Double?

  public init(atLeast: Double? = nil, atMost: Double? = nil, equals: Double? = nil) {
    self.atLeast = atLeast
    self.atMost = atMost
    self.equals = equals
  }

  public func holds(_ number: Double) -> Bool {
    (atLeast.map { number >= $0 } ?? true) && (atMost.map { number <= $0 } ?? true)
      && (equals.map { number == $0 } ?? true)
  }
}

/// A test of one exception of a chain; every member that is set must hold of the same exception.
public struct ExceptionPredicate: Sendable {
  /// `ValueError` also matches a qualified `pkg.ValueError`.
  public var type: Glob?
  public var message: TextPredicate?
  /// The name of the function of any frame.
  public var function: Glob?
  /// The path of any frame.
  public var file: Glob?

  public init(type: Glob?, message: TextPredicate?, function: Glob?, file: Glob?) {
    self.type = type
    self.message = message
    self.function = function
    self.file = file
  }
}
