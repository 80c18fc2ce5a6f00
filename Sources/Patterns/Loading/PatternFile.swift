/// A file of patterns at hand.
public struct PatternFile: Sendable {
  /// As messages name it; shipped files from `patterns/` on.
  public var name: String
  public var contents: [UInt8]

  public init(name: String, contents: [UInt8]) {
    self.name = name
    self.contents = contents
  }

  public init(name: String, text: String) {
    self.init(name: name, contents: Array(text.utf8))
  }
}
