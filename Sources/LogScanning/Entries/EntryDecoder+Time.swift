import LogModel

/// When an object happened.
extension EntryDecoder {
  /// What the members say that a LogEntry and most structured loggers have; nil where none is usable.
  func timestamp(at offset: Int) -> Timestamp? {
    if let found = time(.timestamp, at: offset) { return found }
    if let found = time(.time, at: offset) { return found }
    if let seconds = top[.timestampSeconds],
      let whole = JSONNumber.integer(top.raw(seconds)),
      let moment = Timestamp.moment(
        seconds: whole,
        nanos: top[.timestampNanos].flatMap { JSONNumber.integer(top.raw($0)) } ?? 0),
      TimestampValue.isPlausible(moment)
    {
      return moment
    }
    return time(.receiveTimestamp, at: offset)
  }

  private func time(_ key: EntryKey, at offset: Int) -> Timestamp? {
    guard let slice = top[key] else { return nil }
    if let moment = TimestampValue.read(top.bytes, slice, after: &knownDate) { return moment }
    if !isLogEntry, let moment = ForeignTime.read(top.bytes, slice, now: now) { return moment }
    let raw = top.raw(slice)
    problems.addBadTime(raw.part(0..<min(raw.count, 40)).string, entry: delivered + 1, at: offset)
    return nil
  }

  /// The time of an object of structured standard output that names it otherwise.
  ///
  /// - Parameter fallback: the time of the line that the object stands in, which says more than when
  ///   something was created that the object is about.
  func otherTime(before fallback: Timestamp?) -> Timestamp? {
    let whole = JSONSlice(start: 0, end: top.end, kind: .object)
    var members = JSONMembers(top.bytes, whole)
    while let (key, value) = members.next() {
      guard ForeignTime.isKey(top.raw(key)) else { continue }
      if let moment = ForeignTime.read(top.bytes, value, now: now) { return moment }
    }
    return fallback ?? ForeignTime.find(top.bytes, whole, depth: 2, now: now)
  }
}

/// Times of JSON objects that are no LogEntry, by other names and in other notations than those of Cloud
/// Logging.
enum ForeignTime {
  private static let keys: [StaticString] = [
    "stamp", "asctime", "datetime", "date", "t", "TimeCreated",
  ]

  /// Whether a member of this name holds the time of the object.
  static func isKey(_ name: Bytes) -> Bool { keys.contains { name.isEqual($0) } }

  /// The first member in the order of the document whose name ends in `Timestamp`, as
  /// `requestReceivedTimestamp` and `metadata.creationTimestamp` of Kubernetes do.
  ///
  /// - Parameter depth: how many levels of objects below this one are searched.
  static func find(
    _ bytes: UnsafePointer<UInt8>, _ object: JSONSlice, depth: Int, now: Timestamp
  ) -> Timestamp? {
    var members = JSONMembers(bytes, object)
    while let (key, value) = members.next() {
      if value.kind == .object {
        if depth > 0, let found = find(bytes, value, depth: depth - 1, now: now) { return found }
      } else if isNamedTimestamp(Bytes(start: bytes + key.start, count: key.end - key.start)),
        let found = read(bytes, value, now: now)
      {
        return found
      }
    }
    return nil
  }

  private static func isNamedTimestamp(_ name: Bytes) -> Bool {
    let suffix: StaticString = "Timestamp"
    let length = suffix.utf8CodeUnitCount
    return name.count > length && name.part(name.count - length..<name.count).isEqual(suffix)
  }

  /// The moment that a value names: what ``TimestampValue`` reads but for a date alone, any form of
  /// ``WrittenTime``, `\/Date(1743448267142)\/`, or `{"$date":…}`; nil where it names none.
  static func read(
    _ bytes: UnsafePointer<UInt8>, _ value: JSONSlice, now: Timestamp
  ) -> Timestamp? {
    let text = Bytes(start: bytes + value.start, count: value.end - value.start)
    switch value.kind {
    case .string:
      // A date alone is half of a time whose other half is elsewhere.
      if text.count > 10, let moment = TimestampValue.read(bytes, value) { return moment }
      return WrittenTime.whole(text, now: now) ?? milliseconds(text)
    case .number: return TimestampValue.read(bytes, value)
    case .object:
      guard let inner = extended(bytes, value) else { return TimestampValue.read(bytes, value) }
      guard inner.kind == .object else { return read(bytes, inner, now: now) }
      return extended(bytes, inner).flatMap { TimestampValue.read(bytes, $0) }
    case .array, .bool, .null: return nil
    }
  }

  /// What stands in `{"$date":…}` or `{"$numberLong":…}` of MongoDB.
  private static func extended(
    _ bytes: UnsafePointer<UInt8>, _ object: JSONSlice
  ) -> JSONSlice? {
    var members = JSONMembers(bytes, object)
    guard let (key, value) = members.next() else { return nil }
    let name = Bytes(start: bytes + key.start, count: key.end - key.start)
    return name.isEqual("$date") || name.isEqual("$numberLong") ? value : nil
  }

  /// `/Date(1743448267142)/` as Windows writes it, its slashes escaped or not.
  private static func milliseconds(_ text: Bytes) -> Timestamp? {
    var inner = text
    if inner.first == 0x5C { inner = inner.part(1..<inner.count) }
    guard inner.hasPrefix("/Date("), let close = inner.firstIndex(of: 0x29) else { return nil }
    let rest = inner.part(close..<inner.count)
    guard rest.isEqual(")/") || rest.isEqual(")\\/"),
      let count = JSONNumber.integer(inner.part(6..<close)),
      let moment = Timestamp.moment(
        seconds: count / 1000, nanos: count % 1000 * 1_000_000),
      TimestampValue.isPlausible(moment)
    else { return nil }
    return moment
  }
}
