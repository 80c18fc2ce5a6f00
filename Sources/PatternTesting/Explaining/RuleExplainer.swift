import LogModel
public import Patterns

/// Explains rules of the CRE format: on which lines their terms are, and what keeps these from counting.
struct RuleExplainer {
  let signature: Signature
  let rule: ReliabilityRule
  let library: PatternLibrary

  /// Lines that are tried one by one.
  private static let considered = 1000

  /// - Parameter firing: the signatures that fire on the input.
  func explanation(of input: String, firing: Set<String>) -> PatternExplanation {
    let reading = ExplainedEntry.read(Array(input.utf8), paths: [], library: library)
    let areObjects = reading.isWhole && !reading.entries.isEmpty
    let lines = areObjects ? reading.objects : input.split(separator: "\n").map { String($0) }
    var explanation = PatternExplanation(
      fires: firing.contains(signature.id), entries: lines.count, parts: [], reasons: [],
      others: library.signatures.filter { firing.contains($0.id) && $0.id != signature.id })
    for (number, test) in rule.tests.enumerated() {
      let isVeto = number >= rule.terms.count
      guard let part = part(name(number), test, Array(lines.prefix(RuleExplainer.considered))),
        !isVeto || part.heldOn > 0
      else { continue }
      explanation.parts.append(part)
      explanation.parts[explanation.parts.count - 1].isUnwanted = isVeto
    }
    if !explanation.fires {
      explanation.reasons = reasons(on: input, explanation.parts.filter { !$0.isUnwanted })
    }
    return explanation
  }

  private func name(_ number: Int) -> String {
    guard number < rule.terms.count else { return "veto \(number - rule.terms.count + 1)" }
    let count = rule.terms[number].count
    return "term \(number + 1)" + (count > 1 ? ", in \(count) lines" : "")
  }

  private func part(_ name: String, _ test: LineTest, _ lines: [String]) -> PatternExplanation.Part?
  {
    let term = ReliabilityRule(
      kind: .set, terms: [ReliabilityRule.Term(test: test, count: 1)], vetoes: [], window: 0)
    guard let runner = runner(of: term) else { return nil }
    var first: PatternExplanation.Part?
    var heldOn = 0
    for (index, line) in lines.enumerated() {
      let holds = runner.firing(on: example(line)).contains(signature.id)
      if holds { heldOn += 1 }
      // The first that holds, else the nearest.
      if first?.finding.holds ?? false { continue }
      let finding = finding(test, line, holds: holds)
      guard first.map({ $0.finding.closeness < finding.closeness }) ?? true else { continue }
      let read = ExplainedEntry.read(Array(line.utf8), paths: [], library: library)
      guard var entry = read.entries.first else { continue }
      entry.ordinal = index + 1
      first = PatternExplanation.Part(
        name: name, isUnwanted: false, finding: finding, entry: entry, heldOn: 0)
    }
    first?.heldOn = heldOn
    return first
  }

  private func finding(_ test: LineTest, _ line: String, holds: Bool) -> ConditionFinding {
    let outline = ConditionOutline(test)
    guard case .text(let predicate) = test else { return ConditionFinding(outline, holds: holds) }
    let judged = TextJudge(predicate: predicate, texts: [("", line)]).judged()
    return ConditionFinding(
      outline, holds: holds, closeness: judged.closeness,
      notes: judged.holds == holds ? judged.notes : [])
  }

  private func reasons(on input: String, _ terms: [PatternExplanation.Part]) -> [String] {
    for (number, (term, part)) in zip(rule.terms, terms).enumerated()
    where part.heldOn < term.count {
      return ["term \(number + 1) is in \(part.heldOn) of \(term.count) lines"]
    }
    var reasons: [String] = []
    func tries(_ reason: String, _ change: (inout ReliabilityRule) -> Void) {
      var changed = rule
      change(&changed)
      if runner(of: changed)?.firing(on: example(input)).contains(signature.id) ?? false {
        reasons.append(reason)
      }
    }
    tries("the lines are further apart than \(SpanWords.of(nanoseconds: rule.window))") {
      $0.window = 86_400_000_000_000
    }
    if rule.kind == .sequence { tries("the lines come in another order") { $0.kind = .set } }
    if !rule.vetoes.isEmpty { tries("a veto counts") { $0.vetoes = [] } }
    return reasons.isEmpty ? ["no lines with all terms stand together as it asks"] : reasons
  }

  private func runner(of rule: ReliabilityRule) -> PatternExamples? {
    var changed = signature
    changed.rule = rule
    return try? PatternExamples(
      library: PatternLibrary(
        signatures: [changed], profiles: [], impact: library.impact, frames: library.frames))
  }

  private func example(_ text: String) -> Examples.Example {
    Examples.Example(lines: [text], location: SourceLocation(file: "-", line: 0, column: 0))
  }
}

extension ConditionOutline {
  /// Of a test of lines.
  public init(_ test: LineTest) {
    switch test {
    case .text(let predicate):
      self.init(words: "line \(predicate.words)", location: predicate.location)
    case .jq(let program, let location):
      self.init(words: "line gives something to jq \(quote(program))", location: location)
    }
  }
}
