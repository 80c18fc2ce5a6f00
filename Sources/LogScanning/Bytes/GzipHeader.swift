private import CZlib

/// The header of a gzip member (RFC 1952, 2.3), read a byte at a time, since it may arrive so.
struct GzipHeader {
  enum Step: Equatable {
    case going
    case ended
    case damaged(GzipDamage)
  }

  private enum Field {
    /// The ten bytes that every header has.
    case fixed
    case extraLength, extra, name, comment, checkSum
  }

  private static let fixedLength = 10
  private static let isChecked: UInt8 = 0x02
  private static let hasExtra: UInt8 = 0x04
  private static let hasName: UInt8 = 0x08
  private static let hasComment: UInt8 = 0x10
  private static let reserved: UInt8 = 0xE0

  private var field = Field.fixed
  /// Bytes of the field that came.
  private var count = 0
  /// The number that the field makes, where it is one.
  private var number = 0
  private var flags: UInt8 = 0
  private var extraLength = 0
  private var sum: UInt = 0

  mutating func feed(_ byte: UInt8) -> Step {
    // Summed up only where the header says so, in its fourth byte; the three before are known by then.
    if field != .checkSum, field != .fixed || count > 3, flags & GzipHeader.isChecked != 0 {
      add(byte)
    }
    switch field {
    case .fixed: return fixed(byte)
    case .extraLength:
      number |= Int(byte) << (8 * count)
      count += 1
      guard count == 2 else { return .going }
      extraLength = number
      return begin(extraLength > 0 ? .extra : after(.extra))
    case .extra:
      count += 1
      return count == extraLength ? begin(after(.extra)) : .going
    case .name: return byte == 0 ? begin(after(.name)) : .going
    case .comment: return byte == 0 ? begin(after(.comment)) : .going
    case .checkSum:
      number |= Int(byte) << (8 * count)
      count += 1
      guard count == 2 else { return .going }
      return number == Int(sum & 0xFFFF) ? .ended : .damaged(.headerCheckSum)
    }
  }

  private mutating func fixed(_ byte: UInt8) -> Step {
    switch count {
    case 0: if byte != 0x1F { return .damaged(.header) }
    case 1: if byte != 0x8B { return .damaged(.header) }
    case 2: if byte != 8 { return .damaged(.method) }
    case 3:
      if byte & GzipHeader.reserved != 0 { return .damaged(.header) }
      flags = byte
      if flags & GzipHeader.isChecked != 0 { for byte in [0x1F, 0x8B, 8, byte] { add(byte) } }
    default: break
    }
    count += 1
    return count == GzipHeader.fixedLength ? begin(after(.fixed)) : .going
  }

  /// What follows a field; nil for the data.
  private func after(_ field: Field) -> Field? {
    switch field {
    case .fixed where flags & GzipHeader.hasExtra != 0: .extraLength
    case .fixed, .extraLength, .extra: flags & GzipHeader.hasName != 0 ? .name : after(.name)
    case .name: flags & GzipHeader.hasComment != 0 ? .comment : after(.comment)
    case .comment: flags & GzipHeader.isChecked != 0 ? .checkSum : nil
    case .checkSum: nil
    }
  }

  private mutating func begin(_ next: Field?) -> Step {
    guard let next else { return .ended }
    field = next
    count = 0
    number = 0
    return .going
  }

  private mutating func add(_ byte: UInt8) {
    sum = withUnsafePointer(to: byte) { crc32(sum, $0, 1) }
  }
}
