/// Where an entry's payload members were found.
enum PayloadKind {
  case none, json, proto
}

extension EntryDecoder {
  /// Finds the known members of the payload. A payload may be an object, or JSON in a string.
  func fillPayload() -> PayloadKind {
    if payload.isSettled { return .json }
    payload.clear()
    if let slice = top[.jsonPayload], fillPayload(slice) { return .json }
    if let slice = top[.protoPayload], fillPayload(slice) { return .proto }
    return .none
  }

  private func fillPayload(_ slice: JSONSlice) -> Bool {
    switch slice.kind {
    case .object: return payload.fill(slice, of: top) != nil
    case .string:
      let text = TextDecoder.decode(
        top.bytes, slice.start, slice.end, isEscaped: true, into: payloadBuffer)
      guard let base = text.baseAddress, text.first == 0x7B else { return false }
      return payload.fill(base, JSONSlice(start: 0, end: text.count, kind: .object)) != nil
    default: return false
    }
  }

  /// A value and the bytes it points into.
  private struct Found {
    var bytes: UnsafePointer<UInt8>
    var slice: JSONSlice

    func isSame(_ other: Found?) -> Bool {
      guard let other else { return false }
      return bytes == other.bytes && slice.start == other.slice.start
    }
  }

  /// Sets the message and the attached trace.
  func decodeTexts(_ kind: PayloadKind, isStructured: Bool) {
    entry.message = Bytes.none
    entry.attachedTrace = Bytes.none
    var chosen: Found?
    if let slice = text(top, .textPayload) {
      chosen = Found(bytes: top.bytes, slice: slice)
    } else if kind == .proto {
      if joinRequestLines() { return }
      chosen = status()
    } else if kind == .json || isStructured {
      chosen = message(isStructured ? top : payload)
    }
    if let chosen {
      entry.message = TextDecoder.decode(
        chosen.bytes, chosen.slice.start, chosen.slice.end, isEscaped: true, into: messageBuffer)
    }
    guard kind != .proto, kind == .json || isStructured else { return }
    let slots = isStructured ? top : payload
    if slots.hasAny(of: traceKeys) { decodeTrace(slots, besides: chosen) }
  }

  /// A string that is not empty.
  @inline(__always)
  private func text(_ slots: FieldSlots, _ key: EntryKey) -> JSONSlice? {
    guard let slice = slots.value(key, .string), slice.end > slice.start else { return nil }
    return slice
  }

  private func member(_ slots: FieldSlots, _ key: EntryKey, _ names: EntryKey...) -> Found? {
    guard let object = slots.value(key, .object), inner.fill(object, of: slots) != nil else {
      return nil
    }
    for name in names {
      if let slice = text(inner, name) ?? inner.value(name, .array) {
        return Found(bytes: slots.bytes, slice: slice)
      }
    }
    return nil
  }

  private func message(_ slots: FieldSlots) -> Found? {
    if let slice = text(slots, .message) { return Found(bytes: slots.bytes, slice: slice) }
    for key in [EntryKey.msg, .log, .event, .error] {
      if let slice = text(slots, key) { return Found(bytes: slots.bytes, slice: slice) }
    }
    for key in [EntryKey.error, .err, .exception] {
      if let found = member(slots, key, .message), found.slice.kind == .string { return found }
      if let slice = text(slots, key) { return Found(bytes: slots.bytes, slice: slice) }
    }
    for key in [EntryKey.stackTrace, .stacktrace, .traceback, .excText, .stack] {
      if let slice = text(slots, key) { return Found(bytes: slots.bytes, slice: slice) }
    }
    return nil
  }

  private func decodeTrace(_ slots: FieldSlots, besides message: Found?) {
    guard let found = trace(slots, besides: message) else { return }
    traceBuffer.removeAll()
    if found.slice.kind == .string {
      entry.attachedTrace = TextDecoder.decode(
        found.bytes, found.slice.start, found.slice.end, isEscaped: true, into: traceBuffer)
    } else {
      var lines = JSONElements(found.bytes, found.slice)
      while let line = lines.next() {
        guard line.kind == .string else { continue }
        // Elements may bring their newlines along.
        if !traceBuffer.isEmpty, traceBuffer.bytes.last != 0x0A { traceBuffer.append(0x0A) }
        TextDecoder.append(found.bytes, line.start, line.end, isEscaped: true, to: traceBuffer)
      }
      entry.attachedTrace = traceBuffer.bytes
    }
    if entry.attachedTrace.isEqual(entry.message) { entry.attachedTrace = Bytes.none }
  }

  private func trace(_ slots: FieldSlots, besides message: Found?) -> Found? {
    func own(_ key: EntryKey) -> Found? {
      guard let slice = text(slots, key) ?? slots.value(key, .array) else { return nil }
      let found = Found(bytes: slots.bytes, slice: slice)
      return found.isSame(message) ? nil : found
    }
    for key in [EntryKey.stackTrace, .stacktrace, .traceback, .exception, .excInfo, .excText] {
      if let found = own(key) { return found }
    }
    for key in [EntryKey.error, .err] {
      if let found = own(key), found.slice.kind == .string, isOfSeveralLines(found) {
        return found
      }
    }
    for key in [EntryKey.exception, .error, .err] {
      let names = member(slots, key, .stack, .stackTrace, .traceback, .stacktrace)
      if let names, !names.isSame(message) { return names }
    }
    return own(.stack)
  }

  /// Whether a raw text breaks its line, as traces do and the names of errors do not.
  private func isOfSeveralLines(_ found: Found) -> Bool {
    var index = found.slice.start
    while index + 1 < found.slice.end {
      if found.bytes[index] == 0x5C {
        if found.bytes[index + 1] == 0x6E { return true }
        index += 1
      }
      index += 1
    }
    return false
  }

  /// `protoPayload.status.message` of audit entries.
  private func status() -> Found? {
    guard let found = member(payload, .status, .message), found.slice.kind == .string else {
      return nil
    }
    return found
  }

  /// `protoPayload.line[].logMessage` of App Engine's request log, joined.
  private func joinRequestLines() -> Bool {
    guard let list = payload.value(.line, .array) else { return false }
    messageBuffer.removeAll()
    var lines = JSONElements(payload.bytes, list)
    while let line = lines.next() {
      var members = JSONMembers(payload.bytes, line)
      while let (key, value) = members.next() {
        guard value.kind == .string, payload.raw(key).isEqual("logMessage") else { continue }
        if !messageBuffer.isEmpty { messageBuffer.append(0x0A) }
        TextDecoder.append(
          payload.bytes, value.start, value.end, isEscaped: true, to: messageBuffer)
      }
    }
    entry.message = messageBuffer.bytes
    return !messageBuffer.isEmpty
  }
}
