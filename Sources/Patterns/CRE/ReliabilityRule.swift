/// A rule of the open CRE format (Common Reliability Enumerations): what its terms look for in lines,
/// and how lines with them must follow one another.
///
/// Semantics: docs/cre.md.
public struct ReliabilityRule: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case set, sequence }

  /// What must be seen.
  public struct Term: Sendable {
    public var test: LineTest
    /// Lines that must have it, 1 or more.
    public var count: Int

    public init(test: LineTest, count: Int) {
      self.test = test
      self.count = count
    }
  }

  /// What must not be seen.
  public struct Veto: Sendable {
    public var test: LineTest
    /// Nanoseconds added to what is spanned, or all of it where that is absolute.
    public var window: Int64
    /// Nanoseconds by which it begins after the anchor, or before it where this is negative.
    public var slide: Int64
    /// Which line it counts from, 0-based: of a set by time, of a sequence by its order.
    public var anchor: Int
    /// Whether the window stands for itself, whatever the lines span.
    public var isAbsolute: Bool

    public init(test: LineTest, window: Int64, slide: Int64, anchor: Int, isAbsolute: Bool) {
      self.test = test
      self.window = window
      self.slide = slide
      self.anchor = anchor
      self.isAbsolute = isAbsolute
    }
  }

  public var kind: Kind
  /// No test twice in a set, none twice in succession in a sequence.
  public var terms: [Term]
  public var vetoes: [Veto]
  /// From the first line to the last, inclusive, in nanoseconds; 0 where one line is enough.
  public var window: Int64

  public init(kind: Kind, terms: [Term], vetoes: [Veto], window: Int64) {
    self.kind = kind
    self.terms = terms
    self.vetoes = vetoes
    self.window = window
  }

  /// Of the terms, then of the vetoes: facts name them by their place here.
  public var tests: [LineTest] { terms.map(\.test) + vetoes.map(\.test) }

  /// Whether one line decides, whatever else there is.
  public var isOfOneLine: Bool { terms.count == 1 && terms[0].count == 1 && vetoes.isEmpty }
}

/// A test of one line as it stands in its log.
public enum LineTest: Sendable {
  case text(TextPredicate)
  /// A program of jq, run on the line as JSON: holds where it gives anything but null and false.
  case jq(String, location: SourceLocation)

  /// Whether both hold of the same lines, as far as their words tell.
  public func isSame(as other: LineTest) -> Bool {
    switch (self, other) {
    case (.jq(let one, _), .jq(let two, _)): return one == two
    case (.text(let one), .text(let two)):
      switch (one.test, two.test) {
      case (.contains(let one), .contains(let two)): return one == two
      case (.regex(let one), .regex(let two)): return one.pattern == two.pattern
      default: return false
      }
    default: return false
    }
  }
}
