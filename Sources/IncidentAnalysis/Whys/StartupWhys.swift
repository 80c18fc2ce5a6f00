import LogModel
import Patterns

/// The chain of whys of a start-up that fails.
struct StartupWhys {
  let draft: IncidentDraft
  let index: BootIndex
  let summary: BootSummary
  let users: UserImpact?
  let phases: PhaseSurvey
  let signature: Signature?
  /// What the boots showed of a failure without a known cause.
  let symptoms: [SeenSymptom]
  let words: LastWords?
  let deployment: Deployment?

  func chain() -> WhyChain {
    var chain = WhyChain()
    addUsers(&chain)
    addBoots(&chain)
    addPhase(&chain)
    addCause(&chain)
    return chain
  }

  private var failed: [ObservedBoot] { draft.failedBoots.map { index.boots[$0] } }

  /// Boots of the service that became ready while others failed.
  private var readyMeanwhile: Int {
    index.readyBoots(of: draft.service, from: draft.firstSeen, before: draft.recoveredAt)
  }

  private func addUsers(_ chain: inout WhyChain) {
    guard let users, users.failed > 0 else { return }
    let statuses = users.statuses.keys.sorted().map(String.init).joined(separator: ", ")
    let requests =
      "\(users.failed) of \(plural(users.requests, "request")) \(verb("fail", users.failed))"
    let answer: String
    if readyMeanwhile > 0 {
      answer =
        "\(requests) while \(plural(failed.count, "boot")) \(verb("fail", failed.count)) and "
        + "\(plural(readyMeanwhile, "boot")) \(verb("become", readyMeanwhile)) ready."
    } else if users.failed < users.requests {
      answer = "\(requests); no further instance became ready\(untilRecovery)."
    } else if draft.recoveredAt == nil {
      answer = "No instance ever became ready."
    } else {
      answer = "No instance became ready\(untilRecovery)."
    }
    chain.observe(
      "Why do users get \(statuses)?", answer, citing: users.evidence, total: users.failed)
  }

  private var untilRecovery: String {
    guard let recoveredAt = draft.recoveredAt, recoveredAt.isDated else { return "" }
    return " until \(recoveredAt.timeOfDay()) UTC"
  }

  private func addBoots(_ chain: inout WhyChain) {
    let ends = failed.compactMap { boot in
      (boot.markers.last { $0.exitCode != nil } ?? boot.markers.first { $0.isEnd }
        ?? boot.markers.last)?.entry
    }
    var answer = endings
    if failed.count > 1, let gap = summary.medianSecondsBetween, gap >= 0.05 {
      answer +=
        failed.count == 2
        ? "; the second starts \(seconds(gap)) after the first"
        : "; a new one starts every \(seconds(gap))"
    }
    if !draft.unplaced.isEmpty {
      let count = draft.unplaced.count
      answer +=
        "; \(plural(count, "line")) of the platform \(verb("name", count)) no instance and "
        + "\(verb("fit", count)) several of them"
    }
    let question: String
    if draft.isTask(index) {
      question = failed.count == 1 ? "Why does the task fail?" : "Why do the tasks fail?"
      answer = answer.replacingFirst(" before it is ready", with: "")
        .replacingFirst(" before they are ready", with: "")
    } else if failed.count == 1 {
      question = "Why does the instance not become ready?"
    } else if readyMeanwhile > 0 {
      question = "Why do \(failed.count) boots fail?"
    } else {
      question = "Why does no instance become ready?"
    }
    chain.observe(question, answer + ".", ends)
  }

