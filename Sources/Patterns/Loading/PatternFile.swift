/// A file of patterns at hand.
public struct PatternFile: Sendable {
  /// As messages name it; shipped files from `patterns/` on.
  public var name: String
  public var contents: [UInt8]
  /// The directory that was named and in which the file was found; nil for a file that was named itself.
  public var directory: String?

  public init(name: String, contents: [UInt8], directory: String? = nil) {
    self.name = name
    self.contents = contents
    self.directory = directory
  }

  public init(name: String, text: String) {
    self.init(name: name, contents: Array(text.utf8))
  }
}
