import CJSONIndex
import LogSimulation
import Testing

@testable import LogScanning

/// Every implementation of the structural index against one that any reader can check.
@Suite struct RecordIndexTests {
  private static let paths = RecordIndex.Path.allCases.filter(\.isSupported)

  /// What the index has to say of a text.
  private struct Reference: Equatable {
    var offsets: [UInt32] = []
    var isInString = false
    var isEscaped = false
    var newlineInString = false
    var backslashOutside = false
    /// Whether each mark names the byte that it marks.
    var isTrue = true

    init(_ text: [UInt8]) {
      for (offset, byte) in text.enumerated() {
        let wasEscaped = isEscaped
        isEscaped = byte == 0x5C && !wasEscaped
        switch byte {
        case 0x22 where !wasEscaped:
          offsets.append(UInt32(offset))
          isInString.toggle()
        case 0x5C: backslashOutside = backslashOutside || !isInString
        case 0x0A: newlineInString = newlineInString || isInString
        case 0x7B, 0x7D, 0x5B, 0x5D: if !isInString { offsets.append(UInt32(offset)) }
        default: break
        }
      }
    }

    init(_ path: RecordIndex.Path, _ pieces: [ArraySlice<UInt8>]) {
      var state = json_index_state()
      for piece in pieces {
        // Exactly as much as is promised to be enough, so that a sanitizer sees what exceeds it.
        let bytes = Array(piece)
        let found = [UInt32](unsafeUninitializedCapacity: bytes.count + Int(JSON_INDEX_SLACK)) {
          $1 = json_index(path.native, bytes, bytes.count, &state, $0.baseAddress)
        }
        for mark in found {
          let place = piece.startIndex + Tape.offset(mark)
          offsets.append(UInt32(place))
          isTrue = isTrue && Tape.byte(mark) == piece[place]
        }
      }
      isInString = state.in_string != 0
      isEscaped = state.escaped != 0
      newlineInString = state.newline_in_string != 0
      backslashOutside = state.backslash_outside != 0
    }
  }

  private static func text(_ random: inout SeededGenerator, _ alphabet: [UInt8]) -> [UInt8] {
    let length = random.below(random.below(3) == 0 ? 600 : 140)
    return (0..<length).map { _ in alphabet[random.below(alphabet.count)] }
  }

  private static let alphabets: [[UInt8]] = [
    Array("\"\\{}[]:, \nab".utf8), Array("\"\\".utf8), Array("\\a".utf8),
    Array("abcdefghijklmnop {}\"".utf8), Array("{[]}".utf8),
    [
      0x22, 0x5C, 0x0A, 0x00, 0x02, 0x1B, 0x3B, 0x5A, 0x5E, 0x7A, 0x7E, 0x80, 0xA2, 0xDC, 0xFB,
      0xFF,
    ],
  ]

  @Test("agrees with the definition", arguments: RecordIndexTests.paths)
  func agrees(path: RecordIndex.Path) {
    for (number, alphabet) in RecordIndexTests.alphabets.enumerated() {
      var random = SeededGenerator(seed: 3, label: "index-\(number)")
      for _ in 0..<400 {
        let text = RecordIndexTests.text(&random, alphabet)
        let expected = Reference(text)
        #expect(Reference(path, [text[...]]) == expected)
        let cut = text.isEmpty ? 0 : random.below(text.count)
        #expect(Reference(path, [text[..<cut], text[cut...]]) == expected, "cut at \(cut)")
      }
    }
  }

  @Test("finds the first special byte and the marks of levels", arguments: RecordIndexTests.paths)
  func bytes(path: RecordIndex.Path) {
    var random = SeededGenerator(seed: 4, label: "bytes")
    let plain = Array("abc [ERROR] x=1 | a - b\u{7F}~".utf8)
    for _ in 0..<3000 {
      var text = RecordIndexTests.text(&random, plain)
      if random.below(3) > 0, !text.isEmpty {
        let odd: [UInt8] = [0x5C, 0x00, 0x1F, 0x0A, 0x80, 0xFF, 0x20, 0x7F]
        text[random.below(text.count)] = odd[random.below(odd.count)]
      }
      let first = text.firstIndex { $0 == 0x5C || $0 < 0x20 || $0 >= 0x80 } ?? text.count
      #expect(json_first_special(path.native, text, text.count) == first)
      let head = text.prefix(64)
      var marks: UInt64 = 0
      for (index, byte) in head.enumerated() where "\n[]=-|".utf8.contains(byte) {
        marks |= 1 << UInt64(index)
      }
      #expect(json_level_marks(path.native, text, head.count) == marks)
    }
  }

  @Test("a machine of these days has a fast path") func isFast() {
    #expect(RecordIndex.Path.fastest.isSupported)
    #if arch(x86_64) || arch(arm64)
      #expect(RecordIndexTests.paths.count > 1)
    #endif
  }

  @Test("records that are long or have a backslash between strings are walked by bytes")
  func leaves() {
    let index = RecordIndex(path: .fastest)
    func hasTape(_ text: String) -> Bool {
      Array(text.utf8).withUnsafeBufferPointer { index.tape(of: $0) != nil }
    }
    #expect(hasTape(#"{"a":"\\\"","b":[]}"#))
    #expect(!hasTape(#"{"a":\"1"}"#))
    #expect(hasTape(#"{"a":""# + String(repeating: "x", count: RecordIndex.limit - 8) + #""}"#))
    #expect(!hasTape(#"{"a":""# + String(repeating: "x", count: RecordIndex.limit) + #""}"#))
  }
}
