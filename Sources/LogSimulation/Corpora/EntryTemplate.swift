import LogModel

/// An encoded entry with slots, so that writing one costs little more than copying its bytes.
struct EntryTemplate: Sendable {
  enum Segment: Sendable {
    case literal([UInt8])
    case slot(TemplateSlot)
  }

  let segments: [Segment]
  /// Nanoseconds from the start of a script to this entry; 0 outside of scripts.
  let offset: Int64
  /// Index of the service in its corpus, by which the instance is chosen.
  let service: Int

  /// Compiles an entry. What differs between entries becomes a slot; so do the markers in texts.
  init(
    _ entry: SimulatedEntry, style: JSONStyle, depth: Int, service: Int, since start: Timestamp?
  ) {
    var writer = JSONWriter(style: style)
    writer.write(EntryTemplate.slotted(entry.json), depth: depth)
    segments = EntryTemplate.compiled(writer.bytes)
    offset = start.map { entry.timestamp.nanoseconds - $0.nanoseconds } ?? 0
    self.service = service
  }

  private static func slotted(_ entry: JSONValue) -> JSONValue {
    guard case .object(let members) = entry else { return entry }
    return .object(
      members.map { member in
        JSONValue.Member(member.name, slotted(member.name, member.value))
      })
  }

  private static func slotted(_ name: String, _ value: JSONValue) -> JSONValue {
    func slot(_ slot: TemplateSlot) -> JSONValue { .string(slot.marker) }
    switch (name, value) {
    case ("timestamp", _): return slot(.timestamp)
    case ("receiveTimestamp", _): return slot(.received)
    case ("insertId", _): return slot(.insertId)
    case ("spanId", _): return slot(.span)
    case ("trace", .string(let text)):
      return .string(
        text.split(separator: "/").dropLast().joined(separator: "/") + "/"
          + TemplateSlot.trace.marker)
    case ("labels", .object(let labels)):
      return .object(labels.map { $0.name == "instanceId" ? .init($0.name, slot(.instance)) : $0 })
    case ("resource", .object(let parts)):
      return .object(parts.map { .init($0.name, slottedPod($0.value)) })
    case ("httpRequest", .object(let parts)):
      return .object(parts.map { .init($0.name, slottedRequest($0.name, $0.value)) })
    case ("textPayload", .string(let text)): return .string(slottedClock(text))
    default: return value
    }
  }

  private static func slottedPod(_ value: JSONValue) -> JSONValue {
    guard case .object(let labels) = value else { return value }
    return .object(
      labels.map {
        $0.name == "pod_name" ? .init($0.name, .string(TemplateSlot.instance.marker)) : $0
      })
  }

  private static func slottedRequest(_ name: String, _ value: JSONValue) -> JSONValue {
    switch (name, value) {
    case ("latency", _): .string(TemplateSlot.latency.marker)
    case ("requestSize", _): .string(TemplateSlot.requestSize.marker)
    case ("responseSize", .string(let size)) where size != "0":
      .string(TemplateSlot.responseSize.marker)
    case ("remoteIp", _): .string(TemplateSlot.address.marker)
    case ("userAgent", _): .string(TemplateSlot.agent.marker)
    default: value
    }
  }

  /// The time that gunicorn puts in front of its lines.
  private static func slottedClock(_ text: String) -> String {
    guard text.hasPrefix("[20"), let end = text.firstIndex(of: "]"),
      text[..<end].hasSuffix(" +0000")
    else { return text }
    return "[" + TemplateSlot.clock.marker + text[end...]
  }

  private static func compiled(_ bytes: [UInt8]) -> [Segment] {
    let opening = Array("\u{E000}".utf8)
    var segments: [Segment] = []
    var start = 0
    var index = 0
    while index + 6 < bytes.count {
      if bytes[index] == opening[0], bytes[index + 1] == opening[1], bytes[index + 2] == opening[2],
        let slot = TemplateSlot(rawValue: bytes[index + 3])
      {
        if index > start { segments.append(.literal(Array(bytes[start..<index]))) }
        segments.append(.slot(slot))
        index += 7
        start = index
      } else {
        index += 1
      }
    }
    if start < bytes.count { segments.append(.literal(Array(bytes[start...]))) }
    return segments
  }
}
