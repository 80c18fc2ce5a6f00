import Patterns

/// The library as a table: kind, id, role or layer, severity, title.
enum PatternListing {
  static func text(of library: PatternLibrary) -> String {
    var rows = library.signatures.map { signature in
      [
        "signature", signature.id, signature.role.rawValue, signature.severity.rawValue,
        signature.title,
      ]
    }
    rows += library.profiles.map { profile in
      ["profile", profile.id, "\(profile.layer)", "-", profile.title]
    }
    var widths = [0, 0, 0, 0, 0]
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
    }
    return rows.map { row in
      // The last column is ragged, so that no line ends in blanks.
      row.enumerated().map { column, cell in
        column == row.count - 1
          ? visible(cell) : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }.joined() + "\n"
    }.joined()
  }
}
