import LogModel

/// Reads the exceptions of one text, line by line.
///
/// Indentation is taken relative to a segment's first frame, so that loggers may shift the whole
/// trace. Lines before the first header and log lines after the trace are passed over. An exception
/// group's members come before it, since they were raised before it: the root is the first leaf.
struct PythonTraceReader {
  private let text: [UInt8]
  private let known: KnownFrames
  private var segment: Segment?
  private var found: [Found] = []
  private var continuesEarlier = false
  /// What the connector above the next header says.
  private var link: RaisedException.Link?
  /// True after the rule that begins a sub-exception: what follows is a chain of its own.
  private var beginsChild = false
  /// Column of the outermost group's `|`; nil before a group.
  private var groupColumn: Int?

  private struct Segment {
    var depth: Int
    var isHeadless = false
    /// Index of the line after the header.
    var firstLine = 0
    /// Whether its frames were read before.
    var isKnown = false
    var link: RaisedException.Link
    var frames: [StackFrame] = []
    var frameIndentation: Int?
    var followsFrame = false
    var type: Range<Int>?
    var message: [Range<Int>] = []
  }

  /// An exception with its place in the tree of groups.
  struct Found {
    var exception: RaisedException
    /// 0 outside groups.
    var depth: Int
    /// True where sub-exceptions follow.
    var isGroup = false
  }

  init(_ source: String, known: KnownFrames) {
    // Copied as a whole, not byte by byte.
    let bytes = Array(source.utf8)
    text = bytes.count > Self.maxBytes ? Array(bytes.prefix(Self.maxBytes)) : bytes
    self.known = known
  }

  mutating func read() -> StackTrace? {
    let lines = lines()
    // A syntax error in the main script has no header.
    if let first = lines.first(where: { $0.contains { text[$0] != 0x0D } }),
      PythonLine.frame(text, first) != nil
    {
      segment = Segment(depth: 0, isHeadless: true, link: .root)
    }
    var index = 0
    while index < lines.count {
      let skipped = takeKnown(lines, at: index)
      if skipped == 0 { take(lines, at: index) }
      index += max(1, skipped)
    }
    finishSegment()
    var exceptions = PythonTraceReader.rootFirst(found[...])
    guard let first = exceptions.first else { return nil }
    // A segment that was cut off may have taken the connector's word with it.
    exceptions[0].link = continuesEarlier ? (first.link == .root ? .context : first.link) : .root
    return StackTrace(
      language: "python", exceptions: exceptions, continuesEarlier: continuesEarlier)
  }

  /// The entry limit of the logs, in bytes.
  private static let maxBytes = 256 << 10
  /// Longer messages are cut, in bytes.
  private static let maxMessageBytes = 8 << 10
  private static let maxDepth = 64

