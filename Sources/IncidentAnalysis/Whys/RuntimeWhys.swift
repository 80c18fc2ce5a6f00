import LogModel
import Patterns

/// The chain of whys of a service that had started.
struct RuntimeWhys {
  let draft: IncidentDraft
  let users: UserImpact?
  let signature: Signature?
  /// Ends of instances right after an occurrence.
  let exits: [SeenEntry]
  let words: LastWords?
  let deployment: Deployment?

  func chain() -> WhyChain {
    var chain = WhyChain()
    addUsers(&chain)
    if !exits.isEmpty {
      chain.observe(
        "What happens to the instances?", "\(plural(exits.count, "instance")) ended\(reason).",
        exits)
    }
    addCause(&chain)
    return chain
  }

  /// Why the platform ended them, where it says so of all.
  private var reason: String {
    let areProbed = exits.allSatisfy { exit in
      exit.book.facts(of: exit).contains { fact in
        exit.book.facts.capture("live", at: fact)?.lowercased() == "liveness"
      }
    }
    guard areProbed else { return "" }
    return ", killed because \(exits.count == 1 ? "its" : "their") liveness probe failed"
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
      citing: users.evidence, total: users.failed)
  }

  private func addCause(_ chain: inout WhyChain) {
    let question: String
    if exits.isEmpty {
      question = users.map { $0.failed > 0 } ?? false ? "What fails?" : "What happens?"
    } else {
      question = exits.count == 1 ? "Why does it end?" : "Why do they end?"
    }
    let raised = TraceWords(draft: draft, signature: signature).sentence
    if !raised.isEmpty {
      chain.observe(question, raised, draft.chains.map(\.telling))
    } else if let signature {
      chain.observe(question, sentence(signature.title), draft.entries)
    } else if let words {
      chain.observe(question, "The software says: \(words.text)", words.entries)
      chain.observe(deployment)
      chain.end(WhyChain.unreadable)
      return
    } else {
      chain.observe(deployment)
      chain.end(draft.endsInstances ? WhyChain.silent : WhyChain.unreadable)
      return
    }
    chain.observe(deployment)
    guard let signature else {
      chain.end("No known signature explains it, and the logs go no deeper: the chain ends here.")
      return
    }
    let next = draft.trace?.trace.root.map { "Why is \($0.shortType) raised?" }
    chain.know(signature, first: next ?? "Why is that so?")
  }
}
