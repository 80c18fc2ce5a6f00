import LogModel

/// Reads the exceptions of one Ruby backtrace.
///
/// Ruby itself prints an exception in the line of its innermost call, and what it was raised from
/// after its calls; Rails and loggers print it in a line of its own. Either way the root comes last.
struct RubyTraceReader {
  private let text: TraceText
  private var found: [Found] = []

  private struct Found {
    /// Nil for a `RuntimeError` without a message.
    var type: Range<Int>?
    var message: [Range<Int>]
    /// Innermost first.
    var frames: [StackFrame] = []
  }

  /// Lines of a message or of code above the calls.
  private static let maxLinesAbove = 64
  /// Exceptions of a chain.
  private static let mostExceptions = 64

  init(_ source: String) { text = TraceText(source) }

  mutating func read() -> StackTrace? {
    var index = 0
    /// Calls before their exception, where the newest is last.
    var earlier: [StackFrame] = []
    var above = 0
    while index < text.lines.count, found.count < Self.mostExceptions {
      let line = line(index)
      if let raised = RubyLine.raised(text.bytes, line) {
        takeRaised(raised, at: &index)
        if let last = found.indices.last, found[last].frames.count == 1, !earlier.isEmpty {
          found[last].frames += earlier.reversed()
        }
        earlier = []
        above = index
        continue
      }
      guard let call = RubyLine.frame(text.bytes, line) else {
        if !found.isEmpty, isOther(index) { break }
        index += 1
        continue
      }
      if call.isMarked {
        // Its exception comes, or was cut off.
        earlier.append(frame(call.place))
        index += 1
        above = index
        continue
      }
      let lines = max(above, index - Self.maxLinesAbove)..<index
      let head = header(in: lines)
      let calls = calls(from: &index)
      above = index
      if let head, found.isEmpty || head.isCause {
        found.append(Found(type: head.type, message: head.message, frames: calls))
      } else if !found.isEmpty {
        break
      }
    }
    guard !found.isEmpty else { return nil }
    return StackTrace(
      language: "ruby",
      exceptions: found.reversed().enumerated().map { index, exception in
        RaisedException(
          type: exception.type.map(text.name) ?? "RuntimeError",
          message: text.message(exception.message),
          frames: TraceText.bounded(exception.frames.reversed()),
          link: index == 0 ? .root : .cause)
      })
  }

  /// A line without what its logger put before it.
  private func line(_ index: Int) -> Range<Int> {
    RubyPrefix.skipped(text.bytes, TextLine.trimmedEnd(text.bytes, text.lines[index]))
  }

  /// Whether a line is another message of the log.
  private func isOther(_ index: Int) -> Bool {
    TextLine.isLogPrefix(text.bytes, text.lines[index])
      || RubyPrefix.isLogger(text.bytes, text.lines[index]) && !line(index).isEmpty
  }

  /// Takes an exception with the rest of its message and its calls.
  private mutating func takeRaised(_ raised: RubyLine.Raised, at index: inout Int) {
    var exception = Found(
      type: raised.type, message: [raised.message], frames: [frame(raised.place)])
    index += 1
    // Further lines belong to the message only where calls follow it.
    var end = index
    while end < text.lines.count, end - index < Self.maxLinesAbove {
      let line = line(end)
      if RubyLine.frame(text.bytes, line)?.isMarked == true { break }
      guard RubyLine.raised(text.bytes, line) == nil, !isOther(end) else {
        end = index
        break
      }
      end += 1
    }
    if end < text.lines.count, end - index < Self.maxLinesAbove {
      exception.message += text.lines[index..<end]
      index = end
    }
    while index < text.lines.count,
      let call = RubyLine.frame(text.bytes, line(index)), call.isMarked
    {
      exception.frames.append(frame(call.place))
      index += 1
    }
    found.append(exception)
  }

  /// The calls that stand one below the other, innermost first.
  private func calls(from index: inout Int) -> [StackFrame] {
    var frames: [StackFrame] = []
    while index < text.lines.count, let call = RubyLine.frame(text.bytes, line(index)) {
      frames.append(frame(call.place))
      index += 1
    }
    return frames
  }

  /// The exception whose calls follow some lines.
  private func header(
    in lines: Range<Int>
  ) -> (type: Range<Int>, message: [Range<Int>], isCause: Bool)? {
    var messageEnd: Int?
    var isDirectlyAbove = true
    for index in lines.reversed() {
      let line = line(index)
      if line.isEmpty { continue }
      defer { isDirectlyAbove = false }
      if var header = RubyHeader.at(text.bytes, line), header.isTelling || isDirectlyAbove {
        header.isCause = header.isCause || isCause(index, in: lines)
        if header.goesOn {
          let more = ((index + 1)..<lines.upperBound).map(self.line)
          return (header.type, [header.message] + more, header.isCause)
        }
        if header.isComplete {
          return (header.type, [header.message], header.isCause)
        }
        guard let messageEnd else { continue }
        var message = [header.message] + ((index + 1)...messageEnd).map(self.line)
        let last = self.line(messageEnd)
        message[message.count - 1] = last.lowerBound..<max(last.lowerBound, last.upperBound - 2)
        return (header.type, message, header.isCause)
      }
      if messageEnd == nil, RubyHeader.endsMessage(text.bytes, line) { messageEnd = index }
    }
    return nil
  }

  /// Whether the line above says that an exception is the cause of the one before it.
  private func isCause(_ index: Int, in lines: Range<Int>) -> Bool {
    for above in (lines.lowerBound..<index).reversed() where !line(above).isEmpty {
      return RubyLine.announcesCause(text.bytes, line(above))
    }
    return false
  }

  private func frame(_ place: RubyLine.Place) -> StackFrame {
    let file = text.name(place.file)
    return StackFrame(
      file: file, line: place.line, function: place.method.map(text.name),
      isApplication: RubyPaths.isApplication(file))
  }
}
