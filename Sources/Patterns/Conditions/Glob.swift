/// A shell-like pattern over a whole text: `*` is any run of characters (also none, also `/`), `?`
/// is one character; everything else stands for itself.
public struct Glob: Hashable, Sendable {
  public let pattern: String
  private let parts: [UInt8]
  /// Whether only the pattern itself matches.
  private let isLiteral: Bool

  public init(_ pattern: String) {
    self.pattern = pattern
    self.parts = Array(pattern.utf8)
    isLiteral = !parts.contains(UInt8(ascii: "*")) && !parts.contains(UInt8(ascii: "?"))
  }

  /// The one text that matches; nil where there may be several.
  public var onlyText: String? { isLiteral ? pattern : nil }

  /// Whether the whole text matches. O(pattern × text) at worst.
  public func matches(_ text: some StringProtocol) -> Bool {
    if isLiteral { return text.utf8.elementsEqual(parts) }
    let bytes = Array(text.utf8)
    var textIndex = 0
    var patternIndex = 0
    var starIndex = -1
    var resumeIndex = 0
    while textIndex < bytes.count {
      if patternIndex < parts.count, parts[patternIndex] == UInt8(ascii: "*") {
        starIndex = patternIndex
        resumeIndex = textIndex
        patternIndex += 1
      } else if patternIndex < parts.count,
        parts[patternIndex] == UInt8(ascii: "?") || parts[patternIndex] == bytes[textIndex]
      {
        patternIndex += 1
        textIndex += 1
      } else if starIndex >= 0 {
        patternIndex = starIndex + 1
        resumeIndex += 1
        textIndex = resumeIndex
      } else {
        return false
      }
    }
    while patternIndex < parts.count, parts[patternIndex] == UInt8(ascii: "*") { patternIndex += 1 }
    return patternIndex == parts.count
  }
}
