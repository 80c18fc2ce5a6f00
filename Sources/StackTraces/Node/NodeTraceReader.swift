import LogModel

/// Reads the exceptions of one JavaScript trace.
///
/// Causes and the members of an `AggregateError` stand, indented, among the properties of the
/// exception that they led to, so exceptions form a tree. It is told with each before what came of it.
struct NodeTraceReader {
  private let text: TraceText
  private var found: [Found] = []
  /// Those that are not over, each inside the one before.
  private var open: [Int] = []
  /// Indentation of the lists of exceptions that are not over.
  private var lists: [Int] = []
  /// Whether the calls that follow are none of the exception's.
  private var passesOverCalls = false

  private struct Found {
    var type: Range<Int>
    var message: [Range<Int>]
    /// Lines that are the message's if a frame follows.
    var pending: [Range<Int>] = []
    /// Innermost first.
    var frames: [StackFrame] = []
    var indentation: Int
    var children: [Int] = []
  }

  /// Deeper nesting is none that anybody wrote.
  private static let maxDepth = 48
  private static let mostExceptions = 512
  /// Lines of a message, and of code above it.
  private static let maxLinesAbove = 64

  init(_ source: String) { text = TraceText(source) }

  mutating func read() -> StackTrace? {
    guard let start = begin() else { return rejection() }
    var index = start.frame
    while index < text.lines.count {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if !line.isEmpty, !take(line) { break }
      index += 1
    }
    placeSyntaxError(above: start.head)
    var exceptions: [RaisedException] = []
    append(0, to: &exceptions)
    return StackTrace(language: "node", exceptions: exceptions)
  }

  /// Finds the first exception that has frames. The index of its line, and of the first of them.
  private mutating func begin() -> (head: Int, frame: Int)? {
    var above = 0
    for index in text.lines.indices {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      guard NodeLine.frame(text.bytes, line)?.line != nil else { continue }
      // Calls that are in no file may stand between.
      var end = index
      while end > above, isCall(end - 1) { end -= 1 }
      if above < end, let head = head(in: max(above, end - Self.maxLinesAbove)..<end) {
        begin(head.header, at: head.index, until: index)
        return (head.index, index)
      }
      above = index + 1
    }
    return nil
  }

  private func isCall(_ index: Int) -> Bool {
    NodeLine.frame(text.bytes, TextLine.trimmedEnd(text.bytes, text.lines[index])) != nil
  }

  private mutating func begin(_ header: NodeHeader, at index: Int, until end: Int) {
    let line = text.lines[index]
    let start = TextLine.trimmed(text.bytes, line)
    let isFirst = NodeIntroduction.skipped(text.bytes, start).lowerBound <= header.type.lowerBound
    var message = [header.message]
    var frames: [StackFrame] = []
    for line in text.lines[(index + 1)..<end] {
      let line = TextLine.trimmedEnd(text.bytes, line)
      if let parts = NodeLine.frame(text.bytes, line) {
        frames.append(frame(parts))
      } else if frames.isEmpty {
        message.append(line)
      }
    }
    found = [
      Found(
        type: header.type, message: message, frames: frames,
        indentation: isFirst ? TextLine.indentation(text.bytes, line) : 0)
    ]
    open = [0]
  }

  /// What does not parse has no frame of its own, only what reads it; Node names its place above.
  private mutating func placeSyntaxError(above head: Int) {
    guard text.string(found[0].type) == "SyntaxError",
      found[0].frames.first.map({ NodePaths.isRuntime($0.file) }) == true
    else { return }
    for above in text.lines[max(0, head - Self.maxLinesAbove)..<head].reversed() {
      let line = TextLine.trimmedEnd(text.bytes, above)
      guard let place = NodePlace.ofCrash(text.bytes, line) else { continue }
      found[0].frames.insert(
        frame(NodeLine.FrameParts(file: place.file, line: place.line)), at: 0)
      return
    }
  }

