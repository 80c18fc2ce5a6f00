import LogModel
import PatternTesting
import Patterns

/// All that a signature or a profile says, and where it says so.
struct PatternSheet {
  let library: PatternLibrary
  let width: Int
  /// What the user named; the rest is shipped.
  let userPaths: [String]

  private static let labels = 15

  func text(of signature: Signature) -> String {
    var sheet = begun(
      signature.id, signature.title, signature.location,
      "signature, \(signature.severity.rawValue), \(signature.role.rawValue)")
    if !signature.tags.isEmpty { sheet.add("  tags", prose: list(signature.tags)) }
    sheet.addBlank()
    if let match = signature.match { add("  matches", match, to: &sheet) }
    if let group = signature.group { add(group, to: &sheet) }
    if let rule = signature.rule { add(rule, to: &sheet) }
    add(signature.startup, to: &sheet)
    addRelations(of: signature, to: &sheet)
    addKnowledge(of: signature, to: &sheet)
    sheet.addBlank()
    add("  must match", signature.examples.matches, to: &sheet)
    add("  must not", signature.examples.ignores, to: &sheet)
    return sheet.text
  }

  func text(of profile: Profile) -> String {
    var sheet = begun(
      profile.id, profile.title, profile.location, "profile, layer \(profile.layer)")
    for (label, conditions) in [
      ("  start", profile.start), ("  ready", profile.ready), ("  failed", profile.failed),
      ("  exit", profile.exit), ("  deployed", profile.deployed),
    ] where !conditions.isEmpty {
      sheet.addBlank()
      add(label, anyOf: conditions, to: &sheet)
    }
    for (number, phase) in profile.phases.enumerated() {
      sheet.addBlank()
      sheet.add("  phase \(number + 1)", prose: phase.name)
      for (label, conditions) in [
        ("    enter", phase.enter), ("    done", phase.done), ("    failed", phase.failed),
      ] where !conditions.isEmpty {
        add(label, anyOf: conditions, to: &sheet)
      }
      if !phase.frames.isEmpty { sheet.add("    frames", prose: list(phase.frames)) }
    }
    let users = library.signatures.filter { signature in
      let named = signature.startup.map { [$0.phase].compactMap(\.self) + $0.frames.values } ?? []
      return profile.phases.contains { named.contains($0.name) }
    }
    if !users.isEmpty {
      sheet.addBlank()
      sheet.add("  named by", prose: list(users.map(\.id)))
    }
    return sheet.text
  }

  private func begun(
    _ id: String, _ title: String, _ location: SourceLocation, _ kind: String
  ) -> Sheet {
    var sheet = Sheet(labels: PatternSheet.labels, width: width)
    sheet.add(whole: id, indent: -PatternSheet.labels)
    sheet.add("  title", prose: title)
    let isShipped = !userPaths.contains { location.file.hasPrefix($0) }
    sheet.add(
      "  file", whole: "\(location.file):\(location.line)" + (isShipped ? " (shipped)" : ""))
    sheet.add("  kind", prose: kind)
    return sheet
  }

  private func add(_ label: String, _ condition: Condition, to sheet: inout Sheet) {
    add(label, ConditionOutline(condition), 0, to: &sheet)
  }

  private func add(_ label: String, anyOf conditions: [Condition], to sheet: inout Sheet) {
    add(label, conditions.count == 1 ? conditions[0] : .any(conditions), to: &sheet)
  }

  private func add(
    _ label: String, _ outline: ConditionOutline, _ indent: Int, to sheet: inout Sheet
  ) {
    let line = outline.location.map { "  :\($0.line)" } ?? ""
    sheet.add(label, whole: outline.words + line, indent: indent)
    for part in outline.parts { add("", part, indent + 2, to: &sheet) }
  }

  private func add(_ group: EntryGroup, to sheet: inout Sheet) {
    sheet.add("  matches", prose: group.words)
    for (index, step) in group.steps.enumerated() {
      let label = group.kind == .count ? "    each" : "    step \(index + 1)"
      add(label, step, to: &sheet)
    }
    for condition in group.unless { add("    unless", condition, to: &sheet) }
  }

