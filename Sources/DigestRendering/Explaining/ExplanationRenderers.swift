public import LogModel

/// Writes every decision behind an incident, in the formats of a digest.
public enum ExplanationRenderers {
  /// The id of the document that ``DigestFormat/json`` writes.
  public static let schema = "fivewhys.explanation/1"

  /// A pure function, safe for its readers as a digest is; ends with a newline.
  public static func render(
    _ explanation: Explanation, as format: DigestFormat, options: RenderOptions
  ) -> String {
    switch format {
    case .text: ExplanationText(explanation: explanation, options: options).text
    case .json: ExplanationJSON(explanation: explanation).text
    case .markdown: ExplanationMarkdown(explanation: explanation).text
    }
  }
}

extension Explanation.Verdict {
  /// What stands before a decision.
  var mark: String {
    switch self {
    case .taken: "+"
    case .rejected: "-"
    case .missing: "?"
    }
  }

  var word: String {
    switch self {
    case .taken: "taken"
    case .rejected: "not taken"
    case .missing: "not seen"
    }
  }
}
