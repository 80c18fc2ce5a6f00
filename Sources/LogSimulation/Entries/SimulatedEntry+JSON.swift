import LogModel

extension SimulatedEntry {
  /// The entry as the LogEntry format has it.
  public var json: JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(JSONValue.Member(name, value)) }
    }
    add("httpRequest", httpRequest?.json)
    add("insertId", .string(insertId))
    add("labels", labels.isEmpty ? nil : SimulatedEntry.object(labels))
    add("logName", .string(logName))
    add("operation", operation?.json)
    add("receiveTimestamp", .string(receiveTimestamp.rfc3339))
    add("resource", resource.json)
    add("severity", severity.map { .string($0.name) })
    add("spanId", spanId.map { .string($0) })
    add("split", split?.json)
    switch payload {
    case .none: break
    case .text(let text): add("textPayload", .string(text))
    case .json(let value): add("jsonPayload", value)
    case .proto(let value): add("protoPayload", value)
    }
    add("timestamp", .string(timestamp.rfc3339))
    add("trace", trace.map { .string("projects/\(project)/traces/\($0)") })
    if trace != nil && httpRequest != nil { add("traceSampled", .bool(true)) }
    return .object(members)
  }

  static func object(_ texts: [String: String]) -> JSONValue {
    .object(texts.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
  }
}

extension SimulatedEntry.Resource {
  var json: JSONValue { ["labels": SimulatedEntry.object(labels), "type": .string(type)] }
}

extension SimulatedEntry.HTTPRequest {
  /// `4.177506864s`
  var latencyText: String {
    let fraction = String(1_000_000_000 + latency % 1_000_000_000).dropFirst()
    return "\(latency / 1_000_000_000).\(fraction)s"
  }

  /// int64 values are strings in the LogEntry format.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("latency", .string(latencyText)),
      .init("protocol", "HTTP/1.1"),
      .init("remoteIp", .string(remoteIp)),
      .init("requestMethod", .string(method)),
      .init("requestSize", .string(String(requestSize))),
      .init("requestUrl", .string(url)),
      .init("responseSize", .string(String(responseSize))),
      .init("status", .integer(Int64(status))),
      .init("userAgent", .string(userAgent)),
    ]
    if let serverIp { members.append(.init("serverIp", .string(serverIp))) }
    if let referer { members.append(.init("referer", .string(referer))) }
    return .object(members)
  }
}

extension SimulatedEntry.Operation {
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(id)), .init("producer", .string(producer)),
    ]
    if isFirst { members.append(.init("first", true)) }
    if isLast { members.append(.init("last", true)) }
    return .object(members)
  }
}

extension SimulatedEntry.Split {
  var json: JSONValue {
    var members: [JSONValue.Member] = [.init("uid", .string(uid))]
    // Members of value zero are left out, as by every writer of proto3 JSON.
    if index > 0 { members.append(.init("index", .integer(Int64(index)))) }
    members.append(.init("totalSplits", .integer(Int64(totalSplits))))
    return .object(members)
  }
}
