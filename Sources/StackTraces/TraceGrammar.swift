public import LogModel

/// How one language prints its stack traces.
///
/// To add a language: write one file `<Language>/<Language>Grammar.swift` with a type that conforms,
/// and add one line to ``TraceGrammars/all``. Nothing else in the project knows languages. What the
/// members owe their callers:
/// - ``firstGlance(_:)`` sees every message that has a line beginning with one of ``openings``, and what the telltales admit. Look at
///   the first bytes, search at most once, allocate nothing. A language whose trace has no unmistakable header (Java's is an
///   exception line) should ask for a second sign, such as `\n\tat `.
/// - ``parse(_:known:)`` sees only what the glance chose. It returns the exceptions in the order in which
///   they were raised, **root first**, whichever way round the language prints them.
/// - ``role(of:)`` sees the lines of traces that are logged one line an entry, and only those for
///   which a glance said `fragment`. Where the exception comes first (``exceptionComesFirst``) its
///   line is `raises` or `mayRaise`, further exceptions of the chain (`Caused by: …`) are `next`,
///   and all lines of a trace are given to ``parse(_:known:)`` together, in the order in which they
///   were logged. A frame of another language must have no role: the frame decides whose an
///   ambiguous exception line is.
/// - All three meet hostile text: no index that was not checked, no recursion that input can deepen
///   without bound, time linear in the size of the text.
public protocol TraceGrammar: Sendable {
  /// Lower case, e.g. `python`; stands in ``StackTrace/language``.
  var language: String { get }

  /// Whether a trace begins with its exception and has no line that ends it, as in all languages but
  /// Python, where the exception line ends a segment. Says which roles ``role(of:)`` gives.
  var exceptionComesFirst: Bool { get }

  /// Whether, in a trace that begins with its exception, a further exception of the chain looks as the
  /// first does: the same line begins a trace, or goes on with one.
  var raisesCauses: Bool { get }

  /// With what, blanks apart, a line begins that tells of such a trace: without such a line a message is
  /// none of this language's, and is not shown to it. The first eight bytes count.
  var openings: [String] { get }

  /// Bytes with which such a line begins as well, if its first word holds a dot, as the names of types in
  /// packages and those of files do.
  var nameTelltales: ByteSet { get }

  /// As ``nameTelltales``, where the line's first word is compound: has capitals within it that follow no
  /// capital, as `NoMethodError` and `PG::Error` have.
  var compoundTelltales: ByteSet { get }

  /// As ``nameTelltales``, where the line is indented: by blanks, or a tab.
  var indentedTelltales: ByteSet { get }

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

extension TraceGrammar {
  var raisesCauses: Bool { false }
  var nameTelltales: ByteSet { ByteSet() }
  var compoundTelltales: ByteSet { ByteSet() }
  var indentedTelltales: ByteSet { ByteSet() }

  /// As ``parse(_:known:)``, with the frames judged. Where the exception comes last a grammar has
  /// judged them, for it keeps them in ``KnownFrames``.
  func read(_ text: String, known: KnownFrames) -> StackTrace? {
    guard var trace = parse(text, known: known) else { return nil }
    guard exceptionComesFirst else { return trace }
    for index in trace.exceptions.indices {
      trace.exceptions[index].frames = trace.exceptions[index].frames.map(known.judged)
    }
    return trace
  }
}

/// The part a line plays in a trace that is logged one line an entry.
///
/// `opens`, `connects` and `closes` are for languages whose exception line ends a segment; `raises`,
/// `mayRaise`, `next` for those whose exception comes first. There `opens` is a line that stands above
/// the exception's, and `closes` ends a trace explicitly, as `thrown in` does; neither need come.
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
  /// The exception line that a trace begins with, and nothing else in the world looks like it:
  /// `Exception in thread "main" …`, `panic: …`. It is a trace also where no frame follows, provided
  /// that `parse` reads one out of it.
  case raises
  /// An exception line that an ordinary message may look like: `java.lang.IllegalStateException: …`,
  /// `TypeError: …`. Begins a trace where the next line of one is a frame or `next`.
  case mayRaise
  /// The next exception of the chain that is open: `Caused by: …`, ` ---> …`. Begins a trace, whose
  /// head was cut off, where none is open; is kept however long the trace is.
  case next
  /// Stands between two segments and says how the second came from the first.
  case connects(RaisedException.Link)
}

/// The languages that are read.
public enum TraceGrammars {
  /// Asked in this order; the first that recognises something wins.
  public static let all: [any TraceGrammar] = [
    PythonGrammar(), JVMGrammar(), DotNetGrammar(), NodeGrammar(), SwiftGrammar(),
    GoGrammar(), RustGrammar(), PHPGrammar(), RubyGrammar(),
  ]

  static let exceptionLast = all.filter { !$0.exceptionComesFirst }
  static let exceptionFirst = all.filter(\.exceptionComesFirst)
}
