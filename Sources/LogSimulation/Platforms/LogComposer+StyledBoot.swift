public import LogModel

/// A boot to be written: which software starts how, and what the platform then says.
public struct StyledBoot: Sendable {
  /// How a boot that hangs comes to its end, if it does.
  public enum Watch: Hashable, Sendable {
    /// Nobody looks: the logs end first.
    case nobody
    /// The start-up probe gives up after so many seconds.
    case startupProbe(seconds: Double)
  }

  public var ending: StyledEnding
  public var watch: Watch
  /// False where the platform's line about the end got lost.
  public var logsExit: Bool
  /// How many starts the instance had before.
  public var restart: Int
  /// MiB, of a boot that is killed.
  public var memoryLimit: Int

  public init(
    _ ending: StyledEnding, watch: Watch = .nobody, logsExit: Bool = true, restart: Int = 0,
    memoryLimit: Int = 512
  ) {
    self.ending = ending
    self.watch = watch
    self.logsExit = logsExit
    self.restart = restart
    self.memoryLimit = memoryLimit
  }
}

/// What became of a styled boot.
public struct StyledBootRecord: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    case ready, failed, inProgress
  }

  /// Of its first entry, the platform's or the process's.
  public var startedAt: Timestamp
  /// Of the first entry that marks readiness.
  public var readyAt: Timestamp?
  /// Of the last entry that marks the start; nil where none does.
  public var startMarkedAt: Timestamp?
  /// Of the last entry that marks the boot: its start, a phase, readiness, its end; nil where none does.
  public var markedUntil: Timestamp?
  /// Of its last entry.
  public var endedAt: Timestamp
  public var outcome: Outcome
  /// Nil where none was logged.
  public var exitCode: Int?
  /// Whether anything that is logged says that it ended.
  public var showsEnd: Bool
}

extension LogComposer {
  /// Writes one start of a style's software on a platform.
  @discardableResult
  public mutating func boot(
    _ instance: SimulatedInstance, at start: Timestamp, on platform: any SimulatedPlatform,
    _ style: any StartupStyle, _ boot: StyledBoot
  ) -> StyledBootRecord {
    // Whole microseconds, as the platforms stamp.
    let start = Timestamp(nanoseconds: start.nanoseconds / 1000 * 1000)
    platform.starts(instance, at: start, restart: boot.restart, into: &self)
    var lines = style.lines(of: boot.ending, using: &generator)
    let uid = generator.hexadecimal(digits: 16)
    func moment(_ seconds: Double) -> Timestamp {
      start.advanced(byNanoseconds: Int64(seconds * 1e6) * 1000)
    }
    var record = StyledBootRecord(
      startedAt: platform.logsStart ? start : moment(lines.first?.seconds ?? 0), endedAt: start,
      outcome: .inProgress, showsEnd: false)
    if platform.logsStart { record.startMarkedAt = start }
    if platform.logsStart { record.markedUntil = start }
    for index in lines.indices {
      let time = moment(lines[index].seconds)
      lines[index].split?.uid = uid
      platform.line(instance, at: time, lines[index], into: &self)
      record.endedAt = time
      if lines[index].bindsPort {
        platform.probeSucceeds(instance, at: time.advanced(bySeconds: 0.06), into: &self)
      }
      if lines[index].marksReady, record.readyAt == nil { record.readyAt = time }
      if lines[index].endsBoot { record.showsEnd = true }
      if lines[index].marksStart { record.startMarkedAt = time }
      if lines[index].marksBoot { record.markedUntil = time }
    }
    finish(&record, instance, on: platform, boot)
    if record.showsEnd { record.markedUntil = record.endedAt }
    return record
  }

  private mutating func finish(
    _ record: inout StyledBootRecord, _ instance: SimulatedInstance,
    on platform: any SimulatedPlatform, _ boot: StyledBoot
  ) {
    let over = record.endedAt.advanced(
      byNanoseconds: Int64(generator.within(50_000...120_000)) * 1000)
    switch boot.ending {
    case .ready:
      record.outcome = .ready
      guard platform.endsWhenDone else { return }
      // A task is done when it exits, and says nothing of being ready.
      record.readyAt = nil
      record.outcome = .inProgress
      guard boot.logsExit else { return }
      platform.ends(instance, at: over, .code(0), restart: boot.restart, into: &self)
      record.readyAt = over
      record.endedAt = over
      record.outcome = .ready
      record.exitCode = 0
    case .fails(let failure, _):
      record.outcome = .failed
      guard boot.logsExit else { return }
      platform.ends(instance, at: over, failure.end, restart: boot.restart, into: &self)
      record.endedAt = over
      record.showsEnd = record.showsEnd || platform.logsEnd
      if case .code(let code) = failure.end, platform.logsExitCode { record.exitCode = code }
    case .killed:
      record.outcome = .failed
      guard boot.logsExit else { return }
      platform.killsForMemory(instance, at: over, limit: boot.memoryLimit, into: &self)
      record.endedAt = over.advanced(bySeconds: 0.4)
      record.showsEnd = platform.logsKill
    case .hangs:
      guard case .startupProbe(let seconds) = boot.watch else { return }
      let end = record.startedAt.advanced(bySeconds: seconds)
      platform.probeFails(instance, at: max(end, over), into: &self)
      record.endedAt = max(end, over)
      record.outcome = platform.logsProbeFailure ? .failed : .inProgress
      record.showsEnd = platform.logsProbeFailure
    }
  }
}
