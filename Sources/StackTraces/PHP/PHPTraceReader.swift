import LogModel

/// Reads the exceptions of one PHP trace.
///
/// The engine prints the first exception first and those raised from it after `Next`; Monolog prints
/// the last one first, and after `[previous exception]` what it was raised from.
struct PHPTraceReader {
  private let text: TraceText
  private var found: [Found] = []

  private struct Found {
    var type: Range<Int>
    var message: [Range<Int>]
    var place: PHPLine.Place?
    var calls: [PHPLine.Call] = []
  }

  /// Lines of an exception above its calls.
  private static let maxLinesAbove = 64
  /// Exceptions of a chain.
  private static let mostExceptions = 64

  init(_ source: String) { text = TraceText(PHPEscapes.resolved(source)) }

  mutating func read() -> StackTrace? {
    var above = 0
    var index = 0
    var isNewestFirst = false
    while index < text.lines.count, found.count < Self.mostExceptions {
      let line = line(index)
      index += 1
      guard PHPLine.isTitle(text.bytes, line) else {
        if PHPLine.isEnd(text.bytes, line), !found.isEmpty { break }
        continue
      }
      let lines = max(above, index - 1 - Self.maxLinesAbove)..<(index - 1)
      guard var exception = exception(in: lines, isFirst: found.isEmpty) else {
        if found.isEmpty {
          above = index
          continue
        }
        break
      }
      isNewestFirst = exception.isMonolog
      while index < text.lines.count, let call = PHPLine.call(text.bytes, self.line(index)) {
        exception.found.calls.append(call)
        index += 1
      }
      found.append(exception.found)
      above = index
    }
    if found.isEmpty { return fatal() ?? lone() }
    if isNewestFirst { found.reverse() }
    return StackTrace(
      language: "php",
      exceptions: found.enumerated().map { raised($1, link: $0 == 0 ? .root : .cause) })
  }

  private func line(_ index: Int) -> Range<Int> {
    PHPLine.undecorated(text.bytes, TextLine.trimmedEnd(text.bytes, text.lines[index]))
  }

  /// The exception whose calls follow some lines. After the first only one of its chain is meant.
  private func exception(
    in lines: Range<Int>, isFirst: Bool
  ) -> (found: Found, isMonolog: Bool)? {
    for index in lines.reversed() {
      let line = line(index)
      if let object = PHPLine.object(text.bytes, line) {
        guard isFirst || PHPLine.isPrevious(text.bytes, line) else { return nil }
        return monolog(object, more: (index + 1)..<lines.upperBound).map { ($0, true) }
      }
      guard
        let start = isFirst
          ? PHPLine.uncaught(text.bytes, line)
          : nil
            ?? PHPLine.next(text.bytes, line)
      else { continue }
      return engine(start, more: (index + 1)..<lines.upperBound).map { ($0, false) }
    }
    // As an exception turned into text is logged: the nearest line that can be nothing else.
    guard isFirst else { return nil }
    for index in lines.reversed() {
      let line = line(index)
      guard let start = Self.telling(text.bytes, line),
        let found = engine(start, more: (index + 1)..<lines.upperBound), found.place != nil
      else { continue }
      return (found, false)
    }
    return nil
  }

  /// Where in a line an exception begins, behind a prefix or not.
  private static func telling(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    var position = line.lowerBound
    while position < line.upperBound {
      let rest = position..<line.upperBound
      let isStart = position == line.lowerBound || text[position - 1] == 0x20
      if isStart, let name = PHPName.prefix(text, rest) {
        let end = name.upperBound
        let ends =
          end < line.upperBound && text[end] == 0x3A
          || TextLine.hasPrefix(text, end..<line.upperBound, PHPLine.inFile)
        if ends, PHPName.isTelling(text, name) { return rest }
        position = end
      }
      position += 1
    }
    return nil
  }

