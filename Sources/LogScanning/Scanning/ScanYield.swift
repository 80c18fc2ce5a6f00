import LogModel

/// What one scanner makes of the entries it is given.
struct ScanYield: Sendable {
  var facts: FactSet
  var samples: FactSamples
  var counters: Counters
  var parts: [SplitPart]
  /// With entries as the scanner was told them.
  var givenUp: GivenUpPatterns
  /// What rules of the CRE format found on undated lines.
  var undated: FactSet
  /// Whether there were dated entries.
  var hasDated: Bool

  /// What the scanners of one input found together.
  ///
  /// - Parameters:
  ///   - numbering: of the entries, as the scanners were told it.
  ///   - templates: of the whole input.
  static func united(
    _ yields: consuming [ScanYield], _ numbering: EntryNumbering, _ templates: TemplateTable,
    file: String
  ) -> (result: ScanResult, parts: [SplitPart]) {
    var result = ScanResult()
    result.files = 1
    let samples = FactSamples.chosen(yields.map(\.samples)) { numbering.ordinal($0) }
    var parts = yields.flatMap(\.parts)
    for index in parts.indices {
      parts[index].entry.ordinal = numbering.ordinal(parts[index].entry.ordinal)
    }
    let hasDated = yields.contains(where: \.hasDated)
    while var yield = yields.popLast() {
      yield.samples = FactSamples()
      if !hasDated {
        numbering.apply(to: &yield.undated)
        result.facts.formUnion(yield.undated)
      }
      yield.undated = FactSet()
      numbering.apply(to: &yield.facts)
      let facts = yield.facts
      yield.facts = FactSet()
      result.facts.formUnion(facts)
      result.counters.add(yield.counters)
      yield.givenUp.renumber { numbering.ordinal($0) }
      result.givenUp.formUnion(yield.givenUp)
    }
    for fact in samples { result.facts.insert(fact) }
    result.counters.templates = templates.counts
    if templates.uncounted > 0 {
      result.problems = [
        Problem(
          file: file,
          reason: "\(templates.uncounted) unexplained error entries are not listed: this input has"
            + " more than \(TemplateTable.mostOfInput) different ones",
          isLoss: false)
      ]
    }
    return (result, SplitPart.united(parts))
  }
}

/// The ordinals of entries that were numbered before it was known how many there are before them: by
/// the part of the input, and within it.
struct EntryNumbering: Sendable {
  private static let bits = 32
  /// Entries before each part; empty where the numbers are the ordinals.
  private var bases: [Int] = []

  /// The number before that of a part's first entry.
  static func start(of part: Int) -> Int { part << bits }

  /// Tells how many entries come before each part, from the first on.
  mutating func append(base: Int) { bases.append(base) }

  func ordinal(_ number: Int) -> Int {
    bases.isEmpty ? number : base(of: number) + number & (1 << EntryNumbering.bits - 1)
  }

  func apply(to facts: inout FactSet) {
    if !bases.isEmpty { facts.rebaseOrdinals { base(of: $0) } }
  }

  private func base(of number: Int) -> Int { bases[number >> EntryNumbering.bits] }
}
