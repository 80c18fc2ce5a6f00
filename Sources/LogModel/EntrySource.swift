/// Project + name of what runs, in an environment. Members are nil where the logs do not tell.
public struct ServiceIdentity: Hashable, Comparable, Sendable {
  public var project: String?
  public var name: String?
  /// A name from the impact model's `environments`, else `unknown`.
  public var environment: String

  public init(project: String?, name: String?, environment: String) {
    self.project = project
    self.name = name
    self.environment = environment
  }

  public static func < (left: ServiceIdentity, right: ServiceIdentity) -> Bool {
    if left.project != right.project { return precedes(left.project, right.project) }
    if left.name != right.name { return precedes(left.name, right.name) }
    return left.environment < right.environment
  }
}

/// Where entries come from: everything about an entry that is the same for many of them.
///
/// Immutable and shared: a scanner interns it, a fact holds a reference. What the instances of a
/// service have in common is held once, since a crash loop has a new instance every few seconds.
public final class EntrySource: Hashable, Comparable, Sendable {
  /// Everything but the instance.
  public final class Origin: Hashable, Sendable {
    public let service: ServiceIdentity
    public let platform: String?
    public let resourceType: String?
    public let location: String?
    public let revision: String?
    public let log: String
    /// Of all members; strings are hashed once.
    fileprivate let digest: Int

    public init(
      service: ServiceIdentity, platform: String?, resourceType: String?, location: String?,
      revision: String?, log: String
    ) {
      self.service = service
      self.platform = platform
      self.resourceType = resourceType
      self.location = location
      self.revision = revision
      self.log = log
      var hasher = Hasher()
      hasher.combine(service)
      hasher.combine(revision)
      hasher.combine(log)
      digest = hasher.finalize()
    }

    public static func == (left: Origin, right: Origin) -> Bool {
      left === right
        || (left.digest == right.digest && left.service == right.service
          && left.platform == right.platform && left.resourceType == right.resourceType
          && left.location == right.location && left.revision == right.revision
          && left.log == right.log)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
  }

  public let origin: Origin
  /// One running copy: labels.instanceId, or `pod/container`, or the file of plain lines.
  public let instance: String?
  /// Of all members, another one in each run; strings are hashed once.
  public let digest: Int

  public var service: ServiceIdentity { origin.service }
  /// `cloud-run`, `cloud-run-job`, `kubernetes`, `compute-engine`, `app-engine`, `cloud-functions`,
  /// `cloud-sql`, `load-balancer`, …; nil where the resource type says nothing about it.
  public var platform: String? { origin.platform }
  /// `resource.type` as it stands in the entry.
  public var resourceType: String? { origin.resourceType }
  /// Region or zone.
  public var location: String? { origin.location }
  public var revision: String? { origin.revision }
  /// The log's id, decoded and without the project, e.g. `run.googleapis.com/stderr`.
  public var log: String { origin.log }

  public init(origin: Origin, instance: String?) {
    self.origin = origin
    self.instance = instance
    var hasher = Hasher()
    hasher.combine(origin)
    hasher.combine(instance)
    digest = hasher.finalize()
  }

  public convenience init(
    service: ServiceIdentity, platform: String?, resourceType: String?, location: String?,
    revision: String?, instance: String?, log: String
  ) {
    self.init(
      origin: Origin(
        service: service, platform: platform, resourceType: resourceType, location: location,
        revision: revision, log: log), instance: instance)
  }

  public static func == (left: EntrySource, right: EntrySource) -> Bool {
    left === right
      || (left.digest == right.digest && left.instance == right.instance
        && left.origin == right.origin)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  public static func < (left: EntrySource, right: EntrySource) -> Bool {
    if left === right { return false }
    if left.service != right.service { return left.service < right.service }
    if left.log != right.log { return left.log < right.log }
    if left.instance != right.instance { return precedes(left.instance, right.instance) }
    if left.revision != right.revision { return precedes(left.revision, right.revision) }
    if left.location != right.location { return precedes(left.location, right.location) }
    if left.platform != right.platform { return precedes(left.platform, right.platform) }
    return precedes(left.resourceType, right.resourceType)
  }
}

/// Nil before every text, the empty one included, so that the order is total.
private func precedes(_ left: String?, _ right: String?) -> Bool {
  guard let right else { return false }
  guard let left else { return true }
  return left < right
}
