public import LogModel

/// Writes the document `fivewhys.digest/1`: every member present, unknown ones null.
///
/// Its shape is `docs/schema/fivewhys.digest-1.schema.json`.
public struct JSONRenderer: DigestRenderer {
  public init() {}

  public var format: DigestFormat { .json }

  public func render(_ digest: Digest, options: RenderOptions) -> String {
    JSONWriter.document(document(digest))
  }

  private func document(_ digest: Digest) -> JSONValue {
    .object([
      ("schema", .string(Digest.schema)),
      (
        "tool",
        .object([("name", .string("fivewhys")), ("version", .string(digest.toolVersion))])
      ),
      ("generatedAt", .timestamp(digest.generatedAt)),
      ("window", .object([("from", .timestamp(digest.from)), ("to", .timestamp(digest.to))])),
      ("input", input(digest.input)),
      ("summary", summary(digest.summary)),
      ("incidents", .array(digest.incidents.map(JSONValue.incident))),
      ("related", .array(digest.related.map(JSONValue.related))),
      ("unexplained", .array(digest.unexplained.map(unexplained))),
    ])
  }

  private func input(_ input: InputSummary) -> JSONValue {
    .object([
      ("files", .integer(input.files)),
      ("bytesRead", .integer(input.bytesRead)),
      ("bytesInflated", .integer(input.bytesInflated)),
      ("entries", .integer(input.entries)),
      ("leftOut", .integer(input.leftOut)),
      ("duplicates", .integer(input.duplicates)),
      ("deduplication", .string(input.deduplicatedAll ? "all" : "facts")),
      ("malformed", .integer(input.malformed)),
      ("truncatedFiles", .integer(input.truncatedFiles)),
      ("errorEntries", .integer(input.errorEntries)),
      ("explainedErrorEntries", .integer(input.explainedErrorEntries)),
      ("problems", .array(input.problems.sorted().map(problem))),
    ])
  }

  private func problem(_ problem: Problem) -> JSONValue {
    .object([
      ("file", .string(problem.file)),
      ("entry", .optional(problem.entry)),
      ("byteOffset", .optional(problem.byteOffset)),
      ("reason", .string(problem.reason)),
    ])
  }

  private func summary(_ summary: Summary) -> JSONValue {
    .object([
      ("incidents", .integer(summary.incidents)),
      ("services", .integer(summary.services)),
      ("boots", .object(JSONValue.members(of: summary.boots))),
      (
        "byPriority",
        .object(Priority.allCases.map { ($0.rawValue, .integer(summary.byPriority[$0] ?? 0)) })
      ),
      (
        "byState",
        .object(
          Incident.State.allCases.map { ($0.rawValue, .integer(summary.byState[$0] ?? 0)) })
      ),
      ("mrrAtRisk", .money(summary.mrrAtRisk)),
    ])
  }

  private func unexplained(_ template: UnexplainedTemplate) -> JSONValue {
    .object([
      ("id", .string(template.id)),
      ("template", .string(template.template)),
      ("severity", .string(template.severity.name)),
      ("count", .integer(template.count)),
      ("services", .strings(template.services)),
      ("firstSeen", .timestamp(template.firstSeen)),
      ("lastSeen", .timestamp(template.lastSeen)),
      ("example", .evidence(template.example)),
    ])
  }
}
