import LogModel

/// A day on which a story plays.
struct StoryDay {
  let midnight: Timestamp

  init(_ year: Int, _ month: Int, _ day: Int) {
    let days = Timestamp.daysSinceEpoch(year: year, month: month, day: day)
    midnight = Timestamp(nanoseconds: Int64(days) * 86_400_000_000_000)
  }

  /// A moment of that day, in UTC.
  func at(_ hour: Int, _ minute: Int, _ second: Double = 0) -> Timestamp {
    midnight.advanced(bySeconds: Double(hour * 3600 + minute * 60) + second)
  }
}

/// What a crash loop left behind: its boots, by which the diagnosis counts.
struct CrashLoop {
  var boots: [BootRecord] = []

  var exitCodes: [Int: Int] {
    boots.reduce(into: [:]) { counts, boot in
      if let code = boot.exitCode { counts[code, default: 0] += 1 }
    }
  }

  var startedAt: Timestamp? { boots.first?.startedAt }
  var endedAt: Timestamp? { boots.last?.endedAt }
}

extension ExpectedIncident {
  /// Counts the requests of the service that ended from a moment until (not at) another.
  mutating func countUsers(in entries: [SimulatedEntry], from: Timestamp?, until: Timestamp?) {
    for entry in entries where entry.resource.labels["service_name"] == service {
      guard let request = entry.httpRequest else { continue }
      let ended = entry.endedAt
      if let from, ended < from { continue }
      if let until, ended >= until { continue }
      usersRequests += 1
      guard request.status >= 500 else { continue }
      usersFailed += 1
      statuses[request.status, default: 0] += 1
    }
  }

  /// The incident of a crash loop that goes on.
  init(_ service: SimulatedService, loop: CrashLoop, signature: String?, exceptionType: String) {
    self.init(service: service.name, environment: service.environment, kind: .crashLoop)
    if loop.boots.count == 1 { kind = .startupFailure }
    self.signature = signature
    self.exceptionType = exceptionType
    failedBoots = loop.boots.count
    exitCodes = loop.exitCodes
  }

  mutating func recover(at time: Timestamp) {
    recovered = true
    recoveredAt = time
    readyBoots += 1
  }
}
