import LogModel
import Testing

@testable import LogScanning

@Suite struct ResynchronisationTests {
  /// What stands in the place of a broken entry.
  static let broken = [
    #"{"insertId":"bad","textPayload":"no end"#,
    #"{"insertId":"bad","jsonPayload":{"a":{"b":1}"#,
    #"{"insertId":"bad","list":[1,2}}"#,
    #"{"insertId" "bad"}"#,
    #"{"insertId":"bad","textPayload":"\"}"#,
    #"{"insertId":}"#,
  ]

  @Test("a bad line never spoils the next", arguments: broken)
  func lines(bad: String) throws {
    for position in [0, 3] {
      var lines = Sample.entries
      lines.insert(bad, at: position)
      let (entries, outcome) = try read(lines.joined(separator: "\n") + "\n")
      #expect(outcome.malformed == 1)
      #expect(entries.map(\.insertId) == (0..<6).map { "id\($0)" })
      let problem = try #require(outcome.problems.first)
      #expect(problem.byteOffset == lines[..<position].reduce(0) { $0 + $1.utf8.count + 1 })
      #expect(!problem.isLoss)
    }
  }

  @Test("in a pretty array the entries around a broken one are read", arguments: broken)
  func prettyArray(bad: String) throws {
    var elements = Sample.entries.map { "  " + Sample.pretty($0, level: 1) }
    elements[2] = "  " + Sample.pretty(bad, level: 1)
    let text = "[\n" + elements.joined(separator: ",\n") + "\n]\n"
    for blockSize in [64, 4096] {
      let (entries, outcome) = try read(text, blockSize: blockSize)
      #expect(outcome.malformed >= 1)
      #expect(entries.map(\.insertId) == ["id0", "id1", "id3", "id4", "id5"])
      #expect(!outcome.isTruncated)
    }
  }

  @Test("among pretty objects the entries around a broken one are read", arguments: broken)
  func prettyObjects(bad: String) throws {
    var elements = Sample.entries.map { Sample.pretty($0) }
    elements[2] = Sample.pretty(bad)
    let (entries, outcome) = try read(elements.joined(separator: "\n\n"))
    #expect(outcome.malformed >= 1)
    #expect(entries.map(\.insertId) == ["id0", "id1", "id3", "id4", "id5"])
  }

  @Test func compactArray() throws {
    var elements = Sample.entries
    elements[2] = #"{"insertId":"bad","list":[1,2}}"#
    let (entries, outcome) = try read("[" + elements.joined(separator: ",") + "]")
    #expect(outcome.malformed == 1)
    #expect(entries.map(\.insertId) == ["id0", "id1", "id3", "id4", "id5"])
  }

  @Test func arrayCutOffAndFollowedByAnother() throws {
    let elements = Sample.entries.map { "  " + Sample.pretty($0, level: 1) }
    let first = "[\n" + elements[..<3].joined(separator: ",\n")
    let text =
      String(first.dropLast(30)) + "\n[\n" + elements[3...].joined(separator: ",\n") + "\n]\n"
    let (entries, outcome) = try read(text)
    #expect(outcome.malformed == 1)
    #expect(entries.map(\.insertId) == ["id0", "id1", "id3", "id4", "id5"])
  }

  @Test func manyProblemsAreCountedAndFewListed() throws {
    let lines = (0..<100).flatMap { [Sample.entries[0], #"{"n":\#($0),"#] }
    let (entries, outcome) = try read(lines.joined(separator: "\n") + "\n")
    #expect(entries.count == 100)
    #expect(outcome.malformed == 100)
    #expect(outcome.problems.count == 21)
    #expect(outcome.problems.last?.reason == "80 more malformed records were skipped from here on")
  }

  @Test(
    "an input that ends inside a record is truncated",
    arguments: ["json lines", "pretty array", "pretty objects", "pages, pretty", "compact array"])
  func endsInside(name: String) throws {
    let form = try #require(Sample.forms.first { $0.name == name })
    let last = try #require(form.text.lastIndex(of: "Container called"))
    let (entries, outcome) = try read(String(form.text[..<last]))
    #expect(entries.count == 5)
    #expect(outcome.isTruncated)
    #expect(outcome.problems.count == 1)
    #expect(outcome.problems.first?.isLoss == true)
  }

  @Test(
    "a record beyond the limit is skipped with its offset",
    arguments: ["json lines", "pretty array", "compact array", "pretty objects"])
  func oversized(name: String) throws {
    let long = Sample.entry(9, #""textPayload":"\#(String(repeating: "y{", count: 5000))""#)
    var entries = Sample.entries
    entries.insert(long, at: 2)
    let text =
      switch name {
      case "json lines": entries.joined(separator: "\n")
      case "pretty array":
        "[\n" + entries.map { "  " + Sample.pretty($0, level: 1) }.joined(separator: ",\n") + "\n]"
      case "compact array": "[" + entries.joined(separator: ",") + "]"
      default: entries.map { Sample.pretty($0) }.joined(separator: "\n")
      }
    for blockSize in [64, 1 << 20] {
      let (seen, outcome) = try read(Array(text.utf8), blockSize: blockSize, limit: 2000)
      #expect(seen.map(\.insertId) == (0..<6).map { "id\($0)" })
      let problem = try #require(outcome.problems.first)
      #expect(outcome.problems.count == 1)
      #expect(problem.isLoss)
      let offset = try #require(problem.byteOffset)
      #expect(Array(text.utf8)[offset] == UInt8(ascii: "{"))
      #expect(offset > seen[1].offset && offset < seen[2].offset)
    }
  }
}

extension String {
  /// The last place of a part; here so that the tests need no Foundation.
  fileprivate func lastIndex(of part: String) -> String.Index? {
    var found: String.Index?
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) { found = index }
      index = self.index(after: index)
    }
    return found
  }
}
