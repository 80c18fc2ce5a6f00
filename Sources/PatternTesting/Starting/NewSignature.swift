private import LogModel
public import Patterns

/// The beginning of a signature, for a person to go on with: a file that loads, whose examples hold, and in
/// which TODO marks what only a person knows.
public struct NewSignature {
  private let id: String
  private let library: PatternLibrary

  /// Bytes of an example, of longer texts the beginning.
  private static let longestExample = 32 << 10

  /// - Parameter library: says whose code the frames of a stack trace are.
  public init(id: String, library: PatternLibrary) {
    self.id = id
    self.library = library
  }

  /// - Parameter input: a message, a stack trace or a log entry to begin with; nil for none.
  public func yaml(from input: String?) -> String {
    guard let subject = input.flatMap(subject(of:)) else {
      let text = "TODO: a message as it stands in the log"
      return yaml(
        of: Content(
          match: messageTest("TODO: what is the same in every such message"), severity: .error,
          example: "TODO: what is the same in every such message, and the rest of it",
          nearMiss: text))
    }
    for match in [subject.trace.flatMap(exceptionTest), messageTest(subject.literal)] {
      guard let match else { continue }
      for nearMiss in nearMisses(of: subject) {
        let yaml = yaml(
          of: Content(
            match: match, severity: subject.severity, example: subject.text, nearMiss: nearMiss))
        if holds(yaml) { return yaml }
      }
    }
    return yaml(from: nil)
  }

  private struct Subject {
    var text: String
    var severity: Severity
    /// The first exception that was raised.
    var trace: RaisedException?
    var literal: String
  }

  private func subject(of input: String) -> Subject? {
    let read = PatternExplainer.Subject(input, paths: [], library: library).reading
    guard let entry = read.entries.first else { return nil }
    var text = entry.text
    if !entry.attachedTrace.isEmpty, text.isEmpty || !entry.exceptions.isEmpty {
      text = entry.attachedTrace
    }
    text = beginning(of: text)
    if text.utf8.allSatisfy({ $0 <= 0x20 }) { return nil }
    let root = entry.exceptions.first
    let literal = TellingPart.of(root.map { $0.message.isEmpty ? text : $0.message } ?? text)
    return Subject(text: text, severity: entry.severity, trace: root, literal: literal)
  }

  private func beginning(of text: String) -> String {
    guard text.utf8.count > NewSignature.longestExample else { return text }
    var cut = Array(text.utf8.prefix(NewSignature.longestExample))
    if let end = cut.lastIndex(of: 0x0A) { cut.removeSubrange(end...) }
    return String(decoding: cut, as: UTF8.self)
  }

  private struct Content {
    /// Lines below `match:`.
    var match: [String]
    var severity: Severity
    var example: String
    var nearMiss: String
  }

  private func exceptionTest(_ exception: RaisedException) -> [String]? {
    var lines = ["  exception:", "    type: \(YAMLScalar.inline(exception.shortType))"]
    if !exception.message.isEmpty {
      let literal = TellingPart.of(exception.message)
      lines.append("    message: { contains: \(YAMLScalar.inline(literal)) }")
    }
    let frame = exception.frames.last { $0.isApplication } ?? exception.frames.last
    if let function = frame?.function {
      lines.append(
        "    # function: \(YAMLScalar.inline(function)) # only where it passed through here")
    }
    return lines
  }

  private func messageTest(_ literal: String) -> [String] {
    ["  severity: { atLeast: WARNING }", "  message: { contains: \(YAMLScalar.inline(literal)) }"]
  }

  /// What looks alike and is no such failure: the same words quoted at leisure, or a part of them.
  private func nearMisses(of subject: Subject) -> [String] {
    var words = subject.literal.split(separator: " ")
    if !words.isEmpty { words.removeLast() }
    return [subject.literal, words.joined(separator: " ")].filter { !$0.isEmpty }
      + ["TODO: a message that looks alike"]
  }

  private func holds(_ yaml: String) -> Bool {
    let file = PatternFile(name: "\(id).yaml", contents: Array(yaml.utf8))
    guard let library = try? PatternLibraryLoader.load(files: [file]),
      let examples = try? PatternExamples(library: library)
    else { return false }
    return examples.run().failures.isEmpty
  }

  private func yaml(of content: Content) -> String {
    let level: Signature.Level =
      content.severity >= .critical ? .critical : content.severity >= .error ? .error : .warning
    return """
      # A known failure: what it looks like, what is behind it, what to do, and examples that prove it.
      # Fill in what is marked TODO; take out of the examples what is secret. Then, with this file:
      #   fivewhys patterns lint FILE && fivewhys patterns test FILE
      # Whether it fires on a message, and why not: fivewhys patterns explain \(id) TEXT FILE
      id: \(id)
      title: 'TODO: what is wrong, in one line (\(id))'
      severity: \(level.rawValue) # critical, error, warning or info
      role: cause # or symptom: what follows from a cause
      tags: [] # such as [database, migration]
      match: # all of these; alternatives go below 'any:', what must not hold below 'not:'
      \(content.match.joined(separator: "\n"))
      # explains: [] # symptoms that it accounts for, such as [cloud-run-container-exited]
      # startup: { phase: database } # where it belongs if it stops a start and no marker tells
      why: # known answers, each to the question of the one before
        - 'TODO: what is behind it?'
      fixes:
        - { horizon: immediate, text: 'TODO: what ends it now?' }
        - { horizon: long-term, text: 'TODO: what removes its cause?' }
        - { horizon: prevention, text: 'TODO: what would have caught it?' }
      # references: [https://…]
      examples:
        matches:
          - \(YAMLScalar.block(content.example, indent: 6))
        ignores: # TODO: better a real message that looks alike
          - { severity: INFO, textPayload: \(YAMLScalar.inline(content.nearMiss)) }

      """
  }
}
