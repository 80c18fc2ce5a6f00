/// How many columns of a terminal text takes.
///
/// Wide and zero-width characters after Unicode Standard Annex 11 as terminals apply it; where
/// terminals differ, the larger width is taken, so that a line never runs over.
enum DisplayWidth {
  static func columns(_ text: some StringProtocol) -> Int {
    var columns = 0
    for character in text { columns += DisplayWidth.columns(character) }
    return columns
  }

  static func columns(_ character: Character) -> Int {
    var columns = 0
    var isEmoji = false
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F { isEmoji = true }
      columns += width(scalar)
    }
    return isEmoji ? max(2, columns) : columns
  }

  /// The longest beginning of a text that takes at most that many columns.
  static func prefix(_ text: Substring, columns limit: Int) -> Substring {
    var columns = 0
    var end = text.startIndex
    while end < text.endIndex {
      columns += DisplayWidth.columns(text[end])
      if columns > limit { break }
      end = text.index(after: end)
    }
    return text[..<end]
  }

  /// The longest end of a text that takes at most that many columns.
  static func suffix(_ text: Substring, columns limit: Int) -> Substring {
    var columns = 0
    var start = text.endIndex
    while start > text.startIndex {
      let before = text.index(before: start)
      columns += DisplayWidth.columns(text[before])
      if columns > limit { break }
      start = before
    }
    return text[start...]
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
      0x1F000...0x1FAFF, 0x17000...0x18DFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
