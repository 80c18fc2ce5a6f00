import LogModel

/// The boots of a run, found by service without looking at all of them.
struct BootIndex {
  /// By first sight.
  let boots: [ObservedBoot]
  private var indices: [ServiceIdentity: [Int]] = [:]
  private var readiness: [ServiceIdentity: [Timestamp]] = [:]

  init(_ boots: [ObservedBoot]) {
    self.boots = boots
    for (index, boot) in boots.enumerated() {
      indices[boot.service, default: []].append(index)
      if boot.outcome == .ready, let readyAt = boot.readyAt {
        readiness[boot.service, default: []].append(readyAt)
      }
    }
    for service in readiness.keys { readiness[service]?.sort() }
  }

  /// Indices of a service's boots, by first sight.
  func boots(of service: ServiceIdentity) -> [Int] { indices[service] ?? [] }

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
