import LogModel
import Patterns

/// The chain of whys of a service that had started.
struct RuntimeWhys {
  let draft: IncidentDraft
  let users: UserImpact?
  let signature: Signature?
  /// Ends of instances right after an occurrence.
  let exits: [EntryReference]

  func chain() -> WhyChain {
    var chain = WhyChain()
    if let users, users.failed > 0 {
      let statuses = users.statuses.keys.sorted().map(String.init).joined(separator: ", ")
      let answer =
        exits.isEmpty
        ? "\(users.failed) of \(users.requests) requests fail."
        : "Instances that served them end while they run."
      chain.observe("Why do users get \(statuses)?", answer, users.evidence, total: users.failed)
    }
    if !exits.isEmpty {
      chain.observe(
        "What happens to the instances?", "\(plural(exits.count, "instance")) ended.", exits)
    }
    if let signature {
      let question = exits.isEmpty ? "What fails?" : "Why do they end?"
      let words = TraceWords(draft: draft, signature: signature).sentence
      let answer = words.isEmpty ? signature.title + "." : words
      chain.observe(question, answer, draft.entries)
      chain.know(signature.why, first: "Why is that so?")
      if signature.why.isEmpty {
        chain.end("The signature \(signature.id) knows no deeper cause: the chain ends here.")
      }
    } else {
      chain.end("No signature and no exception explains these failures: the chain ends here.")
    }
    return chain
  }
}
