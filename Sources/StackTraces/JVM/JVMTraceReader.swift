import LogModel

/// Reads the chain of exceptions of one text, line by line.
///
/// Lines before the first exception and foreign lines within are passed over; the next trace of the
/// text ends the reading. `... 12 more` frames are those of the exception around it and are put back,
/// for the application's frame is often among them.
struct JVMTraceReader {
  private let text: TraceText
  /// As printed.
  private var items: [Item] = []
  /// An exception line without frames so far.
  private var pending: Item?
  /// The last line that was no part of a trace.
  private var previous: Range<Int>?
  /// Column of `Suppressed:`, while what follows belongs to it.
  private var suppression: Int?
  private var isOver = false

  private struct Item {
    enum Kind {
      case first
      /// `Exception in thread`: a trace even if nothing follows.
      case unmistakable
      case cause
      case wrapper
    }

    var kind: Kind
    var type: Range<Int>
    var message: [Range<Int>]
    /// False where other lines than its own follow.
    var takesMessage = true
    /// Innermost first.
    var frames: [StackFrame] = []
    /// Frames that are the same as the last ones of the exception around it.
    var elided = 0

    init(_ kind: Kind, _ parts: JVMLine.ExceptionParts) {
      self.kind = kind
      type = parts.type
      message = [parts.message]
    }
  }

  /// Longer chains lose what is in their middle.
  private static let maxItems = 64
  private static let maxFrames = 2048

  init(_ source: String) { text = TraceText(source) }

  mutating func read() -> StackTrace? {
    for line in text.lines where !isOver { take(TextLine.trimmedEnd(text.bytes, line)) }
    if items.isEmpty, let pending, pending.kind == .unmistakable { items = [pending] }
    guard isComplete else { return nil }
    return StackTrace(language: "jvm", exceptions: exceptions())
  }

  /// An exception line alone may be any message.
  private var isComplete: Bool {
    guard let first = items.first else { return false }
    return items.count > 1 || first.kind == .unmistakable || previous != nil && first.kind == .cause
      || items.contains { !$0.frames.isEmpty }
  }

  private mutating func take(_ line: Range<Int>) {
    let bytes = text.bytes
    if line.isEmpty {
      if items.isEmpty { pending?.message.append(line) } else { continueMessage(line) }
    } else if let frame = JVMLine.frame(bytes, line) {
      takeFrame(frame)
    } else if let count = JVMLine.elided(bytes, line) {
      if suppression == nil, !items.isEmpty { items[items.count - 1].elided = count }
    } else if let section = JVMLine.section(bytes, line) {
      take(section, column: TextLine.indentation(bytes, line))
    } else {
      takeOther(line)
    }
  }

  private mutating func takeFrame(_ frame: JVMLine.FrameParts) {
    guard suppression == nil else { return }
    if items.isEmpty { begin() }
    guard let last = items.indices.last, items[last].frames.count < Self.maxFrames else { return }
    let function = text.name(frame.function)
    items[last].frames.append(
      StackFrame(
        file: frame.file.map(text.name) ?? "<unknown>", line: frame.line, function: function,
        isApplication: JVMPackages.isApplication(function)))
  }

  /// The exception that the first frame belongs to: the line that waits for it, else what the line
  /// above names.
  private mutating func begin() {
    if let pending {
      items = [pending]
    } else if let previous {
      let line = TextLine.trimmed(text.bytes, previous)
      if let parts = JVMLine.named(text.bytes, line),
        QualifiedName.isQualified(text.bytes, parts.type)
      {
        items = [Item(.first, parts)]
      } else if let parts = JVMLine.embedded(text.bytes, line) {
        items = [Item(.first, parts)]
      }
    }
    pending = nil
  }

  private mutating func take(_ section: JVMLine.Section, column: Int) {
    let kind: Item.Kind
    let parts: JVMLine.ExceptionParts
    switch section {
    case .circular: return
    case .suppressed:
      if items.isEmpty { begin() }
      if suppression == nil { suppression = column }
      return
    case .cause(let named): (kind, parts) = (.cause, named)
    case .wrapper(let named): (kind, parts) = (.wrapper, named)
    }
    // What was suppressed has causes of its own.
    if let suppression, column >= suppression, suppression > 0 { return }
    suppression = nil
    if items.isEmpty { begin() }
    items.append(Item(kind, parts))
    if items.count > Self.maxItems { items.remove(at: Self.maxItems / 4) }
  }

  private mutating func takeOther(_ line: Range<Int>) {
    let bytes = text.bytes
    let trimmed = TextLine.trimmed(bytes, line)
    if let last = items.last {
      guard !last.frames.isEmpty || last.elided > 0 || suppression != nil else {
        continueMessage(line)
        return
      }
      // The next trace.
      isOver =
        JVMLine.unmistakable(bytes, trimmed) != nil || JVMLine.likely(bytes, trimmed) != nil
      return
    }
    if let parts = JVMLine.unmistakable(bytes, trimmed) {
      pending = Item(.unmistakable, parts)
    } else if let parts = JVMLine.likely(bytes, trimmed), pending?.kind != .unmistakable {
      pending = Item(.first, parts)
    } else if TextLine.isLogPrefix(bytes, line) {
      // A message that was logged after an exception line: its exception may stand in it.
      if pending?.kind == .unmistakable { pending?.takesMessage = false } else { pending = nil }
    } else if pending?.takesMessage == true {
      pending?.message.append(line)
    }
    previous = line
  }

  private mutating func continueMessage(_ line: Range<Int>) {
    guard let last = items.indices.last, items[last].takesMessage, items[last].frames.isEmpty,
      items[last].elided == 0, suppression == nil
    else { return }
    if TextLine.isLogPrefix(text.bytes, line) {
      items[last].takesMessage = false
    } else {
      items[last].message.append(line)
    }
  }

  /// Root first.
  private func exceptions() -> [RaisedException] {
    let outermostFirst =
      items.filter { $0.kind == .wrapper }.reversed() + items.filter { $0.kind != .wrapper }
    var around: [StackFrame] = []
    var exceptions: [RaisedException] = []
    for item in outermostFirst {
      let frames = item.frames + around.suffix(min(item.elided, Self.maxFrames))
      around = Array(frames.prefix(Self.maxFrames))
      exceptions.append(
        RaisedException(
          type: text.name(item.type), message: text.message(item.message),
          frames: TraceText.bounded(frames.reversed()), link: .cause))
    }
    exceptions.reverse()
    exceptions[0].link = .root
    return exceptions
  }
}
