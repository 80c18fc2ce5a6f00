import LogModel

extension Diagnosis {
  /// The document that `simulate-logs diagnosis` prints.
  public var json: JSONValue {
    [
      "incidents": .array(incidents.map(\.json)),
      "noIncidentServices": .array(noIncidentServices.map { .string($0) }),
    ]
  }
}

extension ExpectedIncident {
  var json: JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    func counts(_ values: [Int: Int]) -> JSONValue {
      .object(
        values.sorted { $0.key < $1.key }.map { .init(String($0.key), .integer(Int64($0.value))) })
    }
    return [
      "service": .string(service), "environment": .string(environment),
      "kind": .string(kind.rawValue), "signature": text(signature),
      "exceptionType": text(exceptionType), "originFunction": text(originFunction),
      "phase": text(phase), "phaseBasis": text(phaseBasis), "phaseOrigin": text(phaseOrigin),
      "failedBoots": .integer(Int64(failedBoots)), "readyBoots": .integer(Int64(readyBoots)),
      "inProgress": .integer(Int64(inProgress)), "truncatedHead": .integer(Int64(truncatedHead)),
      "usersRequests": .integer(Int64(usersRequests)),
      "usersFailed": .integer(Int64(usersFailed)), "statuses": counts(statuses),
      "recovered": .bool(recovered), "recoveredAt": text(recoveredAt?.rfc3339),
      "exitCodes": counts(exitCodes),
    ]
  }
}
