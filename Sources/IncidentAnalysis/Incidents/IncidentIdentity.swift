import LogModel

/// The stable id of an incident: of project + environment + service + root cause.
enum IncidentIdentity {
  static func id(service: ServiceIdentity, key: RootCauseKey) -> String {
    StableIdentifier.of([
      service.project ?? "", service.environment, service.name ?? "", key.text,
    ])
  }
}
