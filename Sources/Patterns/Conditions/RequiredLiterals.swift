/// Texts of which at least one occurs wherever a regex matches.
///
/// Read from the pattern itself, conservatively: what this reader does not know makes it give up,
/// so that a text it names is really required. Looking for a few bytes is much cheaper to prepare
/// and to run than the regex, which then only has to confirm.
public struct RequiredLiterals {
  /// Shorter texts occur too often to be worth waiting for.
  public static let minimumLength = 4

  /// The texts that the pattern requires one of; nil where it requires none of some length.
  public static func literals(of pattern: String, ignoreCase: Bool) -> [String]? {
    var reader = RequiredLiterals(pattern: pattern, ignoreCase: ignoreCase)
    guard let requirement = reader.alternation(depth: 0), reader.isAtEnd,
      let best = requirement.best, best.allSatisfy({ $0.count >= minimumLength })
    else { return nil }
    var texts: [String] = []
    for scalars in best {
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      if !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  private typealias Text = [Unicode.Scalar]

  /// What a part of the pattern requires.
  private struct Requirement {
    /// The one text that the part matches; nil where it matches several or none in particular.
    var exact: Text?
    /// Texts of which one must occur.
    var best: [Text]?

    static let nothing = Requirement(exact: nil, best: nil)
    static let empty = Requirement(exact: [], best: nil)
  }

  private static let deepest = 40
  private let scalars: [Unicode.Scalar]
  private let ignoreCase: Bool
  private var index = 0

  private init(pattern: String, ignoreCase: Bool) {
    scalars = Array(pattern.unicodeScalars)
    self.ignoreCase = ignoreCase
  }

  private var isAtEnd: Bool { index == scalars.count }
  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  // Every function returns nil where the pattern holds something it does not know.

  private mutating func alternation(depth: Int) -> Requirement? {
    guard depth <= RequiredLiterals.deepest else { return nil }
    guard let first = sequence(depth: depth) else { return nil }
    guard next == "|" else { return first }
    var branches = [first]
    while take("|") {
      guard let branch = sequence(depth: depth) else { return nil }
      branches.append(branch)
    }
    var union: [Text] = []
    for branch in branches {
      guard let best = branch.best else { return .nothing }
      union += best
    }
    return Requirement(exact: nil, best: union.count <= 64 ? union : nil)
  }

  private mutating func sequence(depth: Int) -> Requirement? {
    var run: Text = []
    var whole: Text? = []
    var best: [Text]?
    func better(_ candidate: [Text]) -> Bool {
      (candidate.map(\.count).min() ?? 0) > (best?.map(\.count).min() ?? 0)
    }
    func flush() {
      if !run.isEmpty, better([run]) { best = [run] }
      run = []
    }
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let atom = atom(depth: depth), let repetition = quantifier() else { return nil }
      switch repetition {
      case .once:
        if let exact = atom.exact {
          run += exact
          whole = whole.map { $0 + exact }
        } else {
          flush()
          whole = nil
          if let candidate = atom.best, better(candidate) { best = candidate }
        }
      case .atLeastOnce:
        if let exact = atom.exact {
          run += exact
        } else if let candidate = atom.best, better(candidate) {
          best = candidate
        }
        flush()
        whole = nil
      case .maybe:
        flush()
        whole = nil
      }
    }
    flush()
    return Requirement(exact: whole, best: best)
  }

  private mutating func atom(depth: Int) -> Requirement? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "^", "$": return .empty
    case ".": return .nothing
    case "[": return characterClass() ? .nothing : nil
    case "(": return group(depth: depth)
    case "\\": return escape()
    case "*", "+", "?", "{": return nil
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> Requirement {
    // Letters beyond ASCII fold in ways that only the regex engine knows.
    ignoreCase && !scalar.isASCII ? .nothing : Requirement(exact: [scalar], best: nil)
  }

  private mutating func group(depth: Int) -> Requirement? {
    var isLookaround = false
    if take("?") {
      if take(":") || take(">") || take("|") {
        // Plain and atomic groups require what they hold, and so do those that share numbers.
      } else if take("R") || take("&") || isNumbered {
        // What another part matches, or the whole.
        return skip(past: ")") ? .nothing : nil
      } else if take("(") {
        return conditional(depth: depth)
      } else if take("=") || take("!") {
        isLookaround = true
      } else if take("P") {
        if take("=") || take(">") { return skip(past: ")") ? .nothing : nil }
        guard take("<"), skip(past: ">") else { return nil }
      } else if take("'") {
        guard skip(past: "'") else { return nil }
      } else if take("<") {
        if take("=") || take("!") {
          isLookaround = true
        } else if !skip(past: ">") {
          return nil
        }
      } else {
        return nil
      }
    } else if next == "*" {
      return nil
    }
    guard let inside = alternation(depth: depth + 1), take(")") else { return nil }
    return isLookaround ? .empty : inside
  }

  /// Whether the number of a group stands here.
  private var isNumbered: Bool {
    var rest = scalars[index...]
    if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    return rest.first.map { ("0"..."9").contains($0) } ?? false
  }

  /// Which of its branches matches is not known.
  private mutating func conditional(depth: Int) -> Requirement? {
    if next == "?" {
      guard group(depth: depth + 1) != nil else { return nil }
    } else {
      guard skip(past: ")") else { return nil }
    }
    guard alternation(depth: depth + 1) != nil, take(")") else { return nil }
    return .nothing
  }

  private mutating func skip(past end: Unicode.Scalar) -> Bool {
    while let scalar = next {
      index += 1
      if scalar == end { return true }
    }
    return false
  }

  /// Skips the name or number of a group, whose text may be any, also none.
  private mutating func backreference() -> Requirement? {
    for (open, close) in [("{", "}"), ("<", ">"), ("'", "'")] as [(Unicode.Scalar, Unicode.Scalar)]
    where take(open) {
      return skip(past: close) ? .nothing : nil
    }
    if next == "+" || next == "-" { index += 1 }
    while let digit = next, ("0"..."9").contains(digit) { index += 1 }
    return .nothing
  }

  private mutating func escape() -> Requirement? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "b", "B", "A", "z", "Z", "G", "K": return .empty
    case "1"..."9", "k", "g": return backreference()
    case "p", "P":
      if next != "{" { index += 1 }
      return next != "{" || skip(past: "}") ? .nothing : nil
    case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "R", "N", "X": return .nothing
    case "n": return Requirement(exact: ["\n"], best: nil)
    case "t": return Requirement(exact: ["\t"], best: nil)
    case "r": return Requirement(exact: ["\r"], best: nil)
    default:
      let isWord =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
      return isWord || !scalar.isASCII ? nil : Requirement(exact: [scalar], best: nil)
    }
  }

  /// Skips a class; false where it does not end or holds something unknown.
  private mutating func characterClass() -> Bool {
    _ = take("^")
    var isFirst = true
    while let scalar = next {
      index += 1
      switch scalar {
      case "]" where !isFirst: return true
      case "\\":
        guard let escaped = next, escaped != "Q", escaped != "E" else { return false }
        index += 1
      case "[":
        // A POSIX class holds a bracket of its own.
        if next == ":" || next == "." || next == "=" { return false }
      default: break
      }
      isFirst = false
    }
    return false
  }

  private enum Repetition { case once, atLeastOnce, maybe }

  private mutating func quantifier() -> Repetition? {
    guard let scalar = next else { return .once }
    var repetition: Repetition
    switch scalar {
    case "*", "?":
      index += 1
      repetition = .maybe
    case "+":
      index += 1
      repetition = .atLeastOnce
    case "{":
      guard let close = scalars[index...].firstIndex(of: "}"), close > index + 1 else { return nil }
      let body = scalars[(index + 1)..<close]
      guard body.allSatisfy({ ("0"..."9").contains($0) || $0 == "," }), let first = body.first,
        first != ","
      else { return nil }
      let least = body.prefix { $0 != "," }
      index = close + 1
      repetition = least.allSatisfy { $0 == "0" } ? .maybe : .atLeastOnce
    default: return .once
    }
    if next == "?" || next == "+" { index += 1 }
    if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" || scalar == "{" {
      return nil
    }
    return repetition
  }
}
