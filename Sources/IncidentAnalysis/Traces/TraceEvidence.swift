import LogModel
import Patterns
import StackTraces

/// A stack trace put together from everything that was logged of it, with what the library says.
///
/// What it holds is read anew at every call.
struct TraceEvidence: Sendable {
  private let traces: TraceBook
  private let index: UInt32

  init(traces: TraceBook, index: Int) {
    self.traces = traces
    self.index = UInt32(truncatingIfNeeded: index)
  }

  private var content: TraceBook.Content { traces.content(at: Int(index)) }

  /// O(text).
  var trace: StackTrace {
    switch content {
    case .joined(let joined): return joined.trace
    case .single(let position):
      guard case .trace(let record) = traces.book.facts.kind(at: Int(position)) else {
        return StackTrace(language: "", exceptions: [])
      }
      return record.trace
    }
  }

  /// The entries it was read from, in order.
  var entries: [SeenEntry] {
    switch content {
    case .joined(let joined): joined.entries
    case .single(let position): [traces.book.entry(at: position)]
    }
  }

  /// The entry that stands for the trace: one on which a signature fired, else the one that names
  /// the root exception, else the first.
  var telling: SeenEntry {
    switch content {
    case .joined(let joined): joined.telling
    case .single(let position): traces.book.entry(at: position)
    }
  }

  /// Signatures that fire on the trace as a whole or on one of its entries, by id.
  var matches: [SignatureMatch] {
    switch content {
    case .joined(let joined): joined.matches
    case .single(let position):
      traces.book.matches(of: traces.book.entry(at: position)).sorted {
        $0.signature < $1.signature
      }
    }
  }

  /// Signatures that fire on the root exception alone, by id, where several fire on the trace.
  var rootMatches: Set<String> {
    let matches = matches
    guard matches.count > 1, let root = trace.root, let first = entries.first else { return [] }
    let severity = entries.map(\.severity).max() ?? .default
    let rootOnly = TextFacets(
      text: "\(root.type): \(root.message)", severity: severity, source: first.source,
      exceptions: [root])
    return Set(
      matches.map(\.signature).filter {
        traces.library.signature($0)?.match?.holds(of: rootOnly) ?? false
      })
  }
}
