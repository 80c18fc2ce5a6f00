import IncidentAnalysis
import LogModel
import LogScanning
import Patterns

/// Holds drafts to what is promised of them: they load, lint and test clean, fire on no example of
/// another signature, and on the very failures that they were drafted for.
struct DraftCheck {
  private let library: PatternLibrary
  private let threads: Int
  /// The library's signatures, at hand for further examples.
  private let known: PatternExamples?

  /// Scans that look for an alternative to what did not hold.
  private static let mostRounds = 4

  init(library: PatternLibrary, threads: Int) {
    self.library = library
    self.threads = threads
    known = try? PatternExamples(library: library)
  }

  /// Drafts as the loader reads them.
  private struct Loaded {
    var alternatives: ArraySlice<FailureDraft>
    var signature: Signature
    var yaml: String

    var draft: FailureDraft? { alternatives.first }
  }

  /// - Parameter drafts: each with its alternatives, the best first.
  /// - Returns: those that hold, in order.
  func sound<Logs: LearnableLogs>(
    _ drafts: [[FailureDraft]], in logs: Logs, _ leftOut: inout [LeftOut]
  ) throws(Logs.Failure) -> [LearnedSignature] {
    var open: [Loaded] = []
    for alternatives in drafts {
      if let loaded = load(alternatives[...], &leftOut) { open.append(loaded) }
    }
    for round in 1...DraftCheck.mostRounds {
      open = crossing(open, &leftOut)
      if open.isEmpty { return [] }
      let combined = library.adding(open.map(\.signature))
      let result = try logs.scan(with: combined)
      let digest = logs.analyzer(with: combined).digest(of: result)
      let firings = SignatureFindings.firings(
        of: Set(open.map(\.signature.id)), in: result, library: combined, threads: threads)
      let rootCauses = Set(digest.incidents.compactMap(\.rootCause.signature))
      let unexplained = Set(digest.unexplained.map(\.template))
      var next: [Loaded] = []
      var hasChanged = false
      for loaded in open {
        guard let draft = loaded.draft else { continue }
        guard
          let reason = objection(
            to: draft, firings[draft.id] ?? [:], rootCauses: rootCauses, unexplained: unexplained)
        else {
          next.append(loaded)
          continue
        }
        hasChanged = true
        let rest = loaded.alternatives.dropFirst()
        var ignored: [LeftOut] = []
        if round < DraftCheck.mostRounds, let other = load(rest, &ignored),
          !open.contains(where: {
            $0.signature.id == other.signature.id && $0.signature.id != draft.id
          })
        {
          next.append(other)
        } else {
          leftOut.append(LeftOut(subject: draft.title, reason: reason))
        }
      }
      open = next
      if !hasChanged { break }
    }
    return open.compactMap { loaded in
      loaded.draft.map {
        LearnedSignature(id: $0.id, title: $0.title, origin: $0.origin.text, yaml: loaded.yaml)
      }
    }
  }

  /// The first alternative that loads, lints and tests clean by itself.
  private func load(_ alternatives: ArraySlice<FailureDraft>, _ leftOut: inout [LeftOut])
    -> Loaded?
  {
    var rest = alternatives
    var objection: (String, LeftOut.Reason)?
    while var draft = rest.first {
      // By itself it knows no other signature, so that these are added when it is read.
      let yaml = DraftWriter.yaml(draft)
      let file = PatternFile(name: "\(draft.id).yaml", contents: Array(yaml.utf8))
      do throws(PatternErrors) {
        let own = try PatternLibraryLoader.load(files: [file])
        if let reason = unsound(own) {
          objection = objection ?? (draft.title, reason)
        } else if var signature = own.signature(draft.id) {
          let known = firing(on: signature)
          if let cause = known.first(where: { library.signature($0)?.role == .cause }) {
            objection = objection ?? (draft.title, .crossFire(cause))
          } else {
            draft.crossFires = known
            signature.crossFires = known
            return Loaded(
              alternatives: [draft] + rest.dropFirst(), signature: signature,
              yaml: DraftWriter.yaml(draft))
          }
        }
      } catch {
        let words = error.errors.first?.message ?? ""
        objection = objection ?? (draft.title, .unsound(words))
      }
      rest = rest.dropFirst()
    }
    if let objection { leftOut.append(LeftOut(subject: objection.0, reason: objection.1)) }
    return nil
  }

  /// What the library knows of the examples of a signature, by id.
  private func firing(on signature: Signature) -> [String] {
    guard let known else { return [] }
    return signature.examples.matches.reduce(into: Set<String>()) { ids, example in
      ids.formUnion(known.firing(on: example))
    }.sorted()
  }

  private func unsound(_ own: PatternLibrary) -> LeftOut.Reason? {
    if let finding = PatternLint.findings(in: own).first { return .unsound(finding.message) }
    guard let examples = try? PatternExamples(library: own) else {
      return .unsound("its pattern cannot be compiled")
    }
    return (examples.run().failures.first?.message).map { .unsound($0) }
  }

  /// Those that lint clean beside each other and fire on no example of another, nor others on theirs, or
  /// their alternatives that do.
  private func crossing(_ all: [Loaded], _ leftOut: inout [LeftOut]) -> [Loaded] {
    var open = all
    while !open.isEmpty {
      let combined = library.adding(open.map(\.signature))
      guard let examples = try? PatternExamples(library: combined) else { return [] }
      let ids = Set(open.map(\.signature.id))
      var objections: [String: LeftOut.Reason] = [:]
      for finding in PatternLint.findings(in: combined) where ids.contains(finding.subject) {
        objections[finding.subject] = .unsound(finding.message)
      }
      // Whatever fires where it should not is too wide.
      for crossFire in examples.crossFires() {
        if ids.contains(crossFire.other) {
          objections[crossFire.other] = .crossFire(crossFire.signature)
        } else if ids.contains(crossFire.signature) {
          objections[crossFire.signature] = .crossFire(crossFire.other)
        }
      }
      if objections.isEmpty { return open }
      var next: [Loaded] = []
      for loaded in open {
        guard let objection = objections[loaded.signature.id] else {
          next.append(loaded)
          continue
        }
        var ignored: [LeftOut] = []
        if let narrower = load(loaded.alternatives.dropFirst(), &ignored),
          narrower.signature.id == loaded.signature.id || !ids.contains(narrower.signature.id)
        {
          next.append(narrower)
        } else {
          leftOut.append(LeftOut(subject: loaded.signature.title, reason: objection))
        }
      }
      open = next
    }
    return []
  }

  /// Nil where a draft explains exactly what it is to explain.
  private func objection(
    to draft: FailureDraft, _ firings: [SignatureFindings.Firing: Int], rootCauses: Set<String>,
    unexplained: Set<String>
  ) -> LeftOut.Reason? {
    if firings.isEmpty { return .ambiguous }
    for firing in firings.keys {
      switch firing {
      case .trace(let kind):
        guard draft.target.traces.contains(TraceFamily(kind)) else { return .ambiguous }
      case .message(let template, _):
        guard draft.target.templates.contains(template) else { return .ambiguous }
      }
    }
    if !draft.target.templates.isDisjoint(with: unexplained) { return .ambiguous }
    if draft.failedBoots > 0, !rootCauses.contains(draft.id) { return .overruled }
    return nil
  }
}

extension PatternLibrary {
  /// The library with further signatures.
  func adding(_ more: [Signature]) -> PatternLibrary {
    PatternLibrary(
      signatures: signatures + more, profiles: profiles, impact: impact, frames: frames)
  }
}
