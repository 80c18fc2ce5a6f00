import LogModel
import Patterns

/// The chain of whys of a start-up that fails.
struct StartupWhys {
  let draft: IncidentDraft
  let boots: [ObservedBoot]
  let summary: BootSummary
  let users: UserImpact?
  let phase: FailurePhase?
  /// Entries that show the phase.
  let phaseEvidence: [EntryReference]
  let signature: Signature?

  func chain() -> WhyChain {
    var chain = WhyChain()
    addUsers(&chain)
    addBoots(&chain)
    addPhase(&chain)
    addCause(&chain)
    return chain
  }

  private var failed: [ObservedBoot] { draft.failedBoots.map { boots[$0] } }

  private func addUsers(_ chain: inout WhyChain) {
    guard let users, users.failed > 0 else { return }
    let statuses = users.statuses.keys.sorted().map(String.init).joined(separator: ", ")
    let others = summary.counts.ready > 0
    let answer =
      others
      ? "\(users.failed) of \(users.requests) requests fail while \(plural(failed.count, "boot")) fail."
      : "No instance ever became ready."
    chain.observe(
      "Why do users get \(statuses)?", answer, users.evidence, total: users.failed)
  }

  private func addBoots(_ chain: inout WhyChain) {
    let ends = failed.compactMap { boot in
      boot.markers.last { $0.exitCode != nil }?.entry ?? boot.markers.first { $0.isEnd }?.entry
    }
    let codes = summary.exitCodes.keys.sorted()
    var answer: String
    if codes.count == 1, let code = codes.first {
      answer =
        failed.count == 1
        ? "It exits with code \(code) before it is ready"
        : "Each exits with code \(code) before it is ready"
    } else if codes.isEmpty {
      answer =
        failed.count == 1 ? "Its start-up ends in failure" : "Each start-up ends in failure"
    } else {
      answer =
        "They exit with codes \(codes.map(String.init).joined(separator: ", ")) before they are ready"
    }
    if failed.count > 1, let gap = summary.medianSecondsBetween {
      answer += "; a new one starts every \(seconds(gap))"
    }
    let question =
      failed.count == 1
      ? "Why does the instance not become ready?" : "Why does no instance become ready?"
    let evidence = ends.isEmpty ? failed.compactMap { $0.markers.last?.entry } : ends
    chain.observe(question, answer + ".", evidence)
  }

  private func addPhase(_ chain: inout WhyChain) {
    guard let phase, !phaseEvidence.isEmpty else { return }
    let name = phase.name.uppercased()
    let answer: String
    switch phase.basis {
    case .failureMarker: answer = "Start-up fails in \(name) (\(phase.ordinal) of \(phase.of))."
    case .enterMarker: answer = "Start-up ends inside \(name) (\(phase.ordinal) of \(phase.of))."
    case .exit, .traceback, .signature, .inferred:
      answer = "Start-up ends before \(name) is done (\(phase.ordinal) of \(phase.of))."
    }
    chain.observe(
      failed.count == 1 ? "Why does it end?" : "Why do they end?", answer, phaseEvidence)
  }

  private func addCause(_ chain: inout WhyChain) {
    let subject = phase.map { "\($0.name.uppercased()) fail" } ?? "start-up fail"
    let question = "Why does \(subject)?"
    if let trace = draft.trace, let root = trace.trace.root {
      let entries = draft.chains.compactMap { $0.entries.first }
      chain.observe(question, TraceWords(draft: draft, signature: signature).sentence, entries)
      finish(&chain, "Why is \(root.shortType) raised?")
    } else if let signature {
      chain.observe(question, signature.title + ".", draft.entries)
      finish(&chain, "Why is that so?")
    } else {
      chain.end(
        "The logs show no exception and no known error before the end: the chain ends here.")
    }
  }

  private func finish(_ chain: inout WhyChain, _ question: String) {
    guard let signature else {
      chain.end("No known signature explains it, and the logs go no deeper: the chain ends here.")
      return
    }
    chain.know(signature.why, first: question)
    if signature.why.isEmpty {
      chain.end("The signature \(signature.id) knows no deeper cause: the chain ends here.")
    }
  }
}

/// A stack trace in one sentence: what was raised where, called from where. Its message stands in the
/// entries that are cited with it.
struct TraceWords {
  let draft: IncidentDraft
  let signature: Signature?

  var sentence: String {
    guard let root = draft.trace?.trace.root else { return "" }
    var text = root.shortType
    if let origin = draft.trace?.trace.origin {
      text += " is raised in " + frame(origin)
    } else {
      text += " is raised"
    }
    let callers = callers()
    if !callers.isEmpty { text += ", called by " + callers.joined(separator: " and ") }
    return text + "."
  }

  /// The start-up functions that led there, over all boots, the most frequent first: those that the
  /// signature knows, else the innermost application caller.
  private func callers() -> [String] {
    var counts: [String: Int] = [:]
    for chain in draft.chains {
      guard let root = chain.trace.root, let origin = chain.trace.origin else { continue }
      let frames = root.frames.filter { $0.isApplication && $0 != origin }
      let known = frames.last { frame in
        frame.function.map { signature?.startup?.frames[$0] != nil } ?? false
      }
      guard let caller = known ?? frames.last else { continue }
      counts[frame(caller), default: 0] += 1
    }
    let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ordered.prefix(3).map { text, count in
      counts.count > 1 ? "\(text) in \(plural(count, "boot"))" : text
    }
  }

  private func frame(_ frame: StackFrame) -> String {
    let file = frame.file.split(separator: "/").suffix(2).joined(separator: "/")
    let place = frame.line.map { "\(file):\($0)" } ?? file
    return frame.function.map { "\($0) (\(place))" } ?? place
  }
}

/// `1 boot`, `14 boots`.
func plural(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

/// Seconds with one decimal below ten, whole above.
func seconds(_ value: Double) -> String {
  if value < 10 {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
  if value < 120 { return "\(Int(value.rounded())) s" }
  return "\(Int((value / 60).rounded())) min"
}
