import LogModel

/// Reads the exceptions of one text, line by line.
///
/// .NET names all exceptions of a chain first, the outermost before the others, then prints frames
/// innermost exception first, each but the outermost with an end of its own. Members of an
/// `AggregateException` but the first follow its frames; they were raised before it.
struct DotNetTraceReader {
  private let text: TraceText
  /// Outermost first; the last ones take frames.
  private var open: [Item] = []
  /// In the order in which they were raised.
  private var done: [RaisedException] = []
  private var pending: Item?
  private var previous: Range<Int>?
  private var isComplete = false
  private var isOver = false
  /// Whether the member that is read was read before.
  private var repeats = false
  /// Whether the next exception is the root of a member.
  private var startsChain = false

  private struct Item {
    var type: Range<Int>
    var message: [Range<Int>]
    var takesMessage = true
    /// Innermost first.
    var frames: [StackFrame] = []
    var isUnmistakable = false

    init(_ parts: DotNetLine.ExceptionParts) {
      type = parts.type
      message = [parts.message]
    }
  }

  /// Longer chains lose what is in their middle.
  private static let maxItems = 64
  private static let maxFrames = 2048

  init(_ source: String) { text = TraceText(source) }

  mutating func read() -> StackTrace? {
    for line in text.lines where !isOver {
      let line = TextLine.trimmedEnd(text.bytes, line)
      if let inside = DotNetLine.endOfMember(text.bytes, line) {
        take(inside)
        endMember()
      } else {
        take(line)
      }
    }
    if open.isEmpty, done.isEmpty, let pending, pending.isUnmistakable { begin(pending) }
    while !open.isEmpty { closeInnermost() }
    guard isComplete, !done.isEmpty else { return nil }
    done[0].link = .root
    return StackTrace(language: "dotnet", exceptions: done)
  }

  private mutating func take(_ line: Range<Int>) {
    let bytes = text.bytes
    if line.isEmpty {
      if open.isEmpty { pending?.message.append(line) } else { continueMessage(line) }
    } else if let frame = DotNetLine.frame(bytes, line) {
      takeFrame(frame)
    } else if let (parts, member) = DotNetLine.inner(bytes, line) {
      if let member { beginMember(member) }
      takeInner(parts)
    } else if DotNetLine.isEndOfInner(bytes, line) {
      // The outermost has no end.
      if open.count > 1 { closeInnermost() }
    } else if !DotNetLine.isRule(bytes, line) {
      takeOther(line)
    }
  }

  private mutating func takeFrame(_ frame: DotNetLine.FrameParts) {
    if open.isEmpty { begin() }
    guard let last = open.indices.last, open[last].frames.count < Self.maxFrames else { return }
    isComplete = true
    let function = DotNetNames.written(text.name(frame.function))
    open[last].frames.append(
      StackFrame(
        file: frame.file.map(text.name) ?? "<unknown>", line: frame.line, function: function,
        isApplication: DotNetNames.isApplication(function)))
  }

  private mutating func takeInner(_ parts: DotNetLine.ExceptionParts) {
    if open.isEmpty { begin() }
    // A trace whose head was cut off.
    isComplete = isComplete || !open.isEmpty || previous != nil
    push(parts)
  }

  /// Members follow the frames of their exception. The first was printed as its inner exception
  /// already; older runtimes print it again.
  private mutating func beginMember(_ number: Int) {
    endMember()
    repeats = number == 0 && !done.isEmpty
    startsChain = true
  }

  private mutating func endMember() {
    while open.count > 1 { closeInnermost() }
    repeats = false
    startsChain = false
  }

  /// The exception that the first frame belongs to.
  private mutating func begin() {
    if let pending {
      begin(pending)
    } else if let previous {
      let line = TextLine.trimmed(text.bytes, previous)
      if let parts = DotNetLine.named(text.bytes, line),
        QualifiedName.isQualified(text.bytes, parts.type)
      {
        begin(Item(parts))
        return
      }
    }
  }

  private mutating func begin(_ item: Item) {
    pending = nil
    isComplete = isComplete || item.isUnmistakable
    open.append(item)
  }

  private mutating func push(_ parts: DotNetLine.ExceptionParts) {
    open.append(Item(parts))
    pushInner(of: parts)
    if open.count > Self.maxItems { open.remove(at: Self.maxItems / 4) }
  }

  /// What older runtimes print in the same line.
  private mutating func pushInner(of parts: DotNetLine.ExceptionParts) {
    var next = parts.inner
    while let line = next, let (inner, _) = DotNetLine.inner(text.bytes, line) {
      isComplete = true
      open.append(Item(inner))
      if open.count > Self.maxItems { open.remove(at: Self.maxItems / 4) }
      next = inner.inner
    }
  }

  private mutating func takeOther(_ line: Range<Int>) {
    let bytes = text.bytes
    let trimmed = TextLine.trimmed(bytes, line)
    if let last = open.last {
      guard !last.frames.isEmpty else {
        continueMessage(line)
        return
      }
      isOver =
        DotNetLine.unmistakable(bytes, trimmed) != nil || DotNetLine.likely(bytes, trimmed) != nil
      return
    }
    if let parts = DotNetLine.unmistakable(bytes, trimmed) {
      var item = Item(parts)
      item.isUnmistakable = true
      take(item, parts)
    } else if let parts = DotNetLine.likely(bytes, trimmed), pending?.isUnmistakable != true {
      take(Item(parts), parts)
    } else if TextLine.isLogPrefix(bytes, line) {
      if pending?.isUnmistakable != true { pending = nil }
      pending?.takesMessage = false
    } else if pending?.takesMessage == true {
      pending?.message.append(line)
    }
    previous = line
  }

  private mutating func take(_ item: Item, _ parts: DotNetLine.ExceptionParts) {
    pending = item
    guard parts.inner != nil else { return }
    begin(item)
    pushInner(of: parts)
  }

  private mutating func continueMessage(_ line: Range<Int>) {
    guard let last = open.indices.last, open[last].takesMessage, open[last].frames.isEmpty else {
      return
    }
    if TextLine.isLogPrefix(text.bytes, line) {
      open[last].takesMessage = false
    } else {
      open[last].message.append(line)
    }
  }

  private mutating func closeInnermost() {
    guard let item = open.popLast(), !repeats || open.isEmpty, done.count < 2 * Self.maxItems
    else { return }
    done.append(
      RaisedException(
        type: text.name(item.type), message: text.message(item.message),
        frames: TraceText.bounded(item.frames.reversed()), link: startsChain ? .root : .cause))
    startsChain = false
  }
}
