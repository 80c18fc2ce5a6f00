import LogModel
import Patterns
import StackTraces

/// A stack trace put together from everything that was logged of it, with what the library says.
struct TraceEvidence: Sendable {
  var trace: StackTrace
  /// The entries it was read from, in order.
  var entries: [EntryReference]
  /// The entry that stands for the trace: one on which a signature fired, else the one that names
  /// the root exception, else the first.
  var telling: EntryReference
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

  /// - Parameter facts: all facts, in the total order of entries.
  /// - Returns: traces in the order of their first entries.
  func join(_ facts: [Fact]) -> [TraceEvidence] {
    var streams: [Stream: [Fact]] = [:]
    var matches: [EntryKey: [SignatureMatch]] = [:]
    for fact in facts {
      switch fact.kind {
      case .trace, .traceFragment:
        let source = fact.entry.source
        let stream = Stream(
          service: source.service, instance: source.instance, log: source.log)
        streams[stream, default: []].append(fact)
      case .match(let match): matches[EntryKey(fact.entry), default: []].append(match)
      case .marker, .failedRequest: break
      }
    }
    var wholes = WholeTraceMatching(library)
    var traces: [TraceEvidence] = []
    for members in streams.values {
      let pieces = members.enumerated().map { index, fact in
        let content: TracePiece.Content
        if case .trace(let record) = fact.kind {
          content = .whole(record)
        } else if case .traceFragment(let text) = fact.kind {
          content = .line(text)
        } else {
          content = .line("")
        }
        return TracePiece(content: content, timestamp: fact.entry.timestamp, index: index)
      }
      for joined in StackTraces.join(pieces) {
        let entries = joined.members.map { members[$0].entry }
        guard let first = entries.first else { continue }
        traces.append(evidence(of: joined, entries: entries, first, matches: matches, &wholes))
      }
    }
    return traces.sorted { left, right in
      guard let leftEntry = left.entries.first, let rightEntry = right.entries.first else {
        return left.entries.count < right.entries.count
      }
      return EntryReference.precedes(leftEntry, rightEntry)
    }
  }

  private func evidence(
    of joined: JoinedTrace, entries: [EntryReference], _ first: EntryReference,
    matches: [EntryKey: [SignatureMatch]], _ wholes: inout WholeTraceMatching
  ) -> TraceEvidence {
    var found: [String: SignatureMatch] = [:]
    for entry in entries {
      for match in matches[EntryKey(entry)] ?? [] where found[match.signature] == nil {
        found[match.signature] = match
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
      entries.first { entry in !(matches[EntryKey(entry)] ?? []).isEmpty }
      ?? joined.trace.root.flatMap { root in
        entries.first { $0.text.contains(root.type + ":") || $0.text.hasSuffix(root.type) }
      }
    return TraceEvidence(
      trace: joined.trace, entries: entries, telling: telling ?? first,
      matches: found.values.sorted { $0.signature < $1.signature }, rootMatches: rootMatches)
  }
}

/// The identity of an entry, as a dictionary key.
struct EntryKey: Hashable {
  private var timestamp: Timestamp
  private var source: EntrySource
  private var insertId: String
  private var contentHash: UInt64
  private var place: String

  init(_ entry: EntryReference) {
    timestamp = entry.timestamp
    source = entry.source
    insertId = entry.insertId
    contentHash = entry.contentHash
    place = entry.insertId.isEmpty ? "\(entry.file)\u{0}\(entry.ordinal)" : ""
  }
}
