/// One value of a YAML document with its place.
struct YAMLNode: Sendable {
  /// A place within a file.
  struct Mark: Hashable, Comparable, Sendable {
    /// 1-based.
    var line: Int32
    /// 1-based, in characters.
    var column: Int32

    static func < (left: Mark, right: Mark) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, block
  }

  struct Scalar: Sendable {
    var text: String
    var style: Style
    /// Width of the scalar as written, quotes included, in characters; nil over several lines.
    var width: Int32?
  }

  struct Member: Sendable {
    var key: String
    var keyMark: Mark
    var value: YAMLNode
  }

  enum Content: Sendable {
    case scalar(Scalar)
    case sequence([YAMLNode])
    /// In the order of the file; no key twice.
    case mapping([Member])
  }

  var content: Content
  var mark: Mark

  /// True for `~`, `null` and nothing at all, unquoted.
  var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.style == .plain else { return false }
    switch scalar.text {
    case "", "~", "null", "Null", "NULL": return true
    default: return false
    }
  }

  /// What the value is, for messages, e.g. `a list`, `'abc'`.
  var summary: String {
    switch content {
    case .scalar(let scalar): isNull ? "nothing" : quoted(scalar.text)
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A text in quotes as messages show it: on one line, without control characters, at most 60
/// characters.
func quoted(_ text: String) -> String {
  var shown = "'"
  var count = 0
  for scalar in text.unicodeScalars {
    if count == 60 { return shown + "…'" }
    switch scalar {
    case "\n": shown += "\\n"
    case "\t": shown += "\\t"
    default:
      let isControl = scalar.properties.generalCategory == .control
      shown.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    count += 1
  }
  return shown + "'"
}
