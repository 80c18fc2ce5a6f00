/// A shell pattern over one component of a path: `*`, `?`, `[a-z]`, `[!a-z]`, `\` before a
/// character that stands for itself.
struct NamePattern: Sendable {
  fileprivate enum Token: Sendable {
    case anyRun
    case any
    case one(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  private let tokens: [Token]
  /// The pattern asks for hidden names, as only one that begins with a dot does.
  private let matchesHidden: Bool

  init(_ pattern: some StringProtocol) {
    let scalars = Array(pattern.unicodeScalars)
    matchesHidden = scalars.first == "."
    var tokens: [Token] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "*": tokens.append(.anyRun)
      case "?": tokens.append(.any)
      case "[":
        if let (set, next) = NamePattern.set(scalars, from: index) {
          tokens.append(set)
          index = next
        } else {
          tokens.append(.one(scalar))
        }
      case "\\" where index < scalars.count:
        tokens.append(.one(scalars[index]))
        index += 1
      default: tokens.append(.one(scalar))
      }
    }
    self.tokens = tokens
  }

  /// Whether a text has a character that a pattern gives a meaning to.
  static func isPattern(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { $0 == "*" || $0 == "?" || $0 == "[" }
  }

  /// Whether the whole name matches. O(pattern × name) at worst.
  func matches(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    if scalars.first == ".", !matchesHidden { return false }
    var position = 0
    var token = 0
    var retry: (token: Int, position: Int)?
    while position < scalars.count {
      if token < tokens.count, case .anyRun = tokens[token] {
        token += 1
        retry = (token, position)
      } else if token < tokens.count, tokens[token].takes(scalars[position]) {
        token += 1
        position += 1
      } else if let (resumed, start) = retry {
        token = resumed
        position = start + 1
        retry = (resumed, position)
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { if case .anyRun = $0 { true } else { false } }
  }

  /// The set that begins behind a `[`, and where it ends; nil where no `]` closes it.
  private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Token, Int)? {
    var index = start
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var isNegated = false
    if index < scalars.count, scalars[index] == "!" || scalars[index] == "^" {
      isNegated = true
      index += 1
    }
    let first = index
    while index < scalars.count {
      let low = scalars[index]
      // A `]` right at the start is a member.
      if low == "]", index > first { return (.set(ranges, isNegated: isNegated), index + 1) }
      if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
        let high = scalars[index + 2]
        if low <= high { ranges.append(low...high) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return nil
  }
}

extension NamePattern.Token {
  fileprivate func takes(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .anyRun: false
    case .any: true
    case .one(let wanted): scalar == wanted
    case .set(let ranges, let isNegated):
      ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
