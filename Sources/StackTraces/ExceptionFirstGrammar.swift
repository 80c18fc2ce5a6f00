/// A language whose traces begin with the exception, as all do but Python's.
protocol ExceptionFirstGrammar: TraceGrammar {
  /// As ``TraceGrammar/role(of:)``, of a line without the blanks at its end.
  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole?
}

extension ExceptionFirstGrammar {
  var exceptionComesFirst: Bool { true }

  func role(of line: Substring) -> TraceLineRole? {
    let bytes = Array(line.utf8)
    return Self.role(bytes, TextLine.trimmedEnd(bytes, 0..<bytes.count))
  }
}
