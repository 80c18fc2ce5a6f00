extension FactSet {
  /// An entry that a set holds already, for facts about it to refer to.
  public struct StoredEntry: Sendable {
    var row: FactRow
  }

  /// What a fact of a set says, ready to be inserted with any number of entries.
  public struct Finding: Sendable {
    var number: UInt32
  }

  /// A source that a set knows.
  public struct Source: Sendable {
    var number: UInt32
  }

  public mutating func source(_ source: EntrySource) -> Source {
    Source(number: sources.number(of: source))
  }

  /// The number by which ``finding(rule:captures:)`` knows a rule of this set.
  public mutating func number(of rule: FactRule) -> Int { findings.number(of: rule) }

  /// - Parameter rule: of a marker or a match; its number in this set.
  public mutating func finding(rule: Int, captures: [String: String]) -> Finding {
    Finding(number: findings.finding(rule: rule, captures: captures))
  }

  public mutating func finding(_ kind: Fact.Kind) -> Finding {
    let number: UInt32
    switch kind {
    case .marker(let marker):
      number = findings.finding(rule: self.number(of: kind.rule), captures: marker.captures)
    case .match(let match):
      number = findings.finding(rule: self.number(of: kind.rule), captures: match.captures)
    case .step(let step):
      number = findings.finding(rule: self.number(of: kind.rule), captures: step.captures)
    case .trace(let record):
      let text = Array(record.text.utf8)
      let layout = findings.number(of: TraceLayout(record.trace, text: text.span))
      let address = texts.add(text.span, likeness: Int(layout))
      number = findings.finding(trace: FindingTable.Trace(layout: layout, text: address))
    case .traceFragment(let text):
      number = findings.finding(
        fragment: texts.add(text, likeness: self.number(of: .traceFragment)))
    case .failedRequest(let request): number = findings.finding(request: request)
    }
    return Finding(number: number)
  }

  /// The number by which ``finding(traceOfLayout:)`` knows all there is to a trace but its text.
  public mutating func layoutNumber(of trace: StackTrace, text: Span<UInt8>) -> UInt32 {
    findings.number(of: TraceLayout(trace, text: text))
  }

  /// That an entry, taken in with its whole text, holds a trace of a layout of this set.
  public mutating func finding(traceOfLayout layout: UInt32) -> Finding {
    Finding(number: findings.finding(trace: FindingTable.Trace(layout: layout, text: nil)))
  }

  /// Takes in an entry, for ``insert(_:of:)``. O(length of the text).
  ///
  /// - Parameters:
  ///   - text: UTF-8, as an ``EntryReference`` has it.
  ///   - isWhole: whether the text is longer than what is shown of it: its excerpt.
  ///   - likeness: entries of one likeness probably have texts alike: the number of a rule.
  public mutating func store(
    timestamp: Timestamp, source: Source, insertId: Span<UInt8>, severity: Severity,
    text: Span<UInt8>, isWhole: Bool = false, contentHash: UInt64, file: String, ordinal: Int,
    likeness: Int
  ) -> StoredEntry {
    let id =
      PackedInsertId(insertId)
      ?? PackedInsertId(form: .stored, high: 0, low: texts.add(insertId, likeness: nil))
    let place = places.number(file: file, ordinal: ordinal)
    return StoredEntry(
      row: FactRow(
        time: timestamp.nanoseconds, contentHash: contentHash, idHigh: id.high, idLow: id.low,
        source: source.number, ordinal: UInt32(truncatingIfNeeded: ordinal),
        tag: FactRow.tag(id.form, severity, place: place),
        text: texts.add(text, likeness: likeness) | (isWhole ? TextStore.excerpt : 0), finding: 0))
  }

  /// Adds a fact. Amortised O(1); duplicates are removed by ``normalise()``.
  public mutating func insert(_ finding: Finding, of entry: StoredEntry) {
    var row = entry.row
    row.finding = finding.number
    rows.append(row)
    order = nil
  }

  /// For where ordinals were given before it was known how many entries precede: of each, what is
  /// above its lower 32 bits becomes what those are to be added to. O(places).
  ///
  /// - Parameter base: ascending, as far apart as there are ordinals in between.
  public mutating func rebaseOrdinals(_ base: (Int) -> Int) {
    places.rebase(base)
    order = nil
  }
}

/// How the numbers in the rows of one set become those of another that takes them in.
struct FactRelocation {
  private var sources: [UInt32]
  private var places: [Int]
  private var findings: [UInt32]
  private var texts: TextStore.Relocation

  init(of other: FactSet, into set: inout FactSet) {
    sources = []
    for number in 0..<other.sources.count {
      sources.append(set.sources.number(of: other.sources[number]))
    }
    places = other.places.all.map { set.places.number(of: $0) }
    let textMap = set.texts.append(other.texts)
    texts = textMap
    let rules = other.findings.rules.map { set.findings.number(of: $0) }
    let table = other.findings
    findings = []
    for finding in table.all {
      let payload = Int(finding.payload)
      switch table.rules[Int(finding.rule)] {
      case .marker, .match, .step:
        findings.append(
          set.findings.finding(rule: rules[Int(finding.rule)], captures: table.captures[payload]))
      case .trace:
        let trace = table.traces[payload]
        let text = trace.text.map { textMap.address($0, other.texts, in: &set.texts) }
        let layout = set.findings.number(of: table.layouts[Int(trace.layout)])
        findings.append(
          set.findings.finding(trace: FindingTable.Trace(layout: layout, text: text)))
      case .failedRequest:
        findings.append(set.findings.finding(request: table.requests[payload]))
      case .traceFragment:
        let text = textMap.address(finding.payload, other.texts, in: &set.texts)
        findings.append(set.findings.finding(fragment: text))
      }
    }
  }

  func relocated(_ row: FactRow, _ old: TextStore, into store: inout TextStore) -> FactRow {
    var new = row
    new.source = sources[Int(row.source)]
    new.finding = findings[Int(row.finding)]
    new.tag = row.tag & 63 | UInt32(places[row.place]) << 6
    new.text = texts.address(
      row.text, old, in: &store, likeness: Int(truncatingIfNeeded: new.finding))
    if row.id.form == .stored { new.idLow = texts.address(row.idLow, old, in: &store) }
    return new
  }
}

extension TextStore.Relocation {
  /// Where the text at an address of another store lies in this one.
  fileprivate func address(
    _ address: UInt32, _ old: TextStore, in store: inout TextStore, likeness: Int? = nil
  ) -> UInt32 {
    switch self {
    case .shifted(let shift): return address == TextStore.empty ? address : address + shift
    case .oneByOne:
      let bytes = old.bytes(at: address & ~TextStore.excerpt)
      return store.add(bytes.span, likeness: likeness) | address & TextStore.excerpt
    }
  }
}