  /// `Type: message in /app/x.php:12`, the message perhaps over several lines.
  private func engine(_ start: Range<Int>, more: Range<Int>) -> Found? {
    guard let type = PHPName.prefix(text.bytes, start) else { return nil }
    var lines = [type.upperBound..<start.upperBound] + more.map(line)
    while let last = lines.last, last.isEmpty, lines.count > 1 { lines.removeLast() }
    var place: PHPLine.Place?
    if let last = lines.last,
      let end = PHPLine.trailingPlace(text.bytes, last, after: PHPLine.inFile)
    {
      place = end.place
      lines[lines.count - 1] = last.lowerBound..<end.start
    }
    var first = lines[0]
    if let colon = first.first {
      guard text.bytes[colon] == 0x3A else { return nil }
      first = TextLine.trimmed(text.bytes, (colon + 1)..<first.upperBound)
    }
    lines[0] = first
    return Found(type: type, message: lines, place: place)
  }

  /// `Type(code: 0): message at /app/x.php:12)`, the message perhaps over several lines.
  private func monolog(_ start: Range<Int>, more: Range<Int>) -> Found? {
    guard let type = PHPName.prefix(text.bytes, start) else { return nil }
    var first = type.upperBound..<start.upperBound
    if let code = TextLine.find(Self.codeEnd, in: text.bytes, first) {
      first = (code + Self.codeEnd.count)..<first.upperBound
    }
    var lines = [first] + more.map(line)
    while let last = lines.last, last.isEmpty, lines.count > 1 { lines.removeLast() }
    var place: PHPLine.Place?
    if let last = lines.last, let bracket = last.last(where: { text.bytes[$0] == 0x29 }),
      let end = PHPLine.trailingPlace(
        text.bytes, last.lowerBound..<bracket, after: PHPLine.atFile)
    {
      place = end.place
      lines[lines.count - 1] = last.lowerBound..<end.start
    }
    return Found(type: type, message: lines, place: place)
  }

  /// The place of a call is in the function that the next line calls.
  private func raised(_ found: Found, link: RaisedException.Link) -> RaisedException {
    var frames: [StackFrame] = []
    let places = [found.place] + found.calls.map(\.place)
    for (index, place) in places.enumerated() {
      guard let place else { continue }
      let file = text.name(place.file)
      let function = index < found.calls.count ? found.calls[index].callee : nil
      frames.append(
        StackFrame(
          file: file, line: place.line, function: function.map { unescaped(text.name($0)) },
          isApplication: PHPPaths.isApplication(file)))
    }
    return RaisedException(
      type: unescaped(text.name(found.type)), message: text.message(found.message),
      frames: TraceText.bounded(frames.reversed()), link: link)
  }

  /// Within JSON every backslash is doubled.
  private func unescaped(_ name: String) -> String {
    guard name.utf8.contains(0x5C) else { return name }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in name.utf8 {
      isEscaped = byte == 0x5C && !isEscaped && bytes.last == 0x5C
      if !isEscaped { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// An error that is no exception and has no calls.
  private func fatal() -> StackTrace? {
    for index in text.lines.indices {
      guard let parts = PHPLine.fatal(text.bytes, line(index)) else { continue }
      let found = Found(type: parts.type, message: [parts.message], place: parts.place)
      return StackTrace(language: "php", exceptions: [raised(found, link: .root)])
    }
    return nil
  }

  /// An exception whose calls were not logged, or were cut off.
  private func lone() -> StackTrace? {
    for index in text.lines.indices {
      let line = line(index)
      var found: Found?
      if PHPLine.isOwn(text.bytes, line), let start = PHPLine.uncaught(text.bytes, line) {
        found = engine(start, more: index..<index)
      } else if PHPLine.isRecord(text.bytes, line),
        let object = PHPLine.object(text.bytes, line)
      {
        found = monolog(object, more: index..<index)
      }
      guard let found else { continue }
      return StackTrace(language: "php", exceptions: [raised(found, link: .root)])
    }
    return nil
  }

  private static let codeEnd = Array("): ".utf8)
}
