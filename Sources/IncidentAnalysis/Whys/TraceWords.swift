import LogModel
import Patterns

/// A stack trace in one sentence: what was raised where, called from where. Its message stands in the
/// entries that are cited with it.
struct TraceWords {
  let draft: IncidentDraft
  let signature: Signature?

  /// Empty where there is no trace.
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

  /// The start-up functions that led there, over all failures, the most frequent first: those that
  /// the signature knows, else the innermost application caller.
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
    let noun = draft.kind == .runtimeFailure ? "trace" : "boot"
    let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ordered.prefix(3).map { text, count in
      counts.count > 1 ? "\(text) in \(plural(count, noun))" : text
    }
  }

  private func frame(_ frame: StackFrame) -> String {
    let file = frame.file.split(separator: "/").suffix(2).joined(separator: "/")
    let place = frame.line.map { "\(file):\($0)" } ?? file
    return frame.function.map { "\($0) (\(place))" } ?? place
  }
}
