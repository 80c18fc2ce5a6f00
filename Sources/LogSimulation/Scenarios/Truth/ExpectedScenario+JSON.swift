import LogModel

extension ExpectedScenario {
  /// The document `expected.json` of a scenario's folder.
  public var json: JSONValue {
    [
      "boots": boots.json,
      "healthyServices": .array(healthyServices.map { .string($0) }),
      "incidents": .array(incidents.map(\.json)),
      "related": related.map { .array($0.map { .string($0) }) } ?? .null,
      "undecided": undecided.map { .string($0) } ?? .null,
    ]
  }
}

extension ExpectedScenario.Boots {
  var json: JSONValue {
    [
      "failed": .integer(Int64(failed)), "inProgress": .integer(Int64(inProgress)),
      "ready": .integer(Int64(ready)), "stopped": .integer(Int64(stopped)),
    ]
  }
}

extension ExpectedScenario.Incident {
  var json: JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
    func counts(_ values: [Int: Int]) -> JSONValue {
      .object(
        values.sorted { $0.key < $1.key }.map { .init(String($0.key), .integer(Int64($0.value))) })
    }
    return [
      "boots": boots.json, "capabilities": texts(capabilities), "endsInWords": .bool(endsInWords),
      "deployment": .string("\(deployment)"), "environment": .string(environment),
      "exceptionMessage": text(exceptionMessage),
      "exceptionType": text(exceptionType), "exitCodes": counts(exitCodes),
      "failedRequests": .integer(Int64(failedRequests)),
      "failedRequestsBefore": .integer(Int64(failedRequestsBefore)), "isHealed": .bool(isHealed),
      "isExceptionOpen": .bool(isExceptionOpen),
      "kind": .string(kind.rawValue),
      "origin": origin.map { ["file": .string($0.file), "function": .string($0.function)] } ?? nil,
      "phase": text(phase), "phaseBasis": text(phaseBasis), "phaseOrigin": text(phaseOrigin),
      "phaseChange": text(phaseChange), "phaseProfile": text(phaseProfile),
      "progress": .array(
        progress.map { ["boots": .integer(Int64($0.boots)), "phase": .string($0.phase)] }),
      "priority": .string(priority),
      "project": .string(project), "recoveredAt": text(recoveredAt?.rfc3339),
      "requests": .integer(Int64(requests)),
      "requestsBefore": .integer(Int64(requestsBefore)), "revisions": texts(revisions),
      "service": .string(service), "signature": text(signature), "state": .string(state),
      "statuses": counts(statuses), "tags": texts(tags),
      "truncatedHead": .integer(Int64(truncatedHead)), "userImpact": .string(userImpact),
    ]
  }
}
