public import LogModel

/// A known failure.
public struct Signature: Sendable {
  public enum Role: String, Sendable, CaseIterable { case cause, symptom }
  public enum Level: String, Sendable, CaseIterable { case critical, error, warning, info }

  /// Kebab-case, of a rule of the CRE format as it stands there; unique within a library.
  public var id: String
  public var title: String
  public var severity: Level
  public var role: Role
  public var tags: [String]
  /// What one entry must be; nil where it takes several.
  public var match: Condition?
  /// What several entries must be; nil where one is enough.
  public var group: EntryGroup?
  /// What lines must be, of a signature that is a rule of the CRE format; nil for all others.
  public var rule: ReliabilityRule?
  /// Ids of symptoms that this cause accounts for.
  public var explains: [String]
  public var startup: Startup?
  /// Known answers, continuing the observed chain, outermost first.
  public var why: [String]
  public var impactCapabilities: [String]
  public var impactTags: [String]
  /// What the failure means for those who use the software, in somebody's words.
  public var impactText: String?
  public var fixes: [Fix]
  public var references: [String]
  public var crossFires: [String]
  public var examples: Examples
  public var location: SourceLocation

  /// Whether it tells a failure whatever the severity of its entries, and at its first sight: several
  /// entries together, or lines of which others say so.
  public var speaksForItself: Bool { group != nil || rule != nil }

  /// Whether one entry decides.
  public var isOfOneEntry: Bool { group == nil && rule?.isOfOneLine ?? true }

  /// Where the failure belongs when the logs carry no marker.
  public struct Startup: Sendable {
    public var phase: String?
    /// Function → phase.
    public var frames: [String: String]
    public init(phase: String?, frames: [String: String]) {
      self.phase = phase
      self.frames = frames
    }
  }

  public init(
    id: String, title: String, severity: Level, role: Role, tags: [String], match: Condition?,
    group: EntryGroup? = nil, rule: ReliabilityRule? = nil, explains: [String], startup: Startup?,
    why: [String], impactCapabilities: [String], impactTags: [String], impactText: String? = nil,
    fixes: [Fix], references: [String], crossFires: [String],
    examples: Examples, location: SourceLocation
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.role = role
    self.tags = tags
    self.match = match
    self.group = group
    self.rule = rule
    self.explains = explains
    self.startup = startup
    self.why = why
    self.impactCapabilities = impactCapabilities
    self.impactTags = impactTags
    self.impactText = impactText
    self.fixes = fixes
    self.references = references
    self.crossFires = crossFires
    self.examples = examples
    self.location = location
  }
}

/// What a signature must and must not fire on.
public struct Examples: Sendable {
  /// One example as NDJSON: one or more LogEntry objects, one a line. A plain text in YAML becomes
  /// `{"textPayload": …, "severity": "ERROR"}`.
  public struct Example: Sendable {
    public var lines: [String]
    public var location: SourceLocation
    public init(lines: [String], location: SourceLocation) {
      self.lines = lines
      self.location = location
    }
  }

  public var matches: [Example]
  public var ignores: [Example]
  public init(matches: [Example], ignores: [Example]) {
    self.matches = matches
    self.ignores = ignores
  }
}
