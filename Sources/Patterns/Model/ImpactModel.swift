public import LogModel

/// Environments, what the business has at stake, and how urgent an incident is.
public struct ImpactModel: Sendable {
  public struct Environment: Sendable {
    public var name: String
    /// Only ``Condition/source(_:_:)`` (service, project, log, resourceType), `any`, `all`, `not`.
    public var match: Condition
    public init(name: String, match: Condition) {
      self.name = name
      self.match = match
    }
  }

  public struct Capability: Sendable {
    public var name: String
    public var services: [Glob]
    public var mrrAtRisk: Int?
    public var atLeast: Bool
    /// 0…1.
    public var valueShare: Double?
    public var owner: String?
    /// `YYYY-MM-DD`.
    public var asOf: String?
    public var tags: [String]
    public var location: SourceLocation
    public init(
      name: String, services: [Glob], mrrAtRisk: Int?, atLeast: Bool, valueShare: Double?,
      owner: String?, asOf: String?, tags: [String], location: SourceLocation
    ) {
      self.name = name
      self.services = services
      self.mrrAtRisk = mrrAtRisk
      self.atLeast = atLeast
      self.valueShare = valueShare
      self.owner = owner
      self.asOf = asOf
      self.tags = tags
      self.location = location
    }
  }

  /// The first rule all of whose members hold gives the priority.
  public struct PriorityRule: Sendable {
    public var priority: Priority
    /// Empty: any.
    public var kinds: [Incident.Kind]
    /// Empty: any. Names of environments.
    public var environments: [String]
    /// Empty: any. Levels of the root cause's signature (`error` where there is none).
    public var severities: [Signature.Level]
    /// Of the largest value share among the capabilities hit.
    public var valueShare: NumberPredicate?
    /// Of the sum of money at risk.
    public var mrrAtRisk: NumberPredicate?
    /// True: only incidents that are over; false: only those that are not.
    public var recovered: Bool?
    /// True: only errors that ended by themselves; false: all others. A rule that does not ask makes
    /// nothing that healed more urgent than P2.
    public var healed: Bool?
    /// Of the requests that failed; of an incident without a request, of 0.
    public var failed: NumberPredicate?
    /// Of the failed requests among all, 0…1; of an incident without a request, of 0.
    public var share: NumberPredicate?
    /// Of the entries, or failed requests, that show the incident.
    public var occurrences: NumberPredicate?
    public init(
      priority: Priority, kinds: [Incident.Kind], environments: [String],
      severities: [Signature.Level], valueShare: NumberPredicate?, mrrAtRisk: NumberPredicate?,
      recovered: Bool?, healed: Bool? = nil, failed: NumberPredicate? = nil,
      share: NumberPredicate? = nil, occurrences: NumberPredicate? = nil
    ) {
      self.priority = priority
      self.kinds = kinds
      self.environments = environments
      self.severities = severities
      self.valueShare = valueShare
      self.mrrAtRisk = mrrAtRisk
      self.recovered = recovered
      self.healed = healed
      self.failed = failed
      self.share = share
      self.occurrences = occurrences
    }
  }

  /// ISO 4217; `USD` where no file says otherwise.
  public var currency: String
  public var environments: [Environment]
  public var capabilities: [Capability]
  public var priorities: [PriorityRule]

  public init(
    currency: String = "USD", environments: [Environment] = [], capabilities: [Capability] = [],
    priorities: [PriorityRule] = []
  ) {
    self.currency = currency
    self.environments = environments
    self.capabilities = capabilities
    self.priorities = priorities
  }
}
