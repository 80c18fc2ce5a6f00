import LogModel

/// What holds entries: pages, Docker's lines, messages of Pub/Sub.
extension EntryDecoder {
  /// Opens what holds entries instead of being one; nil where the object is none of the kind.
  func openEnvelope(
    _ base: UnsafePointer<UInt8>, at offset: Int, _ fallback: Timestamp?, _ nesting: Int
  ) -> Bool? {
    // What docker wraps is no docker line itself: its text and ours share a buffer.
    if nesting == 0, let log = top.value(.log, .string), !top.has(.message), !top.has(.severity),
      top.has(.stream) || top.value(.time, .string) != nil
    {
      return openDockerLine(log, at: offset)
    }
    if let message = top.value(.message, .object) {
      return openPubSub(message, at: offset, nesting)
    }
    guard let firstKey = top.firstKey,
      firstKey == .entries || firstKey == .nextPageToken || firstKey == .receivedMessages,
      let list = top.value(.entries, .array) ?? top.value(.receivedMessages, .array)
    else { return nil }
    var elements = JSONElements(base, list)
    var isSound = true
    while let element = elements.next(), !isStopped {
      let record = Bytes(start: base + element.start, count: element.end - element.start)
      let isDecoded =
        element.kind == .object
        && decode(record, at: offset + element.start, fallback: fallback, nesting: nesting + 1)
      isSound = isSound && isDecoded
    }
    return isSound
  }

  /// `{"log":"…\n","stream":"stderr","time":"…"}` of docker's json-file driver.
  private func openDockerLine(_ log: JSONSlice, at offset: Int) -> Bool {
    let isError = top.value(.stream, .string).map { top.raw($0).isEqual("stderr") } ?? false
    let timestamp = top[.time].flatMap { TimestampValue.read(top.bytes, $0) }
    let text = TextDecoder.decode(top.bytes, log.start, log.end, isEscaped: true, into: lineBuffer)
    let isComplete = text.last == 0x0A
    let part = isComplete ? text.part(0..<text.count - 1) : text
    join(part, isComplete: isComplete, isError: isError, at: offset, timestamp)
    return true
  }

  /// `{"message":{"data":"base64 of a LogEntry", …},"subscription":"…"}` of Pub/Sub.
  private func openPubSub(
    _ message: JSONSlice, at offset: Int, _ nesting: Int
  ) -> Bool? {
    guard inner.fill(message, of: top) != nil, let data = inner.value(.data, .string),
      // One buffer holds what an envelope held: envelopes in envelopes are none.
      nesting < 2, !isEnvelopeOpen
    else { return nil }
    envelopeBuffer.removeAll()
    guard Base64.append(inner.raw(data), to: envelopeBuffer) else { return nil }
    isEnvelopeOpen = true
    defer { isEnvelopeOpen = false }
    let content = envelopeBuffer.bytes
    guard content.first(where: { $0 > 0x20 }) == 0x7B else {
      // A program's own `message` may have a `data` as well.
      guard top.has(.subscription) || top.has(.ackId) else { return nil }
      text(content, at: offset, LineHead())
      return true
    }
    return decode(content, at: offset, fallback: nil, nesting: nesting + 1)
  }
}
