import Patterns
import Testing

@Suite("A hostile pattern file ends in an error, not in a crash")
struct HostileYAMLTests {
  private func errors(in bytes: [UInt8]) -> String {
    do throws(PatternErrors) {
      _ = try PatternLibraryLoader.load(files: [PatternFile(name: "a.yaml", contents: bytes)])
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "a:\n"])
  func `deep nesting is refused`(piece: String) {
    for count in [70, 1000, 100_000] {
      var text = ""
      if piece == "a:\n" {
        // Indentation grows with the depth, so that 100 000 levels would be no small file.
        for depth in 0..<min(count, 1000) { text += String(repeating: " ", count: depth) + piece }
      } else {
        text = String(repeating: piece, count: count)
      }
      let found = PatternsTests.errors(in: text)
      let expected =
        piece == "? " ? "a.yaml:1:3: a key must be" : "lists and mappings nested more than 64 deep"
      #expect(found.contains(expected), "\(found)")
    }
  }

  @Test func `aliases cannot multiply`() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, last) in zip("bcdefghi", "abcdefgh") {
      text += "\(name): &\(name) [" + Array(repeating: "*\(last)", count: 9).joined(separator: ",")
      text += "]\n"
    }
    #expect(
      PatternsTests.errors(in: text)
        == "a.yaml:1:4: anchors (&name) are not supported; write the value out")
  }

  @Test func `a file of many values is refused`() {
    let text = "a: [" + String(repeating: "1,", count: 300_000) + "]"
    #expect(
      PatternsTests.errors(in: text)
        == "a.yaml:1:400001: more than 200000 values in one file; split it")
  }

  @Test func `a file that is too large is refused unread`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: (4 << 20) + 1)
    #expect(
      errors(in: bytes)
        == "a.yaml: the file has 4194305 bytes; a pattern file may have 4194304 at most")
  }

  @Test func `a huge scalar is no trouble and is not printed in full`() {
    let huge = String(repeating: "x", count: 3_000_000)
    let found = PatternsTests.errors(in: signature().replacing("error", with: huge))
    #expect(found.hasPrefix("a.yaml:3:11: unknown severity 'xxxx"))
    #expect(found.utf8.count < 300)
  }

  @Test(
    arguments: [
      ([0x61, 0x3A, 0x20, 0x00], "a.yaml:1:4: not YAML: control characters are not allowed"),
      ([0x61, 0x0A, 0xFF, 0xFF], "a.yaml:2:1: not YAML: invalid leading UTF-8 octet"),
      ([0x61, 0xC3], "a.yaml:1:2: not YAML: incomplete UTF-8 octet sequence"),
      ([0x61, 0xC3, 0x28], "a.yaml:1:3: not YAML: invalid trailing UTF-8 octet"),
      ([0xC0, 0x80], "a.yaml:1:1: not YAML: invalid length of a UTF-8 sequence"),
      ([0xED, 0xA0, 0x80], "a.yaml:1:1: not YAML: invalid Unicode character"),
      ([0x1B, 0x5B], "a.yaml:1:1: not YAML: control characters are not allowed"),
      ([0xFF, 0xFE, 0x61], "a.yaml:1:3: not YAML: incomplete UTF-16 character"),
    ] as [([UInt8], String)])
  func `bytes that are no text are told with their place`(bytes: [UInt8], expected: String) {
    let found = errors(in: bytes)
    #expect(found.hasPrefix(expected), "\(found)")
  }

  @Test(arguments: ["", "\n", "# only a comment\n", "---\n", "---\n...\n---\n", "\u{FEFF}", "~"])
  func `a file of nothing is no error`(text: String) {
    #expect(PatternsTests.errors(in: text) == "no error")
  }

  @Test func `control characters of a file never reach the terminal`() {
    let found = PatternsTests.errors(in: "\"\\e[31m\\0\\n\": 1\nid: a\n")
    #expect(!found.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
  }

  @Test func `any cut and any changed byte of a file ends in errors or a library`() {
    let text = Array(
      [signature(extra: "tags: ['a', \"b\\n\", |\n c]"), KindTests.profile, KindTests.impact]
        .joined(separator: "\n---\n").utf8)
    for length in stride(from: 0, to: text.count, by: 7) {
      #expect(!errors(in: Array(text.prefix(length))).isEmpty)
    }
    var random: UInt64 = 42
    for _ in 0..<600 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var changed = text
      let place = Int((random >> 33) % UInt64(text.count))
      changed[place] = UInt8(truncatingIfNeeded: random >> 20)
      #expect(!errors(in: changed).isEmpty)
    }
  }
}
