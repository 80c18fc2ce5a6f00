/// Many texts in little memory, each found by its address, without loss.
///
/// Texts of one origin mostly differ in their digits only: times, durations, process ids. The first
/// of its kind is stored as it is and serves the others as a template: of them only those digits are
/// stored that differ, two to a byte (``TextTemplate``); of a long text that has other differences
/// these (``TextDifferences``). A text that equals its template is stored once.
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
  private static let maxBlocks = 1 << 17
  /// Longer texts are nobody's template for digits, in bytes.
  private static let maxTemplate = 2048
  /// Texts from here on may be stored as their differences from another, in bytes.
  private static let leastDiffering = 256
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
  /// Likeness → the number of the long template that was last added; -1 for none.
  private var longHints = [Int](repeating: -1, count: 256)
  /// What tells a text from its template, while it is put together.
  private var differences: [UInt8] = []

  /// What a record's head says of it, below a number.
  private enum Form {
    /// The text itself; the number is its length.
    static let raw = 0
    /// Digits that differ; the number is that of the template.
    static let digits = 1
    /// The count of bytes of parts that differ, and these; the number is that of the template.
    static let parts = 2
  }

  /// The address of the empty text.
  static let empty: UInt32 = 0
  /// In an address: what is shown of the text is its excerpt.
  static let excerpt: UInt32 = 1 << 31

  init() {}

  var byteCount: Int { blocks.count * TextStore.blockSize + open.bytes.count }

  /// Stores a text. O(length).
  ///
  /// - Parameter likeness: texts of one likeness are probably alike; nil: no text is like this one.
  /// - Returns: the address, below ``excerpt``; that of the empty text where the store is full (2 to
  ///   8 GiB).
  mutating func add(_ text: Span<UInt8>, likeness: Int?) -> UInt32 {
    if text.isEmpty { return TextStore.empty }
    guard let likeness else { return addRaw(text) }
    let hint = likeness & 255
    var hash: UInt64?
    if text.count <= TextStore.maxTemplate {
      if hints[hint] < candidates.count, candidates[hints[hint]].fits(text) {
        return add(text, like: hints[hint])
      }
      let own = TextTemplate.hash(text)
      if let known = byHash[own] {
        // Two that share a hash by chance are no templates of each other.
        guard candidates[known].fits(text) else { return addRaw(text) }
        hints[hint] = known
        return add(text, like: known)
      }
      hash = own
    }
    if text.count >= TextStore.leastDiffering {
      if longHints[hint] >= 0, let address = add(text, unlike: longHints[hint]) { return address }
      longHints[hint] = templates.count
    }
    let address = addRaw(text)
    if let hash {
      if candidates.count >= TextStore.maxOpenTemplates {
        candidates.removeAll(keepingCapacity: true)
        byHash.removeAll(keepingCapacity: true)
      }
      byHash[hash] = candidates.count
      hints[hint] = candidates.count
      candidates.append(TextTemplate(text, address: address, number: templates.count))
    }
    templates.append(address)
    return address
  }

  mutating func add(_ text: String, likeness: Int?) -> UInt32 {
    let bytes = Array(text.utf8)
    return add(bytes.span, likeness: likeness)
  }

  private mutating func addRaw(_ text: Span<UInt8>) -> UInt32 {
    guard let address = begin(atMost: text.count + 10) else { return TextStore.empty }
    TextDifferences.append(number: text.count << 2 | Form.raw, to: &open.bytes)
    for index in text.indices { open.bytes.append(text[index]) }
    return address
  }

  private mutating func add(_ text: Span<UInt8>, like candidate: Int) -> UInt32 {
    guard let address = begin(atMost: text.count + 20) else { return TextStore.empty }
    let start = open.bytes.count
    TextDifferences.append(
      number: candidates[candidate].number << 2 | Form.digits, to: &open.bytes)
    guard !candidates[candidate].appendDifferences(of: text, to: &open.bytes) else {
      return address
    }
    open.bytes.removeLast(open.bytes.count - start)
    return candidates[candidate].address
  }

  /// Stores a text as what tells it from a template; nil where that is not much less.
  private mutating func add(_ text: Span<UInt8>, unlike template: Int) -> UInt32? {
    guard collectDifferences(of: text, from: templates[template]) else { return nil }
    if differences.isEmpty { return templates[template] }
    guard let address = begin(atMost: differences.count + 20) else { return TextStore.empty }
    TextDifferences.append(number: template << 2 | Form.parts, to: &open.bytes)
    TextDifferences.append(number: differences.count, to: &open.bytes)
    open.bytes += differences
    return address
  }

  /// By itself, so that no block is held twice when it grows.
  private mutating func collectDifferences(of text: Span<UInt8>, from template: UInt32) -> Bool {
    let (block, start) = record(at: template)
    var next = start
    let length = TextDifferences.number(in: block.bytes[...], at: &next) >> 2
    differences.removeAll(keepingCapacity: true)
    return TextDifferences.append(
      of: text, from: block.bytes, next..<next + length, room: text.count / 4, to: &differences)
  }

  /// The block that a record lies in, and where there.
  private func record(at address: UInt32) -> (Block, Int) {
    let number = Int(address >> TextStore.offsetBits)
    return (
      number < blocks.count ? blocks[number] : open,
      Int(address & (1 << TextStore.offsetBits - 1)) << 2
    )
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

  /// What is shown of the text at an address: the excerpt, where the address says so. O(length).
  func shown(at address: UInt32) -> String {
    let text = text(at: address & ~TextStore.excerpt)
    return address & TextStore.excerpt == 0 ? text : Excerpt.middleCut(text)
  }

  /// The text at an address. O(length).
  func text(at address: UInt32) -> String { String(decoding: bytes(at: address), as: UTF8.self) }

  func bytes(at address: UInt32) -> [UInt8] {
    let (block, start) = record(at: address)
    var index = start
    let head = TextDifferences.number(in: block.bytes[...], at: &index)
    let number = head >> 2
    switch head & 3 {
    case Form.raw: return Array(block.bytes[index..<index + number])
    case Form.digits:
      var text = bytes(at: templates[number + block.firstTemplate])
      TextTemplate.apply(block.bytes[index...], to: &text)
      return text
    default:
      let count = TextDifferences.number(in: block.bytes[...], at: &index)
      let (other, start) = record(at: templates[number + block.firstTemplate])
      var first = start
      let length = TextDifferences.number(in: other.bytes[...], at: &first) >> 2
      return TextDifferences.apply(
        block.bytes[index..<index + count], count: count, to: other.bytes[first..<first + length])
    }
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
