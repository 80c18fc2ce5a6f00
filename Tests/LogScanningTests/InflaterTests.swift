import LogModel
import Testing

@testable import LogScanning

/// Whichever library inflates, the same comes out. Where ISA-L is not built in, the tests still show
/// that zlib gives the text and names the damage.
@Suite struct InflaterTests {
  static let libraries = InflateLibrary.allCases.filter(\.isBuiltIn)
  static let blockSizes = [16, 4 << 10, 64 << 10, 512 << 10]

  /// Text with repetitions near and far, and some noise.
  static func text(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var dice = Dice(seed)
    var text: [UInt8] = []
    while text.count < count {
      switch dice.roll(8) {
      case 0: text += (0..<dice.roll(200)).map { _ in UInt8(dice.roll(256)) }
      case 1 where text.count > 40_000:
        let from = text.count - 32_768 + dice.roll(1000)
        text += text[from..<(from + 300)]
      case 2: text += [UInt8](repeating: UInt8(dice.roll(256)), count: dice.roll(3000))
      default: text += Sample.entries[dice.roll(Sample.entries.count)].utf8 + [0x0A]
      }
    }
    return text
  }

  @Test("every way to deflate", arguments: libraries)
  func forms(library: InflateLibrary) {
    let text = InflaterTests.text(300_000)
    for form in DeflateForm.all {
      let bytes = gzip(text, form)
      for blockSize in InflaterTests.blockSizes.dropFirst() {
        let (result, overran) = inflate(bytes, with: library, blockSize: blockSize)
        #expect(result == Inflated(text: text, bytesRead: bytes.count))
        #expect(!overran)
      }
      let part = Array(text.prefix(5000))
      #expect(inflate(gzip(part, form), with: library, blockSize: 16).result.text == part)
    }
  }

  @Test("members of any length and header, and what may follow", arguments: libraries)
  func members(library: InflateLibrary) {
    var dice = Dice(3)
    var bytes: [UInt8] = []
    var text: [UInt8] = []
    // More than a chunk of input, so that headers and trailers are cut by its end.
    while bytes.count < 3 * InputWindow.chunkSize {
      let part = InflaterTests.text(dice.roll(4) * dice.roll(2000), seed: UInt64(bytes.count))
      let form = DeflateForm.all[dice.roll(DeflateForm.all.count)]
      bytes += member(deflated(part, form), of: part, flags: UInt8(dice.roll(32)))
      text += part
    }
    for blockSize in InflaterTests.blockSizes {
      let (result, _) = inflate(
        bytes + [UInt8](repeating: 0, count: 200_000), with: library, blockSize: blockSize)
      #expect(result == Inflated(text: text, bytesRead: bytes.count + 200_000))
      let (followed, _) = inflate(bytes + [0x1F, 0x8C], with: library, blockSize: blockSize)
      #expect(followed.text == text)
      #expect(followed.problems.map(\.byteOffset) == [bytes.count])
      #expect(followed.problems.map(\.isLoss) == [false])
    }
  }

  @Test("a member may begin or end anywhere in a chunk", arguments: libraries)
  func chunkBorders(library: InflateLibrary) {
    let text = Array("{}\n".utf8)
    let last = member(deflated(text), of: text)
    // Stored noise of a length that puts the border between chunks at every byte of the member.
    var dice = Dice(9)
    let much = (0..<InputWindow.chunkSize).map { _ in UInt8(dice.roll(256)) }
    for overlap in 0...last.count {
      // Less the headers of the member and of two stored blocks, and the trailer.
      let noise = Array(much.prefix(InputWindow.chunkSize - overlap - 18 - 10))
      let first = member(storedBlocks(noise, endsData: true), of: noise, flags: 0)
      #expect(first.count == InputWindow.chunkSize - overlap)
      let bytes = first + last
      let (result, _) = inflate(bytes, with: library, blockSize: 64 << 10)
      #expect(result == Inflated(text: noise + text, bytesRead: bytes.count))
    }
  }