  /// The exception line above some frames: the nearest that can be nothing else, else the nearest
  /// behind a prefix, else whatever has the form and stands directly above them or first of all, or has
  /// the name of a class.
  private func head(in lines: Range<Int>) -> (index: Int, header: NodeHeader)? {
    var likely: (index: Int, header: NodeHeader)?
    for index in lines.reversed() {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      guard let header = NodeHeader.at(text.bytes, line) else { continue }
      if header.isTelling { return (index, header) }
      guard
        index == lines.last || index == lines.lowerBound
          || TextLine.indentation(text.bytes, line) == 0
            && NodeHeader.isOfClass(text.bytes, header.type)
      else { continue }
      if header.isHarmless(text.bytes) {
        if index == lines.last { return nil }
      } else if !header.message.isEmpty {
        likely = likely ?? (index, header)
      }
    }
    for index in lines.reversed() {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if let header = NodeHeader.within(text.bytes, line) { return (index, header) }
    }
    return likely
  }

  /// Takes a line after the first exception's message; false where the trace is over.
  private mutating func take(_ line: Range<Int>) -> Bool {
    guard let current = open.last else { return false }
    let bytes = text.bytes
    if let parts = NodeLine.frame(bytes, line) {
      guard !passesOverCalls else { return true }
      found[current].message += found[current].pending
      found[current].pending = []
      found[current].frames.append(frame(parts))
      return true
    }
    if NodeLine.isElided(bytes, line) { return true }
    if NodeLine.isEmission(bytes, line) {
      passesOverCalls = true
      return true
    }
    let indentation = TextLine.indentation(bytes, line)
    while let last = lists.last, indentation <= last { lists.removeLast() }
    if let cause = NodeLine.cause(bytes, line) {
      // Nothing else than an exception is a reason to go on.
      let isProperty = bytes[line.lowerBound + indentation] == 0x5B
      guard let header = NodeHeader.ofCause(bytes, cause, isProperty: isProperty) else {
        return isProperty
      }
      add(header, indentation: isProperty ? indentation : found[current].indentation + 1)
      return true
    }
    if NodeLine.isErrorList(bytes, line) {
      lists.append(indentation)
      return true
    }
    if indentation > found[0].indentation {
      if !lists.isEmpty, let header = NodeHeader.at(bytes, line), header.isTelling {
        add(header, indentation: indentation)
        return true
      }
      if let value = NodeLine.property(bytes, line)?.value,
        let header = NodeHeader.ofCause(bytes, value)
      {
        add(header, indentation: indentation)
        return true
      }
    }
    if found[current].frames.isEmpty, found[current].pending.count < Self.maxLinesAbove {
      found[current].pending.append(line)
    }
    // What is indented is a property of the exception.
    return indentation > found[0].indentation || bytes[line.lowerBound + indentation] == 0x7D
  }

  /// Adds an exception to the one that encloses it.
  private mutating func add(_ header: NodeHeader, indentation: Int) {
    while open.count > 1, let last = open.last, found[last].indentation >= indentation {
      open.removeLast()
    }
    passesOverCalls = open.count >= Self.maxDepth || found.count >= Self.mostExceptions
    guard !passesOverCalls, let parent = open.last else { return }
    found[parent].children.append(found.count)
    open.append(found.count)
    found.append(Found(type: header.type, message: [header.message], indentation: indentation))
  }

  /// Appends an exception after those that led to it. Recursion is bounded by ``maxDepth``.
  private func append(_ index: Int, to exceptions: inout [RaisedException]) {
    let item = found[index]
    var last: ArraySlice<RaisedException> = []
    for child in item.children {
      let start = exceptions.count
      append(child, to: &exceptions)
      // Some have the same under two names: `parent` and `original`.
      if exceptions[start...].elementsEqual(last) {
        exceptions.removeSubrange(start...)
      } else {
        last = exceptions[start...]
      }
    }
    exceptions.append(
      RaisedException(
        type: text.name(item.type), message: text.message(item.message),
        frames: TraceText.bounded(item.frames.reversed()),
        link: item.children.isEmpty ? .root : .cause))
  }

  private func frame(_ parts: NodeLine.FrameParts) -> StackFrame {
    let path = parts.file.map { NodePaths.path(text.name($0)) } ?? "<anonymous>"
    return StackFrame(
      file: path, line: parts.line, function: parts.function.map(text.name),
      isApplication: NodePaths.isApplication(path))
  }

  private func rejection() -> StackTrace? {
    for line in text.lines {
      guard let parts = NodeLine.rejection(text.bytes, line) else { continue }
      return StackTrace(
        language: "node",
        exceptions: [
          RaisedException(
            type: text.name(parts.type), message: text.message([parts.message]), frames: [],
            link: .root)
        ])
    }
    return nil
  }
}
