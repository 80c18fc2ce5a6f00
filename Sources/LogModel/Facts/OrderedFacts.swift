/// The facts of a set by position: 0 to ``count``, in the total order of entries, each once.
///
/// A class, so that looking one thing up copies none of the tables.
public final class OrderedFacts: Sendable {
  public let count: Int
  /// Every rule of which there is a fact.
  public let rules: [FactRule]
  private let sources: SourceTable
  private let captures: CaptureTable
  private let rows: FactRows
  private let order: [UInt32]
  private let places: [PlaceTable.Place]
  private let findings: [FindingTable.Finding]
  private let layouts: [TraceLayout]
  private let traces: [FindingTable.Trace]
  private let requests: [FailedRequest]
  private let texts: TextStore

  /// O(n log n), O(1) of a normalised set.
  public init(_ set: FactSet) {
    let set = set.normalised()
    count = set.count
    rules = set.findings.rules
    sources = set.sources
    captures = set.findings.captures
    rows = set.rows
    order = set.order ?? []
    places = set.places.all
    findings = set.findings.all
    layouts = set.findings.layouts
    traces = set.findings.traces
    requests = set.findings.requests
    texts = set.texts
  }

  private func row(_ position: Int) -> FactRow {
    rows[order[position]]
  }

  public func timestamp(at position: Int) -> Timestamp {
    Timestamp(nanoseconds: rows.time(at: order[position]))
  }

  public func severity(at position: Int) -> Severity { row(position).severity }

  /// Sources are numbered from 0 up to here.
  public var sourceCount: Int { sources.count }
  public func sourceIndex(at position: Int) -> Int { Int(rows.source(at: order[position])) }
  /// Made anew at every call. O(length of the instance's name).
  public func source(at position: Int) -> EntrySource { sources[sourceIndex(at: position)] }
  public func origin(at position: Int) -> EntrySource.Origin {
    origins[originIndex(ofSource: sourceIndex(at: position))]
  }

  /// All there is to sources but their instances, each once.
  public var origins: [EntrySource.Origin] { sources.origins }
  /// Index into ``origins``.
  public func originIndex(ofSource source: Int) -> Int { sources.origin(source) }
  /// A number for the instance of a source: equal names have equal numbers; 0 for none.
  public func instanceNumber(ofSource source: Int) -> UInt32 { sources.instanceNumber(source) }
  /// The name of an instance by that number. O(length).
  public func instanceName(_ number: UInt32) -> String? { sources.instance(number) }

  /// Made anew at every call. O(length).
  public func text(at position: Int) -> String { texts.shown(at: row(position).text) }

  /// Index into ``rules``.
  public func ruleIndex(at position: Int) -> Int {
    Int(findings[Int(rows.finding(at: order[position]))].rule)
  }

  /// What the condition of a marker or a match captured under a name.
  public func capture(_ name: String, at position: Int) -> String? {
    captures.value(
      of: name, in: Int(findings[Int(rows.finding(at: order[position]))].payload))
  }

  /// The position of the first fact of the same entry.
  public func entry(at position: Int) -> Int {
    let time = rows.time(at: order[position])
    guard position > 0, rows.time(at: order[position - 1]) == time else { return position }
    let own = row(position)
    var first = position
    while first > 0, isSameEntry(row(first - 1), own) { first -= 1 }
    return first
  }

  /// The entry of a fact, at the smallest place that the entry's facts were seen in.
  public func reference(at position: Int) -> EntryReference {
    let own = row(position)
    var (file, ordinal) = place(of: own)
    var other = entry(at: position)
    while other < count, isSameEntry(row(other), own) {
      let candidate = place(of: row(other))
      if candidate < (file, ordinal) { (file, ordinal) = candidate }
      other += 1
    }
    return EntryReference(
      timestamp: Timestamp(nanoseconds: own.time), source: sources[Int(own.source)],
      insertId: texts.insertId(own.id), severity: own.severity, text: texts.shown(at: own.text),
      contentHash: own.contentHash, file: file, ordinal: ordinal)
  }

  public func fact(at position: Int) -> Fact {
    Fact(entry: reference(at: position), kind: kind(at: position))
  }

  public func kind(at position: Int) -> Fact.Kind {
    let finding = findings[Int(rows.finding(at: order[position]))]
    let payload = Int(finding.payload)
    switch rules[Int(finding.rule)] {
    case .marker(let profile, let slot, let condition):
      return .marker(
        BootMarker(
          profile: profile, slot: slot, condition: condition, captures: captures[payload]))
    case .match(let signature):
      return .match(SignatureMatch(signature: signature, captures: captures[payload]))
    case .step(let signature, let step):
      return .step(
        SignatureStep(signature: signature, step: step, captures: captures[payload]))
    case .trace: return .trace(record(of: traces[payload], at: position))
    case .traceFragment: return .traceFragment(text: texts.text(at: finding.payload))
    case .failedRequest: return .failedRequest(requests[payload])
    }
  }

  /// Made anew at every call, its frames shared. O(text).
  private func record(of trace: FindingTable.Trace, at position: Int) -> TraceRecord {
    let text = texts.bytes(at: trace.text ?? row(position).text & ~TextStore.excerpt)
    return TraceRecord(
      trace: layouts[Int(trace.layout)].trace(in: text), text: String(decoding: text, as: UTF8.self)
    )
  }

  private func place(of row: FactRow) -> (file: String, ordinal: Int) {
    let place = places[row.place]
    return (place.file, place.base + Int(row.ordinal))
  }

  /// Rows of equal time, id, content and source; without an id also of equal place.
  private func isSameEntry(_ left: FactRow, _ right: FactRow) -> Bool {
    guard left.time == right.time, left.contentHash == right.contentHash,
      left.source == right.source
    else { return false }
    if left.hasId != right.hasId { return false }
    if !left.hasId { return left.place == right.place && left.ordinal == right.ordinal }
    let (leftId, rightId) = (left.id, right.id)
    if leftId.form != rightId.form { return false }
    return leftId.form == .stored
      ? leftId.low == rightId.low || texts.text(at: leftId.low) == texts.text(at: rightId.low)
      : leftId.high == rightId.high && leftId.low == rightId.low
  }
}
