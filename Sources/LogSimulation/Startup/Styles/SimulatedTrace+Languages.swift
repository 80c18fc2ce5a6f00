/// How each runtime prints a chain.
extension SimulatedTrace {
  /// The wrapper first, each cause after it; frames that a cause shares are counted only.
  var jvmLines: [String] {
    var lines: [String] = []
    var enclosing: [Frame] = []
    for (index, raised) in chain.reversed().enumerated() {
      var head = SimulatedTrace.head(raised)
      if index > 0 { head[0] = "Caused by: " + head[0] }
      lines += head
      let shared = zip(raised.frames.reversed(), enclosing.reversed()).prefix { $0 == $1 }.count
      lines += raised.frames.dropLast(shared)
        .map { "\tat \($0.function)(\($0.file):\($0.line))" }
      if shared > 0 { lines.append("\t... \(shared) common frames omitted") }
      enclosing = raised.frames
    }
    return lines
  }

  /// The wrapper first; a cause stands in brackets and is indented by two.
  var nodeLines: [String] {
    var lines: [String] = []
    let reversed = Array(chain.reversed())
    for (depth, raised) in reversed.enumerated() {
      let indent = String(repeating: "  ", count: depth)
      var head = SimulatedTrace.head(raised)
      if depth > 0 { head[0] = "[cause]: " + head[0] }
      lines += head.map { indent + $0 }
      for (index, frame) in raised.frames.enumerated() {
        let isLast = index == raised.frames.count - 1 && depth < reversed.count - 1
        let place = "\(frame.file):\(frame.line):13"
        let call = frame.function.isEmpty ? place : "\(frame.function) (\(place))"
        let awaited = frame.isAwaiting ? "async " : ""
        lines.append(indent + "    at " + awaited + call + (isLast ? " {" : ""))
      }
    }
    for depth in stride(from: reversed.count - 2, through: 0, by: -1) {
      lines.append(String(repeating: "  ", count: depth) + "}")
    }
    return lines
  }

  /// A panic names no type but `error`s' own; the goroutine's calls follow after a blank line.
  var goLines: [String] {
    guard let raised = chain.first else { return [] }
    // What the runtime finds itself is an error of its own type, which it does not print.
    let isOfRuntime = raised.type == "runtime.Error"
    let message = isOfRuntime ? "runtime error: " + raised.message : raised.message
    var lines = SimulatedTrace.head(Raised("panic", message, []))
    if isOfRuntime, raised.message.hasPrefix("invalid memory address") {
      lines.append("[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a1f2c]")
    }
    lines += ["", "goroutine 1 [running]:"]
    for frame in raised.frames {
      lines += ["\(frame.function)(...)", "\t\(frame.file):\(frame.line) +0x1d8"]
    }
    return lines
  }

  /// The root first, each wrapper after a connector.
  var pythonLines: [String] {
    var lines: [String] = []
    for (index, raised) in chain.enumerated() {
      if index > 0 { lines += ["", PythonTraceback.Link.cause.rawValue, ""] }
      lines.append("Traceback (most recent call last):")
      for frame in raised.frames.reversed() {
        lines.append("  File \"\(frame.file)\", line \(frame.line), in \(frame.function)")
      }
      lines += SimulatedTrace.head(raised)
    }
    return lines
  }

  /// The wrapper first: `FILE:LINE:in 'FUNCTION': MESSAGE (TYPE)`, causes likewise.
  var rubyLines: [String] {
    var lines: [String] = []
    for raised in chain.reversed() {
      guard let first = raised.frames.first else { continue }
      let message = raised.message.split(separator: "\n", omittingEmptySubsequences: false)
      lines.append(
        "\(first.file):\(first.line):in `\(first.function)': \(message.first ?? "") (\(raised.type))"
      )
      lines += message.dropFirst().map { String($0) }
      lines += raised.frames.dropFirst().map { "\tfrom \($0.file):\($0.line):in `\($0.function)'" }
    }
    return lines
  }

  /// The root first, wrappers after `Next`, the place of the last throw at the end.
  var phpLines: [String] {
    var lines: [String] = []
    for (index, raised) in chain.enumerated() {
      guard let first = raised.frames.first else { continue }
      var head = SimulatedTrace.head(raised)
      head[0] = (index == 0 ? "PHP Fatal error:  Uncaught " : "Next ") + head[0]
      head[head.count - 1] += " in \(first.file):\(first.line)"
      lines += head + ["Stack trace:"]
      // Each line names the call and where it was made: one frame further out.
      for (number, frame) in raised.frames.dropFirst().enumerated() {
        lines.append(
          "#\(number) \(frame.file)(\(frame.line)): \(raised.frames[number].function)()")
      }
      lines.append("#\(raised.frames.count - 1) {main}")
      if index < chain.count - 1 { lines.append("") }
    }
    if let frame = chain.last?.frames.first {
      lines.append("  thrown in \(frame.file) on line \(frame.line)")
    }
    return lines
  }

  /// `Unhandled exception. WRAPPER` ` ---> INNER`, the inner frames first.
  var dotnetLines: [String] {
    var lines: [String] = []
    for (index, raised) in chain.reversed().enumerated() {
      var head = SimulatedTrace.head(raised)
      head[0] = (index == 0 ? "Unhandled exception. " : " ---> ") + head[0]
      lines += head
    }
    for (index, raised) in chain.enumerated() {
      if index > 0 { lines.append("   --- End of inner exception stack trace ---") }
      lines += raised.frames.map { frame in
        frame.line > 0
          ? "   at \(frame.function)() in \(frame.file):line \(frame.line)"
          : "   at \(frame.function)()"
      }
    }
    return lines
  }

  /// `thread 'main' panicked at FILE:LINE:COLUMN:` and the numbered backtrace.
  var rustLines: [String] {
    guard let raised = chain.first else { return [] }
    let place = raised.frames.first(where: \.isApplication)
    var lines = [
      "thread 'main' panicked at \(place?.file ?? "src/main.rs"):\(place?.line ?? 1):10:"
    ]
    lines += raised.message.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0)
    }
    lines.append("stack backtrace:")
    for (number, frame) in raised.frames.enumerated() {
      lines.append("   \(number): \(frame.function)")
      lines.append("             at \(frame.file):\(frame.line):10")
    }
    return lines
  }
}
