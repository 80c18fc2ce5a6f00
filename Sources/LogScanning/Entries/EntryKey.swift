/// The keys that mean something at the top of an entry, of its payload or of an error object.
enum EntryKey: Int, CaseIterable {
  case timestamp, receiveTimestamp, time, timestampSeconds, timestampNanos
  case severity, level, insertId, logName
  case textPayload, jsonPayload, protoPayload, httpRequest, resource, labels, split
  case message, msg, log, event, error, err
  case exception, stackTrace, stacktrace, traceback, excInfo, excText, stack
  case stream, data, subscription, ackId
  case foreignLabels, foreignInsertId
  case entries, nextPageToken, receivedMessages
  case involvedObject, status, resourceName, line
  case errorGroups
  // Of httpRequest.
  case latency, requestMethod, requestURL
  // Of labels.
  case instanceId, podApp, machineName
  /// What App Engine and the first generation of Cloud Functions call an instance.
  case copyId

  /// As logs spell it: the LogEntry's own names, BigQuery's, and those of structured standard output.
  var spellings: [StaticString] {
    switch self {
    case .timestamp: ["timestamp", "@timestamp"]
    case .receiveTimestamp: ["receiveTimestamp", "receive_timestamp"]
    case .time: ["time", "ts"]
    case .timestampSeconds: ["timestampSeconds"]
    case .timestampNanos: ["timestampNanos"]
    case .severity: ["severity", "logging.googleapis.com/severity"]
    case .level: ["level", "levelname", "lvl"]
    case .insertId: ["insertId", "insert_id"]
    case .logName: ["logName", "log_name"]
    case .textPayload: ["textPayload", "text_payload"]
    case .jsonPayload: ["jsonPayload", "json_payload"]
    case .protoPayload: ["protoPayload", "proto_payload", "protopayload_auditlog"]
    case .httpRequest: ["httpRequest", "http_request"]
    case .resource: ["resource"]
    case .labels: ["labels"]
    case .split: ["split"]
    case .message: ["message"]
    case .msg: ["msg"]
    case .log: ["log"]
    case .event: ["event"]
    case .error: ["error"]
    case .err: ["err"]
    case .exception: ["exception"]
    case .stackTrace: ["stack_trace", "stackTrace"]
    case .stacktrace: ["stacktrace"]
    case .traceback: ["traceback"]
    case .excInfo: ["exc_info"]
    case .excText: ["exc_text"]
    case .stack: ["stack"]
    case .stream: ["stream"]
    case .data: ["data"]
    case .subscription: ["subscription"]
    case .ackId: ["ackId"]
    case .foreignLabels: ["logging.googleapis.com/labels"]
    case .foreignInsertId: ["logging.googleapis.com/insertId"]
    case .entries: ["entries"]
    case .nextPageToken: ["nextPageToken"]
    case .receivedMessages: ["receivedMessages"]
    case .involvedObject: ["involvedObject"]
    case .status: ["status"]
    case .resourceName: ["resourceName"]
    case .line: ["line"]
    case .errorGroups: ["errorGroups", "error_groups"]
    case .latency: ["latency"]
    case .requestMethod: ["requestMethod", "request_method"]
    case .requestURL: ["requestUrl", "request_url"]
    case .instanceId: ["instanceId"]
    case .podApp: ["k8s-pod/app"]
    case .machineName: ["compute.googleapis.com/resource_name"]
    case .copyId: ["clone_id", "instance_id"]
    }
  }
}

/// Finds the ``EntryKey`` of a name: a hash table that never changes, small enough to stay in the
/// first cache.
struct EntryKeyTable {
  private struct Known {
    /// The first and the last eight bytes of names of that length or longer, four of shorter ones;
    /// together they are the whole of a name of 4 to 16 bytes.
    var head: UInt64
    var tail: UInt64
    var length: UInt32
    var key: Int32
  }

  // All live as long as the process.
  private let known: UnsafeMutablePointer<Known>
  private let names: UnsafeMutablePointer<UnsafePointer<UInt8>>
  /// By hash, one more than a place in `known`; 0 where vacant.
  private let slots: UnsafeMutablePointer<UInt8>
  private static let mask = 255

