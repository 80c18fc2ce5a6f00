/// A set of facts. Union is associative, commutative and idempotent: two copies of one fact become
/// one, at the smaller place (file, ordinal).
///
/// A crash loop has millions of facts, which are most of what a run holds. So a fact is a row of
/// numbers, about 28 bytes (``PackedRows``); what many facts have in common (sources, rules, captures, traces, names of
/// inputs) stands in tables, and of a text mostly what tells it from others like it, see
/// ``TextStore``. A ``Fact`` or an ``EntryReference`` is made where one is asked for.
public struct FactSet: Sendable {
  var rows = FactRows()
  var sources = SourceTable()
  var places = PlaceTable()
  var findings = FindingTable()
  var texts = TextStore()
  /// Rows in the total order of their entries, each fact once; nil until ``normalise()``.
  var order: [UInt32]?

  public init() {}

  public init(_ facts: [Fact]) {
    for fact in facts { insert(fact) }
  }

  /// Adds a fact. Amortised O(1); duplicates are removed by ``normalise()``.
  public mutating func insert(_ fact: Fact) {
    let entry = fact.entry
    let id = Array(entry.insertId.utf8)
    let text = Array(entry.text.utf8)
    let rule = findings.number(of: fact.kind.rule)
    let stored = store(
      timestamp: entry.timestamp, source: source(entry.source), insertId: id.span,
      severity: entry.severity, text: text.span, contentHash: entry.contentHash, file: entry.file,
      ordinal: entry.ordinal, likeness: rule)
    insert(finding(fact.kind), of: stored)
  }

  /// Facts; where ``normalise()`` has not removed them yet, copies are counted too.
  public var count: Int { order?.count ?? rows.count }

  /// The facts in the total order of entries, each once.
  public var sorted: [Fact] {
    let facts = OrderedFacts(self)
    return (0..<facts.count).map { facts.fact(at: $0) }
  }

  /// O(n + m). What the other set holds goes block by block as it is taken in.
  public mutating func formUnion(_ another: consuming FactSet) {
    guard another.rows.count > 0 else { return }
    guard rows.count > 0 else {
      // Shared, not copied.
      self = another
      return
    }
    var other = another
    another = FactSet()
    order = nil
    let map = FactRelocation(of: other, into: &self)
    let taken = other.takeRows()
    taken.drain { row in rows.append(map.relocated(row, other.texts, into: &texts)) }
  }

  private mutating func takeRows() -> FactRows {
    defer { rows = FactRows() }
    return rows
  }
}
