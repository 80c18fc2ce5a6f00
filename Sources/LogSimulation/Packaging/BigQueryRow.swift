import LogModel

/// A LogEntry as a row of Log Analytics: snake_case columns, all present, booleans as texts, times
/// as BigQuery prints them.
enum BigQueryRow {
  static func json(_ entry: SimulatedEntry) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("error_groups", []),
      .init("http_request", entry.httpRequest.map(request) ?? .null),
      .init("insert_id", .string(entry.insertId)),
      .init("labels", SimulatedEntry.object(entry.labels)),
      .init("log_name", .string(entry.logName)),
      .init("operation", entry.operation.map(operation) ?? .null),
      .init("receive_timestamp", .string(time(entry.receiveTimestamp))),
      .init("resource", entry.resource.json),
      .init("severity", .string((entry.severity ?? .default).name)),
      .init("severity_number", .integer(Int64((entry.severity ?? .default).rawValue))),
      .init("source_location", nil),
      .init("span_id", entry.spanId.map { .string($0) } ?? .null),
      .init("split", entry.split.map(split) ?? .null),
      .init("timestamp", .string(time(entry.timestamp))),
      .init(
        "trace", entry.trace.map { .string("projects/\(entry.project)/traces/\($0)") } ?? .null),
      .init("trace_sampled", .string(entry.httpRequest == nil ? "false" : "true")),
    ]
    var payloads: (text: JSONValue, json: JSONValue, proto: JSONValue) = (nil, nil, nil)
    switch entry.payload {
    case .none: break
    case .text(let text): payloads.text = .string(text)
    case .json(let value): payloads.json = value
    case .proto(let value): payloads.proto = value
    }
    members += [
      .init("json_payload", payloads.json), .init("proto_payload", payloads.proto),
      .init("text_payload", payloads.text),
    ]
    return .object(members)
  }

  private static func request(_ request: SimulatedEntry.HTTPRequest) -> JSONValue {
    [
      "cache_hit": nil, "latency": .string(request.latencyText), "protocol": "HTTP/1.1",
      "referer": request.referer.map { .string($0) } ?? .null,
      "remote_ip": .string(request.remoteIp), "request_method": .string(request.method),
      "request_size": .integer(Int64(request.requestSize)), "request_url": .string(request.url),
      "response_size": .integer(Int64(request.responseSize)),
      "server_ip": request.serverIp.map { .string($0) } ?? .null,
      "status": .integer(Int64(request.status)), "user_agent": .string(request.userAgent),
    ]
  }

  private static func operation(_ operation: SimulatedEntry.Operation) -> JSONValue {
    [
      "first": .string(operation.isFirst ? "true" : "false"), "id": .string(operation.id),
      "last": .string(operation.isLast ? "true" : "false"),
      "producer": .string(operation.producer),
    ]
  }

  private static func split(_ split: SimulatedEntry.Split) -> JSONValue {
    [
      "index": .integer(Int64(split.index)), "total_splits": .integer(Int64(split.totalSplits)),
      "uid": .string(split.uid),
    ]
  }

  /// `2025-09-16 00:41:13.02 UTC`: as many fraction digits as it takes, none of them a trailing 0.
  static func time(_ time: Timestamp) -> String {
    let nanosecond = time.nanoseconds - time.seconds * 1_000_000_000
    var text = "\(time.date) \(time.timeOfDay())"
    if nanosecond != 0 {
      var fraction = String(1_000_000_000 + nanosecond).dropFirst()
      while fraction.last == "0" { fraction.removeLast() }
      text += "." + fraction
    }
    return text + " UTC"
  }
}
