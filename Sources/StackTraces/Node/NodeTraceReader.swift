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
  /// Lines of a message, and of code above it.
  private static let maxLinesAbove = 64

  init(_ source: String) { text = TraceText(source) }

  mutating func read() -> StackTrace? {
    guard let start = begin() else { return rejection() }
    var index = start
    while index < text.lines.count {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if !line.isEmpty, !take(line) { break }
      index += 1
    }
    var exceptions: [RaisedException] = []
    append(0, to: &exceptions)
    return StackTrace(language: "node", exceptions: exceptions)
  }

  /// Finds the first exception that has frames. The index of the first of them.
  private mutating func begin() -> Int? {
    var above = 0
    var index = 0
    while index < text.lines.count {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if NodeLine.frame(text.bytes, line)?.line != nil {
        if above < index, let head = head(in: max(above, index - Self.maxLinesAbove)..<index) {
          begin(head.header, at: head.index, until: index)
          return index
        }
        above = index + 1
      }
      index += 1
    }
    return nil
  }

  private mutating func begin(_ header: NodeHeader, at index: Int, until end: Int) {
    let line = text.lines[index]
    let isFirst = TextLine.trimmed(text.bytes, line).lowerBound == header.type.lowerBound
    found = [
      Found(
        type: header.type, message: [header.message] + text.lines[(index + 1)..<end],
        indentation: isFirst ? TextLine.indentation(text.bytes, line) : 0)
    ]
    open = [0]
    // What does not parse has no frame of its own; Node names its place above.
    guard text.string(header.type) == "SyntaxError" else { return }
    for above in text.lines[max(0, index - Self.maxLinesAbove)..<index].reversed() {
      let line = TextLine.trimmedEnd(text.bytes, above)
      guard let place = NodeLine.crashPlace(text.bytes, line) else { continue }
      found[0].frames.append(frame(file: place.file, line: place.line, function: nil))
      return
    }
  }

  /// The exception line above some frames: the nearest that can be nothing else, else the nearest
  /// behind a prefix, else whatever stands directly above them and has the form.
  private func head(in lines: Range<Int>) -> (index: Int, header: NodeHeader)? {
    var likely: (index: Int, header: NodeHeader)?
    for index in lines.reversed() {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if let header = NodeHeader.at(text.bytes, line), header.isTelling || index == lines.last {
        if header.isTelling { return header.isHarmless(text.bytes) ? nil : (index, header) }
        likely = likely ?? (index, header)
      }
    }
    if let likely, likely.header.isHarmless(text.bytes) { return nil }
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
      found[current].message += found[current].pending
      found[current].pending = []
      found[current].frames.append(
        frame(file: parts.file, line: parts.line, function: parts.function))
      return true
    }
    let indentation = TextLine.indentation(bytes, line)
    while let last = lists.last, indentation <= last { lists.removeLast() }
    if let cause = NodeLine.cause(bytes, line) {
      // Nothing else than an exception is a reason to go on.
      let isProperty = bytes[line.lowerBound + indentation] == 0x5B
      guard let header = NodeHeader.at(bytes, cause) else { return isProperty }
      add(header, indentation: isProperty ? indentation : found[current].indentation + 1)
      return true
    }
    if NodeLine.isErrorList(bytes, line) {
      lists.append(indentation)
      return true
    }
    if !lists.isEmpty, let header = NodeHeader.at(bytes, line), header.isTelling {
      add(header, indentation: indentation)
      return true
    }
    if found[current].frames.isEmpty, found[current].pending.count < Self.maxLinesAbove {
      found[current].pending.append(line)
    }
    // What is indented is a property of the exception.
    return indentation > found[0].indentation || bytes[line.lowerBound + indentation] == 0x7D
  }

  private mutating func add(_ header: NodeHeader, indentation: Int) {
    while open.count > 1, let last = open.last, found[last].indentation >= indentation {
      open.removeLast()
    }
    guard open.count < Self.maxDepth, let parent = open.last else { return }
    found[parent].children.append(found.count)
    open.append(found.count)
    found.append(Found(type: header.type, message: [header.message], indentation: indentation))
  }

  /// Appends an exception after those that led to it. Recursion is bounded by ``maxDepth``.
  private func append(_ index: Int, to exceptions: inout [RaisedException]) {
    let item = found[index]
    for child in item.children { append(child, to: &exceptions) }
    exceptions.append(
      RaisedException(
        type: text.name(item.type), message: text.message(item.message),
        frames: TraceText.bounded(item.frames.reversed()),
        link: item.children.isEmpty ? .root : .cause))
  }

  private func frame(file: Range<Int>, line: Int?, function: Range<Int>?) -> StackFrame {
    let path = NodePaths.path(text.name(file))
    return StackFrame(
      file: path, line: line, function: function.map(text.name),
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
