/// What tells a long text from a template that it is mostly equal to: the parts that differ.
///
/// Such a part is how many bytes are equal before it, how many of the template's bytes it stands for,
/// how many bytes stand in their place, and these, two to a byte where all are `0-9a-f`. What follows
/// the last part is equal. O(length) both ways.
enum TextDifferences {
  /// Equal bytes between two differences that are worth telling.
  private static let leastRun = 6
  /// A difference of equal lengths is looked for up to here, in bytes; a longer one, or one of
  /// unequal lengths, takes the rest of the line but for what is equal at its end.
  private static let longestPart = 64

  /// Appends what tells a text from a template.
  ///
  /// - Parameters:
  ///   - template: the bytes of `base` in this range.
  ///   - room: bytes that this may take.
  /// - Returns: false where it takes more; what was appended by then is to be removed.
  static func append(
    of text: Span<UInt8>, from base: [UInt8], _ template: Range<Int>, room: Int,
    to bytes: inout [UInt8]
  ) -> Bool {
    let limit = bytes.count + room
    var index = 0
    var place = template.lowerBound
    while true {
      let start = index
      while index < text.count, place < template.upperBound, text[index] == base[place] {
        index += 1
        place += 1
      }
      if index == text.count, place == template.upperBound { return true }
      let part = part(of: text, at: index, from: base, place..<template.upperBound)
      append(number: index - start, to: &bytes)
      append(number: part.replaced, to: &bytes)
      append(text.extracting(index..<index + part.added), to: &bytes)
      guard bytes.count <= limit else { return false }
      index += part.added
      place += part.replaced
    }
  }

  /// The text that differs so from a template.
  static func apply(_ differences: ArraySlice<UInt8>, count: Int, to template: ArraySlice<UInt8>)
    -> [UInt8]
  {
    var text: [UInt8] = []
    text.reserveCapacity(template.count + count)
    var place = template.startIndex
    var next = differences.startIndex
    let end = next + count
    while next < end {
      let equal = number(in: differences, at: &next)
      text += template[place..<place + equal]
      place += equal + number(in: differences, at: &next)
      let added = number(in: differences, at: &next)
      let length = added >> 1
      if added & 1 == 0 {
        text += differences[next..<next + length]
        next += length
      } else {
        for digit in 0..<length {
          let pair = differences[next + digit >> 1]
          text.append(character(digit & 1 == 0 ? pair >> 4 : pair & 15))
        }
        next += (length + 1) >> 1
      }
    }
    text += template[place...]
    return text
  }

  /// How many bytes of the text stand for how many of the template, from where both differ.
  private static func part(
    of text: Span<UInt8>, at index: Int, from base: [UInt8], _ rest: Range<Int>
  ) -> (added: Int, replaced: Int) {
    let place = rest.lowerBound
    let (left, right) = (text.count - index, rest.count)
    if left == 0 || right == 0 { return (left, right) }
    let longest = min(longestPart, left - leastRun, right - leastRun)
    var distance = 1
    while distance <= longest {
      var run = leastRun - 1
      while run >= 0, text[index + distance + run] == base[place + distance + run] { run -= 1 }
      if run < 0 { return (distance, distance) }
      // No run can begin before the byte that differs.
      distance += run + 1
    }
    var (added, replaced) = (0, 0)
    while added < left, text[index + added] != 0x0A { added += 1 }
    while replaced < right, base[place + replaced] != 0x0A { replaced += 1 }
    while added > 0, replaced > 0, text[index + added - 1] == base[place + replaced - 1] {
      added -= 1
      replaced -= 1
    }
    return (added, replaced)
  }

  private static func append(_ part: Span<UInt8>, to bytes: inout [UInt8]) {
    var isHexadecimal = part.count > 2
    for index in part.indices where isHexadecimal { isHexadecimal = digit(part[index]) < 16 }
    append(number: part.count << 1 | (isHexadecimal ? 1 : 0), to: &bytes)
    guard isHexadecimal else {
      for index in part.indices { bytes.append(part[index]) }
      return
    }
    for index in stride(from: 0, to: part.count, by: 2) {
      let low = index + 1 < part.count ? digit(part[index + 1]) : 0
      bytes.append(digit(part[index]) << 4 | low)
    }
  }

  /// The value of a digit `0-9a-f`; 255 for any other byte.
  private static func digit(_ byte: UInt8) -> UInt8 {
    if byte &- 48 < 10 { return byte &- 48 }
    return byte &- 97 < 6 ? byte &- 87 : 255
  }

  private static func character(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 87 + digit }

  static func append(number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest & 127 | 128))
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  static func number(in bytes: ArraySlice<UInt8>, at index: inout Int) -> Int {
    var number = 0
    var shift = 0
    while bytes[index] >= 128 {
      number |= Int(bytes[index] & 127) << shift
      shift += 7
      index += 1
    }
    number |= Int(bytes[index]) << shift
    index += 1
    return number
  }
}
