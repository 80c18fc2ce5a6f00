import LogModel
import Patterns

/// Builds the chain of whys: observed steps with their entries, then what the signature knows, then
/// an explicit end.
struct WhyChain {
  private(set) var whys: [Why] = []
  private(set) var end: String?

  static let silent =
    "Before the end the logs hold no stack trace that can be read and no known error: the chain ends here."
  static let unreadable =
    "No known signature explains it, and no stack trace that can be read goes with it: the chain ends here."

  /// Entries cited per step.
  private static let cited = 3

  /// Adds a step that entries show; without entries nothing is added.
  mutating func observe(_ question: String, _ answer: String, _ evidence: [SeenEntry]) {
    let first = evidence.sorted().prefix(WhyChain.cited)
    observe(question, answer, citing: first.map(\.reference), total: evidence.count)
  }

  /// - Parameter total: entries that show it, of which some can be cited.
  mutating func observe(
    _ question: String, _ answer: String, citing evidence: [EntryReference], total: Int
  ) {
    guard !evidence.isEmpty else { return }
    let cited = Array(
      evidence.sorted { EntryReference.precedes($0, $1) }.prefix(WhyChain.cited))
    whys.append(
      Why(
        number: whys.count + 1, question: question, answer: answer, basis: .observed,
        evidence: cited, furtherEvidence: max(0, total - cited.count)))
  }

  /// Adds what was deployed before the first sign, where something was.
  mutating func observe(_ deployment: Deployment?) {
    guard let deployment else { return }
    observe(
      "Why now?", "It " + deployment.text + ".", citing: deployment.evidence,
      total: deployment.evidence.count)
  }

  /// Adds what the signature's author knows, outermost first, and says where knowledge ends.
  mutating func know(_ signature: Signature, first question: String) {
    let answers = signature.why
    guard !answers.isEmpty else {
      return end("The signature \(signature.id) knows no deeper cause: the chain ends here.")
    }
    let observed = whys.count
    for (index, answer) in answers.enumerated() {
      whys.append(
        Why(
          number: whys.count + 1, question: index == 0 ? question : "Why is that so?",
          answer: answer, basis: .known, evidence: [], furtherEvidence: 0))
    }
    let shown = observed == 1 ? "Step 1 is" : "Steps 1 to \(observed) are"
    end(
      "\(shown) shown by these logs; the rest is what the signature knows, and the chain ends there."
    )
  }

  /// Says why the chain ends here.
  mutating func end(_ sentence: String) { end = sentence }
}
