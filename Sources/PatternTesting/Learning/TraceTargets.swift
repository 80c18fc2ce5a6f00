import IncidentAnalysis
import LogModel
import Patterns

private import StackTraces

/// Families of stack traces that no signature explains, and what tells each from all others.
struct TraceTargets {
  /// A family, before anything of it is written down.
  struct Family {
    var count = 0
    var services: Set<String> = []
    var isTold = false
    var isBeside = false
    var failedBoots = 0
    var phase: FailurePhase?
  }

  /// What is gathered of a family that is to have a draft.
  private struct Material {
    /// Of the lines of the message.
    var lines: [MessageShape] = []
    var isFirst = true
    /// Texts with the smallest hashes.
    var texts: [(hash: String, text: String)] = []
    var type = ""
    var function = ""
    var file = ""
  }

  private let survey: FailureSurvey
  private(set) var families: [TraceFamily: Family] = [:]

  /// Lines of a message that are looked at.
  private static let mostLines = 8
  private static let mostTexts = 4
  /// Bytes of a text that are kept.
  private static let longestText = 16 << 10

  init(_ survey: FailureSurvey) {
    self.survey = survey
    var families: [TraceFamily: Family] = [:]
    survey.forEachTrace { sighting in
      guard !sighting.isExplained,
        sighting.isTold || (!sighting.isMatched && sighting.severity >= .error)
      else { return }
      var family = families[TraceFamily(sighting.kind)] ?? Family()
      family.count += 1
      if let name = sighting.service.name { family.services.insert(name) }
      family.isTold = family.isTold || sighting.isTold
      family.isBeside = family.isBeside || sighting.isBeside
      families[TraceFamily(sighting.kind)] = family
    }
    for (kind, boots) in survey.failedBoots.sorted(by: { $0.key < $1.key }) {
      let family = TraceFamily(kind)
      families[family, default: Family()].failedBoots += boots.count
      families[family]?.isTold = true
      families[family]?.services.formUnion(boots.services.compactMap(\.name))
      if families[family]?.phase == nil { families[family]?.phase = boots.phase }
    }
    self.families = families
  }

  /// Drafts of some families, the best alternative first; none where nothing tells a family from others.
  func drafts(of wanted: [TraceFamily]) -> [TraceFamily: [FailureDraft]] {
    var materials = Dictionary(
      wanted.map { ($0, Material()) }, uniquingKeysWith: { first, _ in first })
    survey.forEachTrace { sighting in
      let family = TraceFamily(sighting.kind)
      guard materials[family] != nil, !sighting.isExplained else { return }
      TraceTargets.take(sighting, into: &materials[family, default: Material()])
    }
    var candidates: [Candidate] = []
    for family in wanted {
      for match in TraceTargets.matches(of: family, materials[family] ?? Material()) {
        guard let condition = match.match.condition else { continue }
        candidates.append(
          Candidate(
            family: family, match: match.match, pattern: match.pattern, condition: condition))
      }
    }
    judge(&candidates)
    var drafts: [TraceFamily: [FailureDraft]] = [:]
    for candidate in candidates where candidate.isExact {
      guard let material = materials[candidate.family] else { continue }
      if let draft = draft(of: candidate, material) {
        drafts[candidate.family, default: []].append(draft)
      }
    }
    return drafts
  }

  private struct Candidate {
    var family: TraceFamily
    var match: FailureDraft.Match
    var pattern: ShapePattern?
    var condition: Condition
    /// Holds of all traces of its family, and of no other.
    var isExact = true
  }

  /// Tries all candidates on all traces. O(traces × candidates of the types that each raises).
  private func judge(_ candidates: inout [Candidate]) {
    var byType: [String: [Int]] = [:]
    for (index, candidate) in candidates.enumerated() {
      byType[candidate.family.type, default: []].append(index)
    }
    var isExact = candidates.map(\.isExact)
    let all = candidates
    survey.forEachTrace { sighting in
      let family = TraceFamily(sighting.kind)
      let facets = TextFacets(
        text: "", severity: sighting.severity,
        source: EntrySource(
          service: sighting.service, platform: nil, resourceType: nil, location: nil,
          revision: nil, instance: nil, log: ""),
        exceptions: sighting.trace.exceptions)
      var seen: Set<Int> = []
      for exception in sighting.trace.exceptions {
        for type in [exception.type, exception.shortType] {
          for index in byType[type] ?? [] where isExact[index] && seen.insert(index).inserted {
            let isOwn = all[index].family == family && !sighting.isExplained
            if all[index].condition.holds(of: facets) != isOwn { isExact[index] = false }
          }
        }
      }
    }
    for index in candidates.indices { candidates[index].isExact = isExact[index] }
  }

