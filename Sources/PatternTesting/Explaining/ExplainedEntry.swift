public import LogModel
private import LogScanning
public import Patterns
private import StackTraces

/// An entry with all that conditions may ask of it, as the scan sees it.
public struct ExplainedEntry: EntryFacets, Sendable {
  /// 1-based; 0 for a stack trace that several entries make together.
  public var ordinal: Int
  public var timestamp: Timestamp
  public var severity: Severity
  public var source: EntrySource
  public var httpStatus: Int?
  public var text: String
  /// A stack trace in a field of its own; empty where there is none.
  public var attachedTrace: String
  public var exceptions: [RaisedException]
  /// The values at the paths that were asked for, and at their beginnings.
  var fields: [[String]: FieldValue]

  public func field(_ path: [String]) -> FieldValue? { fields[path] }

  public func messageMatches(_ predicate: TextPredicate) -> Bool {
    predicate.matches(text) || (!attachedTrace.isEmpty && predicate.matches(attachedTrace))
  }

  public func messageCaptures(_ predicate: TextPredicate) -> [String: String] {
    let captures = predicate.captures(in: text)
    return captures.isEmpty && !attachedTrace.isEmpty
      ? predicate.captures(in: attachedTrace) : captures
  }
}

extension ExplainedEntry {
  /// What was read of some bytes.
  struct Reading {
    var entries: [ExplainedEntry] = []
    /// Of each entry the object it was read from.
    var objects: [String] = []
    /// Whether every entry was an object.
    var isWhole = true
    /// Traces that several of the entries make together.
    var joined: [ExplainedEntry] = []

    /// - Parameter pieces: of one stream.
    fileprivate mutating func addJoined(_ pieces: [TracePiece], _ known: KnownFrames) {
      let pieces = pieces.sorted { ($0.timestamp, $0.index) < ($1.timestamp, $1.index) }
      for trace in StackTraces.join(pieces, known: known) {
        let members = trace.members.map { entries[$0] }
        guard members.count > 1, let first = members.first else { continue }
        joined.append(
          ExplainedEntry(
            ordinal: 0, timestamp: trace.first,
            severity: members.map(\.severity).max() ?? .default, source: first.source,
            httpStatus: nil, text: trace.text, attachedTrace: "",
            exceptions: trace.trace.exceptions, fields: [:]))
      }
    }
  }

  /// What traces are joined within.
  private struct Stream: Hashable {
    var instance: String?
    var log: String
  }

  /// Reads entries in the forms that a scan reads.
  ///
  /// - Parameter paths: of the fields that will be asked for.
  static func read(_ bytes: [UInt8], paths: Set<[String]>, library: PatternLibrary) -> Reading {
    var options = ReadOptions()
    options.readsAhead = false
    options.environmentOf = { project, service, log, resourceType in
      library.environment(
        project: project, service: service, log: log, resourceType: resourceType)
    }
    let frames = library.frames
    let known = KnownFrames(verdict: frames.isEmpty ? nil : { frames.isApplication($0) })
    let beginnings = Set(paths.flatMap { path in path.indices.map { Array(path[...$0]) } })
    var reading = Reading()
    var pieces: [Stream: [TracePiece]] = [:]
    let input = InputObject(kind: .memory(name: "-", bytes: bytes))
    let outcome = EntryReader(input: input, options: options).readAll(progress: nil) { entry in
      let text = String(decoding: entry.message, as: UTF8.self)
      let attached = String(decoding: entry.attachedTrace, as: UTF8.self)
      // As `EntryScanner` does.
      let glance = entry.message.isEmpty ? .none : StackTraces.firstGlance(entry.message)
      var trace = glance == .wholeTrace ? StackTraces.parse(text, known: known) : nil
      var whole = text
      if trace == nil, !attached.isEmpty {
        trace = StackTraces.parse(attached, known: known)
        whole = attached
      }
      let index = reading.entries.count
      let stream = Stream(instance: entry.source.instance, log: entry.source.log)
      if let trace {
        pieces[stream, default: []].append(
          TracePiece(
            content: .whole(TraceRecord(trace: trace, text: whole)), timestamp: entry.timestamp,
            index: index))
      } else if glance == .fragment {
        pieces[stream, default: []].append(
          TracePiece(content: .line(text), timestamp: entry.timestamp, index: index))
      }
      var fields: [[String]: FieldValue] = [:]
      for path in beginnings { fields[path] = entry.field(path) }
      reading.entries.append(
        ExplainedEntry(
          ordinal: index + 1, timestamp: entry.timestamp, severity: entry.severity,
          source: entry.source, httpStatus: entry.request?.status, text: text,
          attachedTrace: attached, exceptions: trace?.exceptions ?? [], fields: fields))
      if let object = entry.object { reading.objects.append(object) }
    }
    reading.isWhole =
      outcome.malformed == 0 && outcome.problems.isEmpty
      && reading.objects.count == reading.entries.count
    for pieces in pieces.values { reading.addJoined(pieces, known) }
    reading.joined.sort { ($0.timestamp, $0.text) < ($1.timestamp, $1.text) }
    return reading
  }
}

extension Condition {
  /// The paths of all fields that it asks for.
  var fieldPaths: Set<[String]> {
    switch self {
    case .field(let path, _): [path]
    case .any(let conditions), .all(let conditions):
      conditions.reduce(into: []) { $0.formUnion($1.fieldPaths) }
    case .not(let condition): condition.fieldPaths
    case .message, .severity, .source, .httpStatus, .exception: []
    }
  }
}
