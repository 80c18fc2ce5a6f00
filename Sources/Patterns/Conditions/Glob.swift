/// A shell-like pattern over a whole text: `*` is any run of characters (also none, also `/`), `?`
/// is one character; everything else stands for itself.
public struct Glob: Hashable, Sendable {
  public let pattern: String
  private let parts: [UInt8]

  public init(_ pattern: String) {
    self.pattern = pattern
    self.parts = Array(pattern.utf8)
  }

  /// Whether the whole text matches. O(pattern × text) at worst.
  public func matches(_ text: some StringProtocol) -> Bool {
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
