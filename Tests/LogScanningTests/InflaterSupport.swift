import CZlib
import LogModel

@testable import LogScanning

/// What a library made of an input.
struct Inflated: Equatable {
  var text: [UInt8] = []
  var problems: [Problem] = []
  var isTruncated = false
  var bytesRead = 0
}

/// Reads bytes through a ring of blocks. `overran` says that the text is not to be used.
func inflate(
  _ bytes: [UInt8], with library: InflateLibrary, blockSize: Int
) -> (result: Inflated, overran: Bool) {
  let input = InputObject(kind: .memory(name: "input", bytes: bytes))
  let stream = BlockStream(input: input, blockSize: blockSize, inflate: library)
  var result = Inflated()
  stream.forEachBlock { block in
    result.text += block.text
    return true
  }
  let outcome = stream.end()
  result.problems = outcome.problems
  result.isTruncated = outcome.isTruncated
  result.bytesRead = outcome.bytesRead
  return (result, outcome.overran)
}

/// How data is deflated.
struct DeflateForm {
  var level: Int32 = 6
  var strategy: Int32 = Z_DEFAULT_STRATEGY
  /// Flushed after so many bytes: blocks of all kinds, also empty ones.
  var flushEvery: Int?
  /// Size of zlib's table, 1…9: small ones make small blocks.
  var memory: Int32 = 8

  static let all: [DeflateForm] =
    (0...9).map { DeflateForm(level: $0) }
    + [Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED].map { DeflateForm(strategy: $0) }
    + [
      DeflateForm(flushEvery: 100), DeflateForm(level: 0, flushEvery: 77), DeflateForm(memory: 1),
    ]
}

/// One gzip member of a given form.
func gzip(_ bytes: [UInt8], _ form: DeflateForm) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, form.level, Z_DEFLATED, 16 + MAX_WBITS, form.memory, form.strategy, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  let step = max(1, form.flushEvery ?? bytes.count)
  var from = 0
  repeat {
    var part = Array(bytes[from..<min(from + step, bytes.count)])
    from += part.count
    let flush = from == bytes.count ? Z_FINISH : Z_FULL_FLUSH
    part.withUnsafeMutableBufferPointer { part in
      stream.next_in = part.baseAddress
      stream.avail_in = UInt32(part.count)
      repeat {
        buffer.withUnsafeMutableBufferPointer { buffer in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          deflate(&stream, flush)
        }
        output += buffer.prefix(buffer.count - Int(stream.avail_out))
      } while stream.avail_out == 0
    }
  } while from < bytes.count
  return output
}

/// A gzip member around deflated data, with all that a header may have.
func member(_ deflated: [UInt8], of text: [UInt8], flags: UInt8 = 0x1F, damage: Int = 0)
  -> [UInt8]
{
  func little(_ number: UInt, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt(8 * $0)) }
  }
  func sum(_ bytes: [UInt8]) -> UInt { crc32(0, bytes, UInt32(bytes.count)) }
  var header: [UInt8] = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 2, 3]
  if flags & 0x04 != 0 { header += little(300, 2) + [UInt8](repeating: 0, count: 300) }
  if flags & 0x08 != 0 { header += Array("name of the file\0".utf8) }
  if flags & 0x10 != 0 { header += Array("a comment, \u{e9}\0".utf8) }
  if flags & 0x02 != 0 { header += little(sum(header) ^ UInt(damage), 2) }
  return header + deflated + little(sum(text), 4) + little(UInt(text.count), 4)
}

/// The deflated data of a member without any optional field.
func deflated(_ bytes: [UInt8], _ form: DeflateForm = DeflateForm()) -> [UInt8] {
  Array(gzip(bytes, form).dropFirst(10).dropLast(8))
}

/// A deflate block, by hand, whose codes leave nearly half of the bits without a meaning: 257 codes of
/// nine bits. ISA-L takes it, zlib does not. Followed by a block of a kind that does not exist.
func blockOfIncompleteCodes(_ text: [UInt8]) -> [UInt8] {
  var bits: [UInt8] = []
  func number(_ value: Int, _ count: Int) {
    for place in 0..<count { bits.append(UInt8(value >> place & 1)) }
  }
  func code(_ value: Int, _ count: Int) {
    for place in (0..<count).reversed() { bits.append(UInt8(value >> place & 1)) }
  }
  number(0b100, 3)  // not the last; dynamic codes
  number(0, 5)  // 257 literals and lengths
  number(0, 5)  // one distance
  number(15, 4)  // all 19 lengths of the code for lengths, in the order of RFC 1951, 3.2.7
  for length in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] {
    number(length == 1 || length == 9 ? 1 : 0, 3)
  }
  for _ in 0..<257 { code(1, 1) }  // of length 9
  code(0, 1)  // of length 1
  for byte in text { code(Int(byte), 9) }
  code(256, 9)
  number(0b111, 3)
  while bits.count % 8 != 0 { bits.append(0) }
  return stride(from: 0, to: bits.count, by: 8).map { start in
    (0..<8).reduce(0) { $0 | bits[start + $1] << UInt8($1) }
  }
}

/// Bytes as they are, in blocks of at most 65,535 with five bytes of header each.
func storedBlocks(_ bytes: [UInt8], endsData: Bool) -> [UInt8] {
  var blocks: [UInt8] = []
  for from in stride(from: 0, to: bytes.count, by: 65_535) {
    let part = bytes[from..<min(from + 65_535, bytes.count)]
    let low = UInt8(part.count & 255)
    let high = UInt8(part.count >> 8)
    blocks += [endsData && part.endIndex == bytes.count ? 1 : 0, low, high, ~low, ~high] + part
  }
  return blocks
}
