import LogModel
import Patterns

/// Says of a condition why it holds of one entry, or why it does not.
struct ConditionJudge {
  let entry: ExplainedEntry

  typealias Note = ConditionFinding.Note

  func finding(_ condition: Condition) -> ConditionFinding {
    let outline = ConditionOutline(condition)
    let holds = condition.holds(of: entry)
    func leaf(_ closeness: Double, _ notes: [Note]) -> ConditionFinding {
      ConditionFinding(outline, holds: holds, closeness: closeness, notes: notes)
    }
    switch condition {
    case .message(let predicate):
      let judged = TextJudge(predicate: predicate, texts: texts).judged()
      return leaf(judged.closeness, judged.notes)
    case .severity: return leaf(0.5, [Note("severity is \(entry.severity.name)")])
    case .field(let path, let predicate):
      let judged = judge(predicate, path)
      return leaf(judged.closeness, judged.notes)
    case .source(let key, _): return leaf(0, [value(of: key)])
    case .httpStatus:
      let status = entry.httpStatus.map { "its status is \($0)" } ?? "it is no request"
      return leaf(entry.httpStatus == nil ? 0 : 0.5, [Note(status)])
    case .exception(let predicate):
      let judged = ExceptionJudge(predicate: predicate).judged(entry.exceptions)
      return leaf(judged.closeness, judged.notes)
    case .any(let conditions):
      if outline.parts.isEmpty, case .source(let key, _)? = conditions.first {
        return leaf(0, [value(of: key)])
      }
      let parts = conditions.map { finding($0) }
      var alternatives = ConditionFinding(
        outline, holds: holds, closeness: parts.map { $0.closeness }.max(), parts: parts)
      alternatives.isAlternatives = true
      return alternatives
    case .all(let conditions):
      let parts = conditions.map { finding($0) }
      let sum = parts.reduce(0) { $0 + $1.closeness }
      return ConditionFinding(
        outline, holds: holds, closeness: sum / Double(max(1, parts.count)), parts: parts)
    case .not(let condition):
      let inner = finding(condition)
      return inner.parts.isEmpty
        ? leaf(0, inner.holds ? inner.notes : [])
        : ConditionFinding(outline, holds: holds, parts: [inner])
    }
  }

  private var texts: [(name: String, text: String)] {
    guard !entry.attachedTrace.isEmpty else { return [("", entry.text)] }
    return [("the text", entry.text), ("the attached stack trace", entry.attachedTrace)]
  }

  private func value(of key: SourceKey) -> Note {
    let value: String? =
      switch key {
      case .service: entry.source.service.name
      case .project: entry.source.service.project
      case .environment: entry.source.service.environment
      case .log: entry.source.log.isEmpty ? nil : entry.source.log
      case .resourceType: entry.source.resourceType
      }
    return Note(value.map { "\(key.words) is \(quote($0))" } ?? "it names no \(key.words)")
  }

  private func judge(
    _ predicate: FieldPredicate, _ path: [String]
  ) -> (closeness: Double, notes: [Note]) {
    guard let value = entry.field(path) else { return (0, [Note(absence(of: path))]) }
    switch predicate {
    case .exists: return (0, [Note("it is there: \(quote(value.text))")])
    case .number:
      if let found = value.number { return (0.5, [Note("it is \(number(found))")]) }
      return (0, [Note("it is \(quote(value.text)), which is no number")])
    case .text(let predicate):
      let judged = TextJudge(predicate: predicate, texts: [("its value", value.text)]).judged()
      return (judged.closeness, judged.notes)
    }
  }

  private func absence(of path: [String]) -> String {
    let there = path.indices.dropLast().last { entry.field(Array(path[...$0])) != nil }
    guard let there else { return "there is no \(fieldPath([path.first ?? ""]))" }
    let missing = fieldPath(Array(path[...(there + 1)]))
    return "there is \(fieldPath(Array(path[...there]))), but no \(missing)"
  }
}
