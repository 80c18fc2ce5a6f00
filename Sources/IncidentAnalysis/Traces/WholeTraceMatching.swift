import LogModel
import Patterns
import StackTraces

/// Which signatures, and conditions of those that take several entries, fire on a trace that was logged in
/// pieces; the scan saw the pieces only.
///
/// A crash loop logs the same trace at every boot: what was found for a text is remembered.
struct WholeTraceMatching {
  private struct Question: Hashable {
    var text: String
    var severity: Severity
    // All that a condition may ask of a source.
    var service: ServiceIdentity
    var log: String
    var resourceType: String?
  }

  struct Answer {
    /// By id.
    var matches: [SignatureMatch] = []
    /// By id, then by step.
    var steps: [SignatureStep] = []
    /// Of which it is not known whether they match.
    var givenUp: [Regex] = []
  }

  private let library: PatternLibrary
  private var answers: [Question: Answer] = [:]
  /// Made when there is a trace to match: most runs have none, and of a large library it takes long.
  private lazy var sieve = makeSieve()

  private let threads: Int

  init(_ library: PatternLibrary, threads: Int) {
    self.library = library
    self.threads = threads
  }

  private func makeSieve() -> TextSieve {
    let predicates = library.messagePredicates
    return TextSieve(
      predicates,
      required: predicates.mapInParallel(threads: threads, least: 1000) {
        TextSieve.required(by: $0)
      })
  }

  mutating func answer(to joined: JoinedTrace, severity: Severity, source: EntrySource) -> Answer {
    let question = Question(
      text: joined.text, severity: severity, service: source.service, log: source.log,
      resourceType: source.resourceType)
    if let answer = answers[question] { return answer }
    let whole = SievedFacets(
      facets: TextFacets(
        text: joined.text, severity: severity, source: source,
        exceptions: joined.trace.exceptions),
      candidates: sieve.candidates(in: joined.text))
    var answer = Answer()
    for signature in library.signatures {
      if let match = signature.match, match.holds(of: whole) {
        answer.matches.append(
          SignatureMatch(signature: signature.id, captures: match.captures(of: whole)))
      }
      guard let group = signature.group else { continue }
      for (step, condition) in group.conditions.enumerated() where condition.holds(of: whole) {
        answer.steps.append(
          SignatureStep(
            signature: signature.id, step: step, captures: condition.captures(of: whole)))
      }
    }
    answer.givenUp = whole.workspace.takeGivenUp()
    answers[question] = answer
    return answer
  }
}

/// A text of which most message predicates are known not to hold.
private struct SievedFacets: EntryFacets {
  var facets: TextFacets
  /// Ids of message predicates.
  var candidates: Set<Int>

  var severity: Severity { facets.severity }
  var source: EntrySource { facets.source }
  var httpStatus: Int? { facets.httpStatus }
  var exceptions: [RaisedException] { facets.exceptions }
  var workspace: RegexWorkspace { facets.workspace }
  func field(_ path: [String]) -> FieldValue? { facets.field(path) }
  func messageMatches(_ predicate: TextPredicate) -> Bool {
    candidates.contains(predicate.id) && facets.messageMatches(predicate)
  }
  func messageCaptures(_ predicate: TextPredicate) -> [String: String] {
    candidates.contains(predicate.id) ? facets.messageCaptures(predicate) : [:]
  }
}
