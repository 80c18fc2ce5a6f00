import LogModel
import Patterns
import StackTraces

/// Writes what was found on the entries of one input as facts.
///
/// Without a `String` for what most facts are: a rule that held on an entry with a short message.
struct FactWriter {
  private(set) var facts = FactSet()
  private let library: PatternLibrary
  private let rules: RuleSet
  private let file: String
  private var samples = FactSamples()
  private var texts = TextInterner()
  private var excerpts = RecentExcerpts()
  /// Rule of the library → its number in the set, -1 where it has none yet.
  private var numbers: [Int] = []
  /// What findings of late are in the set, by the lower bits of their numbers.
  private var known: [(number: Int, finding: FactSet.Finding?)] = []

  /// By the source's number among the reader's.
  private var sources: [FactSet.Source?] = []
  private var sourceGeneration = 0

  private static let knownCount = 1 << 12

  /// - Parameter rules: of the library; findings name them by their numbers there.
  init(library: PatternLibrary, rules: RuleSet, file: String) {
    self.library = library
    self.rules = rules
    self.file = file
  }

  /// Adds what an entry showed: the rules that hold of it, its trace or line of one.
  ///
  /// - Parameter isAttached: whether the trace stands in a field of its own, not in the message.
  mutating func write(
    _ findings: [EntryMatcher.Finding], _ trace: TraceRecord?, isAttached: Bool, isFragment: Bool,
    of entry: DecodedEntry
  ) {
    guard !findings.isEmpty || trace != nil || isFragment else { return }
    var stored: FactSet.StoredEntry?
    // A trace that is the entry's text is stored with it: each may be another.
    var layout: UInt32?
    if let trace, !isAttached, entry.request == nil {
      let text = Array(trace.text.utf8)
      let number = facts.layoutNumber(of: trace.trace, text: text.span)
      stored = store(
        entry, text.span, isWhole: text.count > FactWriter.excerpt, FactWriter.likeness(number))
      layout = number
    }
    let isRequest = entry.request != nil
    for index in findings.indices {
      if isRequest, keepSample(findings[index], of: entry) { continue }
      let rule = number(ofRule: findings[index].rule)
      let own = stored ?? store(entry, likeness: rule)
      stored = own
      facts.insert(known(findings[index], rule), of: own)
    }
    if let trace {
      if let layout {
        facts.insert(
          facts.finding(traceOfLayout: layout), of: stored ?? store(entry, likeness: 0))
      } else {
        facts.insert(facts.finding(.trace(trace)), of: stored ?? store(entry, likeness: 0))
      }
    } else if isFragment {
      let line = String(decoding: entry.message.prefix(EntryScanner.maxTraceBytes), as: UTF8.self)
      facts.insert(
        facts.finding(.traceFragment(text: line)), of: stored ?? store(entry, likeness: 0))
    }
  }

  /// Keeps a symptom that a request shows, if it is among the first of its kind; false for anything
  /// else.
  private mutating func keepSample(
    _ finding: EntryMatcher.Finding, of entry: DecodedEntry
  ) -> Bool {
    guard case .signature(let index) = rules.rules[finding.rule].subject,
      library.signatures[index].role == .symptom
    else { return false }
    let match = SignatureMatch(
      signature: library.signatures[index].id, captures: finding.captures)
    samples.symptoms.insert(
      Fact(entry: reference(to: entry), kind: .match(match)), kind: index,
      source: ObjectIdentifier(entry.source))
    return true
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
      known = []
      sources = []
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

  /// What a finding is in the set: mostly what one like it was.
  private mutating func known(_ finding: EntryMatcher.Finding, _ rule: Int) -> FactSet.Finding {
    let number = finding.captureNumber
    guard number != 0 else { return facts.finding(rule: rule, captures: finding.captures) }
    if known.isEmpty { known = Array(repeating: (0, nil), count: FactWriter.knownCount) }
    let place = number & (FactWriter.knownCount - 1)
    if known[place].number == number, let finding = known[place].finding { return finding }
    let fresh = facts.finding(rule: rule, captures: finding.captures)
    known[place] = (number, fresh)
    return fresh
  }

  private mutating func number(ofRule rule: Int) -> Int {
    if rule < numbers.count, numbers[rule] >= 0 { return numbers[rule] }
    while numbers.count <= rule { numbers.append(-1) }
    let number: Int
    switch rules.rules[rule].subject {
    case .signature(let index):
      number = facts.number(of: .match(signature: library.signatures[index].id))
    case .step(let index, let step):
      number = facts.number(of: .step(signature: library.signatures[index].id, step: step))
    case .marker(let profile, let slot, let condition):
      number = facts.number(of: .marker(profile: profile, slot: slot, condition: condition))
    }
    numbers[rule] = number
    return number
  }

  private mutating func store(_ entry: DecodedEntry, likeness: Int) -> FactSet.StoredEntry {
    if entry.message.isEmpty, entry.request == nil {
      return store(entry, Array(FactWriter.text(of: entry).utf8).span, likeness)
    }
    if entry.message.count <= FactWriter.excerpt, entry.request == nil {
      return store(entry, entry.message.span, likeness)
    }
    let text =
      entry.request == nil
      ? excerpts.excerpt(of: entry.message, hash: entry.contentHash) { FactWriter.text(of: entry) }
      : Array(FactWriter.text(of: entry).utf8)
    return store(entry, text.span, likeness)
  }

  /// The number of an entry's source in the set.
  private mutating func source(of entry: DecodedEntry) -> FactSet.Source {
    let number = entry.sourceNumber
    guard number >= 0 else { return facts.source(entry.source) }
    if entry.sourceGeneration != sourceGeneration {
      sources.removeAll(keepingCapacity: true)
      sourceGeneration = entry.sourceGeneration
    }
    if number < sources.count, let known = sources[number] { return known }
    while sources.count <= number { sources.append(nil) }
    let source = facts.source(entry.source)
    sources[number] = source
    return source
  }

  private mutating func store(
    _ entry: DecodedEntry, _ text: Span<UInt8>, isWhole: Bool = false, _ likeness: Int
  ) -> FactSet.StoredEntry {
    if entry.insertIdBytes.count <= BoundedName.maxBytes {
      return store(entry, id: entry.insertIdBytes.span, text, isWhole, likeness)
    }
    let id = Array(BoundedName.text(entry.insertIdBytes).utf8)
    return store(entry, id: id.span, text, isWhole, likeness)
  }

  private mutating func store(
    _ entry: DecodedEntry, id: Span<UInt8>, _ text: Span<UInt8>, _ isWhole: Bool, _ likeness: Int
  ) -> FactSet.StoredEntry {
    let source = source(of: entry)
    return facts.store(
      timestamp: entry.timestamp, source: source, insertId: id, severity: entry.severity,
      text: text, isWhole: isWhole, contentHash: entry.contentHash, file: file,
      ordinal: entry.ordinal,
      likeness: likeness)
  }

  /// Of traces of one layout, apart from those of rules.
  private static func likeness(_ layout: UInt32) -> Int { 128 + Int(layout & 127) }

  /// Characters of an entry's text that are kept.
  private static let excerpt = 500

  static func text(of entry: DecodedEntry) -> String {
    if entry.message.isEmpty, entry.request == nil {
      // What somebody called is all that most audit entries have to say.
      let method = entry.field(["protoPayload", "methodName"])?.text ?? ""
      return Excerpt.middleCut(method, limit: excerpt)
    }
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
