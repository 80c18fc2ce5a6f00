import LogModel

extension JSONValue {
  /// The longest text of evidence, in Unicode scalars: what the schema's `maxLength` counts.
  private static let longestText = 500

  /// RFC 3339 in UTC; null for an entry without a time.
  static func timestamp(_ timestamp: Timestamp?) -> JSONValue {
    guard let timestamp, timestamp.isDated else { return .null }
    return .string(timestamp.rfc3339)
  }

  static func evidence(_ entry: EntryReference) -> JSONValue {
    .object([
      ("timestamp", .timestamp(entry.timestamp)),
      ("insertId", entry.insertId.isEmpty ? .null : .string(entry.insertId)),
      ("logName", .optional(entry.logName)),
      ("severity", .string(entry.severity.name)),
      ("text", .string(shortened(entry.text))),
      ("file", .string(entry.file)),
      ("entry", .integer(entry.ordinal)),
      ("url", .optional(entry.logsExplorerURL)),
    ])
  }

  static func evidence(_ entries: [EntryReference]) -> JSONValue {
    .array(entries.map { .evidence($0) })
  }

  static func money(_ money: Money?) -> JSONValue {
    guard let money else { return .null }
    return .object([
      ("amount", .integer(money.amount)),
      ("currency", .string(money.currency)),
      ("atLeast", .bool(money.atLeast)),
    ])
  }

  static func members(of counts: BootCounts) -> [(String, JSONValue)] {
    [
      ("failed", .integer(counts.failed)),
      ("ready", .integer(counts.ready)),
      ("inProgress", .integer(counts.inProgress)),
      ("stopped", .integer(counts.stopped)),
    ]
  }

  /// Evidence is short already; only characters of many scalars can make it longer.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > longestText, text.unicodeScalars.count > longestText else {
      return text
    }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestText)))
  }
}
