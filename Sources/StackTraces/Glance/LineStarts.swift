#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// With what the lines of a message begin, blanks apart: found once for all languages, so that an
/// ordinary message is shown to those only that it may interest.
struct LineStarts {
  /// Lines that are looked at; every trace has told by then that it is one.
  private static let mostLines = 4096

  /// Those of ``TraceGrammars/all``.
  static let shared = LineStarts(TraceGrammars.all)

  private let openings: LineOpenings
  /// Of each byte the languages that a line tells something to which begins with it, if its first word
  /// holds a dot: one bit each, as in the others.
  private let inNames: [UInt32]
  /// The same, if the line's first word is compound.
  private let inCompounds: [UInt32]
  /// The same, if the line is indented.
  private let indented: [UInt32]

  private init(_ grammars: [any TraceGrammar]) {
    func table(_ telltales: (any TraceGrammar) -> ByteSet) -> [UInt32] {
      (0...UInt8.max).map { byte in
        grammars.enumerated().reduce(0) { languages, grammar in
          telltales(grammar.element).contains(byte)
            ? languages | 1 << UInt32(grammar.offset) : languages
        }
      }
    }
    openings = LineOpenings(grammars.map(\.openings))
    inNames = table(\.nameTelltales)
    inCompounds = table(\.compoundTelltales)
    indented = table(\.indentedTelltales)
  }

  /// The languages that a message may interest, one bit each. O(message), a search for newlines.
  func languages(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = bytes.baseAddress else { return 0 }
    var found: UInt32 = 0
    let end = min(bytes.count, StackTraces.maxTextBytes)
    var start = 0
    var lines = 0
    while start < end, lines < LineStarts.mostLines {
      var first = start
      while first < end, unsafe bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      guard first < end else { break }
      found |= unsafe openings.languages(of: bytes, at: first, before: end)
      let byte = unsafe Int(bytes[first])
      if first > start { found |= indented.span[byte] }
      if (inNames.span[byte] | inCompounds.span[byte]) & ~found != 0 {
        let word = unsafe LineStarts.firstWord(bytes, from: first, to: end)
        if word.hasDot { found |= inNames.span[byte] }
        if word.isCompound { found |= inCompounds.span[byte] }
      }
      guard let newline = unsafe memchr(base + first, 0x0A, end - first) else { break }
      start = unsafe UnsafeRawPointer(newline) - UnsafeRawPointer(base) + 1
      lines += 1
    }
    return found
  }

  /// What the word says that a line begins with. It ends before a blank, a tab or the end of the line.
  private static func firstWord(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> (hasDot: Bool, isCompound: Bool) {
    let limit = min(end, start + TraceText.maxNameBytes)
    var (hasDot, isCompound) = (false, false)
    var isAfterCapital = true
    var position = start
    while position < limit {
      let byte = unsafe bytes[position]
      if byte <= 0x20 { break }
      let isCapital = PythonLine.isUpper(byte)
      hasDot = hasDot || byte == 0x2E
      isCompound = isCompound || isCapital && !isAfterCapital
      isAfterCapital = isCapital
      position += 1
    }
    return (hasDot, isCompound)
  }
}
