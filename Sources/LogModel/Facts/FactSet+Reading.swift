/// What a normalised set holds, by position: 0 to ``count``, in the total order of entries.
extension FactSet {
  private func row(_ position: Int) -> FactRow {
    guard let order else { return rows[UInt32(truncatingIfNeeded: position)] }
    return rows[order[position]]
  }

  public func timestamp(at position: Int) -> Timestamp {
    Timestamp(nanoseconds: row(position).time)
  }

  public func severity(at position: Int) -> Severity { row(position).severity }

  public var allSources: [EntrySource] { sources.all }
  /// Index into ``allSources``.
  public func sourceIndex(at position: Int) -> Int { Int(row(position).source) }
  public func source(at position: Int) -> EntrySource { sources.all[sourceIndex(at: position)] }

  /// Made anew at every call. O(length).
  public func text(at position: Int) -> String { texts.text(at: row(position).text) }

  /// Every rule of which the set has a fact.
  public var rules: [FactRule] { findings.rules }
  /// Index into ``rules``.
  public func ruleIndex(at position: Int) -> Int {
    Int(findings.all[Int(row(position).finding)].rule)
  }

  /// What the condition of a marker or a match captured, each once; the first is empty.
  public var allCaptures: [[String: String]] { findings.captures }
  /// Index into ``allCaptures``; of a marker or a match.
  public func capturesIndex(at position: Int) -> Int {
    Int(findings.all[Int(row(position).finding)].payload)
  }

  /// The position of the first fact of the same entry.
  public func entry(at position: Int) -> Int {
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
      timestamp: Timestamp(nanoseconds: own.time), source: sources.all[Int(own.source)],
      insertId: texts.insertId(own.id), severity: own.severity, text: texts.text(at: own.text),
      contentHash: own.contentHash, file: file, ordinal: ordinal)
  }

  public func fact(at position: Int) -> Fact {
    Fact(entry: reference(at: position), kind: kind(at: position))
  }

  public func kind(at position: Int) -> Fact.Kind {
    let finding = findings.all[Int(row(position).finding)]
    let payload = Int(finding.payload)
    switch findings.rules[Int(finding.rule)] {
    case .marker(let profile, let slot, let condition):
      return .marker(
        BootMarker(
          profile: profile, slot: slot, condition: condition, captures: findings.captures[payload]))
    case .match(let signature):
      return .match(SignatureMatch(signature: signature, captures: findings.captures[payload]))
    case .trace: return .trace(findings.traces[payload])
    case .traceFragment: return .traceFragment(text: texts.text(at: finding.payload))
    case .failedRequest: return .failedRequest(findings.requests[payload])
    }
  }

  private func place(of row: FactRow) -> (file: String, ordinal: Int) {
    let place = places.all[row.place]
    return (place.file, place.base | Int(row.ordinal))
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
