import LogModel
import Testing

@testable import LogScanning

@Suite struct InputFormTests {
  @Test("the same entries in every form are the same entries", arguments: 0..<Sample.forms.count)
  func everyForm(index: Int) throws {
    let form = Sample.forms[index]
    let (expected, _) = try read(Sample.entries.joined(separator: "\n"))
    #expect(expected.count == Sample.entries.count)
    let (entries, outcome) = try read(form.text)
    #expect(outcome.problems.isEmpty, "\(form.name): \(outcome.problems)")
    #expect(outcome.malformed == 0)
    #expect(!outcome.isTruncated)
    #expect(entries.map(\.content) == expected.map(\.content), "\(form.name)")
  }

  @Test("any block size gives the same entries", arguments: 0..<Sample.forms.count)
  func anyChunking(index: Int) throws {
    let form = Sample.forms[index]
    let (whole, _) = try read(form.text)
    for blockSize in [64, 65, 67, 71, 97, 128, 333, 1021] {
      let (entries, outcome) = try read(form.text, blockSize: blockSize)
      #expect(entries == whole, "\(form.name) in blocks of \(blockSize)")
      #expect(outcome.problems.isEmpty)
    }
  }

  @Test func decodedValues() throws {
    let (entries, _) = try read(Sample.entries.joined(separator: "\n"))
    #expect(entries[0].message == "Booting \"worker\" with {pid}: [14]\n")
    #expect(entries[0].timestamp.rfc3339 == "2025-09-16T00:41:10.333007Z")
    #expect(entries[0].source.service.name == "backend")
    #expect(entries[0].source.service.environment == "staging")
    #expect(entries[0].source.log == "run.googleapis.com/stderr")
    #expect(entries[0].source.instance == "00a1")
    #expect(entries[0].source.revision == "backend-00035-fnj")
    #expect(entries[0].source === entries[5].source)
    #expect(entries[1].message == "café 😀 C:\\tmp\\")
    #expect(entries[2].severity == .error)
    #expect(entries[3].status == 503)
    #expect(entries[3].latency == 4_177_500_000)
    #expect(entries[4].message == "failed")
    #expect(entries[4].trace == "Traceback:\n  File \"x\", line 1\nValueError: y")
    #expect(entries[5].insertId == "id5")
  }

  @Test("offsets point at the record", arguments: ["json lines", "pretty array", "pages, pretty"])
  func offsets(name: String) throws {
    let form = try #require(Sample.forms.first { $0.name == name })
    let bytes = Array(form.text.utf8)
    for blockSize in [64, 4096] {
      let (entries, _) = try read(bytes, blockSize: blockSize)
      #expect(entries.count == Sample.entries.count)
      for entry in entries { #expect(bytes[entry.offset] == UInt8(ascii: "{")) }
      #expect(Set(entries.map(\.offset)).count == entries.count)
    }
  }

  @Test(
    "empty inputs have no entries and no problems",
    arguments: ["", "[]", "[ ]\n", "\n\n", "{\"entries\":[]}", "{}"])
  func empty(text: String) throws {
    let (entries, outcome) = try read(text)
    #expect(entries.count == (text == "{}" ? 1 : 0))
    #expect(outcome.problems.isEmpty)
    #expect(!outcome.isTruncated)
  }

  @Test func bracketOfAPlainLineIsNoArray() throws {
    let (entries, outcome) = try read(
      "[2025-09-16 00:41:13 +0000] [14] [ERROR] Exception in worker process\n[ok] done\n")
    #expect(outcome.problems.isEmpty)
    #expect(entries.map(\.severity) == [.error, .default])
    #expect(entries[0].timestamp.rfc3339 == "2025-09-16T00:41:13Z")
    #expect(entries[1].timestamp == entries[0].timestamp)
  }

  @Test func plainLinesBetweenObjects() throws {
    let (entries, outcome) = try read(
      "starting up\n\(Sample.entries[0])\n\(Sample.entries[5])\nbye")
    #expect(entries.map(\.message).first == "starting up")
    #expect(entries.map(\.message).last == "bye")
    #expect(entries.count == 4)
    #expect(outcome.malformed == 0)
    #expect(!entries[0].timestamp.isDated)
    #expect(entries[3].timestamp == entries[2].timestamp)
  }

  @Test func textInFrontOfAnArray() throws {
    let array = try #require(Sample.forms.first { $0.name == "pretty array" }).text
    for blockSize in [64, 4096] {
      let (entries, outcome) = try read("WARNING: old client\n\n" + array, blockSize: blockSize)
      #expect(entries.count == Sample.entries.count)
      #expect(outcome.malformed == 1)
      let (lines, lineOutcome) = try read("dump:\n[\n{\"a\": 1}\n]\n", blockSize: blockSize)
      #expect(lines.map(\.message) == ["dump:", "[", "", "]"])
      #expect(lineOutcome.malformed == 0)
    }
  }
}
