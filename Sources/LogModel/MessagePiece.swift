/// A part of a message's line: a word, a value of some kind, or what stands between them.
public struct MessagePiece: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case word, sign, blank
    case number, id, uuid, address, path, url, email, time
    /// With its quotes.
    case quoted
  }

  public var kind: Kind
  public var text: String

  public init(kind: Kind, text: String) {
    self.kind = kind
    self.text = text
  }

  /// The pieces of a line, which together are the line. O(length).
  ///
  /// - Parameters:
  ///   - isWhole: false to leave out the prefix that a logger puts before its message, and blanks before it.
  ///   - limit: in bytes; the piece that exceeds it and all that follow are left out.
  public static func pieces(
    of line: some StringProtocol, isWhole: Bool = false, limit: Int = .max
  ) -> [MessagePiece] {
    var masker = MessageMasker(Array(line.utf8), keepsSpans: true)
    let start = isWhole ? 0 : masker.startOfMessage()
    masker.divide(from: start)
    return masker.spans.prefix { $0.range.upperBound - start <= limit }.map { span in
      MessagePiece(
        kind: span.kind, text: String(decoding: masker.bytes[span.range], as: UTF8.self))
    }
  }

  /// The level that a logger's prefix states, such as `[INFO]`; nil where there is none.
  public static func statedLevel(of line: some StringProtocol) -> Severity? {
    let bytes = Array(line.utf8.prefix(256))
    let prefix = bytes[..<MessageMasker(bytes).startOfMessage()]
    var level: Severity?
    for word in prefix.split(whereSeparator: { !MessageMasker.isLetter($0) }) where word.count >= 4
    {
      guard let found = Severity(name: String(decoding: word, as: UTF8.self)) else { continue }
      level = max(level ?? found, found)
    }
    return level
  }
}
