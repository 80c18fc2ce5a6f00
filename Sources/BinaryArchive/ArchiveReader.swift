/// The bytes are not those of an archive.
public struct ArchiveDamage: Error {
  public init() {}
}

/// Reads what an ``ArchiveWriter`` wrote, from bytes of which nothing is taken for granted: whatever
/// they are, the outcome is values or ``ArchiveDamage``, in time and memory in proportion to them.
public struct ArchiveReader {
  private let bytes: UnsafeRawBufferPointer
  private var index = 0
  private var table: [String] = []

  /// - Parameter bytes: must outlive the reader.
  /// - Throws: where there is no sound table of texts.
  public init(_ bytes: UnsafeRawBufferPointer) throws(ArchiveDamage) {
    self.bytes = bytes
    let lengths = try list { reader throws(ArchiveDamage) in try reader.int() }
    table.reserveCapacity(lengths.count)
    for length in lengths {
      guard length >= 0, length <= remaining else { throw ArchiveDamage() }
      table.append(
        String(
          decoding: UnsafeRawBufferPointer(rebasing: bytes[index..<(index + length)]),
          as: UTF8.self))
      index += length
    }
  }

  private var remaining: Int { bytes.count - index }

  /// Whether everything has been read.
  public var isAtEnd: Bool { remaining == 0 }

  public mutating func byte() throws(ArchiveDamage) -> UInt8 {
    guard index < bytes.count else { throw ArchiveDamage() }
    defer { index += 1 }
    return bytes[index]
  }

  public mutating func int() throws(ArchiveDamage) -> Int {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      let digit = try byte()
      number |= UInt64(digit & 0x7F) << shift
      if digit < 0x80 { return Int(Int64(bitPattern: number)) }
      shift += 7
    }
    throw ArchiveDamage()
  }

  public mutating func bool() throws(ArchiveDamage) -> Bool {
    let byte = try byte()
    guard byte <= 1 else { throw ArchiveDamage() }
    return byte == 1
  }

  public mutating func double() throws(ArchiveDamage) -> Double {
    guard remaining >= 8 else { throw ArchiveDamage() }
    defer { index += 8 }
    return Double(
      bitPattern: UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
  }

  public mutating func text() throws(ArchiveDamage) -> String {
    let number = try int()
    guard table.indices.contains(number) else { throw ArchiveDamage() }
    return table[number]
  }

  /// What was written `once`.
  public mutating func textOnce() throws(ArchiveDamage) -> String {
    let length = try int()
    guard length >= 0, length <= remaining else { throw ArchiveDamage() }
    defer { index += length }
    return String(
      decoding: UnsafeRawBufferPointer(rebasing: bytes[index..<(index + length)]), as: UTF8.self)
  }

  public mutating func texts() throws(ArchiveDamage) -> [String] {
    try list { reader throws(ArchiveDamage) in try reader.text() }
  }

  public mutating func choice<Choice: CaseIterable>(
    of type: Choice.Type = Choice.self
  ) throws(ArchiveDamage) -> Choice where Choice.AllCases == [Choice] {
    let place = try int()
    guard Choice.allCases.indices.contains(place) else { throw ArchiveDamage() }
    return Choice.allCases[place]
  }

  public mutating func optional<Value>(
    _ read: (inout ArchiveReader) throws(ArchiveDamage) -> Value
  ) throws(ArchiveDamage) -> Value? {
    try bool() ? try read(&self) : nil
  }

  public mutating func list<Item>(
    _ read: (inout ArchiveReader) throws(ArchiveDamage) -> Item
  ) throws(ArchiveDamage) -> [Item] {
    let count = try int()
    // Every item takes a byte at least; only bytes that are there justify memory for many.
    guard count >= 0, count <= remaining else { throw ArchiveDamage() }
    var items: [Item] = []
    items.reserveCapacity(min(count, 1 << 12))
    for _ in 0..<count { items.append(try read(&self)) }
    return items
  }
}
