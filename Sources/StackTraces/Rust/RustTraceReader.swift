import LogModel

/// Reads a Rust panic, or a returned error with its causes.
struct RustTraceReader {
  private let text: TraceText

  /// Causes that are kept: the outermost.
  private static let mostCauses = 64
  /// Lines between an error and its causes.
  private static let maxLinesAbove = 64

  init(_ source: String) { text = TraceText(source) }

  func read() -> StackTrace? {
    for index in text.lines.indices {
      if let trace = panic(at: index) ?? overflow(at: index) ?? report(at: index) { return trace }
      if RustLine.title(text.bytes, text.lines[index]) == .location,
        let trace = listed(above: index)
      {
        return trace
      }
      if RustLine.title(text.bytes, text.lines[index]) == .causes,
        let trace = causes(at: index)
      {
        return trace
      }
    }
    return nil
  }

  private func line(_ index: Int) -> Range<Int> {
    TextLine.trimmedEnd(text.bytes, text.lines[index])
  }

  /// The first panic counts: those of other threads mostly follow from it.
  private func panic(at index: Int) -> StackTrace? {
    guard let rest = RustLine.panic(text.bytes, line(index)) else { return nil }
    var message: [Range<Int>] = []
    var place: (file: Range<Int>, line: Int)?
    var next = index + 1
    if text.bytes[rest.lowerBound] == 0x27 {
      // Until 1.72 the message stood before the place, in quotes.
      var part = (rest.lowerBound + 1)..<rest.upperBound
      while true {
        if let end = RustLine.quoteEnd(text.bytes, part) {
          message.append(part.lowerBound..<end.message)
          place = (end.file, end.line)
          break
        }
        message.append(part)
        guard next < text.lines.count, !isEnd(line(next)) else { break }
        part = line(next)
        next += 1
      }
    } else {
      guard let found = RustLine.place(text.bytes, rest) else { return nil }
      place = found
      while next < text.lines.count, !isEnd(line(next)) {
        message.append(line(next))
        next += 1
      }
    }
    return panic(message, place, frames: frames(from: next))
  }

  private func panic(
    _ message: [Range<Int>], _ place: (file: Range<Int>, line: Int)?, frames: [StackFrame]
  ) -> StackTrace {
    var frames = frames
    if let place {
      let isKnown = frames.contains { frame in
        frame.line == place.line
          && text.name(place.file).utf8.reversed().starts(
            with: Self.withoutDot(frame.file).utf8.reversed())
      }
      // The backtrace may be off, or without places.
      if !isKnown { frames.insert(frame(place.file, place.line, nil), at: 0) }
    }
    return StackTrace(
      language: "rust",
      exceptions: [
        RaisedException(
          type: "panic", message: text.message(message),
          frames: TraceText.bounded(frames.reversed()), link: .root)
      ])
  }

  /// What a thread says when its stack is full; the runtime aborts without a panic.
  private func overflow(at index: Int) -> StackTrace? {
    guard RustLine.isOverflow(text.bytes, line(index)) else { return nil }
    return StackTrace(
      language: "rust",
      exceptions: [
        RaisedException(
          type: "fatal runtime error", message: "stack overflow", frames: [], link: .root)
      ])
  }

  /// A panic as color-eyre reports it.
  private func report(at index: Int) -> StackTrace? {
    guard RustLine.isReport(text.bytes, line(index)) else { return nil }
    var message: [Range<Int>] = []
    var next = index + 1
    while next < text.lines.count, next - index <= Self.maxLinesAbove {
      let line = line(next)
      next += 1
      if let location = RustLine.part(RustLine.location, text.bytes, line) {
        return panic(
          message, RustLine.place(text.bytes, location), frames: frames(from: next))
      }
      message.append(RustLine.part(RustLine.message, text.bytes, line) ?? line)
    }
    return panic(message, nil, frames: [])
  }

  /// An error as eyre reports it: it and its causes in one list, below `Error:`.
  private func listed(above title: Int) -> StackTrace? {
    var start = title
    while start > 0, title - start < Self.maxLinesAbove {
      start -= 1
      guard let error = RustLine.error(text.bytes, text.lines[start]) else { continue }
      guard error.isEmpty else { return nil }
      let (messages, _) = causes(from: start + 1)
      return messages.isEmpty
        ? nil : chain(messages.reversed().map(text.message), frames: place(below: title))
    }
    return nil
  }

