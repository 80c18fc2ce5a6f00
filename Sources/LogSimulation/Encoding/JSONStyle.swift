/// How JSON is laid out. Members are always in alphabetical order.
public struct JSONStyle: Hashable, Sendable {
  /// Spaces a level, one member a line; nil for everything on one line without blanks.
  public var indent: Int?
  /// Whether `<`, `>` and `&` are escaped, as Go's encoder does.
  public var escapesHTML: Bool

  public init(indent: Int?, escapesHTML: Bool) {
    self.indent = indent
    self.escapesHTML = escapesHTML
  }

  /// As a sink writes objects to Cloud Storage.
  public static let sink = JSONStyle(indent: nil, escapesHTML: false)
  /// As `gcloud … --format=json` prints: Python's `json.dumps(ensure_ascii=False, indent=2,
  /// sort_keys=True)`.
  public static let gcloud = JSONStyle(indent: 2, escapesHTML: false)
  /// As programs written in Go print.
  public static let go = JSONStyle(indent: nil, escapesHTML: true)
}
