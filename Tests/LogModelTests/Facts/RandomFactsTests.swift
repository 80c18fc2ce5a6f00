import LogModel
import Testing

/// The set against the simplest thing that could be meant: sort by the total order, drop copies.
@Suite struct RandomFactsTests {
  static let captures: [[String: String]] = [[:], ["exitCode": "3"], ["pid": "7", "error": "no"]]

  static func facts(_ count: Int, _ dice: inout Dice) -> [Fact] {
    (0..<count).map { _ in
      let kind = dice.number(below: 6)
      let ids = ["", "x", "68bccb0000005f2c5a99599\(dice.number(below: 3))", "An-Id"]
      let id = ids[dice.number(below: ids.count)]
      let hash = UInt64(dice.number(below: 2))
      var entry = SampleFacts.reference(
        Int64(dice.number(below: 20)),
        SampleFacts.sources[dice.number(below: SampleFacts.sources.count)], id: id, hash: hash,
        file: ["a", "b", "c"][dice.number(below: 3)],
        ordinal: 1 + dice.number(below: 3) + (dice.number(below: 2) << 33))
      // A fact's severity and text follow from its identity.
      entry.severity = hash == 0 ? .error : .info
      entry.text = "took \(hash) ms"
      let step = dice.number(below: 3)
      switch kind {
      case 0:
        return Fact(
          entry: entry,
          kind: .marker(
            BootMarker(
              profile: "p\(step)", slot: [.start, .exit, .phaseDone("init")][step],
              condition: step, captures: captures[step])))
      case 1:
        return Fact(
          entry: entry,
          kind: .match(SignatureMatch(signature: "s\(step)", captures: captures[step])))
      case 2:
        let trace = StackTrace(
          language: "python",
          exceptions: [RaisedException(type: "E", message: id, frames: [], link: .root)])
        return Fact(entry: entry, kind: .trace(TraceRecord(trace: trace, text: "E: \(id)")))
      case 3: return Fact(entry: entry, kind: .traceFragment(text: "  line \(hash)"))
      case 4:
        return Fact(
          entry: entry,
          kind: .step(SignatureStep(signature: "g", step: step, captures: captures[step])))
      default:
        return Fact(
          entry: entry,
          kind: .failedRequest(
            FailedRequest(
              status: 500 + Int(hash), endedAt: entry.timestamp, method: nil, path: "/\(hash)")))
      }
    }
  }

  /// What a set of these facts is, by the reference order.
  static func plain(_ facts: [Fact]) -> [String] {
    let sorted = facts.sorted { left, right in
      let order = EntryReference.compare(left.entry, right.entry)
      if order != 0 { return order < 0 }
      return left.kind.sortKey != right.kind.sortKey
        ? left.kind.sortKey < right.kind.sortKey
        : (left.entry.file, left.entry.ordinal) < (right.entry.file, right.entry.ordinal)
    }
    var lines: [String] = []
    var index = 0
    while index < sorted.count {
      // The entry at the smallest place of any of its facts, each fact once.
      let entry = sorted[index].entry
      let end = sorted[index...].firstIndex { !$0.entry.isSameEntry(as: entry) } ?? sorted.count
      let places = sorted[index..<end].map { ($0.entry.file, $0.entry.ordinal) }
      let place = places.min { $0 < $1 } ?? ("", 0)
      var known: [(rank: Int, text: String)] = []
      for fact in sorted[index..<end] where !known.contains(where: { $0 == fact.kind.sortKey }) {
        known.append(fact.kind.sortKey)
        lines.append(line(fact, file: place.0, ordinal: place.1))
      }
      index = end
    }
    return lines
  }

  static func line(_ fact: Fact, file: String, ordinal: Int) -> String {
    let entry = fact.entry
    var said: String
    switch fact.kind {
    case .marker(let marker): said = "\(marker.captures.sorted { $0.key < $1.key })"
    case .match(let match): said = "\(match.captures.sorted { $0.key < $1.key })"
    case .step(let step): said = "\(step.captures.sorted { $0.key < $1.key })"
    case .trace(let record): said = "\(record)"
    case .traceFragment(let text): said = text
    case .failedRequest(let request): said = "\(request)"
    }
    let source = entry.source
    said += " \(source.service) \(source.log) \(source.instance ?? "-")"
    return "\(entry.timestamp.nanoseconds) \(entry.insertId) \(entry.contentHash) \(entry.severity)"
      + " \(entry.text) \(file):\(ordinal) \(fact.kind.sortKey) \(said)"
  }

  static func lines(_ set: FactSet) -> [String] {
    set.sorted.map { line($0, file: $0.entry.file, ordinal: $0.entry.ordinal) }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func aSetIsItsFactsInOrder(_ seed: UInt64) {
    var dice = Dice(state: seed)
    let facts = RandomFactsTests.facts(3000, &dice)
    let expected = RandomFactsTests.plain(facts)
    #expect(RandomFactsTests.lines(FactSet(facts)) == expected)
    #expect(RandomFactsTests.lines(FactSet(facts.reversed())) == expected)
    #expect(expected.count < facts.count)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func unionInAnyOrderIsTheSame(_ seed: UInt64) {
    var dice = Dice(state: seed)
    let facts = RandomFactsTests.facts(10_000, &dice)
    let expected = RandomFactsTests.plain(facts)
    let cut = dice.number(below: 4000)
    var parts = [
      FactSet(Array(facts[..<cut])), FactSet(Array(facts[cut..<9000])),
      FactSet(Array(facts[8000...])), FactSet(Array(facts[9000...].prefix(3))),
    ]
    parts[2].normalise()
    parts.shuffle(using: &dice)
    var left = FactSet()
    for part in parts { left.formUnion(part) }
    #expect(RandomFactsTests.lines(left) == expected)
    var right = FactSet()
    for part in parts.reversed() {
      var sum = part
      sum.formUnion(right)
      right = sum
    }
    #expect(RandomFactsTests.lines(right) == expected)
    left.normalise()
    let count = left.count
    left.formUnion(right)
    left.normalise()
    left.normalise()
    #expect(left.count == count)
    #expect(RandomFactsTests.lines(left) == expected)
  }
}