  private func place(below title: Int) -> [StackFrame] {
    guard title + 1 < text.lines.count,
      let place = RustLine.place(
        text.bytes, TextLine.trimmed(text.bytes, line(title + 1)))
    else { return [] }
    let frames = frames(from: title + 2)
    return frames.isEmpty ? [frame(place.file, place.line, nil)] : frames.reversed()
  }

  private func isEnd(_ line: Range<Int>) -> Bool {
    RustLine.isNote(text.bytes, line) || RustLine.title(text.bytes, line) == .backtrace
      || RustLine.panic(text.bytes, line) != nil || TextLine.isLogPrefix(text.bytes, line)
  }

  /// `./src/main.rs` of a backtrace is `src/main.rs` of a panic.
  private static func withoutDot(_ file: String) -> Substring {
    file.hasPrefix("./") ? file.dropFirst(2) : Substring(file)
  }

  /// The frames of the backtrace that begins at or after a line, innermost first.
  private func frames(from start: Int) -> [StackFrame] {
    var frames: [StackFrame] = []
    var function: Range<Int>?
    var isInside = false
    for index in start..<max(start, text.lines.count) {
      let line = line(index)
      if !isInside {
        isInside = RustLine.title(text.bytes, line) == .backtrace
        if !isInside, !line.isEmpty, !RustLine.isNote(text.bytes, line) { break }
      } else if let at = RustLine.at(text.bytes, line) {
        frames.append(frame(at.file, at.line, function))
        function = nil
      } else if let call = RustLine.call(text.bytes, line) {
        function = call
      } else if !line.isEmpty, !RustLine.isHidden(text.bytes, line) {
        break
      }
    }
    return frames
  }

  private func frame(_ file: Range<Int>, _ line: Int, _ function: Range<Int>?) -> StackFrame {
    let (file, function) = (text.name(file), function.map(text.name))
    return StackFrame(
      file: file, line: line, function: function,
      isApplication: RustPaths.isApplication(file: file, function: function))
  }

  /// An error with the causes that follow a line `Caused by:`, the last of which is the root.
  private func causes(at title: Int) -> StackTrace? {
    guard let error = error(above: title) else { return nil }
    let (causes, next) = causes(from: title + 1)
    guard !causes.isEmpty else { return nil }
    // Where the first of them was made.
    var frames: [StackFrame] = []
    for index in next..<max(next, min(text.lines.count, next + Self.maxLinesAbove)) {
      switch RustLine.title(text.bytes, text.lines[index]) {
      case .location where frames.isEmpty: frames = place(below: index)
      case .backtrace where frames.isEmpty: frames = self.frames(from: index).reversed()
      case .location, .backtrace, .causes, nil: break
      }
    }
    return chain(causes.reversed().map(text.message) + [text.message(error)], frames: frames)
  }

  /// Errors, the root first, which has the frames.
  private func chain(_ messages: [String], frames: [StackFrame]) -> StackTrace {
    StackTrace(
      language: "rust",
      exceptions: messages.enumerated().map { index, message in
        RaisedException(
          type: "Error", message: message,
          frames: index == 0 ? TraceText.bounded(frames) : [], link: index == 0 ? .root : .cause)
      })
  }

  /// The causes that begin in a line, the outermost first, and the line after them.
  private func causes(from start: Int) -> (causes: [[Range<Int>]], next: Int) {
    var causes: [[Range<Int>]] = []
    var next = start
    var isList = false
    while next < text.lines.count {
      let line = line(next)
      guard TextLine.indentation(text.bytes, line) > 0 else { break }
      if let item = RustLine.item(text.bytes, line) {
        isList = isList || causes.isEmpty
        if isList, causes.count < Self.mostCauses {
          causes.append([item])
          next += 1
          continue
        }
      }
      let part = TextLine.trimmed(text.bytes, line)
      if causes.isEmpty { causes.append([part]) } else { causes[causes.count - 1].append(part) }
      next += 1
    }
    return (causes, next)
  }

  /// The lines of the error above its causes.
  private func error(above title: Int) -> [Range<Int>]? {
    for index in (max(0, title - Self.maxLinesAbove)..<title).reversed() {
      guard let message = RustLine.error(text.bytes, line(index)) else { continue }
      return [message] + ((index + 1)..<title).map(line)
    }
    return nil
  }
}
