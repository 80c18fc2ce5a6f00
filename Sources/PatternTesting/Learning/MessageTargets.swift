import IncidentAnalysis
import LogModel
import Patterns

/// Messages of errors that no signature explains, and those that tell why a boot failed that nothing
/// explains.
struct MessageTargets {
  /// Messages that are one.
  struct Group {
    var templates: Set<String> = []
    var count = 0
    var services: Set<String> = []
  }

  private let survey: FailureSurvey
  private let progress: ProgressSigns
  /// By key.
  let groups: [String: Group]
  private let clusters: TemplateClusters

  private func key(_ template: String) -> String {
    let said = MessageTargets.withoutRequest(template)
    return clusters.keys[said] ?? said
  }

  /// What a request's entry says, without the request: `<n> GET <path>: …`.
  private static func withoutRequest(_ template: String) -> String {
    let words = template.split(separator: " ", maxSplits: 3)
    guard words.count == 4, words[0] == "<n>", words[2].hasSuffix(":"), words[1].utf8.count <= 7,
      words[1].utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { return template }
    return String(words[3])
  }

  /// - Parameter families: whose messages are the traces'.
  init(_ survey: FailureSurvey, besides traces: Set<String>, progress: ProgressSigns) {
    self.survey = survey
    self.progress = progress
    let own = survey.digest.unexplained.filter { !traces.contains($0.template) }
    let clusters = TemplateClusters(own.map { MessageTargets.withoutRequest($0.template) })
    var groups: [String: Group] = [:]
    for template in own {
      let said = MessageTargets.withoutRequest(template.template)
      let key = clusters.keys[said] ?? said
      groups[key, default: Group()].templates.insert(template.template)
      groups[key]?.count += template.count
      groups[key]?.services.formUnion(template.services)
    }
    self.clusters = clusters
    self.groups = groups
  }

  /// What is to be read of the logs for some groups.
  func wanted(_ keys: Set<String>) -> MessageCollector.Wanted {
    var templates: [TemplateKey: String] = [:]
    for unexplained in survey.digest.unexplained {
      let key = key(unexplained.template)
      guard keys.contains(key) else { continue }
      templates[TemplateKey(template: unexplained.template, severity: unexplained.severity)] = key
    }
    return MessageCollector.Wanted(survey, templates: templates)
  }

  /// Drafts of a group, the best first.
  func drafts(of key: String, _ sample: MessageSample?) -> [FailureDraft] {
    guard let group = groups[key], let sample, !isHarmless(sample) else { return [] }
    return drafts(
      key: key, sample, templates: group.templates, failedBoots: 0, count: group.count,
      services: group.services, phase: nil,
      isCause: !sample.areRequests && (sample.untold > 0))
  }

  /// Drafts of what a boot said that failed without an explanation, the best first.
  func drafts(
    of failure: FailureSurvey.SilentFailure, _ suspects: [String: MessageCollector.Suspect],
    elsewhere: Set<String>?
  ) -> [FailureDraft] {
    let said = failure.incident.rootCause.title.split(separator: "…").first.map {
      $0.trimmed.prefix(80)
    }
    struct Choice {
      var template: String
      var suspect: MessageCollector.Suspect
      /// Smaller is better.
      var rank: [Int]
    }
    var choices: [Choice] = []
    for (template, suspect) in suspects {
      guard let shape = suspect.sample.shape,
        ShapePattern(shape).letters >= ShapePattern.leastLetters
      else { continue }
      guard !suspect.sample.areRequests, !isHarmless(suspect.sample) else { continue }
      let isElsewhere = elsewhere?.contains(template) ?? true
      let isError = suspect.sample.severity >= .error
      // Without a severity anything may be meant: it must sound like a failure, and be heard nowhere else.
      let isFailure = MessageTargets.soundsLikeFailure(template)
      guard isError || (!isElsewhere && isFailure) else { continue }
      let isSaid =
        said.map { said in suspect.sample.texts.contains { $0.text.contains(said) } } ?? false
      choices.append(
        Choice(
          template: template, suspect: suspect,
          rank: [
            isSaid ? 0 : 1, isFailure ? 0 : 1, isElsewhere ? 1 : 0, -suspect.boots.count,
            -suspect.sample.severity.rawValue,
          ]))
    }
    choices.sort { left, right in
      left.rank == right.rank
        ? left.template < right.template : left.rank.lexicographicallyPrecedes(right.rank)
    }
    return choices.prefix(3).flatMap { choice in
      drafts(
        key: key(choice.template), choice.suspect.sample,
        templates: [choice.template], failedBoots: failure.incident.boots.counts.failed,
        count: choice.suspect.sample.count, services: choice.suspect.sample.services,
        phase: failure.incident.phase, isCause: true)
    }
  }

  private func drafts(
    key: String, _ sample: MessageSample, templates: Set<String>, failedBoots: Int, count: Int,
    services: Set<String>, phase: FailurePhase?, isCause: Bool
  ) -> [FailureDraft] {
    guard let shape = sample.shape else { return [] }
    let pattern = ShapePattern(shape)
    guard pattern.letters >= ShapePattern.leastLetters, pattern.words.count > 1 else { return [] }
    return pattern.tests.compactMap { test in
      let match = FailureDraft.Match.message(test, isOfErrors: sample.severity >= .error)
      guard let condition = match.condition else { return nil }
      var examples: [String] = []
      for (index, text) in sample.texts.enumerated() where examples.count < 2 {
        let lines = text.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        let example = Redaction(salt: index)
          .redacted(
            lines.prefix(MessageTargets.mostLines).map { String(Substring($0)) }
              .joined(separator: "\n"))
        if condition.holds(ofExample: example), !examples.contains(example) {
          examples.append(example)
        }
      }
      guard !examples.isEmpty else { return nil }
      return FailureDraft(
        id: DraftNaming.id(key: ["message", key], texts: [key]),
        title: DraftNaming.title(pattern.title),
        severity: failedBoots > 0 || sample.severity >= .critical ? .critical : .error,
        role: isCause ? .cause : .symptom, match: match,
        startup: phase.map {
          FailureDraft.Startup(phase: $0.origin?.name ?? $0.name, function: nil)
        },
        matches: examples,
        origin: DraftOrigin(
          count: failedBoots > 0 ? failedBoots : count,
          kind: failedBoots > 0 ? .boots : .entries, services: services),
        target: FailureDraft.Target(templates: templates), failedBoots: failedBoots,
        words: pattern.words)
    }
  }

  /// Whether messages are no errors by their own words.
  func isHarmless(_ sample: MessageSample) -> Bool {
    sample.areHarmless || sample.texts.contains { progress.hold(of: $0.text) }
  }

  private static let mostLines = 12

  private static func soundsLikeFailure(_ template: String) -> Bool {
    let text = template.lowercased()
    return failureWords.contains { text.contains($0) }
  }

  private static let failureWords = [
    "error", "fail", "fatal", "panic", "abort", "cannot", "can't", "could not", "couldn't",
    "unable", "refused", "denied", "not found", "missing", "invalid", "exception", "killed",
    "exceeded", "timed out", "timeout", "already in use", "no such", "unknown", "unexpected",
    "mismatch", "does not", "not ",
  ]
}

extension Substring {
  fileprivate var trimmed: Substring {
    var rest = self
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