  private func lines() -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for position in text.indices where text[position] == 0x0A {
      lines.append(start..<position)
      start = position + 1
    }
    lines.append(start..<text.count)
    return lines
  }

  /// Takes the frames of a segment at once, where they were read before: how many lines that were.
  private mutating func takeKnown(_ lines: [Range<Int>], at index: Int) -> Int {
    guard let open = segment, index == open.firstLine, !open.isHeadless, groupColumn == nil,
      let block = known.block(in: text, from: lines[index].lowerBound, firstLine: lines[index])
    else { return 0 }
    segment?.frames = block.frames
    segment?.frameIndentation = block.indentation
    segment?.isKnown = true
    return block.lineCount
  }

  /// Remembers the frames of the segment that ends with the line of an index. Without indentation
  /// their meaning depends on what comes next, and within a group on what came before.
  private func remember(_ done: Segment, _ lines: [Range<Int>], until index: Int) {
    guard !done.isKnown, !done.isHeadless, groupColumn == nil,
      let indentation = done.frameIndentation,
      indentation > 0, index > done.firstLine + 1
    else { return }
    let start = lines[done.firstLine].lowerBound
    known.insert(
      KnownFrames.Block(
        lines: Array(text[start..<lines[index - 1].upperBound]),
        lineCount: index - done.firstLine, frames: Self.bounded(done.frames),
        indentation: indentation),
      firstLine: lines[done.firstLine], of: text)
  }

  private mutating func take(_ lines: [Range<Int>], at index: Int) {
    var line = PythonLine.trimmedEnd(text, lines[index])
    var depth = 0
    if let inner = insideGroup(line) {
      (line, depth) = inner
    } else if groupColumn != nil, let rule = PythonLine.groupRule(text, line) {
      finishSegment()
      beginsChild = rule != .end
      // Also a group that was never raised, and so has no header to tell it.
      if rule == .firstChild, !found.isEmpty { found[found.count - 1].isGroup = true }
      link = nil
      return
    } else if let open = segment, open.depth > 0, !line.isEmpty {
      finishSegment()
    }
    if let open = segment, open.depth != depth, !line.isEmpty { finishSegment() }

    if PythonLine.isHeader(text, line) {
      begin(line, at: index, depth: depth)
    } else if let connector = PythonLine.connector(text, line) {
      finishSegment()
      if found.isEmpty { continuesEarlier = true }
      link = connector
    } else if segment?.type != nil {
      takeMessage(line)
    } else if segment != nil {
      takeFrame(line, lines, at: index)
    } else if beginsChild, depth > 0, let parts = PythonLine.exception(text, line) {
      // A sub-exception that was never raised has no traceback.
      segment = Segment(depth: depth, link: .root)
      beginsChild = false
      setException(parts)
    }
  }

  /// The line without a group's `| `, and the depth of it.
  private func insideGroup(_ line: Range<Int>) -> (Range<Int>, Int)? {
    guard let groupColumn else { return nil }
    let indentation = PythonLine.indentation(text, line)
    let bar = line.lowerBound + indentation
    guard indentation >= groupColumn, bar < line.upperBound, text[bar] == 0x7C else { return nil }
    let depth = min((indentation - groupColumn) / 2 + 1, PythonTraceReader.maxDepth)
    return (min(bar + 2, line.upperBound)..<line.upperBound, depth)
  }

  private mutating func begin(_ line: Range<Int>, at index: Int, depth: Int) {
    finishSegment()
    var depth = depth
    if depth == 0, PythonLine.isGroupHeader(text, line) {
      let column = PythonLine.indentation(text, line)
      if line.lowerBound + column < line.upperBound, text[line.lowerBound + column] == 0x2B {
        groupColumn = column
        depth = 1
      }
    }
    let inferred: RaisedException.Link = beginsChild || found.isEmpty ? .root : .context
    segment = Segment(depth: depth, firstLine: index + 1, link: link ?? inferred)
    link = nil
    beginsChild = false
  }

  /// Longer paths and names of functions are no real ones; they are cut here, in bytes.
  private static let longestName = 1024

  private mutating func takeFrame(_ line: Range<Int>, _ lines: [Range<Int>], at index: Int) {
    guard segment != nil, !line.isEmpty else { return }
    let indentation = PythonLine.indentation(text, line)
    if let parts = PythonLine.frame(text, line) {
      guard segment?.type == nil else { return }
      // In place: a copy of the frames for each frame is quadratic.
      let file = string(parts.file)
      let frame = StackFrame(
        file: Truncation.prefix(file, bytes: PythonTraceReader.longestName), line: parts.line,
        function: parts.function.map {
          Truncation.prefix(string($0), bytes: PythonTraceReader.longestName)
        },
        isApplication: PythonPaths.isApplication(file))
      if segment?.frameIndentation == nil { segment?.frameIndentation = indentation }
      segment?.followsFrame = true
      segment?.frames.append(known.judged(frame))
      return
    }
    guard var open = segment else { return }
    defer { if segment != nil, segment?.type == nil { segment = open } }
    let followsFrame = open.followsFrame
    open.followsFrame = false
    if let frameIndentation = open.frameIndentation, frameIndentation > 0 {
      if indentation >= frameIndentation { return }
    } else if open.frameIndentation == nil {
      if indentation > 0 { return }
      guard PythonLine.loneException(text, line) != nil else {
        segment = nil
        return
      }
    } else if followsFrame {
      // Indentation is lost: code and exceptions are told apart by what comes next.
      let isInnermost = index + 1 == lines.count || PythonLine.frame(text, lines[index + 1]) == nil
      guard isInnermost, PythonLine.loneException(text, line) != nil else { return }
    } else if PythonLine.exception(text, line) == nil {
      return
    }
    guard let parts = PythonLine.exception(text, line),
      !open.isHeadless || PythonLine.loneException(text, line) != nil
    else {
      segment = nil
      return
    }
    segment = open
    remember(open, lines, until: index)
    setException(parts)
  }

  private mutating func setException(_ parts: PythonLine.ExceptionParts) {
    segment?.type = parts.type
    segment?.message = [parts.message]
  }

  private mutating func takeMessage(_ line: Range<Int>) {
    let isQuote = line.count == 3 && line.allSatisfy { text[$0] == 0x22 || text[$0] == 0x27 }
    // Frames that follow an exception are those of another trace.
    if isQuote || PythonLine.isLogPrefix(text, line) || PythonLine.frame(text, line) != nil {
      finishSegment()
    } else {
      segment?.message.append(line)
    }
  }

  private mutating func finishSegment() {
    guard let done = segment else { return }
    segment = nil
    guard let type = done.type else { return }
    var lines = done.message
    while let last = lines.last, PythonLine.trimmed(text, last).isEmpty { lines.removeLast() }
    var message = lines.map(string).joined(separator: "\n")
    if message.utf8.count > PythonTraceReader.maxMessageBytes {
      message = Truncation.prefix(message, bytes: PythonTraceReader.maxMessageBytes)
    }
    found.append(
      Found(
        exception: RaisedException(
          type: string(type), message: message, frames: Self.bounded(done.frames), link: done.link),
        depth: done.depth))
  }

  /// Endless recursion says nothing new in its middle.
  private static func bounded(_ frames: [StackFrame]) -> [StackFrame] {
    frames.count > 128 ? Array(frames.prefix(32) + frames.suffix(96)) : frames
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// Moves the members of every group before it. Recursion is bounded by ``maxDepth``.
  private static func rootFirst(_ found: ArraySlice<Found>) -> [RaisedException] {
    var ordered: [RaisedException] = []
    var index = found.startIndex
    while index < found.endIndex {
      var item = found[index]
      index += 1
      if item.isGroup {
        let start = index
        while index < found.endIndex, found[index].depth > item.depth { index += 1 }
        var members = rootFirst(found[start..<index])
        if !members.isEmpty {
          if !ordered.isEmpty || item.exception.link != .root {
            members[0].link = item.exception.link
          }
          item.exception.link = .cause
          ordered += members
        }
      }
      ordered.append(item.exception)
    }
    return ordered
  }
}
