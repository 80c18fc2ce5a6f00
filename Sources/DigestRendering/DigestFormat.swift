/// A form in which a digest is written.
public enum DigestFormat: String, CaseIterable, Sendable {
  /// For people at a terminal.
  case text
  /// The document `fivewhys.digest/1`.
  case json
  /// An incident report.
  case markdown
}
