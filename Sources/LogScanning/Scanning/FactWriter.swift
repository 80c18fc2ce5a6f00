import LogModel
import Patterns
import StackTraces

/// Writes what was found on the entries of one input as facts.
///
/// Without a `String` for what most facts are: a rule that held on an entry with a short message.
struct FactWriter {
  private(set) var facts = FactSet()
  private let library: PatternLibrary
  private let file: String
  private var samples = FactSamples()
  private var texts = TextInterner()
  /// Rule of the library → its number in the set, -1 where it has none yet.
  private var numbers: [Int] = []

  init(library: PatternLibrary, file: String) {
    self.library = library
    self.file = file
  }

  /// Adds what an entry showed: the rules that hold of it, its trace or line of one.
  mutating func write(
    _ findings: [EntryMatcher.Finding], _ trace: TraceRecord?, isFragment: Bool,
    of entry: DecodedEntry
  ) {
    guard !findings.isEmpty || trace != nil || isFragment else { return }
    var stored: FactSet.StoredEntry?
    for finding in findings {
      if case .signature(let index) = finding.subject, entry.request != nil,
        library.signatures[index].role == .symptom
      {
        let id = library.signatures[index].id
        samples.symptoms.insert(
          Fact(
            entry: reference(to: entry),
            kind: .match(SignatureMatch(signature: id, captures: finding.captures))), kind: index,
          source: ObjectIdentifier(entry.source))
        continue
      }
      let rule = number(of: finding)
      let own = stored ?? store(entry, likeness: rule)
      stored = own
      facts.insert(facts.finding(rule: rule, captures: finding.captures), of: own)
    }
    if let trace {
      facts.insert(facts.finding(.trace(trace)), of: stored ?? store(entry, likeness: 0))
    } else if isFragment {
      let line = String(decoding: entry.message.prefix(EntryScanner.maxTraceBytes), as: UTF8.self)
      facts.insert(
        facts.finding(.traceFragment(text: line)), of: stored ?? store(entry, likeness: 0))
    }
  }

  /// Keeps a request that was answered with 500 or above, if it is among the first of its kind.
  mutating func sample(_ request: FailedRequest, of entry: DecodedEntry) {
    samples.requests.insert(
      Fact(entry: reference(to: entry), kind: .failedRequest(request)), kind: request.status,
      source: ObjectIdentifier(entry.source))
  }

  /// All facts, and those of which some will stand for all.
  mutating func finish() -> (facts: FactSet, samples: FactSamples) {
    defer {
      facts = FactSet()
      samples = FactSamples()
      numbers = []
    }
    return (facts, samples)
  }

  /// An entry as evidence has it.
  mutating func reference(to entry: DecodedEntry) -> EntryReference {
    EntryReference(
      timestamp: entry.timestamp, source: entry.source,
      insertId: BoundedName.text(entry.insertIdBytes), severity: entry.severity,
      text: texts.shared(FactWriter.text(of: entry)), contentHash: entry.contentHash, file: file,
      ordinal: entry.ordinal)
  }

  private mutating func number(of finding: EntryMatcher.Finding) -> Int {
    while numbers.count <= finding.rule { numbers.append(-1) }
    if numbers[finding.rule] >= 0 { return numbers[finding.rule] }
    let number: Int
    switch finding.subject {
    case .signature(let index):
      number = facts.number(of: .match(signature: library.signatures[index].id))
    case .marker(let profile, let slot, let condition):
      number = facts.number(of: .marker(profile: profile, slot: slot, condition: condition))
    }
    numbers[finding.rule] = number
    return number
  }

  private mutating func store(_ entry: DecodedEntry, likeness: Int) -> FactSet.StoredEntry {
    if entry.message.count <= FactWriter.excerpt, entry.request == nil {
      return store(entry, entry.message.span, likeness)
    }
    let text = Array(FactWriter.text(of: entry).utf8)
    return store(entry, text.span, likeness)
  }

  private mutating func store(
    _ entry: DecodedEntry, _ text: Span<UInt8>, _ likeness: Int
  ) -> FactSet.StoredEntry {
    if entry.insertIdBytes.count <= BoundedName.maxBytes {
      return store(entry, id: entry.insertIdBytes.span, text, likeness)
    }
    let id = Array(BoundedName.text(entry.insertIdBytes).utf8)
    return store(entry, id: id.span, text, likeness)
  }

  private mutating func store(
    _ entry: DecodedEntry, id: Span<UInt8>, _ text: Span<UInt8>, _ likeness: Int
  ) -> FactSet.StoredEntry {
    facts.store(
      timestamp: entry.timestamp, source: entry.source, insertId: id, severity: entry.severity,
      text: text, contentHash: entry.contentHash, file: file, ordinal: entry.ordinal,
      likeness: likeness)
  }

  /// Characters of an entry's text that are kept.
  private static let excerpt = 500

  private static func text(of entry: DecodedEntry) -> String {
    var text = String(decoding: entry.message.prefix(EntryScanner.maxTraceBytes), as: UTF8.self)
    if let request = entry.request, request.status > 0 {
      // A request's text, if it has any, says what went wrong, not to whom.
      let path = request.url.map(EntryScanner.path)
      let line = [String(request.status), request.method, path].compactMap { $0 }
        .joined(separator: " ")
      text = text.isEmpty ? line : "\(line): \(text)"
    }
    return Excerpt.middleCut(text, limit: excerpt)
  }
}
