public import LogModel

/// How one language prints its stack traces.
///
/// To add a language: write one file `<Language>/<Language>Grammar.swift` with a type that conforms,
/// and add one line to ``TraceGrammars/all``. Nothing else in the project knows languages. What the
/// four members owe their callers:
/// - ``firstGlance(_:)`` sees every message of every export. Look at the first bytes, search at most
///   once, allocate nothing. A language whose trace has no unmistakable header (Java's is an
///   exception line) should ask for a second sign, such as `\n\tat `.
/// - ``parse(_:known:)`` sees only what the glance chose. It returns the exceptions in the order in which
///   they were raised, **root first**, whichever way round the language prints them.
/// - ``role(of:)`` sees the lines of traces that are logged one line an entry.
/// - All three meet hostile text: no index that was not checked, no recursion that input can deepen
///   without bound, time linear in the size of the text.
public protocol TraceGrammar: Sendable {
  /// Lower case, e.g. `python`; stands in ``StackTrace/language``.
  var language: String { get }

  /// What a decoded message looks like, as cheaply as possible.
  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance

  /// The stack trace in a text that may hold other lines before and after it; nil where there is no
  /// complete exception.
  ///
  /// - Parameter known: frames that need not be read again; their use is up to the grammar.
  func parse(_ text: String, known: KnownFrames) -> StackTrace?

  /// The part that one line plays in a trace of this language; nil where it plays none.
  func role(of line: Substring) -> TraceLineRole?
}

/// The part a line plays in a trace that is logged one line an entry.
public enum TraceLineRole: Hashable, Sendable {
  /// Begins a segment: `Traceback (most recent call last):`.
  case opens
  /// A frame: belongs to the segment that is open, and begins one, whose head was cut off, where none
  /// is.
  case frame
  /// Belongs to the segment that is open: the code of a frame, a marker line.
  case continues
  /// Ends the segment that is open: the exception line.
  case closes
  /// Stands between two segments and says how the second came from the first.
  case connects(RaisedException.Link)
}

/// The languages that are read.
public enum TraceGrammars {
  /// Asked in this order; the first that recognises something wins.
  public static let all: [any TraceGrammar] = [
    PythonGrammar()
  ]
}
