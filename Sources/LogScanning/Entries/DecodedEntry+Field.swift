public import Patterns

extension DecodedEntry {
  /// The value at a path into the raw entry, e.g. `jsonPayload.error.type`; nil where there is none
  /// or null. O(length of the entry).
  ///
  /// The entry's own members go by their LogEntry names, however the writer spelled them. The members
  /// of structured standard output are reached as `jsonPayload.x` and as `x`; a number picks an
  /// element of an array, from 0.
  public func field(_ path: [String]) -> FieldValue? {
    guard let root = path.first else { return nil }
    switch form {
    case .plain:
      let isText = path.count == 1 && (root == "textPayload" || root == "message")
      return isText ? .text(message.string) : nil
    case .structured:
      if let value = value(path[...], of: record, isOwn: true) { return value }
      return root == "jsonPayload" ? value(path.dropFirst(), of: record, isOwn: false) : nil
    case .logEntry:
      if root == "protoPayload", let members, !members.has(.protoPayload) { return nil }
      return path.count > 1 && root == "jsonPayload"
        ? payloadValue(path) : value(path[...], of: record, isOwn: true)
    }
  }

  /// ``field(_:)`` for paths into the payload, which stands at a place that is known already.
  private func payloadValue(_ path: [String]) -> FieldValue? {
    guard let members, let slice = members[.jsonPayload] else { return nil }
    guard slice.kind == .object, let tape = members.tape, slice.place != JSONSlice.nowhere else {
      return value(path[...], of: record, isOwn: true)
    }
    var name = path[1]
    var found: JSONSlice?
    name.withUTF8 { wanted in
      var cursor = TapeCursor(
        members.bytes, tape, object: Int(slice.place), end: members.end)
      while let (key, value) = cursor.member() {
        if DecodedEntry.isName(wanted, members.bytes, key, isOwn: false) { found = value }
      }
    }
    guard let found, found.kind != .null else { return nil }
    guard path.count > 2 else { return DecodedEntry.fieldValue(members.bytes, found) }
    return value(path[1...], members.bytes, slice, isOwn: false)
  }

  /// False where the payload has no member of any of the names whose bits are given, see
  /// ``EntryKeyTable/bit(_:)``.
  @inline(__always)
  func mayHavePayload(anyOf bits: UInt64) -> Bool {
    guard form == .logEntry, let payloadMembers else { return true }
    return payloadMembers.nameBits & bits != 0
  }

  /// - Parameter isOwn: whether the members are the LogEntry format's own, which have two spellings.
  private func value(_ path: ArraySlice<String>, of object: Bytes, isOwn: Bool) -> FieldValue? {
    guard let base = object.baseAddress else { return nil }
    let whole = JSONSlice(start: 0, end: object.count, kind: .object)
    return value(path, base, whole, isOwn: isOwn)
  }

  private func value(
    _ path: ArraySlice<String>, _ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice, isOwn: Bool
  ) -> FieldValue? {
    var slice = slice
    var rest = path
    var isOwn = isOwn
    while let name = rest.first {
      rest = rest.dropFirst()
      guard let found = step(name, bytes, slice, isOwn: isOwn) else { return nil }
      slice = found
      // Below these the names are the writer's.
      if name == "jsonPayload" || name == "protoPayload" || name == "labels" { isOwn = false }
      let isJSONInString = slice.kind == .string && !rest.isEmpty
      if isJSONInString {
        let buffer = ByteBuffer()
        let text = TextDecoder.decode(bytes, slice.start, slice.end, isEscaped: true, into: buffer)
        return text.first == 0x7B ? value(rest, of: text, isOwn: false) : nil
      }
    }
    return DecodedEntry.fieldValue(bytes, slice)
  }

  private func step(
    _ name: String, _ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice, isOwn: Bool
  ) -> JSONSlice? {
    if slice.kind == .array {
      guard var index = Int(name), index >= 0 else { return nil }
      var elements = JSONElements(bytes, slice)
      while let element = elements.next() {
        if index == 0 { return element }
        index -= 1
      }
      return nil
    }
    var name = name
    var found: JSONSlice?
    name.withUTF8 { wanted in
      var members = JSONMembers(bytes, slice)
      while let (key, value) = members.next() {
        if DecodedEntry.isName(wanted, bytes, key, isOwn: isOwn) { found = value }
      }
    }
    return found?.kind == .null ? nil : found
  }

  private static func isName(
    _ wanted: Bytes, _ bytes: UnsafePointer<UInt8>, _ key: JSONSlice, isOwn: Bool
  ) -> Bool {
    let raw = Bytes(start: bytes + key.start, count: key.end - key.start)
    if raw.isEqual(wanted) { return true }
    if isOwn, isSnakeCase(raw, of: wanted) { return true }
    guard raw.contains(0x5C) else { return false }
    let buffer = ByteBuffer()
    let name = TextDecoder.decode(bytes, key.start, key.end, isEscaped: true, into: buffer)
    return name.isEqual(wanted) || (isOwn && isSnakeCase(name, of: wanted))
  }

  /// Whether `http_request` stands for `httpRequest`.
  private static func isSnakeCase(_ raw: Bytes, of camelCase: Bytes) -> Bool {
    if raw.isEqual("protopayload_auditlog") { return camelCase.isEqual("protoPayload") }
    var index = 0
    for byte in camelCase {
      if 0x41...0x5A ~= byte {
        guard index + 1 < raw.count, raw[index] == 0x5F, raw[index + 1] == byte | 0x20 else {
          return false
        }
        index += 2
      } else {
        guard index < raw.count, raw[index] == byte else { return false }
        index += 1
      }
    }
    return index == raw.count
  }

  private static func fieldValue(
    _ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice
  ) -> FieldValue? {
    let raw = Bytes(start: bytes + slice.start, count: slice.end - slice.start)
    switch slice.kind {
    case .string:
      let buffer = ByteBuffer()
      return .text(
        TextDecoder.decode(bytes, slice.start, slice.end, isEscaped: true, into: buffer).string)
    case .number: return JSONNumber.double(raw).map { .number($0) }
    case .bool: return .bool(bytes[slice.start] == 0x74)
    case .null: return nil
    case .object, .array: return .composite(raw.string)
    }
  }
}
