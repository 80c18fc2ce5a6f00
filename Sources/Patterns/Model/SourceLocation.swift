/// A place in a pattern file.
public struct SourceLocation: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The path as the user would type it; shipped files are named from `patterns/` on.
  public var file: String
  /// 1-based; 0 for the file as a whole.
  public var line: Int
  /// 1-based, in characters.
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { line == 0 ? file : "\(file):\(line):\(column)" }

  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// Something wrong in a pattern file: place, problem, remedy.
public struct PatternError: Error, Hashable, Comparable, Sendable, CustomStringConvertible {
  public var location: SourceLocation
  /// What is wrong and what was expected, e.g. `unknown key 'mesage'; did you mean 'message'?`.
  public var message: String

  public init(location: SourceLocation, message: String) {
    self.location = location
    self.message = message
  }

  public var description: String { "\(location): \(message)" }

  public static func < (left: PatternError, right: PatternError) -> Bool {
    (left.location, left.message) < (right.location, right.message)
  }
}

/// All that is wrong in the files of a library, in order of place.
public struct PatternErrors: Error, Sendable, CustomStringConvertible {
  public var errors: [PatternError]
  public init(_ errors: [PatternError]) { self.errors = errors.sorted() }
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
