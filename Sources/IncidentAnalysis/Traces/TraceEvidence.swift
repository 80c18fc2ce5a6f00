import LogModel
import Patterns
import StackTraces

/// A stack trace put together from everything that was logged of it, with what the library says.
struct TraceEvidence: Sendable {
  var trace: StackTrace
  /// The entries it was read from, in order.
  var entries: [SeenEntry]
  /// The entry that stands for the trace: one on which a signature fired, else the one that names
  /// the root exception, else the first.
  var telling: SeenEntry
  /// Signatures that fire on the trace as a whole or on one of its entries, by id.
  var matches: [SignatureMatch]
  /// Signatures that fire on the root exception alone, by id.
  var rootMatches: Set<String>
}

/// Joins trace facts of each instance and log into whole traces.
struct TraceJoining {
  let library: PatternLibrary

  private struct Stream: Hashable {
    var service: ServiceIdentity
    var instance: String?
    var log: String
  }

  /// - Returns: traces in the order of their first entries.
  func join(_ book: FactBook) -> [TraceEvidence] {
    var streams: [Stream: [UInt32]] = [:]
    for position in book.tracePieces {
      let source = book.facts.source(at: Int(position))
      let stream = Stream(service: source.service, instance: source.instance, log: source.log)
      streams[stream, default: []].append(position)
    }
    var wholes = WholeTraceMatching(library)
    var traces: [TraceEvidence] = []
    for members in streams.values {
      let pieces = members.enumerated().map { index, position in
        let content: TracePiece.Content
        switch book.facts.kind(at: Int(position)) {
        case .trace(let record): content = .whole(record)
        case .traceFragment(let text): content = .line(text)
        case .marker, .match, .failedRequest: content = .line("")
        }
        return TracePiece(
          content: content, timestamp: book.facts.timestamp(at: Int(position)), index: index)
      }
      for joined in StackTraces.join(pieces) {
        let entries = joined.members.map { book.entry(at: members[$0]) }
        guard let first = entries.first else { continue }
        traces.append(evidence(of: joined, entries: entries, first, &wholes))
      }
    }
    return traces.sorted { left, right in
      guard let leftEntry = left.entries.first, let rightEntry = right.entries.first else {
        return left.entries.count < right.entries.count
      }
      return leftEntry < rightEntry
    }
  }

  private func evidence(
    of joined: JoinedTrace, entries: [SeenEntry], _ first: SeenEntry,
    _ wholes: inout WholeTraceMatching
  ) -> TraceEvidence {
    var found: [String: SignatureMatch] = [:]
    var matched: SeenEntry?
    for entry in entries {
      for match in entry.book.matches(of: entry) {
        if matched == nil { matched = entry }
        if found[match.signature] == nil { found[match.signature] = match }
      }
    }
    let severity = entries.map(\.severity).max() ?? .default
    // One entry alone was matched as a whole already, with its fields.
    if entries.count > 1 {
      for match in wholes.matches(of: joined, severity: severity, source: first.source)
      where found[match.signature] == nil {
        found[match.signature] = match
      }
    }
    var rootMatches: Set<String> = []
    if found.count > 1, let root = joined.trace.root {
      let rootOnly = TextFacets(
        text: "\(root.type): \(root.message)", severity: severity, source: first.source,
        exceptions: [root])
      for id in found.keys where library.signature(id)?.match.holds(of: rootOnly) ?? false {
        rootMatches.insert(id)
      }
    }
    let telling =
      matched
      ?? joined.trace.root.flatMap { root in
        entries.first { entry in
          let text = entry.text
          return text.contains(root.type + ":") || text.hasSuffix(root.type)
        }
      }
    return TraceEvidence(
      trace: joined.trace, entries: entries, telling: telling ?? first,
      matches: found.values.sorted { $0.signature < $1.signature }, rootMatches: rootMatches)
  }
}
