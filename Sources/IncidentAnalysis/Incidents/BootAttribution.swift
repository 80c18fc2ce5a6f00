import LogModel

/// Finds for every failed boot what makes it part of an incident.
///
/// A boot is known by its cause, or by what its failed phase says. A boot without either joins the
/// nearest failed boot of its service and revision that has some; where none has, its warnings tell,
/// and where there are none, the words of its end.
struct BootAttribution {
  /// Failed boot → the key of its incident.
  private(set) var keys: [Int: RootCauseKey] = [:]
  /// Failed boot → what its own entries show of that.
  private(set) var causes: [Int: BootCause] = [:]

  private let boots: [ObservedBoot]

  private struct Place: Hashable {
    var service: ServiceIdentity
    var revision: String?
  }

  private struct Saying: Hashable {
    var service: ServiceIdentity
    var template: String
  }

  /// - Parameter failed: indices of the failed boots, by first sight.
  init(boots: [ObservedBoot], failed: [Int], finder: BootCauseFinder, threads: Int) {
    self.boots = boots
    var words: [Int: BootWords] = [:]
    var said: [Saying: RootCauseKey] = [:]
    let seen = failed.mapInParallel(threads: threads, least: 500) { boot in
      (boot: boot, cause: finder.cause(of: boots[boot]), words: BootWords(of: boots[boot]))
    }
    let found = seen.map { (boot: $0.boot, cause: $0.cause) }
    for (boot, _, own) in seen { words[boot] = own }
    let wrappers = Wrappers(
      boots: boots, found.compactMap { boot, cause in cause.map { (boot, $0) } })
    for (boot, cause) in found {
      guard let cause else { continue }
      // The head of its chain was cut off: another boot shows what lies before it.
      if let key = wrappers.key(for: cause, of: boots[boot]) {
        keys[boot] = key
        continue
      }
      take(cause, for: boot)
      guard let own = words[boot], own.isOfPhase else { continue }
      let saying = Saying(service: boots[boot].service, template: own.template)
      if said[saying] == nil { said[saying] = cause.key }
    }
    // The words of a failed phase are evidence: the same words elsewhere tell whose.
    for boot in failed where keys[boot] == nil {
      guard let own = words[boot], own.isOfPhase else { continue }
      let saying = Saying(service: boots[boot].service, template: own.template)
      if let key = said[saying] {
        keys[boot] = key
      } else {
        take(own.cause, for: boot)
      }
    }
    joinNeighbours(failed)
    for boot in failed where keys[boot] == nil {
      if let cause = finder.weakCause(of: boots[boot]) { take(cause, for: boot) }
    }
    joinNeighbours(failed)
    nameByWords(failed.filter { keys[$0] == nil }, words)
  }

  private mutating func take(_ cause: BootCause, for boot: Int) {
    keys[boot] = cause.key
    causes[boot] = cause
  }

  /// Gives boots without a key that of the nearest boot which has one.
  private mutating func joinNeighbours(_ failed: [Int]) {
    let open = failed.filter { keys[$0] == nil }
    guard !open.isEmpty else { return }
    var byPlace: [Place: [Int]] = [:]
    var byService: [ServiceIdentity: [Int]] = [:]
    for boot in failed where keys[boot] != nil {
      byPlace[Place(service: boots[boot].service, revision: boots[boot].revision), default: []]
        .append(boot)
      byService[boots[boot].service, default: []].append(boot)
    }
    var joined: [Int: RootCauseKey] = [:]
    for boot in open {
      let service = boots[boot].service
      // Where the logs tell no revision, any may be meant.
      let candidates =
        boots[boot].revision == nil
        ? [byService[service] ?? []]
        : [
          byPlace[Place(service: service, revision: boots[boot].revision)] ?? [],
          byPlace[Place(service: service, revision: nil)] ?? [],
        ]
      let nearest = candidates.compactMap { self.nearest(to: boot, among: $0) }
        .min { (distance($0, boot), $0) < (distance($1, boot), $1) }
      if let nearest { joined[boot] = keys[nearest] }
    }
    keys.merge(joined) { own, _ in own }
  }

