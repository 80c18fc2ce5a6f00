import LogModel
import Testing

@Suite struct EntryReferenceTests {
  let references = SampleFacts.references

  @Test func theOrderIsAntisymmetricAndTellsCopies() {
    for left in references {
      for right in references {
        let order = EntryReference.compare(left, right)
        #expect(order == -EntryReference.compare(right, left))
        #expect((order == 0) == left.isSameEntry(as: right))
        #expect(EntryReference.precedes(left, right) == (order < 0))
      }
    }
  }

  @Test func theOrderIsTransitive() {
    let some = references.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)
    for first in some {
      for second in some where EntryReference.precedes(first, second) {
        for third in some where EntryReference.precedes(second, third) {
          #expect(EntryReference.precedes(first, third))
        }
      }
    }
  }

  @Test func timeComesFirst() {
    let early = SampleFacts.reference(1, SampleFacts.sources[1], id: "z", hash: 9, file: "z")
    let late = SampleFacts.reference(2, SampleFacts.sources[0], id: "a")
    #expect(EntryReference.precedes(early, late))
  }

  @Test func sourcesHaveATotalOrder() {
    for left in SampleFacts.sources {
      for right in SampleFacts.sources {
        let sides = [left < right, left == right, right < left].filter(\.self)
        #expect(sides.count == 1)
      }
    }
  }
}
