import LogModel
import Patterns
import StackTraces

/// Reads stack traces, each text once: a crash loop's thousand equal traces are parsed and held once.
struct TraceCache {
  /// Texts held before the table starts anew; bounds what rare ones can cost.
  private static let limit = 1024
  /// The same, in bytes.
  private static let maxBytes = 4 << 20
  private var known: [String: TraceRecord?] = [:]
  private var bytesHeld = 0
  private let frames: KnownFrames

  /// - Parameter conventions: say whose frames are.
  init(_ conventions: FrameConventions) {
    frames = KnownFrames(verdict: conventions.isEmpty ? nil : { conventions.isApplication($0) })
  }

  /// The trace in a text, of which the beginning is read, see ``EntryScanner/maxTraceBytes``; nil
  /// where there is none.
  mutating func record(in bytes: UnsafeBufferPointer<UInt8>) -> TraceRecord? {
    let text = String(decoding: bytes.prefix(EntryScanner.maxTraceBytes), as: UTF8.self)
    // What is read of a text is what it is known by.
    let whole =
      bytes.count > EntryScanner.maxTraceBytes
      ? String(decoding: bytes.prefix(StackTraces.maxReadBytes), as: UTF8.self) : text
    if let record = known[whole] { return record }
    if known.count >= TraceCache.limit || bytesHeld > TraceCache.maxBytes {
      known.removeAll(keepingCapacity: true)
      bytesHeld = 0
    }
    bytesHeld += whole.utf8.count
    var trace = StackTraces.parse(text, known: frames)
    if let head = trace, bytes.count > EntryScanner.maxTraceBytes,
      StackTraces.mayNameRootLast(head.language)
    {
      trace = StackTraces.parse(whole, known: frames) ?? head
    }
    let record = trace.map { TraceRecord(trace: $0, text: text) }
    known[whole] = .some(record)
    return record
  }
}