  /// Of boots by first sight. O(log n).
  private func nearest(to boot: Int, among others: [Int]) -> Int? {
    let after = others.partitioningIndex { boots[$0].firstSeen >= boots[boot].firstSeen }
    let near = [after - 1, after].filter(others.indices.contains).map { others[$0] }
    return near.min { (distance($0, boot), $0) < (distance($1, boot), $1) }
  }

  private func distance(_ left: Int, _ right: Int) -> Double {
    abs(boots[left].firstSeen.seconds(since: boots[right].firstSeen))
  }

  /// Boots of which nothing explains any are one incident a service and revision, known by the most
  /// telling words among them.
  private mutating func nameByWords(_ open: [Int], _ words: [Int: BootWords]) {
    var best: [Place: BootWords] = [:]
    for boot in open {
      let place = Place(service: boots[boot].service, revision: boots[boot].revision)
      guard let own = words[boot] else { continue }
      if best[place].map({ own.rank < $0.rank }) ?? true { best[place] = own }
    }
    for boot in open {
      let place = Place(service: boots[boot].service, revision: boots[boot].revision)
      guard let telling = best[place] else { continue }
      keys[boot] = telling.cause.key
      if let own = words[boot] {
        causes[boot] = BootCause(key: telling.cause.key, entries: own.cause.entries)
      }
    }
  }
}

/// Exceptions that only pass on the failure of another, by service, with whose incident they are of.
///
/// Where the logs begin amid a chain, its last segment looks like a chain of its own.
private struct Wrappers {
  private struct Wrapper: Hashable {
    var service: ServiceIdentity
    var type: String
  }

  private var keys: [Wrapper: RootCauseKey] = [:]

  /// - Parameter causes: by first sight of their boots.
  init(boots: [ObservedBoot], _ causes: [(boot: Int, cause: BootCause)]) {
    for (boot, cause) in causes {
      for wrapper in cause.trace?.trace.exceptions.dropFirst() ?? [] {
        let wrapper = Wrapper(service: boots[boot].service, type: wrapper.type)
        if keys[wrapper] == nil { keys[wrapper] = cause.key }
      }
    }
  }

  /// Nil where the cause is known, the boot is whole, or no other boot shows the exception as a
  /// wrapper.
  func key(for cause: BootCause, of boot: ObservedBoot) -> RootCauseKey? {
    guard cause.signature == nil, let trace = cause.trace?.trace, let root = trace.root,
      boot.startedAt == nil || trace.continuesEarlier
    else { return nil }
    return keys[Wrapper(service: boot.service, type: root.type)]
  }
}

/// What the markers of a failed boot say about its end.
struct BootWords {
  /// What a failed phase gives as its reason, what another end gives, the end itself, the last sign.
  enum Rank: Int, Comparable {
    case phase, reason, end, last
    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  var rank: Rank
  var template: String
  private var entry: SeenEntry

  init?(of boot: ObservedBoot) {
    let phase = boot.markers.first { $0.slot == .phaseFailed && $0.error != nil }
    let text: String
    if let phase {
      (rank, text, entry) = (.phase, phase.error ?? "", phase.entry)
    } else if let other = boot.markers.first(where: { $0.error != nil }) {
      (rank, text, entry) = (.reason, other.error ?? "", other.entry)
    } else if let end = boot.markers.first(where: \.isEnd) {
      (rank, text, entry) = (.end, end.entry.text, end.entry)
    } else if let last = boot.markers.last {
      (rank, text, entry) = (.last, last.entry.text, last.entry)
    } else {
      return nil
    }
    template = MessageTemplate.mask(text)
  }

  var isOfPhase: Bool { rank == .phase }
  var cause: BootCause { BootCause(key: .template(template), entries: [entry]) }
}
