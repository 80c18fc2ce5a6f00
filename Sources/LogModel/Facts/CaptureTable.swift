/// What conditions captured, by number, each as a text: a name and its value may be different on
/// every entry.
struct CaptureTable: Sendable {
  private var texts = TextStore()
  /// Number → address.
  private var addresses: [UInt32] = [TextStore.empty]

  /// The number of no captures.
  static let none = 0

  /// Adds captures, whether the table has them or not. O(length).
  ///
  /// - Parameter likeness: captures of one likeness are probably alike: the number of a rule.
  mutating func add(_ captures: [String: String], likeness: Int) -> Int {
    if captures.isEmpty { return CaptureTable.none }
    var bytes: [UInt8] = []
    for (name, value) in captures.sorted(by: { $0.key < $1.key }) {
      for text in [name, value] {
        TextDifferences.append(number: text.utf8.count, to: &bytes)
        bytes += text.utf8
      }
    }
    addresses.append(texts.add(bytes.span, likeness: likeness))
    return addresses.count - 1
  }

  /// Made anew at every call. O(length).
  subscript(number: Int) -> [String: String] {
    var captures: [String: String] = [:]
    visit(number) { name, value in captures[name] = value }
    return captures
  }

  /// The value of one name. O(length).
  func value(of name: String, in number: Int) -> String? {
    var found: String?
    visit(number) { other, value in if other == name { found = value } }
    return found
  }

  private func visit(_ number: Int, _ body: (String, String) -> Void) {
    guard number != CaptureTable.none else { return }
    let bytes = texts.bytes(at: addresses[number])[...]
    var index = 0
    func next() -> String {
      let length = TextDifferences.number(in: bytes, at: &index)
      defer { index += length }
      return String(decoding: bytes[index..<index + length], as: UTF8.self)
    }
    while index < bytes.count {
      let name = next()
      body(name, next())
    }
  }
}
