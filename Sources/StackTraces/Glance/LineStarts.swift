#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// With which bytes the lines of a message begin, blanks apart: found once for all languages, so that
/// an ordinary message is shown to those only that it may interest.
enum LineStarts {
  /// Lines that are looked at; every trace has told by then that it is one.
  private static let mostLines = 4096

  /// Of each byte the languages of ``TraceGrammars/all`` that a line tells something to which begins
  /// with it: one bit each.
  private static let interested = table(\.telltales)
  /// As ``interested``, if the line's first word holds a dot.
  private static let interestedInNames = table(\.nameTelltales)
  /// As ``interested``, if the line's first word is compound.
  private static let interestedInCompounds = table(\.compoundTelltales)
  /// As ``interested``, if the line is indented.
  private static let interestedIndented = table(\.indentedTelltales)

  private static func table(_ telltales: (any TraceGrammar) -> ByteSet) -> [UInt32] {
    (0...UInt8.max).map { byte in
      var languages: UInt32 = 0
      for (index, grammar) in TraceGrammars.all.enumerated()
      where telltales(grammar).contains(byte) {
        languages |= 1 << UInt32(index)
      }
      return languages
    }
  }

  /// The languages that a message may interest: of each line the first byte is looked up, and what that
  /// leaves open the first word tells. O(message), a search for newlines.
  static func languages(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = bytes.baseAddress else { return 0 }
    let interested = interested.span
    let inNames = interestedInNames.span
    let inCompounds = interestedInCompounds.span
    let indented = interestedIndented.span
    var found: UInt32 = 0
    let end = min(bytes.count, StackTraces.maxTextBytes)
    var start = 0
    var lines = 0
    while start < end, lines < mostLines {
      var first = start
      while first < end, unsafe bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      guard first < end else { break }
      let byte = unsafe Int(bytes[first])
      found |= interested[byte]
      if first > start { found |= indented[byte] }
      if (inNames[byte] | inCompounds[byte]) & ~found != 0 {
        let word = unsafe firstWord(bytes, from: first, to: end)
        if word.hasDot { found |= inNames[byte] }
        if word.isCompound { found |= inCompounds[byte] }
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
