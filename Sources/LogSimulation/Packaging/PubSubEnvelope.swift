import LogModel

/// A LogEntry as Pub/Sub pushes it.
enum PubSubEnvelope {
  static func json(_ entry: SimulatedEntry, ordinal: Int) -> JSONValue {
    let data = JSONWriter.encode(entry.json, style: .go)
    return [
      "message": [
        "attributes": ["logging.googleapis.com/timestamp": .string(entry.timestamp.rfc3339)],
        "data": .string(Base64.encode(data)),
        "messageId": .string(String(9_000_000_000_000 + ordinal)),
        "publishTime": .string(entry.receiveTimestamp.rfc3339),
      ],
      "subscription": .string("projects/\(entry.project)/subscriptions/log-export"),
    ]
  }
}
