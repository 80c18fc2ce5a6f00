/// A pattern taken apart at its top level: alternatives, and in each the atoms with their quantifiers,
/// in order. The pieces of an alternative, one after the other, are the alternative.
struct RegexPieces {
  private(set) var alternatives: [[String]] = [[]]
  private let scalars: [Unicode.Scalar]
  private var place = 0

  /// O(pattern). Of a pattern that does not compile the pieces are of no use.
  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
    while place < scalars.count {
      if scalars[place] == "|" {
        place += 1
        // Options that were set before a bar stay set behind it.
        alternatives.append(alternatives.last?.filter(RegexPieces.isOption) ?? [])
        continue
      }
      let start = place
      skipAtom()
      skipQuantifier()
      alternatives[alternatives.count - 1].append(text(start..<place))
    }
  }

  /// What stands in a group of which the group consists and nothing else: no quantifier, no assertion.
  static func inside(_ piece: String) -> String? {
    guard piece.hasPrefix("("), piece.hasSuffix(")") else { return nil }
    let inner = piece.dropFirst().dropLast()
    guard inner.hasPrefix("?") else { return inner.hasPrefix("*") ? nil : String(inner) }
    if inner.hasPrefix("?:") { return String(inner.dropFirst(2)) }
    for (opening, closing) in [("?<", ">"), ("?P<", ">"), ("?'", "'")] {
      guard inner.hasPrefix(opening), !inner.hasPrefix("?<="), !inner.hasPrefix("?<!") else {
        continue
      }
      let name = inner.dropFirst(opening.count).prefix { String($0) != closing }
      return String(inner.dropFirst(opening.count + name.count + 1))
    }
    return nil
  }

  /// `(?i)` and the like.
  private static func isOption(_ piece: String) -> Bool {
    guard piece.hasPrefix("(?"), piece.hasSuffix(")") else { return false }
    return piece.dropFirst(2).dropLast().allSatisfy { $0.isLetter || $0 == "-" || $0 == "^" }
  }

  private func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    place + offset < scalars.count ? scalars[place + offset] : nil
  }

  private mutating func skipAtom() {
    switch scalars[place] {
    case "\\": skipEscape()
    case "[": skipClass()
    case "(": skipGroup()
    default: place += 1
    }
  }

  private mutating func skipEscape() {
    place += 1
    guard let letter = peek() else { return }
    place += 1
    switch letter {
    case "Q":
      while place < scalars.count {
        if scalars[place] == "\\", peek(1) == "E" {
          place += 2
          return
        }
        place += 1
      }
    case "x" where peek() != "{":
      var digits = 0
      while digits < 2, let digit = peek(), digit.properties.isASCIIHexDigit {
        place += 1
        digits += 1
      }
    case "x", "p", "P", "N", "o", "g", "k":
      let closings: [Unicode.Scalar: Unicode.Scalar] = ["{": "}", "<": ">", "'": "'"]
      guard let opening = peek(), let closing = closings[opening] else {
        // \pL, \g1
        if letter != "N" { place = min(place + 1, scalars.count) }
        return
      }
      place += 1
      while let next = peek(), next != closing { place += 1 }
      place = min(place + 1, scalars.count)
    case "c": place = min(place + 1, scalars.count)
    case "0"..."9":
      var digits = 1
      while digits < 3, let digit = peek(), ("0"..."9").contains(digit) {
        place += 1
        digits += 1
      }
    default: break
    }
  }

  private mutating func skipClass() {
    place += 1
    if peek() == "^" { place += 1 }
    if peek() == "]" { place += 1 }
    while let next = peek() {
      switch next {
      case "\\": place = min(place + 2, scalars.count)
      case "[" where peek(1) == ":":
        place += 2
        while let inner = peek(), !(inner == ":" && peek(1) == "]") { place += 1 }
        place = min(place + 2, scalars.count)
      case "]":
        place += 1
        return
      default: place += 1
      }
    }
  }

  private mutating func skipGroup() {
    if peek(1) == "?", peek(2) == "#" {
      while let next = peek(), next != ")" { place += 1 }
      place = min(place + 1, scalars.count)
      return
    }
    // Counted, so that no nesting is too deep.
    var open = 0
    while let next = peek() {
      switch next {
      case "\\": skipEscape()
      case "[": skipClass()
      case "(":
        open += 1
        place += 1
      case ")":
        open -= 1
        place += 1
        if open == 0 { return }
      default: place += 1
      }
    }
  }

  private mutating func skipQuantifier() {
    switch peek() {
    case "*", "+", "?": place += 1
    case "{":
      var end = place + 1
      while end < scalars.count, ("0"..."9").contains(scalars[end]) || scalars[end] == "," {
        end += 1
      }
      guard end < scalars.count, scalars[end] == "}", end > place + 1 else { return }
      place = end + 1
    default: return
    }
    if let next = peek(), next == "?" || next == "+" { place += 1 }
  }
}
