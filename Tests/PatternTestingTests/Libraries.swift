import Patterns
import Testing

/// The libraries that tests run.
enum Libraries {
  /// The copy of the shipped patterns within the program.
  static let shipped = Result { () throws(PatternErrors) in
    try PatternLibraryLoader.load(shipped: .embedded, paths: [])
  }

  static func of(_ text: String) throws -> PatternLibrary {
    try PatternLibraryLoader.load(files: [PatternFile(name: "mine.yaml", text: text)])
  }

  /// One signature with a condition, and nothing else.
  static func matching(_ match: String) throws -> PatternLibrary {
    try of(
      """
      id: mine
      title: mine
      severity: error
      role: cause
      match: \(match)
      examples: { matches: [x], ignores: [y] }
      """)
  }
}
