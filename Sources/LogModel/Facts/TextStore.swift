/// Many texts in little memory, each found by its address, without loss.
///
/// Texts of one origin mostly differ in their digits only: times, durations, process ids. The first
/// of its kind is stored as it is and serves the others as a template: of them only those digits are
/// stored that differ, two to a byte. A text that equals its template is stored once.
struct TextStore: Sendable {
  /// 64 KiB, so that growing copies nothing; a longer text has a block of its own.
  private struct Block: Sendable {
    var bytes: [UInt8]
    /// Added to the template numbers that its records name: another store's blocks come with theirs.
    var firstTemplate = 0
  }

  private static let blockSize = 1 << 16
  /// Records begin at multiples of 4; an address is a block's number above such an offset.
  private static let offsetBits: UInt32 = 14
  private static let maxBlocks = 1 << 18
  /// Longer texts are nobody's template, in bytes.
  private static let maxTemplate = 2048
  /// Templates held for comparison before that table starts anew.
  private static let maxOpenTemplates = 4096
  /// A store below this many bytes is taken in text by text, not block by block.
  private static let smallStore = 1 << 14

  private var blocks: [Block] = []
  private var open = Block(bytes: [0, 0, 0, 0])
  /// Template number → its record's address.
  private var templates: [UInt32] = []
  private var candidates: [TextTemplate] = []
  private var byHash: [UInt64: Int] = [:]
  /// Likeness → the template that last fitted.
  private var hints = [Int](repeating: 0, count: 256)

  /// The address of the empty text.
  static let empty: UInt32 = 0

  init() {}

  var byteCount: Int { blocks.count * TextStore.blockSize + open.bytes.count }

  /// Stores a text. O(length).
  ///
  /// - Parameter likeness: texts of one likeness are probably alike; nil: no text is like this one.
  /// - Returns: the address; that of the empty text where the store is full (4 to 16 GiB).
  mutating func add(_ text: Span<UInt8>, likeness: Int?) -> UInt32 {
    if text.isEmpty { return TextStore.empty }
    guard let likeness, text.count <= TextStore.maxTemplate else { return addRaw(text) }
    let hint = likeness & 255
    if hints[hint] < candidates.count, candidates[hints[hint]].fits(text) {
      return add(text, like: hints[hint])
    }
    let hash = TextTemplate.hash(text)
    if let known = byHash[hash] {
      // Two that share a hash by chance are no templates of each other.
      guard candidates[known].fits(text) else { return addRaw(text) }
      hints[hint] = known
      return add(text, like: known)
    }
    if candidates.count >= TextStore.maxOpenTemplates {
      candidates.removeAll(keepingCapacity: true)
      byHash.removeAll(keepingCapacity: true)
    }
    let address = addRaw(text)
    byHash[hash] = candidates.count
    hints[hint] = candidates.count
    candidates.append(TextTemplate(text, address: address, number: templates.count))
    templates.append(address)
    return address
  }

  mutating func add(_ text: String, likeness: Int?) -> UInt32 {
    let bytes = Array(text.utf8)
    return add(bytes.span, likeness: likeness)
  }

  private mutating func addRaw(_ text: Span<UInt8>) -> UInt32 {
    guard let address = begin(atMost: text.count + 10) else { return TextStore.empty }
    append(number: text.count << 1)
    for index in text.indices { open.bytes.append(text[index]) }
    return address
  }

  private mutating func add(_ text: Span<UInt8>, like candidate: Int) -> UInt32 {
    guard let address = begin(atMost: text.count + 20) else { return TextStore.empty }
    let start = open.bytes.count
    append(number: candidates[candidate].number << 1 | 1)
    guard !candidates[candidate].appendDifferences(of: text, to: &open.bytes) else {
      return address
    }
    open.bytes.removeLast(open.bytes.count - start)
    return candidates[candidate].address
  }

  /// Makes room for a record and tells its address.
  private mutating func begin(atMost size: Int) -> UInt32? {
    while open.bytes.count & 3 != 0 { open.bytes.append(0) }
    if open.bytes.count + size > TextStore.blockSize { seal() }
    guard blocks.count < TextStore.maxBlocks else { return nil }
    return UInt32(blocks.count) << TextStore.offsetBits | UInt32(open.bytes.count >> 2)
  }

  private mutating func seal() {
    guard !open.bytes.isEmpty else { return }
    blocks.append(open)
    open = Block(bytes: [])
    open.bytes.reserveCapacity(TextStore.blockSize)
  }

  private mutating func append(number: Int) {
    var rest = number
    while rest >= 128 {
      open.bytes.append(UInt8(truncatingIfNeeded: rest & 127 | 128))
      rest >>= 7
    }
    open.bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// The text at an address. O(length).
  func text(at address: UInt32) -> String { String(decoding: bytes(at: address), as: UTF8.self) }

  func bytes(at address: UInt32) -> [UInt8] {
    let number = Int(address >> TextStore.offsetBits)
    let block = number < blocks.count ? blocks[number] : open
    var index = Int(address & (1 << TextStore.offsetBits - 1)) << 2
    var head = 0
    var shift = 0
    while block.bytes[index] >= 128 {
      head |= Int(block.bytes[index] & 127) << shift
      shift += 7
      index += 1
    }
    head |= Int(block.bytes[index]) << shift
    index += 1
    if head & 1 == 0 { return Array(block.bytes[index..<index + head >> 1]) }
    var text = bytes(at: templates[head >> 1 + block.firstTemplate])
    TextTemplate.apply(block.bytes[index...], to: &text)
    return text
  }

  /// Takes in the texts of another store.
  ///
  /// - Returns: how an address there becomes one here.
  mutating func append(_ other: TextStore) -> Relocation {
    guard other.byteCount >= TextStore.smallStore,
      blocks.count + other.blocks.count + 2 <= TextStore.maxBlocks
    else { return .oneByOne }
    seal()
    let shift = UInt32(blocks.count) << TextStore.offsetBits
    let firstTemplate = templates.count
    for block in other.blocks + [other.open] {
      blocks.append(
        Block(bytes: block.bytes, firstTemplate: block.firstTemplate + firstTemplate))
    }
    templates += other.templates.map { $0 + shift }
    return .shifted(by: shift)
  }

  enum Relocation {
    case shifted(by: UInt32)
    /// Each text is to be added by itself.
    case oneByOne
  }
}
