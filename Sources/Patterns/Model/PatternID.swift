/// How signatures, profiles and phases are named: lower-case words joined by hyphens.
public enum PatternID {
  /// Bytes.
  static let longest = 100

  public static func isValid(_ text: String) -> Bool {
    let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return text.utf8.count <= longest
      && words.allSatisfy { word in
        !word.isEmpty
          && word.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
      }
  }

  /// The id that a name comes nearest to, `PortInUse` to `port-in-use`; nil where nothing is left of it.
  public static func nearest(to name: String) -> String? {
    var words: [String] = []
    var word = ""
    var isAfterLower = false
    for character in name.unicodeScalars {
      let isLetter = character.isASCII && character.properties.isAlphabetic
      let isDigit = ("0"..."9").contains(character)
      let isUpper = isLetter && character.properties.isUppercase
      if !isLetter && !isDigit || isUpper && isAfterLower {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isLetter || isDigit { word += character.properties.lowercaseMapping }
      isAfterLower = isLetter && !isUpper
    }
    if !word.isEmpty { words.append(word) }
    let id = words.joined(separator: "-")
    return isValid(id) ? id : nil
  }
}
