import LogModel

/// The boots of a run, found by service without looking at all of them.
struct BootIndex {
  /// By first sight.
  let boots: [ObservedBoot]
  private var indices: [ServiceIdentity: [Int]] = [:]
  private var unfailed: [ServiceIdentity: [Int]] = [:]
  private var readiness: [ServiceIdentity: [Timestamp]] = [:]
  private var outcomes: [ServiceIdentity: [String?: Set<Boot.Outcome>]] = [:]

  init(_ boots: [ObservedBoot]) {
    self.boots = boots
    for (index, boot) in boots.enumerated() {
      indices[boot.service, default: []].append(index)
      outcomes[boot.service, default: [:]][boot.revision, default: []].insert(boot.outcome)
      if boot.outcome != .failed { unfailed[boot.service, default: []].append(index) }
      if boot.outcome == .ready, let readyAt = boot.readyAt {
        readiness[boot.service, default: []].append(readyAt)
      }
    }
    for service in readiness.keys { readiness[service]?.sort() }
  }

  /// Indices of a service's boots, by first sight.
  func boots(of service: ServiceIdentity) -> [Int] { indices[service] ?? [] }

  /// Indices of a service's boots that were first seen before one of them, by first sight. O(log n).
  func boots(of service: ServiceIdentity, before boot: Int) -> ArraySlice<Int> {
    let all = indices[service] ?? []
    return all[..<all.partitioningIndex { $0 >= boot }]
  }

  /// Indices of a service's boots that did not fail and were first seen within a span, by first
  /// sight. O(log n + found).
  func unfailedBoots(of service: ServiceIdentity, from: Timestamp, through: Timestamp?)
    -> ArraySlice<Int>
  {
    let all = unfailed[service] ?? []
    let start = all.partitioningIndex { boots[$0].firstSeen >= from }
    let end = through.map { last in all.partitioningIndex { boots[$0].firstSeen > last } }
    return all[start..<max(start, end ?? all.count)]
  }

  /// How the boots of some revisions of a service went, and those of which no revision is known.
  func outcomes(of service: ServiceIdentity, in revisions: Set<String>) -> Set<Boot.Outcome> {
    let own = outcomes[service] ?? [:]
    return revisions.reduce(own[nil] ?? []) { $0.union(own[$1] ?? []) }
  }

  func hasReadyBoots(of service: ServiceIdentity) -> Bool { readiness[service] != nil }

  /// When the first boot of a service after a moment became ready. O(log n).
  func firstReady(of service: ServiceIdentity, after moment: Timestamp) -> Timestamp? {
    let times = readiness[service] ?? []
    let index = times.firstIndex(atOrAfter: moment.advanced(byNanoseconds: 1))
    return index < times.count ? times[index] : nil
  }

  /// How many boots of a service became ready from one moment on, before another.
  func readyBoots(of service: ServiceIdentity, from: Timestamp, before: Timestamp?) -> Int {
    let times = readiness[service] ?? []
    let end = before.map { times.firstIndex(atOrAfter: $0) } ?? times.count
    return max(0, end - times.firstIndex(atOrAfter: from))
  }
}

extension Array where Element == Timestamp {
  /// The first index whose element is not before a moment, `count` where there is none; of an
  /// ascending array. O(log n).
  func firstIndex(atOrAfter moment: Timestamp) -> Int {
    partitioningIndex { $0 >= moment }
  }
}

extension Array {
  /// The first index whose element belongs to the second part, `count` where none does; of an array
  /// whose elements of the second part all stand at its end. O(log n).
  func partitioningIndex(where belongsToSecondPart: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
