import LogSimulation

/// A good log with one known incident, whole or with something else amid it.
enum HostileLog {
  static let entries: [SimulatedEntry] =
    Story.named("websocket-staging", seed: SampleSet.seed)?.entries ?? []

  /// Enough of it for one failed boot, where many copies are read.
  static let fewEntries = Array(Packaging.newestFirst(entries).prefix(30))

  private static let half = entries.count / 2
  private static let firstLines = PackagedForm.ndjson.encode(Array(entries[..<half]))
  private static let lastLines = PackagedForm.ndjson.encode(Array(entries[half...]))
  private static let firstElements = Array(
    PackagedForm.gcloud.encode(Array(entries[..<half])).dropLast(3))
  private static let lastElements = Array(
    PackagedForm.gcloud.encode(Array(entries[half...])).dropFirst(2))

  /// Entries in front of what stands amid the log.
  static var entriesBefore: Int { half }

  /// As lines, with something in a line of its own amid them.
  static func lines(around damage: [UInt8]) -> (bytes: [UInt8], offset: Int) {
    (firstLines + damage + [0x0A] + lastLines, firstLines.count)
  }

  /// As one array, with something in the place of an element.
  static func array(around damage: [UInt8]) -> (bytes: [UInt8], offset: Int) {
    let head = firstElements + Array(",\n  ".utf8)
    return (head + damage + Array(",\n".utf8) + lastElements, head.count)
  }

  /// An error entry of a service of its own; members given replace its own.
  static func entry(
    _ members: String, insertId: String = "hostile", text: String? = "hostile text",
    service: String = "hostile", revision: String = "hostile-1",
    timestamp: String? = #""2025-09-07T09:05:00Z""#
  ) -> [UInt8] {
    var list = [
      #""insertId":"\#(insertId)""#, #""severity":"ERROR""#,
      #""logName":"projects/netra-staging/logs/hostile""#,
      #""resource":{"type":"cloud_run_revision","labels":{"service_name":"\#(service)","#
        + #""revision_name":"\#(revision)","project_id":"netra-staging"}}"#,
    ]
    if let timestamp { list.append(#""timestamp":\#(timestamp)"#) }
    if let text { list.append(#""textPayload":"\#(text)""#) }
    if !members.isEmpty { list.append(members) }
    return Array("{\(list.joined(separator: ","))}".utf8)
  }
}