  private func add(_ rule: ReliabilityRule, to sheet: inout Sheet) {
    let order = rule.kind == .sequence ? "in order" : "in any order"
    let count = rule.terms.count == 1 ? "1 term" : "\(rule.terms.count) terms"
    let window = rule.window == 0 ? "" : ", within \(SpanWords.of(nanoseconds: rule.window))"
    sheet.add("  matches", prose: "\(count) \(order)\(window) (CRE)")
    for (number, term) in rule.terms.enumerated() {
      let label = "    term \(number + 1)"
      add(label, ConditionOutline(term.test), 0, to: &sheet)
      if term.count > 1 { sheet.add(prose: "in \(term.count) lines", indent: 2) }
    }
    for veto in rule.vetoes {
      add("    veto", ConditionOutline(veto.test), 0, to: &sheet)
      let slide = SpanWords.of(nanoseconds: abs(veto.slide))
      let start = veto.slide == 0 ? "from" : slide + (veto.slide < 0 ? " before" : " after")
      let window = SpanWords.of(nanoseconds: veto.window)
      sheet.add(
        prose: "\(start) line \(veto.anchor + 1) for "
          + (veto.isAbsolute ? window : "as long as the lines take and \(window)"), indent: 2)
    }
  }

  private func add(_ startup: Signature.Startup?, to sheet: inout Sheet) {
    guard let startup, startup.phase != nil || !startup.frames.isEmpty else { return }
    sheet.addBlank()
    if let phase = startup.phase { sheet.add("  phase", prose: phase) }
    for (function, phase) in startup.frames.sorted(by: { $0.key < $1.key }) {
      sheet.add("  frames", prose: "\(function): \(phase)")
    }
  }

  private func addRelations(of signature: Signature, to sheet: inout Sheet) {
    let others = library.signatures
    let explainedBy = others.filter { $0.explains.contains(signature.id) }.map(\.id)
    let crossedBy = others.filter { $0.crossFires.contains(signature.id) }.map(\.id)
    let rows = [
      ("  explains", signature.explains), ("  explained by", explainedBy),
      ("  crosses", signature.crossFires + crossedBy.filter { !signature.crossFires.contains($0) }),
    ].filter { !$0.1.isEmpty }
    if rows.isEmpty { return }
    sheet.addBlank()
    for (label, ids) in rows { sheet.add(label, prose: list(ids)) }
  }

  private func addKnowledge(of signature: Signature, to sheet: inout Sheet) {
    sheet.addBlank()
    for (number, answer) in signature.why.enumerated() {
      sheet.add(number == 0 ? "  why" : "", prose: answer)
    }
    for fix in signature.fixes {
      let label =
        switch fix.horizon {
        case .immediate: "  now"
        case .longTerm: "  later"
        case .prevention: "  prevent"
        }
      sheet.add(label, prose: fix.text)
      for file in fix.files { sheet.add(whole: file) }
    }
    if !signature.impactCapabilities.isEmpty {
      sheet.add("  capabilities", prose: list(signature.impactCapabilities))
    }
    if let words = signature.impactText { sheet.add("  meaning", prose: words) }
    if !signature.impactTags.isEmpty { sheet.add("  impact", prose: list(signature.impactTags)) }
    for (number, link) in signature.references.enumerated() {
      sheet.add(number == 0 ? "  see" : "", whole: link)
    }
  }

  private func add(_ label: String, _ examples: [Examples.Example], to sheet: inout Sheet) {
    for (number, example) in examples.enumerated() {
      sheet.add(number == 0 ? label : "", whole: ":\(example.location.line)")
      for line in example.lines {
        for part in Examples.Example.shown(line) { sheet.add(whole: part, indent: 2) }
      }
    }
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}

extension EntryGroup {
  /// What is asked of the entries together.
  var words: String {
    let what =
      switch kind {
      case .sequence: "\(steps.count) steps in order"
      case .set: "\(steps.count) conditions in any order"
      case .count: "\(atLeast) entries of a kind"
      }
    let scope = scope == .any ? "" : ", of one \(scope.rawValue)"
    let shared = sharing.isEmpty ? "" : ", \(sharing.joined(separator: ", ")) captured alike"
    return "\(what) within \(SpanWords.of(seconds: within))\(scope)\(shared)"
  }
}
