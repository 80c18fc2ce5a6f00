import LogModel

/// The excerpts of long messages of late: a crash loop writes the same trace again and again.
///
/// A bounded table, at most some 200 KiB.
struct RecentExcerpts {
  private struct Excerpt {
    var message: [UInt8]
    var text: [UInt8]
  }

  private static let places = 32
  /// Longer messages are not kept, in bytes.
  private static let maxBytes = 6 << 10

  private var table: [Excerpt?] = []

  /// The excerpt of a message.
  ///
  /// - Parameters:
  ///   - hash: of the message, among others.
  ///   - make: makes the excerpt, the same for the same message.
  mutating func excerpt(of message: Bytes, hash: UInt64, _ make: () -> String) -> [UInt8] {
    guard message.count <= RecentExcerpts.maxBytes else { return Array(make().utf8) }
    if table.isEmpty { table = Array(repeating: nil, count: RecentExcerpts.places) }
    let place = Int(truncatingIfNeeded: hash >> 32) & (RecentExcerpts.places - 1)
    if let known = table[place], known.message.withUnsafeBufferPointer({ $0.isEqual(message) }) {
      return known.text
    }
    let text = Array(make().utf8)
    table[place] = Excerpt(message: Array(message), text: text)
    return text
  }
}
