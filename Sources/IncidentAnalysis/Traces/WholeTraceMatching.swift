import LogModel
import Patterns
import StackTraces

/// Which signatures fire on a trace that was logged in pieces; the scan saw the pieces only.
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

  private let library: PatternLibrary
  private var answers: [Question: [SignatureMatch]] = [:]

  init(_ library: PatternLibrary) { self.library = library }

  /// By id.
  mutating func matches(of joined: JoinedTrace, severity: Severity, source: EntrySource)
    -> [SignatureMatch]
  {
    let question = Question(
      text: joined.text, severity: severity, service: source.service, log: source.log,
      resourceType: source.resourceType)
    if let answer = answers[question] { return answer }
    let whole = TextFacets(
      text: joined.text, severity: severity, source: source, exceptions: joined.trace.exceptions)
    var answer: [SignatureMatch] = []
    for signature in library.signatures where signature.match.holds(of: whole) {
      answer.append(
        SignatureMatch(signature: signature.id, captures: signature.match.captures(of: whole)))
    }
    answers[question] = answer
    return answer
  }
}
