public import LogModel

/// One LogEntry that the simulation has written, with all members that matter to a reader.
public struct SimulatedEntry: Hashable, Sendable {
  public var timestamp: Timestamp
  public var receiveTimestamp: Timestamp
  /// Nil where the entry has none, as lines of standard error mostly do.
  public var severity: Severity?
  public var payload: Payload
  public var httpRequest: HTTPRequest?
  public var resource: Resource
  /// In any order; written alphabetically.
  public var labels: [String: String]
  public var project: String
  /// Decoded, e.g. `run.googleapis.com/stderr`.
  public var logID: String
  public var insertId: String
  public var trace: String?
  public var spanId: String?
  public var operation: Operation?
  public var split: Split?

  /// Which part of an entry this is that exceeded the size limit.
  public struct Split: Hashable, Sendable {
    public var uid: String
    public var index: Int
    public var totalSplits: Int

    public init(uid: String, index: Int, totalSplits: Int) {
      self.uid = uid
      self.index = index
      self.totalSplits = totalSplits
    }
  }

  public enum Payload: Hashable, Sendable {
    case none
    case text(String)
    /// An object.
    case json(JSONValue)
    /// An object with an `@type`.
    case proto(JSONValue)
  }

  public struct Resource: Hashable, Sendable {
    public var type: String
    public var labels: [String: String]

    public init(type: String, labels: [String: String]) {
      self.type = type
      self.labels = labels
    }
  }

  public struct HTTPRequest: Hashable, Sendable {
    public var method: String
    public var url: String
    public var status: Int
    /// Nanoseconds; the entry's timestamp is the request's start.
    public var latency: Int64
    public var requestSize: Int
    public var responseSize: Int
    public var userAgent: String
    public var remoteIp: String
    public var serverIp: String?
    public var referer: String?

    public init(
      method: String, url: String, status: Int, latency: Int64, requestSize: Int,
      responseSize: Int, userAgent: String, remoteIp: String, serverIp: String? = nil,
      referer: String? = nil
    ) {
      self.method = method
      self.url = url
      self.status = status
      self.latency = latency
      self.requestSize = requestSize
      self.responseSize = responseSize
      self.userAgent = userAgent
      self.remoteIp = remoteIp
      self.serverIp = serverIp
      self.referer = referer
    }
  }

  public struct Operation: Hashable, Sendable {
    public var id: String
    public var producer: String
    public var isFirst: Bool
    public var isLast: Bool

    public init(id: String, producer: String, isFirst: Bool = false, isLast: Bool = false) {
      self.id = id
      self.producer = producer
      self.isFirst = isFirst
      self.isLast = isLast
    }
  }

  public init(
    timestamp: Timestamp, receiveTimestamp: Timestamp, severity: Severity?, payload: Payload,
    httpRequest: HTTPRequest? = nil, resource: Resource, labels: [String: String] = [:],
    project: String, logID: String, insertId: String, trace: String? = nil, spanId: String? = nil,
    operation: Operation? = nil, split: Split? = nil
  ) {
    self.timestamp = timestamp
    self.receiveTimestamp = receiveTimestamp
    self.severity = severity
    self.payload = payload
    self.httpRequest = httpRequest
    self.resource = resource
    self.labels = labels
    self.project = project
    self.logID = logID
    self.insertId = insertId
    self.trace = trace
    self.spanId = spanId
    self.operation = operation
    self.split = split
  }

  /// `projects/P/logs/run.googleapis.com%2Fstderr`.
  public var logName: String {
    let encoded = logID.utf8.map { $0 == 0x2F ? "%2F" : String(Unicode.Scalar($0)) }.joined()
    return "projects/\(project)/logs/\(encoded)"
  }

  /// When it is over: of a request its start and its latency.
  public var endedAt: Timestamp {
    timestamp.advanced(byNanoseconds: httpRequest?.latency ?? 0)
  }

  /// The order in which a reader would list entries: time, log, insertId.
  public static func precedes(_ left: SimulatedEntry, _ right: SimulatedEntry) -> Bool {
    if left.timestamp != right.timestamp { return left.timestamp < right.timestamp }
    if left.logID != right.logID { return left.logID < right.logID }
    return left.insertId < right.insertId
  }
}
