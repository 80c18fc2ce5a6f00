import LogModel

/// Reads the panics of one Go program and the goroutine in which they were raised.
///
/// A dump has all goroutines; the failing one stands first, and only it counts. A panic that was
/// recovered and raised again is printed first, so the order of the lines is that of the failures.
struct GoTraceReader {
  private let text: TraceText
  private var found: [Found] = []

  private struct Found {
    var type: String
    var message: [Range<Int>]
    /// Whether only a server says that it was a panic.
    var isLogged = false
  }

  /// Calls, innermost first, and after how many of them each `panic` stands.
  private struct Stack {
    var frames: [StackFrame] = []
    var panics: [Int] = []
  }

  /// Panics in the handling of panics that are kept.
  private static let mostFailures = 64
  /// Lines between a server's words and the stack below them.
  private static let maxLinesAbove = 64

  init(_ source: String) { text = TraceText(source) }

  mutating func read() -> StackTrace? {
    let goroutine = text.lines.firstIndex { line in
      GoLine.goroutineStart(text.bytes, TextLine.trimmedEnd(text.bytes, line)) != nil
    }
    let stackStart = goroutine ?? firstGinPlace() ?? text.lines.count
    guard let head = begin(before: stackStart, hasStack: goroutine != nil) else { return nil }
    takeMessages(from: head)
    dropEchoes()
    var stack = Stack()
    if let goroutine {
      stack = self.stack(below: goroutine)
    } else if found[0].isLogged {
      stack = ginStack(below: head)
      guard !stack.frames.isEmpty else { return nil }
    }
    return StackTrace(language: "go", exceptions: exceptions(stack))
  }

  private func firstGinPlace() -> Int? {
    text.lines.firstIndex { line in
      GoLine.ginPlace(text.bytes, TextLine.trimmedEnd(text.bytes, line)) != nil
    }
  }

  /// Finds the first failure: the index of its line.
  private mutating func begin(before end: Int, hasStack: Bool) -> Int? {
    for index in 0..<end {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      guard let failure = GoLine.failure(text.bytes, line) else { continue }
      if failure.kind == .doubtful || failure.kind == .signal, !hasStack { continue }
      found = [Found(type: text.name(failure.name), message: [failure.message])]
      return index
    }
    // The line of the goroutine itself may begin with a server's words.
    let last = min(end, text.lines.count - 1)
    for index in (max(0, last - Self.maxLinesAbove)...last).reversed() {
      var line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if index == end, let start = GoLine.goroutineStart(text.bytes, line) {
        line = TextLine.trimmedEnd(text.bytes, line.lowerBound..<start)
      }
      guard let failure = GoLine.logged(text.bytes, line) else { continue }
      found = [Found(type: "panic", message: [failure.message], isLogged: true)]
      return index
    }
    return nil
  }

  /// Takes the rest of the messages, up to the stack.
  private mutating func takeMessages(from head: Int) {
    for index in (head + 1)..<max(head + 1, text.lines.count) {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if GoLine.goroutineStart(text.bytes, line) != nil || GoLine.isSignal(text.bytes, line)
        || GoLine.isRegisters(text.bytes, line)
      {
        return
      }
      if let next = GoLine.next(text.bytes, line) {
        if found.count < Self.mostFailures { found.append(Found(type: "panic", message: [next])) }
      } else if line.isEmpty || GoLine.ginPlace(text.bytes, line) != nil || isCall(at: index) {
        return
      } else {
        // Since Go 1.23 the lines of a message are indented, but for the first.
        let isIndented = text.bytes[line.lowerBound] == 0x09
        found[found.count - 1].message.append(isIndented ? line.dropFirst() : line)
      }
    }
  }

  /// Forgets panics that are the one before them, which was recovered and raised again.
  private mutating func dropEchoes() {
    guard found.count > 1 else { return }
    let messages = found.map { named($0).message }
    found = found.indices.filter { $0 == 0 || messages[$0] != messages[$0 - 1] }.map { found[$0] }
  }

  /// Whether a line is a call with its place below it: of a stack without a title, such as the runtime's
  /// own, or whose title was logged elsewhere.
  private func isCall(at index: Int) -> Bool {
    guard index + 1 < text.lines.count else { return false }
    let (call, place) = (text.lines[index], text.lines[index + 1])
    return GoLine.place(text.bytes, TextLine.trimmedEnd(text.bytes, place)) != nil
      && GoLine.call(text.bytes, TextLine.trimmedEnd(text.bytes, call)) != nil
  }

  /// The calls of the goroutine that begins with a line.
  private func stack(below goroutine: Int) -> Stack {
    var stack = Stack()
    var function: Range<Int>?
    for index in (goroutine + 1)..<max(goroutine + 1, text.lines.count) {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      if line.isEmpty { continue }
      if let place = GoLine.place(text.bytes, line) {
        guard let name = function.map(text.name) else { continue }
        if name == "panic" { stack.panics.append(stack.frames.count + 1) }
        stack.frames.append(frame(text.name(place.file), place.line, name))
        function = nil
      } else if let call = GoLine.call(text.bytes, line) {
        function = call
      } else if let creator = GoLine.creator(text.bytes, line) {
        function = creator
      } else if !GoLine.isElided(text.bytes, line) {
        // The next goroutine, registers, or what was logged after the trace.
        break
      }
    }
    return stack
  }

  /// The calls as the gin framework prints them: the place first, the function below it.
  private mutating func ginStack(below head: Int) -> Stack {
    var stack = Stack()
    var index = head + 1
    // Between the server's words and the panic's stands the request.
    var message: [Range<Int>] = []
    while index < text.lines.count {
      let line = TextLine.trimmedEnd(text.bytes, text.lines[index])
      index += 1
      guard let place = GoLine.ginPlace(text.bytes, line) else {
        if stack.frames.isEmpty { if line.isEmpty { message = [] } else { message.append(line) } }
        continue
      }
      if stack.frames.isEmpty, !message.isEmpty { found[0].message = message }
      var name: String?
      if index < text.lines.count {
        let below = TextLine.trimmedEnd(text.bytes, text.lines[index])
        name = GoLine.ginFunction(text.bytes, below).map(text.name)
      }
      stack.frames.append(frame(text.name(place.file), place.line, name))
    }
    return stack
  }

  private func frame(_ file: String, _ line: Int, _ function: String?) -> StackFrame {
    StackFrame(
      file: file, line: line, function: function,
      isApplication: GoPaths.isApplication(file: file, function: function))
  }

  /// The failures with the calls below the `panic` that raised each: what stands above it ran because
  /// of it. The first failure's is the last in the stack.
  private func exceptions(_ stack: Stack) -> [RaisedException] {
    found.enumerated().map { index, failure in
      let position = stack.panics.count - 1 - index
      let start = stack.panics.indices.contains(position) ? stack.panics[position] : 0
      let (type, message) = named(failure)
      return RaisedException(
        type: type, message: message,
        frames: TraceText.bounded(stack.frames[start...].reversed()),
        link: index == 0 ? .root : .context)
    }
  }

  /// A failure's type, and its message without what the type says.
  private func named(_ failure: Found) -> (type: String, message: String) {
    var message = text.message(failure.message)
    for ending in [" [recovered]", " [recovered, repanicked]"] where message.hasSuffix(ending) {
      message = String(message.dropLast(ending.count))
    }
    let runtime = "runtime error: "
    guard failure.type == "panic", message.hasPrefix(runtime) else {
      return (failure.type, message)
    }
    return ("runtime.Error", String(message.dropFirst(runtime.count)))
  }
}