  private static func take(_ sighting: FailureSurvey.Sighting, into material: inout Material) {
    guard let root = sighting.trace.root else { return }
    let lines = root.message.split(maxSplits: mostLines, whereSeparator: \.isNewline)
      .filter { $0.contains { !$0.isWhitespace } }.prefix(mostLines).map { MessageShape(line: $0) }
    if material.isFirst {
      material.lines = lines
      material.isFirst = false
    } else {
      material.lines = zip(material.lines, lines).map { own, other in
        var merged = own
        merged.merge(other)
        return merged
      }
    }
    material.type = root.type
    let origin = sighting.trace.origin
    material.function = origin?.function ?? ""
    material.file = TraceFamily(sighting.kind).file
    let text = String(decoding: sighting.text.utf8.prefix(longestText), as: UTF8.self)
    let item = (hash: StableIdentifier.of([text]), text: text)
    guard !material.texts.contains(where: { $0 == item }) else { return }
    material.texts.append(item)
    material.texts.sort { $0 < $1 }
    if material.texts.count > mostTexts { material.texts.removeLast() }
  }

  /// From what says most to what is left where messages say nothing.
  private static func matches(
    of family: TraceFamily, _ material: Material
  ) -> [(match: FailureDraft.Match, pattern: ShapePattern?)] {
    let function = material.function.isEmpty ? nil : material.function
    let file = material.file.isEmpty ? nil : "*" + material.file
    var matches: [(FailureDraft.Match, ShapePattern?)] = []
    func add(_ test: TextTest?, _ pattern: ShapePattern?, _ function: String?, _ file: String?) {
      matches.append(
        (
          .exception(type: family.type, message: test, function: function, file: file), pattern
        ))
    }
    for pattern in telling(material.lines) {
      let tests = pattern.tests.prefix(2)
      for test in tests {
        if pattern.letters >= ShapePattern.leastLetters { add(test, pattern, nil, nil) }
        if let function { add(test, pattern, function, nil) }
        if let file { add(test, pattern, function, file) }
      }
    }
    if let function { add(nil, nil, function, nil) }
    if let file { add(nil, nil, function, file) }
    return matches
  }

  /// The patterns of a message's lines: of the first, if it says something, else of the most telling.
  private static func telling(_ lines: [MessageShape]) -> [ShapePattern] {
    let patterns = lines.map { ShapePattern($0) }
    let ranked = patterns.indices.sorted { left, right in
      func rank(_ index: Int) -> (Int, Int, Int) {
        let isTelling =
          patterns[index].letters >= ShapePattern.leastLetters && !patterns[index].opensMore
        return (
          index == 0 && isTelling ? 0 : patterns[index].opensMore ? 2 : 1, -patterns[index].letters,
          index
        )
      }
      return rank(left) < rank(right)
    }
    return ranked.map { patterns[$0] }.filter { !$0.tests.isEmpty }.prefix(3).map { $0 }
  }

  private func draft(of candidate: Candidate, _ material: Material) -> FailureDraft? {
    guard let family = families[candidate.family] else { return nil }
    let examples = TraceExamples(texts: material.texts.map(\.text), of: candidate.condition).texts
    guard !examples.isEmpty else { return nil }
    let short = candidate.family.shortType
    let said = candidate.pattern?.title ?? material.lines.first.map { ShapePattern($0).title } ?? ""
    let words = candidate.pattern?.words ?? []
    let isCause = family.failedBoots > 0 || family.isTold || !family.isBeside
    var startup: FailureDraft.Startup?
    if family.failedBoots > 0, let phase = family.phase {
      startup = FailureDraft.Startup(
        phase: phase.origin?.name ?? phase.name, function: frame(of: candidate.family))
    }
    return FailureDraft(
      id: DraftNaming.id(
        key: candidate.family.key,
        texts: [short, candidate.family.function, candidate.family.template]),
      title: DraftNaming.title(said.isEmpty ? "\(short) is raised" : "\(short): \(said)"),
      severity: family.failedBoots > 0 ? .critical : .error, role: isCause ? .cause : .symptom,
      match: candidate.match, startup: startup, matches: examples,
      origin: DraftOrigin(
        count: family.failedBoots > 0 ? family.failedBoots : family.count,
        kind: family.failedBoots > 0 ? .boots : .traces, services: family.services),
      target: FailureDraft.Target(traces: [candidate.family]), failedBoots: family.failedBoots,
      words: words + [short])
  }

  /// A function that is not called so everywhere.
  private func frame(of family: TraceFamily) -> String? {
    let name = family.function
    let isCommon = ["main", "run", "init", "start", "new", "call", "load", "__init__", "__call__"]
    guard name.utf8.count > 3, !isCommon.contains(name), !name.hasPrefix("<"),
      name.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F })
    else { return nil }
    return name
  }
}
