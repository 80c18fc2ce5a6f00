private import CJSONIndex

/// Searches that look at eight bytes at a time.
///
/// Each builds a word whose high bits mark the bytes looked for. The marks may be wrong above the
/// lowest one (a borrow runs upwards), which is therefore the only one used. Technique: "Determine if
/// a word has a byte less than n", Sean Eron Anderson, Bit Twiddling Hacks.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private static func word(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

  @inline(__always)
  private static func below32(_ word: UInt64) -> UInt64 {
    (word &- ones &* 0x20) & ~word & highs
  }

  /// The index of the first quote or backslash; `end` where there is none.
  @inline(__always)
  static func quoteOrBackslash(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    var index = from
    while index &+ 8 <= end {
      let word = word(bytes + index)
      let marks = zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C))
      if marks != 0 { return index &+ marks.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < end, bytes[index] != 0x22, bytes[index] != 0x5C { index &+= 1 }
    return index
  }

  /// The index of the first quote, backslash or control character; `end` where there is none.
  @inline(__always)
  static func quoteBackslashOrControl(
    _ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int
  ) -> Int {
    var index = from
    while index &+ 8 <= end {
      let word = word(bytes + index)
      let marks =
        zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C)) | below32(word)
      if marks != 0 { return index &+ marks.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < end, bytes[index] != 0x22, bytes[index] != 0x5C, bytes[index] >= 0x20 {
      index &+= 1
    }
    return index
  }

  /// The index of the first byte that is a backslash, a control character or no ASCII.
  @inline(__always)
  static func notPlain(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    from &+ json_first_special(path, bytes + from, end &- from)
  }

  /// A bit for each of up to 64 bytes that is a newline or one of `[ ] = - |`.
  @inline(__always)
  static func levelMarks(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    json_level_marks(path, bytes, count)
  }

  /// The index of the last newline.
  static func lastNewline(_ bytes: Bytes) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var end = bytes.count
    while end >= 8 {
      // The highest mark may be wrong, so what is marked is looked at byte by byte.
      if zeros(word(base + end - 8) ^ (ones &* 0x0A)) != 0 {
        for index in stride(from: end - 1, through: end - 8, by: -1) where base[index] == 0x0A {
          return index
        }
      }
      end &-= 8
    }
    while end > 0 {
      end &-= 1
      if base[end] == 0x0A { return end }
    }
    return nil
  }

  /// Has bytes brought near that will be read soon.
  @inline(__always)
  static func prefetch(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    var offset = 0
    while offset < count {
      json_prefetch(bytes + offset)
      offset &+= 64
    }
  }

  /// The processor does not change.
  @inline(__always)
  private static var path: json_index_path { json_index_fastest() }

  /// Behind any white space.
  @inline(__always)
  static func afterBlanks(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    var index = from
    // Most often there is none.
    while index < end, bytes[index] <= 0x20, isBlank(bytes[index]) { index &+= 1 }
    return index
  }

  /// JSON's white space.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
