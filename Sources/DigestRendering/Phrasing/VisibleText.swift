/// Log text made safe to show: what acts on a screen is spelled out instead.
enum VisibleText {
  /// Combining marks beyond this many in a row only serve to deface the lines around them.
  private static let mostMarks = 3

  /// One line: line breaks become ` ⏎ `, blanks become single spaces, anything active an escape
  /// (`\x1b`, `\u{202e}`).
  static func line(_ text: String) -> String {
    var line = ""
    var pending = Pending.nothing
    var marks = 0
    for scalar in text.unicodeScalars {
      if let blank = blank(scalar) {
        pending = max(pending, blank)
        continue
      }
      switch pending {
      case .nothing: break
      case .space: if !line.isEmpty { line += " " }
      case .lineBreak: if !line.isEmpty { line += " ⏎ " }
      }
      if pending != .nothing { marks = 0 }
      pending = .nothing
      append(scalar, to: &line, marks: &marks)
    }
    return line
  }

  /// Several lines, each with its indentation kept; without blank lines at the ends.
  static func lines(_ text: String) -> [String] {
    var lines = [""]
    var marks = 0
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if isLineBreak(scalar) {
        if !(scalar == "\n" && previous == "\r") { lines.append("") }
        marks = 0
      } else if let width = scalar == "\t" ? 4 : blank(scalar).map({ _ in 1 }) {
        lines[lines.count - 1] += String(repeating: " ", count: width)
        marks = 0
      } else {
        append(scalar, to: &lines[lines.count - 1], marks: &marks)
      }
    }
    for index in lines.indices {
      while lines[index].last == " " { lines[index].removeLast() }
    }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return Array(lines.drop { $0.isEmpty })
  }

  private enum Pending: Comparable { case nothing, space, lineBreak }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func blank(_ scalar: Unicode.Scalar) -> Pending? {
    if isLineBreak(scalar) { return .lineBreak }
    if scalar == " " || scalar == "\t" { return .space }
    guard scalar.value >= 0xA0 else { return nil }
    return scalar.properties.generalCategory == .spaceSeparator ? .space : nil
  }

  private static func append(
    _ scalar: Unicode.Scalar, to line: inout String, marks: inout Int
  ) {
    if HostileScalars.isActive(scalar) {
      line += escape(scalar)
      marks = 0
    } else if HostileScalars.isMark(scalar) {
      marks += 1
      // A mark without a base would join what the report itself writes before it.
      let hasBase = line.unicodeScalars.last.map { $0 != " " } ?? false
      if marks <= mostMarks, hasBase {
        line.unicodeScalars.append(scalar)
      } else {
        line += escape(scalar)
      }
    } else {
      line.unicodeScalars.append(scalar)
      marks = 0
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    if scalar.value < 0x100 { return "\\x" + (digits.count < 2 ? "0" : "") + digits }
    return "\\u{" + digits + "}"
  }
}
