import LogModel
import Patterns

/// Finds out which boots the platform speaks of where its entries name no instance: an exit line, a
/// failed probe, a memory limit of the same service and revision at the time of one boot belongs to
/// that boot.
///
/// Where it fits several boots alike nothing is guessed. It is then no boot of its own if each of those
/// failed anyway; the incident says that there was such a line.
struct PlatformSigns {
  /// Fact → number of the instance that it speaks of.
  private(set) var owners: [UInt32: UInt32] = [:]
  /// Facts that make no boot: of which boot they tell is not known, and each has failed.
  private(set) var silenced: Set<UInt32> = []
  /// Entries that fit several boots alike, in time order.
  private(set) var unplaced: [ServiceIdentity: [SeenEntry]] = [:]

  var isEmpty: Bool { owners.isEmpty && silenced.isEmpty }

  /// The platform notices the end of an instance up to this long after the instance's own last word,
  /// in seconds.
  private static let after = 10.0
  /// A start-up that shows nothing for longer than this is not what the platform speaks of, in
  /// seconds.
  private static let longestSilence = 600.0
  /// Clocks of the platform and of what it runs differ by this at most, in seconds.
  private static let clockSlack = 2.0

  /// An entry of the platform without an instance.
  private struct Sign {
    var entry: SeenEntry
    var facts: Range<Int>
    /// What ends a boot; nil where it only tells of one.
    var end: (slot: MarkerRule.Slot, exitCode: Int?, isLive: Bool)?
  }

  /// A boot of an instance with a name.
  private struct Candidate {
    var boot: ObservedBoot
    var instance: Int
    /// When the next boot of the instance begins.
    var successor: Timestamp?
    var hasExit: Bool
    /// The last thing that it showed.
    var lastSign: Timestamp

    /// Whether nothing of it can come any more: its end is past, its successor has begun, or it has
    /// been silent too long for a start-up.
    func isOver(at time: Timestamp) -> Bool {
      if let end = boot.firstEndAt { return time.seconds(since: end) > PlatformSigns.after }
      if let successor, successor <= time { return true }
      return boot.readyAt == nil && time.seconds(since: lastSign) > PlatformSigns.longestSilence
    }
  }

  /// - Parameter boots: by first sight, as they are without the signs.
  init(_ book: FactBook, boots: [ObservedBoot], library: PatternLibrary) {
    let unnamed = (0..<book.instanceCount).filter { !book.hasName($0) }
    guard !unnamed.isEmpty else { return }
    let concerned = Set(unnamed.map { book.service(ofInstance: $0) })
    let candidates = PlatformSigns.candidates(among: boots, of: concerned, book)
    guard !candidates.isEmpty else { return }
    let signs = PlatformSigns.signs(in: book, unnamed, of: candidates, library)
    for (service, own) in signs {
      place(own, among: candidates[service] ?? [])
    }
  }

  private static func candidates(
    among boots: [ObservedBoot], of services: Set<ServiceIdentity>, _ book: FactBook
  ) -> [ServiceIdentity: [Candidate]] {
    var candidates: [ServiceIdentity: [Candidate]] = [:]
    // From the last to the first, so that the successor of each is known.
    var successors: [Int: Timestamp] = [:]
    for boot in boots.reversed() {
      let instance = boot.owner
      guard book.hasName(instance), services.contains(boot.service), boot.firstSeen.isDated else {
        continue
      }
      let hasExit = boot.markers.contains { $0.slot == .exit && $0.layer == .platform }
      candidates[boot.service, default: []].append(
        Candidate(
          boot: boot, instance: instance, successor: successors[instance], hasExit: hasExit,
          lastSign: max(boot.lastSeen, boot.observations.last?.entry.timestamp ?? boot.lastSeen)))
      successors[instance] = boot.firstSeen
    }
    return candidates.mapValues { $0.reversed() }
  }

