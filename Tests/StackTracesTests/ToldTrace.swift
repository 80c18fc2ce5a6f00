import LogModel
import StackTraces
import Testing

/// What tests of a language say about its traces.
enum ToldTrace {
  /// A trace in short: each exception with its message, link and frames, innermost last.
  static func told(_ text: String) throws -> [String] {
    let trace = try #require(StackTraces.parse(text), "\(text)")
    #expect(!trace.continuesEarlier)
    return trace.exceptions.flatMap { exception in
      ["\(exception.link.rawValue) \(exception.type): \(exception.message)"]
        + exception.frames.map { frame in
          let place = "\(frame.file):\(frame.line.map(String.init) ?? "?")"
          return (frame.isApplication ? "  app " : "  lib ") + place
            + (frame.function.map { " " + $0 } ?? "")
        }
    }
  }

  static func glance(_ text: String) -> StackTraces.Glance { glance(Array(text.utf8)) }

  static func glance(_ bytes: [UInt8]) -> StackTraces.Glance {
    bytes.withUnsafeBufferPointer { StackTraces.firstGlance($0) }
  }

  /// The pieces that the scanner would keep of texts, one a millisecond.
  static func pieces(_ texts: [String]) -> [TracePiece] {
    let start = Timestamp(nanoseconds: 1_757_983_273_000_000_000)
    return texts.enumerated().compactMap { index, text in
      let timestamp = start.advanced(bySeconds: Double(index) * 0.001)
      switch glance(text) {
      case .none: return nil
      case .wholeTrace:
        guard let trace = StackTraces.parse(text) else { return nil }
        let record = TraceRecord(trace: trace, text: text)
        return TracePiece(content: .whole(record), timestamp: timestamp, index: index)
      case .fragment: return TracePiece(content: .line(text), timestamp: timestamp, index: index)
      }
    }
  }

  static func joined(_ texts: [String]) -> [JoinedTrace] { StackTraces.join(pieces(texts)) }

  /// Reads a text as the scanner would, and checks what must hold for any.
  @discardableResult static func read(_ bytes: [UInt8]) -> StackTrace? {
    let text = String(decoding: bytes, as: UTF8.self)
    let trace = StackTraces.parse(text)
    // The glance never costs a trace: one line alone may wait for others.
    if let trace {
      #expect(glance(bytes) != .none, "\(text)")
      #expect((trace.exceptions.first?.link == .root) != trace.continuesEarlier, "\(text)")
      for exception in trace.exceptions { #expect(!exception.type.isEmpty, "\(text)") }
    }
    return trace
  }

  /// Logged one line an entry a trace has the same exceptions.
  static func lineByLineIsTheSame(_ text: String, messages: Bool = true) throws {
    let whole = try #require(StackTraces.parse(text))
    let joined = joined(text.split(separator: "\n").map(String.init))
    #expect(joined.count == 1, "\(joined.map(\.text))")
    let trace = try #require(joined.first?.trace)
    #expect(trace.language == whole.language)
    #expect(trace.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(trace.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
    #expect(trace.exceptions.map(\.link) == whole.exceptions.map(\.link))
    if messages { #expect(trace.exceptions.map(\.message) == whole.exceptions.map(\.message)) }
  }
}
