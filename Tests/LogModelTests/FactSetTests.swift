import LogModel
import Testing

@Suite struct FactSetTests {
  /// Three overlapping parts of all facts, in an order of their own each.
  let parts: [FactSet] = [
    FactSet(SampleFacts.facts.filter { $0.entry.ordinal < 7 }.reversed()),
    FactSet(SampleFacts.facts.filter { $0.entry.file != "b" }),
    FactSet(SampleFacts.facts.enumerated().filter { $0.offset % 3 != 1 }.map(\.element)),
  ]

  func union(_ sets: FactSet...) -> FactSet {
    var result = FactSet()
    for set in sets { result.formUnion(set) }
    return result
  }

  @Test func unionIsCommutativeAndAssociative() {
    let expected = SampleFacts.outline(union(parts[0], parts[1], parts[2]))
    #expect(SampleFacts.outline(union(parts[2], parts[0], parts[1])) == expected)
    #expect(SampleFacts.outline(union(parts[1], union(parts[2], parts[0]))) == expected)
    #expect(SampleFacts.outline(union(union(parts[0], parts[1]), parts[2])) == expected)
    #expect(expected.count > parts.map { $0.sorted.count }.max() ?? 0)
  }

  @Test func unionIsIdempotent() {
    for part in parts {
      #expect(SampleFacts.outline(union(part, part)) == SampleFacts.outline(part))
      var normal = part
      normal.normalise()
      #expect(normal.count == part.sorted.count)
      #expect(SampleFacts.outline(union(normal, part, normal)) == SampleFacts.outline(part))
    }
  }

  @Test func theOrderOfInsertionDoesNotMatter() {
    let forward = FactSet(SampleFacts.facts)
    var backward = FactSet()
    for fact in SampleFacts.facts.reversed() { backward.insert(fact) }
    #expect(SampleFacts.outline(forward) == SampleFacts.outline(backward))
  }

  @Test func ofTwoCopiesTheSmallerPlaceStays() {
    let source = SampleFacts.sources[0]
    let copies = [("b", 1), ("a", 9), ("a", 3), ("c", 2)].map { file, ordinal in
      Fact(
        entry: SampleFacts.reference(5, source, id: "x", file: file, ordinal: ordinal),
        kind: .traceFragment(text: "KeyError"))
    }
    let kept = FactSet(copies).sorted
    #expect(kept.count == 1)
    #expect(kept.first?.entry.file == "a")
    #expect(kept.first?.entry.ordinal == 3)
  }

  @Test func entriesWithoutAnIdAreTheirPlace() {
    let source = SampleFacts.sources[0]
    let facts = [1, 2, 2].map {
      Fact(
        entry: SampleFacts.reference(5, source, id: "", ordinal: $0),
        kind: .traceFragment(text: "KeyError"))
    }
    #expect(FactSet(facts).sorted.map(\.entry.ordinal) == [1, 2])
  }
}