  /// In time order.
  private static func signs(
    in book: FactBook, _ unnamed: [Int], of candidates: [ServiceIdentity: [Candidate]],
    _ library: PatternLibrary
  ) -> [ServiceIdentity: [Sign]] {
    let profiles = Dictionary(
      library.profiles.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rules = book.facts.rules.map { MarkerRule($0, in: library, profiles) }
    var isWanted = [Bool](repeating: false, count: book.instanceCount)
    for instance in unnamed where candidates[book.service(ofInstance: instance)] != nil {
      isWanted[instance] = true
    }
    var signs: [ServiceIdentity: [Sign]] = [:]
    var position = 0
    while position < book.facts.count {
      let entry = SeenEntry(book: book, position: UInt32(truncatingIfNeeded: position))
      guard isWanted[book.instance(at: entry.position)], entry.isOfPlatform,
        entry.timestamp.isDated
      else {
        position += 1
        continue
      }
      let facts = book.facts(of: entry)
      position = facts.upperBound
      var sign = Sign(entry: entry, facts: facts)
      var isSign = false
      for fact in facts {
        let rule = book.facts.ruleIndex(at: fact)
        if let marker = rules[rule] {
          // A start without an instance tells of another one.
          guard marker.layer == .platform, marker.slot == .failed || marker.slot == .exit else {
            isSign = false
            break
          }
          sign.end = (
            marker.slot, book.facts.capture("exitCode", at: fact).flatMap { Int($0) },
            book.facts.capture("live", at: fact) != nil
          )
          isSign = true
        } else if case .match = book.facts.rules[rule] {
          isSign = true
        }
      }
      if isSign { signs[entry.origin.service, default: []].append(sign) }
    }
    return signs
  }

  private mutating func place(_ signs: [Sign], among candidates: [Candidate]) {
    // Boots that have begun and are not known to be over.
    var open: [Int] = []
    var begun = 0
    var taken: Set<Int> = []
    var index = 0
    while index < signs.count {
      let sign = signs[index]
      let time = sign.entry.timestamp
      while begun < candidates.count,
        candidates[begun].boot.firstSeen <= time.advanced(bySeconds: PlatformSigns.clockSlack)
      {
        open.append(begun)
        begun += 1
      }
      open.removeAll { candidates[$0].isOver(at: time) }
      let fitting = open.filter {
        fits(sign, candidates[$0]) && !(sign.end?.slot == .exit && taken.contains($0))
      }
      // As many lines of one wording as boots that they fit: each of these ended so, whichever came
      // first.
      let alike = signs[index...].prefix(fitting.count + 1).prefix { other in
        isAlike(other, sign) && fitting.allSatisfy { fits(other, candidates[$0]) }
      }
      if sign.end != nil, !fitting.isEmpty, alike.count == fitting.count {
        for (other, candidate) in zip(alike, fitting) {
          give(other, to: candidates[candidate])
          if sign.end?.slot == .exit { taken.insert(candidate) }
        }
        index += alike.count
        continue
      }
      index += 1
      if let only = fitting.first, fitting.count == 1 {
        give(sign, to: candidates[only])
        if sign.end?.slot == .exit { taken.insert(only) }
      } else if fitting.count > 1, sign.end != nil {
        unplaced[sign.entry.origin.service, default: []].append(sign.entry)
        if fitting.allSatisfy({ candidates[$0].boot.outcome == .failed }) {
          for fact in sign.facts { silenced.insert(UInt32(truncatingIfNeeded: fact)) }
        }
      }
    }
  }

  private mutating func give(_ sign: Sign, to candidate: Candidate) {
    for fact in sign.facts {
      owners[UInt32(truncatingIfNeeded: fact)] = UInt32(truncatingIfNeeded: candidate.instance)
    }
  }

  private func isAlike(_ left: Sign, _ right: Sign) -> Bool {
    left.end?.slot == right.end?.slot && left.end?.exitCode == right.end?.exitCode
      && left.end?.isLive == right.end?.isLive
      && left.entry.origin.revision == right.entry.origin.revision
  }

  private func fits(_ sign: Sign, _ candidate: Candidate) -> Bool {
    let boot = candidate.boot
    let time = sign.entry.timestamp
    if let revision = sign.entry.origin.revision, let own = boot.revision, revision != own {
      return false
    }
    guard boot.firstSeen <= time.advanced(bySeconds: PlatformSigns.clockSlack),
      !candidate.isOver(at: time)
    else { return false }
    guard let end = sign.end else { return true }
    switch end.slot {
    case .exit:
      if end.isLive, boot.readyAt.map({ $0 > time }) ?? true { return false }
      return !candidate.hasExit
    default:
      // A start-up probe asks no instance that is ready.
      return boot.readyAt.map { $0 > time } ?? true
    }
  }
}
