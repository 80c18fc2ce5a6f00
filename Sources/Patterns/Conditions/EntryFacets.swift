public import LogModel

/// What a condition may ask of an entry. The scanner's view of raw bytes and the analysis' view of a
/// joined stack trace both answer it.
public protocol EntryFacets {
  /// Whether a message predicate holds on the text or on an attached stack trace.
  func messageMatches(_ predicate: TextPredicate) -> Bool
  /// Named groups of a message regex that holds; empty otherwise.
  func messageCaptures(_ predicate: TextPredicate) -> [String: String]
  var severity: Severity { get }
  /// Nil where the path does not lead to a value or leads to null.
  func field(_ path: [String]) -> FieldValue?
  var source: EntrySource { get }
  var httpStatus: Int? { get }
  /// Of the entry's stack trace; empty where there is none.
  var exceptions: [RaisedException] { get }
  /// Where its texts are matched, and what knows of patterns that were given up there.
  var workspace: RegexWorkspace { get }
}

extension EntryFacets {
  /// One that nobody asks.
  public var workspace: RegexWorkspace { RegexWorkspace() }
}

/// A value in an entry, as conditions see it.
public enum FieldValue: Hashable, Sendable {
  case text(String)
  case number(Double)
  case bool(Bool)
  /// An object or array, as JSON.
  case composite(String)

  /// As a text predicate sees it: numbers in their shortest form, `true`/`false`.
  public var text: String {
    switch self {
    case .text(let text), .composite(let text): text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    case .bool(let value): value ? "true" : "false"
    }
  }

  /// As a number predicate sees it: numbers, and texts that are numbers.
  public var number: Double? {
    switch self {
    case .number(let number): number
    case .text(let text): Double(text)
    case .bool, .composite: nil
    }
  }
}

/// An ``EntryFacets`` over a text that is at hand as a `String`, such as a joined stack trace; of one
/// thread.
public struct TextFacets: EntryFacets {
  public var text: String
  public var severity: Severity
  public var source: EntrySource
  public var exceptions: [RaisedException]
  public let workspace = RegexWorkspace()

  public init(
    text: String, severity: Severity, source: EntrySource, exceptions: [RaisedException]
  ) {
    self.text = text
    self.severity = severity
    self.source = source
    self.exceptions = exceptions
  }

  public var httpStatus: Int? { nil }
  public func field(_ path: [String]) -> FieldValue? { nil }
  public func messageMatches(_ predicate: TextPredicate) -> Bool {
    predicate.matches(text, in: workspace)
  }
  public func messageCaptures(_ predicate: TextPredicate) -> [String: String] {
    predicate.captures(in: text, workspace)
  }
}
