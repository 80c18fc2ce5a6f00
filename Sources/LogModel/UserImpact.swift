/// What users of the service got while it was down, by the time requests ended.
public struct UserImpact: Sendable {
  /// The requests of a span of time.
  public struct Traffic: Sendable {
    public var requests: Int
    public var failed: Int
    /// When the span begins and ends.
    public var from: Timestamp
    public var to: Timestamp

    public init(requests: Int, failed: Int, from: Timestamp, to: Timestamp) {
      self.requests = requests
      self.failed = failed
      self.from = from
      self.to = to
    }

    /// Of the failed requests among all, 0…1.
    public var share: Double { requests > 0 ? Double(failed) / Double(requests) : 0 }
  }

  public var requests: Int
  public var failed: Int
  /// Status → requests, of the failed ones.
  public var statuses: [Int: Int]
  /// The first and last failed request.
  public var from: Timestamp?
  public var to: Timestamp?
  /// The earliest failed requests, for citation (at most 3).
  public var evidence: [EntryReference]
  /// The time before, at most an hour; nil where the logs hold no request of it.
  public var before: Traffic?

  public init(
    requests: Int, failed: Int, statuses: [Int: Int], from: Timestamp?, to: Timestamp?,
    evidence: [EntryReference], before: Traffic? = nil
  ) {
    self.requests = requests
    self.failed = failed
    self.statuses = statuses
    self.from = from
    self.to = to
    self.evidence = evidence
    self.before = before
  }

  /// Of the failed requests among all, 0…1.
  public var share: Double { requests > 0 ? Double(failed) / Double(requests) : 0 }
}

/// What these logs tell of the users of a service that failed.
public enum UserSight: String, Sendable, Hashable, CaseIterable {
  /// Requests failed in that time.
  case failed
  /// There were requests in that time, and none failed.
  case noneFailed = "none-failed"
  /// The logs hold requests of the service, but none of that time.
  case noneMeanwhile = "none-meanwhile"
  /// The logs hold no request of the service.
  case noRequests = "no-requests"
}
