import LogModel

extension JSONValue {
  static func incident(_ incident: Incident) -> JSONValue {
    .object([
      ("id", .string(incident.id)),
      ("kind", .string(incident.kind.rawValue)),
      ("state", .string(incident.state.rawValue)),
      ("priority", .string(incident.priority.rawValue)),
      ("title", .string(incident.title)),
      ("environment", .string(incident.service.environment)),
      (
        "service",
        .object([
          ("name", .optional(incident.service.name)),
          ("project", .optional(incident.service.project)),
          ("platform", .optional(incident.platform)),
          ("location", .optional(incident.location)),
        ])
      ),
      ("revisions", .strings(incident.revisions)),
      ("firstSeen", .timestamp(incident.firstSeen)),
      ("lastSeen", .timestamp(incident.lastSeen)),
      ("recoveredAt", .timestamp(incident.recoveredAt)),
      ("healed", .bool(incident.isHealed)),
      ("deployment", deployment(incident.deployment)),
      ("rootCause", rootCause(incident.rootCause)),
      ("phase", .phase(incident.phase, incident.phaseChange)),
      ("boots", .boots(incident.boots)),
      ("users", users(incident.users)),
      ("userImpact", .string(incident.userSight.rawValue)),
      ("impact", impact(incident.impact)),
      ("productionRisk", productionRisk(incident.productionRisk)),
      ("whys", .array(incident.whys.map(why))),
      ("whysEnd", .optional(incident.whysEnd)),
      ("fixes", .array(incident.fixes.map(fix))),
      ("references", .strings(incident.references)),
      ("occurrences", .integer(incident.occurrences)),
      ("evidence", .evidence(incident.evidence)),
    ])
  }

  private static func rootCause(_ cause: RootCause) -> JSONValue {
    var exception = JSONValue.null
    if let type = cause.exceptionType {
      exception = .object([
        ("type", .string(type)), ("message", .string(cause.exceptionMessage ?? "")),
      ])
    }
    var origin = JSONValue.null
    if let frame = cause.origin { origin = .object(members(of: frame)) }
    return .object([
      ("signature", .optional(cause.signature)),
      ("title", .string(cause.title)),
      ("exception", exception),
      ("origin", origin),
      (
        "frames",
        .array(
          cause.frames.map { .object(members(of: $0) + [("application", .bool($0.isApplication))]) }
        )
      ),
      ("captures", .strings(cause.captures)),
      ("evidence", cause.evidence.first.map { .evidence($0) } ?? .null),
    ])
  }

  private static func members(of frame: StackFrame) -> [(String, JSONValue)] {
    [
      ("file", .string(frame.file)),
      ("line", .optional(frame.line)),
      ("function", .optional(frame.function)),
    ]
  }

  private static func users(_ users: UserImpact?) -> JSONValue {
    guard let users else { return .null }
    return .object([
      ("requests", .integer(users.requests)),
      ("failed", .integer(users.failed)),
      ("share", .decimal(users.share, decimals: 6)),
      ("statuses", .counts(users.statuses)),
      ("from", .timestamp(users.from)),
      ("to", .timestamp(users.to)),
      ("before", users.before.map(traffic) ?? .null),
    ])
  }

  private static func traffic(_ traffic: UserImpact.Traffic) -> JSONValue {
    .object([
      ("requests", .integer(traffic.requests)),
      ("failed", .integer(traffic.failed)),
      ("share", .decimal(traffic.share, decimals: 6)),
      ("from", .timestamp(traffic.from)),
      ("to", .timestamp(traffic.to)),
    ])
  }

  private static func deployment(_ deployment: Deployment?) -> JSONValue {
    guard let deployment else { return .null }
    return .object([
      ("revision", .optional(deployment.revision)),
      ("at", .timestamp(deployment.at)),
      ("secondsBefore", .seconds(deployment.secondsBefore)),
      ("by", .string(deployment.basis.rawValue)),
      ("text", .string(deployment.text)),
      ("evidence", .evidence(deployment.evidence)),
    ])
  }

  static func related(_ related: RelatedIncidents) -> JSONValue {
    .object([
      ("text", .string(related.text)),
      (
        "cause",
        .object([
          ("signature", .optional(related.cause.signature)),
          ("exception", .optional(related.cause.exception)),
          ("dependency", .optional(related.cause.dependency)),
        ])
      ),
      ("incidents", .strings(related.incidents)),
      ("services", .strings(related.services)),
      ("from", .timestamp(related.from)),
      ("to", .timestamp(related.to)),
      ("evidence", .evidence(related.evidence)),
    ])
  }

  private static func impact(_ impact: BusinessImpact) -> JSONValue {
    .object([
      ("tags", .strings(impact.tags)),
      ("text", .optional(impact.text)),
      (
        "capabilities",
        .array(
          impact.capabilities.map { capability in
            .object([
              ("name", .string(capability.name)),
              ("mrrAtRisk", .money(capability.mrrAtRisk)),
              ("valueShare", capability.valueShare.map { .decimal($0, decimals: 6) } ?? .null),
              ("owner", .optional(capability.owner)),
              ("asOf", .optional(capability.asOf)),
              ("stale", .bool(capability.stale)),
              ("source", .string(capability.source)),
            ])
          })
      ),
    ])
  }

  private static func productionRisk(_ risk: ProductionRisk?) -> JSONValue {
    guard let risk else { return .null }
    return .object([
      ("level", .string(risk.level.rawValue)), ("reason", .string(risk.reason)),
    ])
  }

  private static func why(_ why: Why) -> JSONValue {
    .object([
      ("n", .integer(why.number)),
      ("question", .string(why.question)),
      ("answer", .string(why.answer)),
      ("basis", .string(why.basis.rawValue)),
      ("evidence", .evidence(why.evidence)),
      ("furtherEvidence", .integer(why.furtherEvidence)),
    ])
  }

  private static func fix(_ fix: Fix) -> JSONValue {
    .object([
      ("horizon", .string(fix.horizon.rawValue)),
      ("text", .string(fix.text)),
      ("files", .strings(fix.files)),
    ])
  }
}