  /// How the boots end, as far as the logs show: not every end is logged with its exit code.
  private var endings: String {
    let codes = summary.exitCodes.sorted { $0.key < $1.key }
    let silent = failed.count - codes.reduce(0) { $0 + $1.value }
    guard let only = codes.first else {
      if failed.allSatisfy(\.isCutOff) {
        return failed.count == 1
          ? "Its start-up does not finish before the instance starts anew"
          : "No start-up finishes before its instance starts anew"
      }
      return failed.count == 1 ? "Its start-up ends in failure" : "Each start-up ends in failure"
    }
    if codes.count == 1 && silent == 0 {
      return failed.count == 1
        ? "It exits with code \(only.key) before it is ready"
        : "Each exits with code \(only.key) before it is ready"
    }
    let ready = failed.count - silent == 1 ? "it is ready" : "they are ready"
    let rest = silent > 0 ? ", \(silent) without a logged exit code" : ""
    if codes.count == 1 {
      return "\(only.value) of \(failed.count) boots \(verb("exit", only.value)) with code "
        + "\(only.key) before \(ready)\(rest)"
    }
    let further = codes.dropFirst().map { "\($0.value) with code \($0.key)" }
    let list = further.dropLast().map { ", " + $0 }.joined() + " and " + (further.last ?? "")
    return "\(plural(only.value, "boot")) \(verb("exit", only.value)) with code \(only.key)"
      + "\(list) before \(ready)\(rest)"
  }

  private func addPhase(_ chain: inout WhyChain) {
    guard let phase = phases.phase, !phases.evidence.isEmpty else { return }
    let place = "\(phase.name.uppercased()) (\(phase.ordinal) of \(phase.of))"
    // Where only some fail there, the answer says how many.
    let isAll = phases.bootsInPhase == failed.count
    let subject = isAll ? "Start-up" : "\(phases.bootsInPhase) of \(failed.count) start-ups"
    let number = isAll ? 1 : phases.bootsInPhase
    var answer: String
    switch phase.basis {
    case .failureMarker: answer = "\(subject) \(verb("fail", number)) in \(place)."
    case .enterMarker: answer = "\(subject) \(verb("end", number)) inside \(place)."
    case .exit, .traceback, .signature, .inferred:
      answer =
        "\(subject) \(verb("end", number)) before \(phase.name.uppercased()) is done "
        + "(\(phase.ordinal) of \(phase.of))."
    }
    if let change = phases.change { answer += " \(change.text)." }
    chain.observe(
      failed.count == 1 ? "Why does it end?" : "Why do they end?", answer,
      phases.evidence + (phases.change?.evidence ?? []))
  }

  private func addCause(_ chain: inout WhyChain) {
    let question =
      draft.isTask(index)
      ? "What goes wrong?"
      : "Why does \(phases.phase.map { $0.name.uppercased() } ?? "start-up") fail?"
    if let root = draft.trace?.trace.root {
      let entries = draft.chains.map(\.telling)
      let raised = TraceWords(draft: draft, signature: signature).sentence
      chain.observe(question, raised + origin, entries)
      finish(&chain, "Why is \(root.shortType) raised?")
    } else if let signature {
      chain.observe(question, sentence(signature.title), draft.entries)
      finish(&chain, "Why is that so?")
    } else if let symptom = symptoms.first {
      chain.observe(question, sentence(symptom.title), symptom.entries)
      chain.observe(deployment)
      chain.end(
        "That is a known symptom of many causes, and the logs show none: the chain ends here.")
    } else if let words {
      chain.observe(question, "The software says: \(words.text)", words.entries)
      chain.observe(deployment)
      chain.end(WhyChain.unreadable)
    } else {
      chain.observe(deployment)
      chain.end(WhyChain.silent)
    }
  }

  /// Where the failing code belongs, where that is another phase than the one that it fails.
  private var origin: String {
    guard let phase = phases.phase, let origin = phase.origin else { return "" }
    let (own, name) = (origin.name.uppercased(), phase.name.uppercased())
    return " That code belongs to \(own); the failure surfaces in \(name)."
  }

  private func finish(_ chain: inout WhyChain, _ question: String) {
    chain.observe(deployment)
    guard let signature else {
      chain.end("No known signature explains it, and the logs go no deeper: the chain ends here.")
      return
    }
    chain.know(signature, first: question)
  }
}
