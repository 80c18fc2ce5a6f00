/// What scanning one or more inputs yields: facts, counters and problems. Mergeable in any order.
public struct ScanResult: Sendable {
  public var facts = FactSet()
  public var counters = Counters()
  public var problems: [Problem] = []
  public var givenUp = GivenUpPatterns()
  public var files = 0
  public var truncatedFiles = 0
  /// False where the deduplication set outgrew its budget and only facts and requests were kept apart.
  public var deduplicatedAll = true

  public init() {}

  /// The other's facts go as they are taken in: two copies of a crash loop are one too many.
  public mutating func merge(_ another: consuming ScanResult) {
    var other = another
    another = ScanResult()
    let otherFacts = other.facts
    other.facts = FactSet()
    facts.formUnion(otherFacts)
    counters.add(other.counters)
    problems += other.problems
    givenUp.formUnion(other.givenUp)
    files += other.files
    truncatedFiles += other.truncatedFiles
    deduplicatedAll = deduplicatedAll && other.deduplicatedAll
  }
}
