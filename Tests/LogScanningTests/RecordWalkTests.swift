import LogModel
import LogSimulation
import Testing

@testable import LogScanning

/// The walk along steps taken before against the one that reads every member.
@Suite struct RecordWalkTests {
  /// Records much alike, as logs have them, with whatever may go wrong in one.
  private struct Records {
    var random: SeededGenerator
    /// Some shapes that come again: the names of members and what they hold.
    private var shapes: [[(name: String, kind: Int)]] = []

    private static let names = [
      "insertId", "logName", "severity", "timestamp", "receiveTimestamp", "textPayload", "time",
      "level", "trace", "spanId", "labels", "httpRequest", "jsonPayload", "resource",
      "http_request",
      "json_payload", "protoPayload", "message", "error", "stack", "status", "latency",
      "requestUrl",
      "requestMethod", "instanceId", "k8s-pod/app", "compute.googleapis.com/resource_name", "x", "",
      "a rather long name that no table of names would have in it", "ein\u{E4}", "split",
      "errorGroups", "entries", "logging.googleapis.com/labels", "a,b", "}{", "requestUrls",
    ]
    private static let objects = ["labels", "httpRequest", "jsonPayload", "resource", "error"]

    init(seed: UInt64) {
      random = SeededGenerator(seed: seed, label: "records")
      for _ in 0..<6 {
        shapes.append(
          (0..<random.below(16)).map { _ in
            (Records.names[random.below(Records.names.count)], random.below(12))
          })
      }
    }

    mutating func next() -> [UInt8] {
      let shape = shapes[random.below(shapes.count)]
      var record = Array(object(shape, depth: 0, isOdd: random.below(4) == 0).utf8)
      if random.below(4) == 0 {
        let alphabet: [UInt8] = Array("{}[]\",:\\ntf019- \n\u{1}".utf8) + [0x80, 0xFF]
        for _ in 0...random.below(3) where record.count > 2 {
          let place = 1 + random.below(record.count - 1)
          switch random.below(4) {
          case 0: record[place] = alphabet[random.below(alphabet.count)]
          case 1: record.remove(at: place)
          case 2: record.removeLast(record.count - place)
          default: record.insert(alphabet[random.below(alphabet.count)], at: place)
          }
        }
      }
      return record
    }

