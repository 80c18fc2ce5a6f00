import IncidentAnalysis
import LogModel
import LogScanning

private import StackTraces

/// Reads of the logs the messages that drafts are made of.
struct MessageCollector: EntryCollector {
  /// What to look for; shared.
  final class Wanted: Sendable {
    let templates: [TemplateKey: String]
    let silent: [ServiceIdentity: [SilentBoot]]
    let told: [ServiceIdentity: [FailureSurvey.ToldSpan]]

    struct SilentBoot: Sendable {
      /// The failure that it is of.
      var failure: Int
      /// Among all boots of silent failures.
      var number: Int
      var span: FailureSurvey.BootSpan
    }

    /// - Parameter templates: to the key of the draft that each belongs to.
    init(_ survey: FailureSurvey, templates: [TemplateKey: String]) {
      self.templates = templates
      told = survey.told
      var silent: [ServiceIdentity: [SilentBoot]] = [:]
      var number = 0
      for (index, failure) in survey.silent.enumerated() {
        for boot in failure.boots {
          silent[failure.incident.service, default: []].append(
            SilentBoot(failure: index, number: number, span: boot))
          number += 1
        }
      }
      self.silent = silent
    }
  }

  /// Messages of one template within failed boots that nothing explains.
  struct Suspect: Sendable {
    var sample = MessageSample()
    var boots: Set<Int> = []
  }

  let wanted: Wanted
  /// By the key of the draft.
  private(set) var samples: [String: MessageSample] = [:]
  /// Of each silent failure by template.
  private(set) var suspects: [Int: [String: Suspect]] = [:]
  /// Templates of services with silent failures that were seen outside of those; nil for too many.
  private(set) var elsewhere: Set<String>? = []

  /// Templates of one failure, and those seen elsewhere.
  private static let mostSuspects = 400
  private static let mostElsewhere = 20_000

  init(_ wanted: Wanted) { self.wanted = wanted }

  mutating func take(_ entry: DecodedEntry) {
    guard entry.severity >= .error || entry.severity == .default, !entry.isPart else { return }
    let boots = wanted.silent[entry.source.service]
    guard boots != nil || !wanted.templates.isEmpty else { return }
    let template = MessageTemplate.mask(entry.excerpt)
    let key = wanted.templates[TemplateKey(template: template, severity: entry.severity)]
    if let key { add(entry, to: &samples[key, default: MessageSample()]) }
    guard let boots, !isTrace(entry) else { return }
    let own = boots.filter { boot in
      boot.span.from <= entry.timestamp && entry.timestamp <= boot.span.through
        && (boot.span.instance == entry.source.instance || entry.source.instance == nil)
    }
    guard !own.isEmpty else {
      note(template)
      return
    }
    for boot in own { suspect(template, in: boot, entry) }
  }

  mutating func merge(_ other: MessageCollector) {
    for (key, sample) in other.samples { samples[key, default: MessageSample()].merge(sample) }
    for (failure, templates) in other.suspects {
      for (template, suspect) in templates {
        suspects[failure, default: [:]][template, default: Suspect()].sample.merge(suspect.sample)
        suspects[failure]?[template]?.boots.formUnion(suspect.boots)
      }
      trim(failure, to: 2 * MessageCollector.mostSuspects)
    }
    guard let more = other.elsewhere else {
      elsewhere = nil
      return
    }
    for template in more { note(template) }
  }

  /// What stays whatever order the entries came in.
  mutating func finish() {
    for failure in suspects.keys { trim(failure, to: MessageCollector.mostSuspects) }
  }

  private mutating func suspect(
    _ template: String, in boot: Wanted.SilentBoot, _ entry: DecodedEntry
  ) {
    add(entry, to: &suspects[boot.failure, default: [:]][template, default: Suspect()].sample)
    suspects[boot.failure]?[template]?.boots.insert(boot.number)
    trim(boot.failure, to: 2 * MessageCollector.mostSuspects)
  }

  /// Where there are more, those with the smallest hashes stay.
  private mutating func trim(_ failure: Int, to limit: Int) {
    guard let own = suspects[failure], own.count > limit else { return }
    let kept = own.keys.map { (StableIdentifier.of([$0]), $0) }.sorted { $0 < $1 }
      .prefix(MessageCollector.mostSuspects)
    suspects[failure] = Dictionary(
      kept.compactMap { pair in own[pair.1].map { (pair.1, $0) } }, uniquingKeysWith: { a, _ in a })
  }

  private mutating func note(_ template: String) {
    elsewhere?.insert(template)
    if elsewhere?.count ?? 0 > MessageCollector.mostElsewhere { elsewhere = nil }
  }

  private func add(_ entry: DecodedEntry, to sample: inout MessageSample) {
    let spans = wanted.told[entry.source.service] ?? []
    let time = entry.timestamp
    let isTold = spans.contains { span in
      span.from <= time && span.through.map { time <= $0 } ?? true
    }
    sample.take(
      String(decoding: entry.message, as: UTF8.self), severity: entry.severity,
      isRequest: entry.isRequest, isTold: isTold, service: entry.source.service.name)
  }

  private func isTrace(_ entry: DecodedEntry) -> Bool {
    !entry.attachedTrace.isEmpty || StackTraces.firstGlance(entry.message) == .wholeTrace
  }
}
