/// The open brackets of a record: a bit for each, so that any depth costs little.
struct BracketStack {
  private var words: [UInt64] = [0]
  private(set) var depth = 0

  mutating func clear() {
    depth = 0
    if words.count > 64 { words = [0] }
  }

  mutating func push(isObject: Bool) {
    if depth >> 6 == words.count { words.append(0) }
    let bit: UInt64 = 1 << UInt64(depth & 63)
    if isObject { words[depth >> 6] |= bit } else { words[depth >> 6] &= ~bit }
    depth += 1
  }

  mutating func pop() { depth -= 1 }

  /// Whether the innermost bracket is an object's.
  var isObject: Bool {
    depth > 0 && words[(depth - 1) >> 6] & (1 << UInt64((depth - 1) & 63)) != 0
  }
}