  nonisolated(unsafe) static let shared = EntryKeyTable()

  private init() {
    let spellings = EntryKey.allCases.flatMap { key in key.spellings.map { (key, $0) } }
    known = .allocate(capacity: spellings.count)
    names = .allocate(capacity: spellings.count)
    slots = .allocate(capacity: EntryKeyTable.mask + 1)
    slots.initialize(repeating: 0, count: EntryKeyTable.mask + 1)
    for (place, (key, name)) in spellings.enumerated() {
      let length = name.utf8CodeUnitCount
      let (head, tail) = EntryKeyTable.ends(name.utf8Start, length)
      var index = EntryKeyTable.hash(head, tail, length)
      while slots[index] != 0 { index = (index + 1) & EntryKeyTable.mask }
      slots[index] = UInt8(place + 1)
      (known + place).initialize(
        to: Known(head: head, tail: tail, length: UInt32(length), key: Int32(key.rawValue)))
      (names + place).initialize(to: name.utf8Start)
    }
  }

  @inline(__always)
  private static func ends(_ name: UnsafePointer<UInt8>, _ length: Int) -> (UInt64, UInt64) {
    let raw = UnsafeRawPointer(name)
    if length >= 8 {
      return (
        raw.loadUnaligned(as: UInt64.self),
        raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
      )
    }
    if length >= 4 {
      return (
        UInt64(raw.loadUnaligned(as: UInt32.self)),
        UInt64(raw.loadUnaligned(fromByteOffset: length &- 4, as: UInt32.self))
      )
    }
    guard length > 0 else { return (0, 0) }
    return (UInt64(name[0]) | UInt64(name[length / 2]) << 8, UInt64(name[length &- 1]))
  }

  @inline(__always)
  private static func hash(_ head: UInt64, _ tail: UInt64, _ length: Int) -> Int {
    let mixed = (head ^ tail &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: length))
    return Int(truncatingIfNeeded: (mixed &* 0xD6E8_FEB8_6659_FD93) &>> 56)
  }

  /// One of 64 bits that stands for a name and for many others.
  static func bit(_ name: Bytes) -> UInt64 {
    guard let base = name.baseAddress else { return 1 }
    let (head, tail) = ends(base, name.count)
    return 1 << UInt64(hash(head, tail, name.count) >> 2)
  }

  /// The raw value of the key; -1 for other names.
  @inline(__always)
  func find(_ name: UnsafePointer<UInt8>, _ length: Int) -> Int {
    var bits: UInt64 = 0
    return find(name, length, noting: &bits)
  }

  /// The same, with the name's bit added to those of others.
  @inline(__always)
  func find(_ name: UnsafePointer<UInt8>, _ length: Int, noting bits: inout UInt64) -> Int {
    let (head, tail) = EntryKeyTable.ends(name, length)
    var index = EntryKeyTable.hash(head, tail, length)
    bits |= 1 &<< UInt64(truncatingIfNeeded: index &>> 2)
    while slots[index] != 0 {
      let place = Int(slots[index]) &- 1
      if known[place].head == head, known[place].tail == tail,
        Int(known[place].length) == length, length <= 16 || isMiddle(of: place, name, length)
      {
        return Int(known[place].key)
      }
      index = (index &+ 1) & EntryKeyTable.mask
    }
    return -1
  }

  /// Whether a longer name is the same between its ends.
  private func isMiddle(of place: Int, _ name: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    for position in 8..<length - 8 where names[place][position] != name[position] {
      return false
    }
    return true
  }
}

extension EntryKeyTable {
  /// Whether a name is one of a LogEntry's own members.
  func isOfLogEntry(_ name: Bytes) -> Bool {
    guard let base = name.baseAddress, let key = EntryKey(rawValue: find(base, name.count)) else {
      return false
    }
    switch key {
    case .timestamp, .receiveTimestamp, .severity, .insertId, .logName, .textPayload, .jsonPayload,
      .protoPayload, .httpRequest, .resource, .labels, .split:
      return true
    default: return false
    }
  }
}
