/// Writes values one after another, in the order in which an ``ArchiveReader`` takes them.
///
/// Whole numbers are in base 128, low digits first, with the top bit of each byte but the last set.
/// Texts are numbers of a table that comes first, since a library says the same text many times.
public struct ArchiveWriter {
  public init() {}

  private var body: [UInt8] = []
  private var texts: [String] = []
  private var textNumbers: [String: Int] = [:]

  public mutating func write(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest >= 0x80 {
      body.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    body.append(UInt8(rest))
  }

  /// A text that is not told a second time.
  public mutating func write(once text: String) {
    write(text.utf8.count)
    body += text.utf8
  }

  public mutating func write(_ flag: Bool) { body.append(flag ? 1 : 0) }

  public mutating func write(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { body.append(contentsOf: $0) }
  }

  public mutating func write(_ text: String) {
    if let known = textNumbers[text] { return write(known) }
    textNumbers[text] = texts.count
    write(texts.count)
    texts.append(text)
  }

  /// One of the cases of an enumeration, by its place among them.
  public mutating func write<Choice: CaseIterable & Equatable>(choice: Choice) {
    write(Array(Choice.allCases).firstIndex(of: choice) ?? 0)
  }

  public mutating func write<Value>(
    optional value: Value?, _ write: (inout ArchiveWriter, Value) -> Void
  ) {
    self.write(value != nil)
    if let value { write(&self, value) }
  }

  public mutating func write<Item>(list items: [Item], _ write: (inout ArchiveWriter, Item) -> Void)
  {
    self.write(items.count)
    for item in items { write(&self, item) }
  }

  public mutating func write(_ texts: [String]) { write(list: texts) { $0.write($1) } }

  /// The table of texts and what was written.
  public var bytes: [UInt8] {
    var head = ArchiveWriter()
    head.write(texts.count)
    for text in texts { head.write(text.utf8.count) }
    for text in texts { head.body += text.utf8 }
    return head.body + body
  }
}
