public import LogModel
public import Patterns

/// What to read of the inputs, and with how much of the machine.
public struct ScanOptions: Sendable {
  /// Entries before this moment are left out. Undated entries are always taken.
  public var since: Timestamp?
  /// Entries at or after this moment are left out.
  public var until: Timestamp?
  /// Only entries of services whose name matches.
  public var service: Glob?
  /// Only entries of services in this environment.
  public var environment: String?
  /// A longer entry is reported and skipped.
  public var maxEntryBytes = 16 << 20
  /// Memory for the hashes that tell duplicates, in bytes.
  public var dedupeMemory = 512 << 20
  /// Threads that scan: several inputs at the same time, several parts of one, or both.
  public var threads = 1
  /// A time without a year is taken for the latest that is not more than seven days after this.
  public var now = Timestamp.ofTimesWithoutYear
  /// Size of the blocks in which inputs are read, in bytes.
  public var blockSize = 512 << 10
  /// What inflates gzip. Inputs that cannot be read again are always zlib's.
  public var inflate = InflateLibrary.preferred
  /// See ``ReadOptions``.
  var indexPath: RecordIndex.Path? = .fastest
  var leisure = ReadOptions().leisure
  /// Told the bytes read so far of all inputs together, once a block, from any thread.
  public var progress: (@Sendable (Int) -> Void)?

  public init() {}
}

extension ScanOptions {
  /// Whether entries of a service were asked for.
  func wants(_ service: ServiceIdentity) -> Bool {
    (self.service.map { $0.matches(service.name ?? "") } ?? true)
      && (environment.map { $0 == service.environment } ?? true)
  }

  /// Whether entries of a moment were asked for; those without a time always are.
  func wants(_ timestamp: Timestamp) -> Bool {
    guard timestamp.isDated else { return true }
    if let since, timestamp < since { return false }
    if let until, timestamp >= until { return false }
    return true
  }
}
