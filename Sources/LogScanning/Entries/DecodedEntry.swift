public import LogModel

/// One entry of the input, decoded. The reader owns one and refills it: everything that points into
/// the input (`message`, `attachedTrace`, `insertIdBytes`, fields) is valid only until the next entry.
public final class DecodedEntry {
  /// By value; `receiveTimestamp` where `timestamp` is absent; the time of the line before for an
  /// undated plain line; else ``Timestamp/undated(ordinal:)``.
  @exclusivity(unchecked) public internal(set) var timestamp = Timestamp(nanoseconds: 0)
  /// The field's severity, or the level read out of the text where that is higher. Where the field
  /// says nothing, an error that nobody caught is one.
  @exclusivity(unchecked) public internal(set) var severity = Severity.default
  /// Interned. Its service's environment is set.
  public var source: EntrySource {
    if let sources, sourceNumber >= 0 { return sources[sourceNumber] }
    return ownSource
  }
  /// The decoded text: valid UTF-8, escapes resolved, ANSI codes stripped. Empty where there is none.
  @exclusivity(unchecked) public internal(set) var message = UnsafeBufferPointer<UInt8>(
    start: nil, count: 0)
  /// A stack trace that stands in a field of its own, decoded likewise. Empty where there is none.
  @exclusivity(unchecked) public internal(set) var attachedTrace = UnsafeBufferPointer<UInt8>(
    start: nil, count: 0)
  /// Decoded. Empty where the entry has none.
  @exclusivity(unchecked) public internal(set) var insertIdBytes = UnsafeBufferPointer<UInt8>(
    start: nil, count: 0)
  @exclusivity(unchecked) public internal(set) var request: Request?
  /// The request's.
  var status: Int? { request?.status }
  @exclusivity(unchecked) public internal(set) var split: Split?
  /// Stable hash of the decoded message, attached trace, severity field and status.
  @exclusivity(unchecked) public internal(set) var contentHash: UInt64 = 0
  /// 1-based within the input.
  @exclusivity(unchecked) public internal(set) var ordinal = 0
  /// 0-based offset of the entry in the inflated input.
  @exclusivity(unchecked) public internal(set) var byteOffset = 0

  /// The top members of ``record``, where it is a LogEntry.
  @exclusivity(unchecked) var members: FieldSlots?
  /// The members of its payload; see ``mayHavePayload(anyOf:)``.
  @exclusivity(unchecked) var payloadMembers: FieldSlots?
  /// Of an entry that no reader read.
  @exclusivity(unchecked) var ownSource = EntrySource(
    service: ServiceIdentity(project: nil, name: nil, environment: "unknown"), platform: nil,
    resourceType: nil, location: nil, revision: nil, instance: nil, log: "")
  /// The reader's sources.
  @exclusivity(unchecked) var sources: SourceInterner?
  /// The source's number among them, from 0; numbers begin anew in each generation.
  @exclusivity(unchecked) var sourceNumber = -1
  @exclusivity(unchecked) var sourceGeneration = 0

  /// What the bytes of ``record`` are.
  enum Form {
    case logEntry
    /// An object as a program writes it to its standard output.
    case structured
    case plain
  }

  /// The raw entry.
  @exclusivity(unchecked) var record = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  @exclusivity(unchecked) var form = Form.plain
  /// Of plain text: the line as it stands in the log, with the undated lines behind it, without newlines.
  /// Empty where the reader was not asked for it, and of lines that stand with another.
  @exclusivity(unchecked) var line = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// Whether it is a line that should be an entry and is none: all there is to it is ``line``. Only where
  /// the reader was asked for lines.
  @exclusivity(unchecked) var isUnreadable = false
  /// Of plain text: whether a container runtime put something around ``record``.
  @exclusivity(unchecked) var isWrapped = false
  /// What the entry's own member says.
  @exclusivity(unchecked) var fieldSeverity = Severity.default
  /// The level read out of a plain line with what stood before its message.
  @exclusivity(unchecked) var outerLevel: Severity?
  /// Whether Error Reporting counts the entry to a group.
  @exclusivity(unchecked) var hasErrorGroup = false
  private let replacement = ByteBuffer(capacity: 16)

  /// The JSON object that the entry was read from; nil for a plain line. O(length).
  public var object: String? {
    form == .plain ? nil : String(decoding: record, as: UTF8.self)
  }

  public init() {}

  /// Gives the entry another text, e.g. that of all parts of a ``Split``; the bytes are copied and
  /// must be valid UTF-8. Severity and content hash follow.
  public func replaceMessage(_ bytes: UnsafeBufferPointer<UInt8>) {
    replacement.removeAll()
    replacement.append(bytes)
    message = replacement.bytes
    updateFromMessage()
  }

  /// Sets what depends on the message: the effective severity and the content hash.
  func updateFromMessage() {
    severity = fieldSeverity
    if fieldSeverity < .critical {
      if let level = TextLevel.read(message) { severity = max(severity, level) }
      if let outerLevel { severity = max(severity, outerLevel) }
    }
    if fieldSeverity == .default {
      if let level = UncaughtError.level(message) { severity = max(severity, level) }
      if hasErrorGroup { severity = max(severity, .error) }
    }
    var hash = ContentHash()
    hash.combine(message)
    hash.combine(attachedTrace)
    hash.combine(UInt64(truncatingIfNeeded: fieldSeverity.rawValue))
    hash.combine(UInt64(truncatingIfNeeded: request?.status ?? 0))
    contentHash = hash.value
  }

  /// The entry's httpRequest.
  public struct Request {
    public var status: Int
    /// Nil where the entry tells none.
    public var latencyNanoseconds: Int64?
    /// As they stand in the record, escapes and all: most requests are never asked for them.
    var rawMethod = Bytes.none
    var rawURL = Bytes.none
    /// What was read of a line that is gone.
    var own: Texts?

    /// Texts that live longer than the bytes they were read from.
    final class Texts {
      var method: String?
      var url: String?
    }

    init(status: Int) { self.status = status }

    /// O(length).
    public var method: String? { own?.method ?? Request.text(rawMethod) }
    /// O(length).
    public var url: String? { own?.url ?? Request.text(rawURL) }

    private static func text(_ raw: Bytes) -> String? {
      guard let base = raw.baseAddress, !raw.isEmpty else { return nil }
      let buffer = ByteBuffer(capacity: raw.count)
      return TextDecoder.decode(base, 0, raw.count, isEscaped: true, into: buffer).string
    }
  }

  /// A part of an entry that exceeded the size limit and was written as several.
  public struct Split: Hashable, Sendable {
    public var uid: String
    /// 0-based.
    public var index: Int
    public var total: Int

    public init(uid: String, index: Int, total: Int) {
      self.uid = uid
      self.index = index
      self.total = total
    }
  }
}