    private mutating func object(
      _ shape: [(name: String, kind: Int)], depth: Int, isOdd: Bool
    ) -> String {
      var members: [String] = []
      for (name, kind) in shape {
        if isOdd, random.below(6) == 0 { continue }
        if isOdd, random.below(12) == 0 { members.append(#""added\#(random.below(50))":1"#) }
        var spelled = name
        if isOdd, random.below(40) == 0, let first = name.unicodeScalars.first {
          let digits = String(first.value, radix: 16)
          spelled =
            "\\u" + String(repeating: "0", count: 4 - digits.count) + digits + name.dropFirst()
        }
        let blank = isOdd && random.below(8) == 0 ? " " : ""
        members.append(
          "\(blank)\"\(spelled)\"\(blank):\(blank)" + value(name, kind, depth: depth, isOdd: isOdd))
        if isOdd, random.below(30) == 0 { members.append(members[members.count - 1]) }
      }
      let end = isOdd && random.below(20) == 0 ? ",}" : "}"
      return "{" + members.joined(separator: ",") + end
    }

    private mutating func value(_ name: String, _ kind: Int, depth: Int, isOdd: Bool) -> String {
      if Records.objects.contains(name), kind < 9, depth < 3 {
        let inner = (0..<kind).map {
          (Records.names[($0 * 7 + kind * 5) % Records.names.count], $0)
        }
        return object(inner, depth: depth + 1, isOdd: isOdd && random.below(3) == 0)
      }
      switch isOdd && random.below(6) == 0 ? random.below(12) : kind {
      case 0...4:
        let texts = [
          "", "INFO", "a \\\"quoted\\\" {text}", "2025-09-07T00:00:11.850982136Z", "\\\\",
        ]
        return #""\#(texts[random.below(texts.count)])\#(random.below(1000))""#
      case 5, 6: return "\(random.below(100_000))"
      case 7: return ["true", "false", "null", "-1.5e3", "NaN", "nil"][random.below(6)]
      case 8: return ["[]", "[1,{\"a\":\"]\"}]", "[[\"x\"],[]]"][random.below(3)]
      case 9: return ["{}", #"{"a":{"b":"}"}}"#, #"{"message":"m","stack":"s"}"#][random.below(3)]
      case 10: return #""""#
      default: return "null"
      }
    }
  }

  private static let keys = EntryKey.allCases

  /// All that slots hold, in words.
  private static func told(_ slots: FieldSlots) -> [String] {
    keys.compactMap { key in
      slots[key].map { "\(key) \($0.start) \($0.end) \($0.kind) \($0.place)" }
    } + ["\(slots.nameBits)"]
  }

  /// Whether a walk was possible; compares what it found.
  private static func compare(
    _ walk: RecordWalk, _ record: Bytes, _ tape: Tape, _ note: Comment
  ) -> Bool {
    guard let base = record.baseAddress else { return false }
    let whole = JSONSlice(start: 0, end: record.count, kind: .object, place: 0)
    let top = FieldSlots()
    let expected = top.fill(base, whole, along: tape, end: record.count)
    guard let end = walk.walk(base, tape, end: record.count) else {
      for slots in [walk.top, walk.payload, walk.request, walk.labels] {
        #expect(!slots.isSettled && told(slots) == ["0"], note)
      }
      return false
    }
    #expect(end == expected, note)
    #expect(told(walk.top) == told(top) && walk.top.firstKey == top.firstKey, note)
    let objects: [(EntryKey, FieldSlots)] = [
      (.jsonPayload, walk.payload), (.httpRequest, walk.request), (.labels, walk.labels),
    ]
    for (key, slots) in objects {
      guard let slice = top.value(key, .object) else {
        #expect(!slots.isSettled, note)
        continue
      }
      let inner = FieldSlots()
      let innerEnd = inner.fill(slice, of: top)
      #expect(innerEnd == slice.end && slots.isSettled && told(slots) == told(inner), note)
    }
    return true
  }

  @Test("finds what reading every member finds", arguments: [1, 2, 3] as [UInt64])
  func agrees(seed: UInt64) {
    let index = RecordIndex(path: .fastest)
    var walked = 0
    for round in 0..<60 {
      let walk = RecordWalk()
      var records = Records(seed: seed &* 1000 &+ UInt64(round))
      for number in 0..<100 {
        let record = records.next()
        record.withUnsafeBufferPointer { bytes in
          guard let tape = index.tape(of: bytes), tape.count > 0, Tape.offset(tape.marks[0]) == 0
          else { return }
          let note: Comment = "\(round)/\(number): \(bytes.string)"
          if RecordWalkTests.compare(walk, bytes, tape, note) { walked += 1 }
        }
      }
    }
    // Most are sound, and of those only some have a name twice.
    #expect(walked > 1500)
  }

  @Test("gives the same entries as reading by bytes", arguments: [4, 5] as [UInt64])
  func sameEntries(seed: UInt64) throws {
    for round in 0..<12 {
      var records = Records(seed: seed &* 1000 &+ UInt64(round))
      let lines = (0..<120).map { _ in records.next().map { $0 == 0x0A ? 0x20 : $0 } }
      let text = Array(lines.joined(separator: [0x0A]))
      let paths = [
        ["jsonPayload", "message"], ["labels", "instanceId"], ["severity"],
        ["jsonPayload", "error", "message"], ["httpRequest", "status"],
      ]
      var fields: [[String]] = [[], []]
      func note(_ entry: DecodedEntry, in number: Int) {
        let found = paths.map { String(describing: entry.field($0)) }
        fields[number].append("\(found) \(entry.record.string)")
      }
      let slow = try read(text, path: nil) { note($0, in: 0) }
      let quick = try read(text, blockSize: 3000) { note($0, in: 1) }
      #expect(slow.entries == quick.entries)
      let different = zip(fields[0], fields[1]).first { $0 != $1 }
      #expect(different == nil)
      let problems = [slow.outcome, quick.outcome].map { outcome in
        outcome.problems.map { "\($0.byteOffset ?? -1) \($0.reason)" }
      }
      #expect(problems[0] == problems[1] && slow.outcome.malformed == quick.outcome.malformed)
    }
  }

  @Test("names that never come again cost no memory, and all is found meanwhile")
  func isBounded() {
    let index = RecordIndex(path: .fastest)
    let walk = RecordWalk()
    for number in 0..<12_000 {
      let record = Array(
        #"{"n\#(number)":"1","jsonPayload":{"m\#(number)":2,"message":"x"},"severity":"INFO"}"#.utf8
      )
      record.withUnsafeBufferPointer { bytes in
        guard let tape = index.tape(of: bytes) else { return }
        #expect(RecordWalkTests.compare(walk, bytes, tape, "\(number)"))
      }
    }
    #expect(walk.knownSteps <= StepTable.mostSteps)
  }
}
