import LogModel
import PatternTesting
import Patterns

/// An explanation for a terminal: each condition with `yes` or `no`, what shows it below, and at the end
/// what follows.
struct PatternExplanationText {
  let width: Int

  private static let margin = 5
  /// Alternatives of which none holds that are shown.
  private static let alternatives = 3
  /// Columns of a text on both sides of what is marked in it, at least.
  private static let context = 20

  func text(
    _ explanation: PatternExplanation, _ id: String, _ title: String, _ location: SourceLocation,
    verdicts: (yes: String, no: String)
  ) -> String {
    var sheet = Sheet(labels: PatternExplanationText.margin, width: width)
    sheet.add(prose: "\(id): \(title)", indent: -PatternExplanationText.margin)
    sheet.add(
      whole: "\(location.file):\(location.line)", indent: 2 - PatternExplanationText.margin)
    for part in explanation.parts {
      sheet.addBlank()
      add(part, of: explanation.entries, to: &sheet)
    }
    sheet.addBlank()
    let verdict = explanation.fires ? verdicts.yes : verdicts.no
    let reasons = explanation.reasons.joined(separator: "; ")
    add(verdict + (reasons.isEmpty ? "." : ": \(reasons)."), to: &sheet)
    if explanation.others.isEmpty {
      add(explanation.fires ? "No other signature fires." : "No signature fires.", to: &sheet)
    }
    for (number, other) in explanation.others.enumerated() {
      let label = explanation.fires ? "Fires as well" : "Fires instead"
      add((number == 0 ? label + ": " : "  ") + "\(other.id) (\(other.title))", to: &sheet)
    }
    return sheet.text
  }

  private func add(_ line: String, to sheet: inout Sheet) {
    sheet.add(prose: line, indent: -PatternExplanationText.margin)
  }

  private func add(
    _ part: PatternExplanation.Part, of entries: Int, to sheet: inout Sheet
  ) {
    var heading = part.name
    if entries > 1 {
      let entry = part.entry
      let which = entry.ordinal == 0 ? "a trace of several entries" : "entry \(entry.ordinal)"
      let time = entry.timestamp.isDated ? " (\(entry.timestamp.rfc3339))" : ""
      heading += heading.isEmpty ? "" : ": "
      heading +=
        part.heldOn > 0
        ? "holds of \(part.heldOn == 1 ? which : "\(part.heldOn) entries, first of \(which)")\(time)"
        : "nearest is \(which)\(time)"
    }
    if !heading.isEmpty { add(heading, to: &sheet) }
    add(part.finding, 0, to: &sheet)
  }

  private func add(_ finding: ConditionFinding, _ indent: Int, to sheet: inout Sheet) {
    let line = finding.location.map { "  :\($0.line)" } ?? ""
    sheet.add(finding.holds ? "yes" : "no", whole: finding.words + line, indent: indent)
    for note in finding.notes {
      sheet.add(prose: note.words, indent: indent + 2)
      if let excerpt = note.excerpt {
        for line in marked(excerpt, indent + 4) { sheet.add(whole: line, indent: indent + 4) }
      }
    }
    for part in shown(of: finding) { add(part, indent + 2, to: &sheet) }
    let rest = finding.parts.count - shown(of: finding).count
    if rest > 0 {
      let verb = rest == 1 ? "does" : "do"
      sheet.add(
        whole: "\(rest) more \(verb) not hold\(finding.holds ? "" : " either")", indent: indent + 2)
    }
  }

  /// Of alternatives those that hold, or else those that come nearest, in the order of the file.
  private func shown(of finding: ConditionFinding) -> [ConditionFinding] {
    guard finding.isAlternatives else { return finding.parts }
    if finding.holds { return finding.parts.filter(\.holds) }
    let nearest = finding.parts.indices.sorted { left, right in
      let (first, second) = (finding.parts[left].closeness, finding.parts[right].closeness)
      return first == second ? left < right : first > second
    }
    return nearest.prefix(PatternExplanationText.alternatives).sorted().map { finding.parts[$0] }
  }

  /// The line with carets below what is marked; where characters may be of other widths than one column,
  /// with the mark in brackets.
  private func marked(_ text: MarkedText, _ indent: Int) -> [String] {
    let (before, mark, after) = (visible(text.before), visible(text.marked), visible(text.after))
    let room = max(
      3 * PatternExplanationText.context, width - PatternExplanationText.margin - indent)
    let isPlain = (before + mark + after).utf8.allSatisfy { $0 < 0x80 }
    let middle = isPlain && mark.count <= room / 2 ? mark : shortened(mark, room / 2)
    let side = max(PatternExplanationText.context, (room - middle.count) / 2)
    // What one side leaves free the other one may have.
    let left = ending(before, max(side, room - middle.count - min(side, after.count)))
    let right = beginning(after, max(side, room - middle.count - left.count))
    guard isPlain else { return ["\(left)»\(middle)«\(right)"] }
    return [
      left + middle + right,
      String(repeating: " ", count: left.count)
        + (middle.isEmpty ? "^" : String(repeating: "^", count: middle.count)),
    ]
  }

  private func shortened(_ text: String, _ room: Int) -> String {
    guard text.count > room else { return text }
    return beginning(text, room / 2) + text.suffix(room / 2)
  }

  private func beginning(_ text: String, _ room: Int) -> String {
    text.count > room ? text.prefix(max(0, room - 1)) + "…" : text
  }

  private func ending(_ text: String, _ room: Int) -> String {
    text.count > room ? "…" + text.suffix(max(0, room - 1)) : text
  }
}
