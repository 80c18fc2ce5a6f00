/// The condition of an invented signature, and an example on which it fires; both as YAML.
struct InventedMatch {
  /// A word for the id.
  let kind: String
  /// Indented by two.
  let condition: String
  /// One value of a list.
  let example: String

  init(component: String, _ generator: inout SeededGenerator) {
    let phrase = FailurePhrase(about: component, &generator)
    let sample = phrase.sample.quotedForYAML
    let typeName = component.split(separator: "-").map(\.capitalizedWord).joined() + "Error"
    switch generator.below(100) {
    case ..<45:
      kind = "state-lost"
      condition = "  message: { regex: \(phrase.regex.quotedForYAML) }"
      example = sample
    case ..<63:
      let others = (0..<generator.within(1...2)).map { _ in
        FailurePhrase(about: component, &generator)
      }
      kind = "unusable"
      condition =
        "  any:\n"
        + ([phrase] + others).map { "    - message: { regex: \($0.regex.quotedForYAML) }" }
        .joined(separator: "\n")
      example = sample
    case ..<75:
      kind = "refused"
      condition = """
          message: { contains: \(phrase.literal.quotedForYAML) }
          severity: { atLeast: WARNING }
        """
      example = sample
    case ..<79:
      kind = "confused"
      condition = "  message: { regex: \(phrase.regex.quotedForYAML), ignoreCase: true }"
      example = sample
    case ..<88:
      kind = "raises"
      condition = """
          exception:
            type: \(typeName)
            message: { regex: '(?<reason>\\w+) was lost' }
        """
      example = """
        |
              Traceback (most recent call last):
                File "/app/main.py", line 12, in start
                  connect()
              app.errors.\(typeName): lease was lost
        """
    case ..<92:
      kind = "reports-code"
      condition = """
          severity: { atLeast: ERROR }
          field: { jsonPayload.error.code: { equals: \(typeName) } }
        """
      example =
        "{ severity: ERROR, jsonPayload: { message: failed, error: { code: \(typeName) } } }"
    case ..<94:
      kind = "reports-reason"
      condition = """
          field: { jsonPayload.reason: { regex: '^\(component)/(?<part>\\w+)$' } }
        """
      example = "{ severity: INFO, jsonPayload: { reason: \(component)/store, message: stopped } }"
    case ..<97:
      kind = "answers-badly"
      condition = """
          http: { status: { atLeast: 500 } }
          service: "\(component)*"
        """
      example = Self.example(
        service: component, "severity: ERROR, httpRequest: { requestMethod: GET, status: 503 }")
    default:
      kind = "is-loud"
      condition = """
          severity: { atLeast: CRITICAL }
          service: "\(component)*"
        """
      example = Self.example(service: component, "severity: CRITICAL, textPayload: stopped")
    }
  }

  private static func example(service: String, _ members: String) -> String {
    "{ resource: { type: cloud_run_revision, labels: { service_name: \(service) } }, \(members) }"
  }
}

extension String {
  fileprivate var quotedForYAML: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension Substring {
  fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
