import LogModel

/// The document `fivewhys.explanation/1`: the incident as the digest has it, and the decisions.
struct ExplanationJSON {
  let explanation: Explanation

  var text: String {
    JSONWriter.document(
      .object([
        ("schema", .string(ExplanationRenderers.schema)),
        ("incident", .incident(explanation.incident)),
        ("sections", .array(explanation.sections.map(section))),
      ]))
  }

  private func section(_ section: Explanation.Section) -> JSONValue {
    .object([
      ("question", .string(section.question)),
      ("decisions", .array(section.decisions.map(decision))),
    ])
  }

  private func decision(_ decision: Explanation.Decision) -> JSONValue {
    .object([
      ("verdict", .string(decision.verdict.rawValue)),
      ("text", .string(decision.text)),
      ("evidence", .evidence(decision.evidence)),
      ("furtherEvidence", .integer(decision.furtherEvidence)),
    ])
  }
}
