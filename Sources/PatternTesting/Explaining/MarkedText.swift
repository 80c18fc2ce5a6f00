/// A place in a text: the line it stands on, with what is marked in it.
public struct MarkedText: Sendable, Equatable {
  /// 1-based.
  public var line: Int
  /// 1-based, in characters.
  public var column: Int
  /// What stands on the line before the mark, after it, and what is marked; a mark that goes on beyond
  /// the line ends with it.
  public var before: String
  public var marked: String
  public var after: String

  /// - Parameter range: in bytes, on boundaries of characters; may be empty.
  init(_ text: String, _ range: Range<Int>) {
    let bytes = Array(text.utf8)
    let start = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let lineEnd = bytes[range.lowerBound...].firstIndex(of: 0x0A) ?? bytes.count
    let end = min(range.upperBound, lineEnd)
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    line = bytes[..<start].count { $0 == 0x0A } + 1
    before = part(start..<range.lowerBound)
    marked = part(range.lowerBound..<end)
    after = part(end..<lineEnd)
    column = before.unicodeScalars.count + 1
  }

  /// `1:14`.
  public var place: String { "\(line):\(column)" }
}
