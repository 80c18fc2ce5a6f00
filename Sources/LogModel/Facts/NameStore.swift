/// Names, each once by value, in little memory: of hexadecimal ones two digits are a byte.
struct NameStore: Sendable {
  private var texts = TextStore()
  /// Number → address of its packed bytes.
  private var addresses: [UInt32] = []
  private var index = NumberIndex()
  /// By the top of their hashes, names just seen: an instance writes several logs.
  private var recent: [(name: String, number: UInt32)?] = []

  init() {}

  /// What a packed name begins with.
  private enum Form: UInt8 {
    case plain, hexadecimal
  }

  /// The number of a name, from 0. O(length).
  mutating func number(of name: String) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(name)
    let hash = UInt32(truncatingIfNeeded: hasher.finalize())
    let place = Int(hash >> 24)
    if recent.isEmpty { recent = Array(repeating: nil, count: 256) }
    if let known = recent[place], known.name == name { return known.number }
    let number = index.number(hash: hash, where: { self.name($0) == name }) ?? add(name, hash)
    recent[place] = (name, number)
    return number
  }

  /// Lets go of what only the recent past was held for.
  mutating func settle() { recent = [] }

  private mutating func add(_ name: String, _ hash: UInt32) -> UInt32 {
    let bytes = NameStore.packed(name)
    addresses.append(texts.add(bytes.span, likeness: nil))
    return index.add(hash: hash)
  }

  /// Made anew at every call. O(length).
  func name(_ number: UInt32) -> String {
    let packed = texts.bytes(at: addresses[Int(number)])
    guard packed.first == Form.hexadecimal.rawValue else {
      return String(decoding: packed.dropFirst(), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * packed.count)
    for pair in packed.dropFirst() {
      bytes.append(NameStore.digit(pair >> 4))
      bytes.append(NameStore.digit(pair & 15))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func packed(_ name: String) -> [UInt8] {
    let bytes = Array(name.utf8)
    let isHexadecimal = bytes.count & 1 == 0 && bytes.allSatisfy { value($0) != nil }
    guard isHexadecimal else { return [Form.plain.rawValue] + bytes }
    var packed = [Form.hexadecimal.rawValue]
    packed.reserveCapacity(1 + bytes.count / 2)
    for position in stride(from: 0, to: bytes.count, by: 2) {
      packed.append((value(bytes[position]) ?? 0) << 4 | (value(bytes[position + 1]) ?? 0))
    }
    return packed
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 97...102: byte - 87
    default: nil
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
