/// All there is to a stack trace but what its text says: frames, types, and where in the text the
/// messages stand. Traces that differ in ids or numbers of their messages share one.
struct TraceLayout: Hashable, Sendable {
  private var language: String
  private var continuesEarlier: Bool
  private var segments: [Segment]

  private struct Segment: Hashable, Sendable {
    var type: String
    var frames: [StackFrame]
    var link: RaisedException.Link
    var message: Message
  }

  private enum Message: Hashable, Sendable {
    /// Bytes of the trace's text.
    case part(start: UInt32, count: UInt32)
    /// One that does not stand in the text as it is.
    case own(String)
  }

  /// - Parameter text: the bytes of the text that the trace was read from.
  init(_ trace: StackTrace, text: Span<UInt8>) {
    language = trace.language
    continuesEarlier = trace.continuesEarlier
    segments = trace.exceptions.map { exception in
      Segment(
        type: exception.type, frames: exception.frames, link: exception.link,
        message: TraceLayout.message(of: exception, in: text))
    }
  }

  /// The trace that was read from a text of this layout.
  func trace(in text: [UInt8]) -> StackTrace {
    StackTrace(
      language: language,
      exceptions: segments.map { segment in
        let message: String
        switch segment.message {
        case .part(let start, let count):
          message = String(decoding: text[Int(start)..<Int(start + count)], as: UTF8.self)
        case .own(let own): message = own
        }
        return RaisedException(
          type: segment.type, message: message, frames: segment.frames, link: segment.link)
      }, continuesEarlier: continuesEarlier)
  }

  /// Frames are many and mostly tell nothing that types and places do not.
  func hash(into hasher: inout Hasher) {
    for segment in segments {
      hasher.combine(segment.type)
      hasher.combine(segment.message)
      hasher.combine(segment.frames.count)
      hasher.combine(segment.frames.last?.line)
    }
  }

  private static func message(of exception: RaisedException, in text: Span<UInt8>) -> Message {
    let message = Array(exception.message.utf8)
    if message.isEmpty { return .part(start: 0, count: 0) }
    // After its type, for a short one may stand anywhere.
    let line = Array("\(exception.type): ".utf8) + message
    if let start = last(line.span, in: text) {
      return .part(
        start: UInt32(start + line.count - message.count), count: UInt32(message.count))
    }
    guard let start = last(message.span, in: text) else { return .own(exception.message) }
    return .part(start: UInt32(start), count: UInt32(message.count))
  }

  /// Where a part stands last in a text. O(text): what takes longer is given up.
  private static func last(_ part: Span<UInt8>, in text: Span<UInt8>) -> Int? {
    var start = text.count - part.count
    var patience = 8 * text.count
    while start >= 0, patience > 0 {
      if text[start] == part[0] {
        var length = 1
        while length < part.count, text[start + length] == part[length] { length += 1 }
        if length == part.count { return start }
        patience -= length
      }
      start -= 1
    }
    return nil
  }
}
