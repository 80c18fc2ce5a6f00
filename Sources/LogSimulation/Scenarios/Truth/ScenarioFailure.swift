/// Why a simulated service fails, and what a reader should find of it.
struct ScenarioFailure: Hashable, Sendable {
  struct Frame: Hashable, Sendable {
    var file: String
    var function: String
  }

  /// How it is written.
  enum Script: Hashable, Sendable {
    /// A Python exception; `reason` is what the phase that fails says.
    case python(PythonTraceback, reason: String)
    case styled(StyledEnding)
  }

  var script: Script
  /// Of the root exception; nil where the logs hold none.
  var type: String?
  var message: String?
  /// The innermost frame of the application, of the first exception that has one.
  var origin: Frame?
  /// Whether the logs hold the words of an exception without its trace, so that a reader may take
  /// them for one or not.
  var isWordsOnly = false
  /// The shipped signature that explains it.
  var signature: String?
  /// The phase whose code raised it, where that is another than the one that fails.
  var phaseOrigin: String?

  init(_ trace: PythonTraceback, reason: String = "", signature: String?) {
    script = .python(trace, reason: reason)
    type = trace.segments[0].type
    message = trace.segments[0].message
    self.signature = signature
    for segment in trace.segments where origin == nil {
      origin = segment.frames.last { $0.file.hasPrefix("/app/") }
        .map { Frame(file: $0.file, function: $0.function) }
    }
  }

  init(_ ending: StyledEnding, signature: String? = nil) {
    script = .styled(ending)
    self.signature = signature
    guard case .fails(let failure, let logging) = ending else { return }
    isWordsOnly = failure.trace == nil || logging == .messageOnly
    self.signature = failure.signature(logging)
    guard !isWordsOnly, let trace = failure.trace else { return }
    type = trace.root?.type
    message = trace.root?.message
    origin = trace.origin.map { frame in
      // C# calls the method of top-level statements so; a reader is told Main.
      Frame(file: frame.file, function: frame.function.replacing("<Main>$", with: "Main"))
    }
  }

  /// What is left of it where each line is an entry: the further lines of a message show no sign of
  /// belonging to an exception.
  var loggedLineByLine: ScenarioFailure {
    var left = self
    left.message = message?.split(separator: "\n", omittingEmptySubsequences: false).first
      .map(String.init)
    // Rust's message is a line of its own, and only the standard library's are known to be one.
    if case .styled(.fails(let failure, _)) = script, failure.trace?.language == .rust,
      type == "panic", left.message?.hasPrefix("called `") != true
    {
      left.message = ""
    }
    // It asks which fields are missing, and they stand in the further lines.
    if signature == "pydantic-settings-missing" { left.signature = nil }
    return left
  }

  /// What makes failures of one service the same: the signature, else the exception and its origin.
  var cause: String {
    signature ?? "\(type ?? "") \(origin.map { "\($0.file) \($0.function)" } ?? "")"
  }

  var tags: [String] { signature.map(SignatureImpact.tags) ?? [] }
  var capabilities: [String] { signature.map(SignatureImpact.capabilities) ?? [] }

  /// As a runtime prints it; of a failure that raises nothing, its words.
  var text: String {
    switch script {
    case .python(let trace, _): trace.text
    case .styled(.fails(let failure, _)): failure.trace?.text ?? failure.message
    case .styled: "the start did not finish"
    }
  }

  /// `TYPE: MESSAGE`
  var conclusion: String {
    if let type, let message { return "\(type): \(message)" }
    if case .styled(.fails(let failure, _)) = script { return failure.message }
    return text
  }

  /// The trace in a member of a structured entry.
  var traceMember: [JSONValue.Member] { [.init("exception", .string(text))] }
}
