public import LogModel
public import Patterns

/// Explains signatures and profiles on texts that a writer of patterns has at hand.
public struct PatternExplainer: Sendable {
  private let library: PatternLibrary
  private let runner: PatternExamples

  /// Bytes of entries that are looked at closely for the one that comes nearest.
  private static let considered = 256 << 10

  /// Compiles the library.
  public init(library: PatternLibrary) throws(PatternExamples.SetupError) {
    self.library = library
    runner = try PatternExamples(library: library)
  }

  /// - Parameter input: LogEntry objects in any form that a scan reads, or else the text of one entry, as
  ///   in the examples of signatures; for a rule of the CRE format the lines of a log.
  public func explanation(of signature: Signature, on input: String) -> PatternExplanation {
    if let rule = signature.rule {
      let example = Examples.Example(
        lines: [input], location: SourceLocation(file: "-", line: 0, column: 0))
      return RuleExplainer(signature: signature, rule: rule, library: library)
        .explanation(of: input, firing: runner.firing(on: example))
    }
    let conditions = signature.match.map { [$0] } ?? signature.group?.conditions ?? []
    let subject = Subject(input, paths: paths(conditions), library: library)
    let firing = runner.firing(on: subject.example)
    let fires = firing.contains(signature.id)
    var explanation = PatternExplanation(
      fires: fires, entries: subject.reading.entries.count, parts: [], reasons: [],
      others: library.signatures.filter { firing.contains($0.id) && $0.id != signature.id })
    let steps = signature.group?.steps.count ?? 1
    for (index, condition) in conditions.enumerated() {
      var name = ""
      if let group = signature.group {
        name =
          index >= steps
          ? "unless \(index - steps + 1)" : group.kind == .count ? "of" : "step \(index + 1)"
      }
      guard let part = part(name, condition, subject.reading) else { continue }
      // What is not there to forbid the group needs no words.
      if index >= steps, part.heldOn == 0 { continue }
      explanation.parts.append(part)
      explanation.parts[explanation.parts.count - 1].isUnwanted = index >= steps
    }
    if let group = signature.group {
      if !fires {
        explanation.reasons = GroupReasons(signature: signature, group: group, library: library)
          .reasons(on: subject, heldOn: explanation.parts.filter { !$0.isUnwanted }.map(\.heldOn))
      }
    } else if fires, explanation.parts.allSatisfy({ $0.heldOn == 0 }) {
      explanation.reasons = ["it holds of what several entries make together"]
    }
    return explanation
  }

  /// Which markers of a profile hold; where none does, the one that comes nearest.
  public func explanation(of profile: Profile, on input: String) -> PatternExplanation {
    let markers = profile.markers
    let subject = Subject(input, paths: paths(markers.map(\.condition)), library: library)
    let parts = markers.compactMap { part($0.slot.words, $0.condition, subject.reading) }
    let held = parts.filter { $0.heldOn > 0 }
    let firing = runner.firing(on: subject.example)
    var told = held
    if held.isEmpty, let nearest = parts.max(by: { $0.finding.closeness < $1.finding.closeness }) {
      told = [nearest]
    }
    return PatternExplanation(
      fires: !held.isEmpty, entries: subject.reading.entries.count, parts: told,
      reasons: held.isEmpty && parts.count > 1
        ? ["none of its \(parts.count) markers holds; the nearest is shown"] : [],
      others: library.signatures.filter { firing.contains($0.id) })
  }

  private func paths(_ conditions: [Condition]) -> Set<[String]> {
    conditions.reduce(into: []) { $0.formUnion($1.fieldPaths) }
  }

  private func part(
    _ name: String, _ condition: Condition, _ reading: ExplainedEntry.Reading
  ) -> PatternExplanation.Part? {
    let subjects = reading.entries + reading.joined
    let holding = subjects.filter { condition.holds(of: $0) }
    if let first = holding.first {
      return PatternExplanation.Part(
        name: name, isUnwanted: false, finding: ConditionJudge(entry: first).finding(condition),
        entry: first, heldOn: holding.count)
    }
    var nearest: PatternExplanation.Part?
    var room = PatternExplainer.considered
    for entry in subjects where room > 0 {
      room -= entry.text.utf8.count + entry.attachedTrace.utf8.count + 1
      let finding = ConditionJudge(entry: entry).finding(condition)
      guard nearest.map({ $0.finding.closeness < finding.closeness }) ?? true else { continue }
      nearest = PatternExplanation.Part(
        name: name, isUnwanted: false, finding: finding, entry: entry, heldOn: 0)
    }
    return nearest
  }
}

extension PatternExplainer {
  /// What is to be explained, read.
  struct Subject {
    var reading: ExplainedEntry.Reading
    var example: Examples.Example

    init(_ input: String, paths: Set<[String]>, library: PatternLibrary) {
      func read(_ text: String) -> ExplainedEntry.Reading {
        ExplainedEntry.read(Array(text.utf8), paths: paths, library: library)
      }
      var lines = [input]
      reading = read(input)
      let looksLikeObjects = ["{", "["].contains(input.first { !$0.isWhitespace })
      if !looksLikeObjects || !reading.isWhole || reading.entries.isEmpty {
        lines = [Examples.Example.line(of: input)]
        reading = read(lines[0])
      }
      if reading.entries.allSatisfy({ !$0.timestamp.isDated }) {
        // As examples are: whoever tries several entries means them to follow one another.
        lines = Examples.Example.inOrder(reading.objects)
        reading = read(lines.joined(separator: "\n"))
      }
      example = Examples.Example(
        lines: lines, location: SourceLocation(file: "-", line: 0, column: 0))
    }
  }
}

extension BootMarker.Slot {
  /// As profiles spell it.
  public var words: String {
    switch self {
    case .start: "boot start"
    case .ready: "boot ready"
    case .failed: "boot failed"
    case .exit: "boot exit"
    case .deployed: "boot deployed"
    case .phaseEnter(let phase): "phase \(phase) enter"
    case .phaseDone(let phase): "phase \(phase) done"
    case .phaseFailed(let phase): "phase \(phase) failed"
    }
  }
}

extension Examples.Example {
  /// An entry of an example for people: its text where the file has nothing but a text, else the object.
  public static func shown(_ line: String) -> [String] {
    let reading = ExplainedEntry.read(
      Array(line.utf8), paths: [],
      library: PatternLibrary(signatures: [], profiles: [], impact: ImpactModel()))
    guard let text = reading.entries.first?.text, line.hasSuffix(self.line(of: text).dropFirst())
    else { return [line] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
