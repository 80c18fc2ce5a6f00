/// What rules captured of late, found again by the bytes of it: mostly a few ids and durations.
///
/// A bounded table; what is found again shares its storage.
final class RecentCaptures {
  final class Captures {
    /// Not given to any other as long as the table exists.
    let number: Int
    let values: [String: String]
    fileprivate let rule: Int
    fileprivate let names: [CapturedRange]
    fileprivate let bytes: [UInt8]

    fileprivate init(
      number: Int, values: [String: String], rule: Int, names: [CapturedRange], bytes: [UInt8]
    ) {
      self.number = number
      self.values = values
      self.rule = rule
      self.names = names
      self.bytes = bytes
    }
  }

  private static let places = 1 << 12
  @exclusivity(unchecked) private var table: [Captures?]
  @exclusivity(unchecked) private var last = 0
  private let buffer = ByteBuffer(capacity: 64)

  init() { table = Array(repeating: nil, count: RecentCaptures.places) }

  /// A number for captures that are the same for many entries.
  func newNumber() -> Int {
    last += 1
    return last
  }

  /// - Parameter captured: ranges of the message.
  func captures(of rule: Int, _ captured: [CapturedRange], in message: Bytes) -> Captures {
    buffer.removeAll()
    var hash = ContentHash()
    hash.combine(UInt64(truncatingIfNeeded: rule))
    for part in captured {
      let bytes = message.part(part.range)
      hash.combine(bytes)
      buffer.append(bytes)
    }
    let place = Int(truncatingIfNeeded: hash.value) & (RecentCaptures.places - 1)
    if let known = table[place], known.rule == rule,
      known.bytes.withUnsafeBufferPointer({ $0.isEqual(buffer.bytes) }),
      RecentCaptures.haveSameShape(known.names, captured)
    {
      return known
    }
    var values: [String: String] = [:]
    for part in captured { values[part.name] = message.part(part.range).string }
    let fresh = Captures(
      number: newNumber(), values: values, rule: rule, names: captured,
      bytes: Array(buffer.bytes))
    table[place] = fresh
    return fresh
  }

  /// Whether the same bytes mean the same to both.
  private static func haveSameShape(_ left: [CapturedRange], _ right: [CapturedRange]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { $0.range.count == $1.range.count && $0.name == $1.name }
  }
}