  @Test(
    "damage is named in the same words", arguments: libraries)
  func words(library: InflateLibrary) {
    let text = InflaterTests.text(3000)
    let data = deflated(text)
    let good = member(data, of: text)
    var method = good
    method[2] = 7
    var reserved = good
    reserved[3] |= 0x20
    var sum = good
    sum[good.count - 5] ^= 1
    var length = good
    length[good.count - 1] ^= 1
    let cases: [(bytes: [UInt8], words: String, offset: Int, hasText: Bool)] = [
      (method, "unknown compression method", 3, false),
      (reserved, "unknown header", 4, false),
      (
        member(data, of: text, damage: 1), "wrong check sum of a header",
        good.count - data.count - 8, false
      ),
      (member([0x07] + data, of: text, flags: 0), "invalid data", 11, false),
      (sum, "wrong check sum", good.count, true),
      (length, "wrong length", good.count, true),
    ]
    for (bytes, words, offset, hasText) in cases {
      for blockSize in InflaterTests.blockSizes {
        let (result, overran) = inflate(bytes, with: library, blockSize: blockSize)
        #expect(
          result.problems.map(\.reason) == [
            "the gzip data is corrupt (\(words)); what came before was used"
          ])
        #expect(result.problems.map(\.byteOffset) == [offset])
        #expect(result.text == (hasText ? text : []))
        #expect(result.isTruncated)
        #expect(!overran)
      }
    }
  }

  /// What zlib says of an input; expects ISA-L to say the same, or to know that it went too far.
  private func expectTheSame(_ bytes: [UInt8], blockSize: Int) -> (Inflated, overran: Bool) {
    let (zlib, never) = inflate(bytes, with: .zlib, blockSize: blockSize)
    #expect(!never)
    guard InflateLibrary.isal.isBuiltIn else { return (zlib, false) }
    let (isal, overran) = inflate(bytes, with: .isal, blockSize: blockSize)
    if overran {
      #expect(isal.text.starts(with: zlib.text))
      #expect(isal.text.count > zlib.text.count)
    } else {
      #expect(isal == zlib)
    }
    return (zlib, overran)
  }

  @Test("cut off anywhere", arguments: blockSizes)
  func truncation(blockSize: Int) {
    let text = InflaterTests.text(2500)
    let bytes = member(deflated(text), of: text) + gzip(Array(text.prefix(300)))
    let first = member(deflated(text), of: text).count
    var last = 0
    for length in 2..<bytes.count {
      let (result, overran) = expectTheSame(Array(bytes[..<length]), blockSize: blockSize)
      #expect(!overran)
      #expect(result.text.count >= last)
      #expect(result.isTruncated == (length != first))
      last = result.text.count
    }
    #expect(last > 2500)
  }

  @Test("bits flipped, bytes changed, moved and lost", arguments: blockSizes)
  func damage(blockSize: Int) {
    var dice = Dice(UInt64(blockSize))
    var damaged = 0
    for round in 0..<(blockSize == 16 ? 400 : 1500) {
      let text = InflaterTests.text(2000 + dice.roll(30_000), seed: UInt64(round % 7))
      let form = DeflateForm.all[dice.roll(DeflateForm.all.count)]
      var bytes = gzip(Array(text.prefix(dice.roll(500)))) + gzip(text, form)
      let place = 2 + dice.roll(bytes.count - 40)
      switch dice.roll(4) {
      case 0, 1: bytes[place] ^= UInt8(1 << dice.roll(8))
      case 2: for offset in 0..<dice.roll(20) { bytes[place + offset] = UInt8(dice.roll(256)) }
      default: bytes.removeSubrange(place..<(place + dice.roll(20)))
      }
      damaged += expectTheSame(bytes, blockSize: blockSize).0.isTruncated ? 1 : 0
    }
    #expect(damaged > 300)
  }

  @Test func damageInLongText() {
    var dice = Dice(5)
    let text = InflaterTests.text(400_000)
    let good = gzip(text, DeflateForm(memory: 1))
    for _ in 0..<100 {
      var bytes = good
      bytes[20 + dice.roll(good.count / 2)] ^= UInt8(1 << dice.roll(8))
      let (result, _) = expectTheSame(bytes, blockSize: 4096)
      // A run of one byte is the same whichever of its bytes it repeats.
      #expect(result.isTruncated || result.text == text)
    }
  }

  /// ISA-L decodes some 64 KiB ahead: only what is longer is handed over before it sees the damage.
  @Test("what only ISA-L takes", arguments: [1000, 200_000])
  func incompleteCodes(count: Int) {
    let sound = InflaterTests.text(100_000)
    let data =
      storedBlocks(sound, endsData: false)
      + blockOfIncompleteCodes(InflaterTests.text(count, seed: 2))
    let bytes = member(data, of: sound, flags: 0)
    for blockSize in InflaterTests.blockSizes {
      let (result, overran) = expectTheSame(bytes, blockSize: blockSize)
      #expect(result.text == sound)
      #expect(result.isTruncated)
      let isLate = count > 64 << 10 && blockSize <= 64 << 10
      #expect(overran == (isLate && InflateLibrary.isal.isBuiltIn))
    }
  }

  @Test func headersOfBlocksAtRandom() {
    var dice = Dice(11)
    for _ in 0..<3000 {
      // A dynamic block with any code lengths, over and over, until it ends or breaks.
      let noise = (0..<(40 + dice.roll(300))).map { _ in UInt8(dice.roll(256)) }
      let data = [UInt8(4 | dice.roll(2) | dice.roll(32) << 3)] + noise
      _ = expectTheSame(
        member(data, of: [], flags: UInt8(dice.roll(32))),
        blockSize: InflaterTests.blockSizes[dice.roll(4)])
    }
  }

  @Test func blocksAreAlignedAndHaveRoomAround() {
    let text = InflaterTests.text(50_000)
    for blockSize in [16, 1000, 4096] {
      for bytes in [text, gzip(text)] {
        let input = InputObject(kind: .memory(name: "input", bytes: bytes))
        let stream = BlockStream(input: input, blockSize: blockSize)
        var read: [UInt8] = []
        stream.forEachBlock { block in
          #expect(Int(bitPattern: block.start) % 64 == 0)
          #expect(block.headroom >= 64 << 10)
          // What the consumer writes before one block must not reach any other.
          (block.start - block.headroom).update(repeating: 0xAA, count: block.headroom)
          read += block.text
          return true
        }
        #expect(read == text)
      }
    }
  }
}
