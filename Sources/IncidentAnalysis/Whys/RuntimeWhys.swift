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
    addUsers(&chain)
    if !exits.isEmpty {
      chain.observe(
        "What happens to the instances?", "\(plural(exits.count, "instance")) ended.", exits)
    }
    addCause(&chain)
    return chain
  }

  private func addUsers(_ chain: inout WhyChain) {
    guard let users, users.failed > 0 else { return }
    let statuses = users.statuses.keys.sorted().map(String.init).joined(separator: ", ")
    let requests =
      "\(users.failed) of \(plural(users.requests, "request")) \(verb("fail", users.failed))"
    chain.observe(
      exits.isEmpty ? "What do users get?" : "Why do users get \(statuses)?",
      exits.isEmpty
        ? "\(requests), with \(statuses)." : "\(requests) while instances end that were running.",
      users.evidence, total: users.failed)
  }

  private func addCause(_ chain: inout WhyChain) {
    let question: String
    if exits.isEmpty {
      question = users.map { $0.failed > 0 } ?? false ? "What fails?" : "What happens?"
    } else {
      question = exits.count == 1 ? "Why does it end?" : "Why do they end?"
    }
    let words = TraceWords(draft: draft, signature: signature).sentence
    if !words.isEmpty {
      chain.observe(question, words, draft.chains.map(\.telling))
    } else if let signature {
      chain.observe(question, sentence(signature.title), draft.entries)
    } else if draft.endsInstances {
      chain.end(
        "The logs show no exception and no known error before the ends: the chain ends here.")
      return
    } else {
      chain.end("No signature and no exception explains these failures: the chain ends here.")
      return
    }
    guard let signature else {
      chain.end("No known signature explains it, and the logs go no deeper: the chain ends here.")
      return
    }
    let raised = draft.trace?.trace.root.map { "Why is \($0.shortType) raised?" }
    chain.know(signature.why, first: raised ?? "Why is that so?")
    if signature.why.isEmpty {
      chain.end("The signature \(signature.id) knows no deeper cause: the chain ends here.")
    }
  }
}
