import LogModel

/// Reads the failure of one text and the frames of the thread that crashed.
///
/// Where no backtrace follows, the report's own file and line are the only frame.
struct SwiftTraceReader {
  private let text: TraceText
  private var fatal: SwiftLine.FatalParts?
  private var message: [Range<Int>] = []
  private var takesMessage = false
  private var crash: Range<Int>?
  /// Innermost first.
  private var frames: [StackFrame] = []
  private var isOver = false

  private static let maxFrames = 2048

  init(_ source: String) { text = TraceText(source) }

  mutating func read() -> StackTrace? {
    for line in text.lines where !isOver { take(TextLine.trimmedEnd(text.bytes, line)) }
    let type: String
    if let fatal {
      type = text.name(fatal.kind)
      if let file = fatal.file, !frames.contains(where: \.isApplication) {
        let path = text.name(file)
        frames.insert(
          StackFrame(
            file: path, line: fatal.line, function: nil,
            isApplication: SwiftPaths.isApplication(path, image: "")), at: 0)
      }
    } else if let crash, !frames.isEmpty {
      type = "Program crashed"
      message = [crash]
    } else {
      return nil
    }
    return StackTrace(
      language: "swift",
      exceptions: [
        RaisedException(
          type: type, message: text.message(message),
          frames: TraceText.bounded(frames.reversed()), link: .root)
      ])
  }

  private mutating func take(_ line: Range<Int>) {
    let bytes = text.bytes
    if line.isEmpty {
      takesMessage = false
    } else if let frame = SwiftLine.frame(bytes, line) {
      takesMessage = false
      if frames.count < Self.maxFrames { frames.append(self.frame(frame)) }
    } else if let parts = SwiftLine.fatal(bytes, line) {
      // The next failure.
      guard fatal == nil, crash == nil else {
        isOver = true
        return
      }
      fatal = parts
      message = [parts.message]
      takesMessage = true
    } else if let reason = SwiftLine.crash(bytes, line) {
      takesMessage = false
      isOver = crash != nil
      if crash == nil { crash = reason }
    } else if SwiftLine.isCrashedThread(bytes, line) {
      frames = []
    } else if SwiftLine.isOther(bytes, line) {
      isOver = !frames.isEmpty
    } else if SwiftLine.isNotice(bytes, line) || TextLine.isLogPrefix(bytes, line) {
      takesMessage = false
    } else if takesMessage {
      message.append(line)
    }
  }

  private func frame(_ parts: SwiftLine.FrameParts) -> StackFrame {
    let file = parts.file.map(text.name)
    return StackFrame(
      file: file ?? "<unknown>", line: parts.line, function: text.name(parts.function),
      isApplication: SwiftPaths.isApplication(file, image: parts.image.map(text.name)))
  }
}
