import LogModel
import Patterns

/// What the library says of a marker: the same for every sighting of it.
struct MarkerRule {
  enum Slot {
    case start, phaseEnter, phaseDone, ready, phaseFailed, failed, exit
  }

  var slot: Slot
  var layer: Profile.Layer
  /// Index into the library's profiles.
  var profile: Int
  /// Index into the profile's phases, of a marker of a phase that the profile has.
  var phase: Int?

  /// Nil for what is no marker, or of a profile that the library does not have.
  init?(_ rule: FactRule, in library: PatternLibrary, _ profiles: [String: Int]) {
    guard case .marker(let id, let slot, _) = rule, let index = profiles[id] else { return nil }
    let phases = library.profiles[index].phases
    profile = index
    layer = library.profiles[index].layer
    func find(_ name: String) -> Int? { phases.firstIndex { $0.name == name } }
    switch slot {
    case .start: self.slot = .start
    case .ready: self.slot = .ready
    case .failed: self.slot = .failed
    case .exit: self.slot = .exit
    case .deployed: return nil
    case .phaseEnter(let name): (self.slot, phase) = (.phaseEnter, find(name))
    case .phaseDone(let name): (self.slot, phase) = (.phaseDone, find(name))
    case .phaseFailed(let name): (self.slot, phase) = (.phaseFailed, find(name))
    }
  }

  /// One entry may begin a boot and enter its first phase, or fail a phase and the boot: in the
  /// order in which a boot can have them.
  var rankInEntry: Int {
    switch slot {
    case .start: 0
    case .phaseEnter: 1
    case .phaseDone: 2
    case .ready: 3
    case .phaseFailed: 4
    case .failed: 5
    case .exit: 6
    }
  }
}

/// The markers of a run, those of one instance together, each instance's in the order of a boot.
final class MarkerBook: Sendable {
  let book: FactBook
  /// Rule of the facts → what it marks; nil where it marks nothing.
  let rules: [MarkerRule?]
  /// Positions of facts.
  let positions: [UInt32]
  /// Instance → its part of ``positions``.
  let parts: [Range<Int>]

  init(_ book: FactBook, library: PatternLibrary) {
    self.book = book
    let facts = book.facts
    let profiles = Dictionary(
      library.profiles.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rules = facts.rules.map { MarkerRule($0, in: library, profiles) }
    // Counted, then dealt: O(facts), whatever the number of instances.
    var ends = [Int](repeating: 0, count: book.instanceCount + 1)
    func forEachMarker(_ body: (UInt32) -> Void) {
      for index in 0..<facts.count where rules[facts.ruleIndex(at: index)] != nil {
        let position = UInt32(truncatingIfNeeded: index)
        if book.silenced.isEmpty || !book.silenced.contains(position) { body(position) }
      }
    }
    forEachMarker { ends[book.instance(at: $0) + 1] += 1 }
    for instance in 0..<book.instanceCount { ends[instance + 1] += ends[instance] }
    var positions = [UInt32](repeating: 0, count: ends[book.instanceCount])
    var next = ends
    forEachMarker { position in
      let instance = book.instance(at: position)
      positions[next[instance]] = position
      next[instance] += 1
    }
    let parts = (0..<book.instanceCount).map { ends[$0]..<ends[$0 + 1] }
    for part in parts { MarkerBook.orderEntries(in: part, of: &positions, facts, rules) }
    self.rules = rules
    self.positions = positions
    self.parts = parts
  }

  /// Puts the markers of each entry in the order in which a boot can have them.
  private static func orderEntries(
    in part: Range<Int>, of positions: inout [UInt32], _ facts: OrderedFacts, _ rules: [MarkerRule?]
  ) {
    func rank(_ position: UInt32) -> Int {
      rules[facts.ruleIndex(at: Int(position))]?.rankInEntry ?? 0
    }
    guard let first = part.first else { return }
    var last = facts.timestamp(at: Int(positions[first]))
    for index in part.dropFirst() {
      let moving = positions[index]
      let time = facts.timestamp(at: Int(moving))
      defer { last = time }
      guard time == last else { continue }
      var place = index
      while place > part.lowerBound, facts.timestamp(at: Int(positions[place - 1])) == time,
        rank(positions[place - 1]) > rank(moving),
        facts.entry(at: Int(positions[place - 1])) == facts.entry(at: Int(moving))
      {
        positions[place] = positions[place - 1]
        place -= 1
      }
      positions[place] = moving
    }
  }
}

/// Consecutive markers of one instance.
struct MarkerSlice: RandomAccessCollection, Sendable {
  let markers: MarkerBook
  // Boots are many.
  private let start: UInt32
  private let end: UInt32
  var startIndex: Int { Int(start) }
  var endIndex: Int { Int(end) }

  init(_ markers: MarkerBook, _ part: Range<Int>) {
    self.markers = markers
    start = UInt32(part.lowerBound)
    end = UInt32(part.upperBound)
  }

  subscript(index: Int) -> BootMarkerSighting {
    let position = markers.positions[index]
    return BootMarkerSighting(
      markers: markers, position: position, rule: markers.book.facts.ruleIndex(at: Int(position)))
  }
}

/// A marker of a profile, with the entry it was seen on.
struct BootMarkerSighting: Sendable {
  let markers: MarkerBook
  /// Of the fact.
  let position: UInt32
  /// Index into the rules of the facts: which condition of which slot of which profile.
  let rule: Int

  private var known: MarkerRule {
    guard let known = markers.rules[rule] else { preconditionFailure("a sighting has a rule") }
    return known
  }

  var slot: MarkerRule.Slot { known.slot }
  var layer: Profile.Layer { known.layer }
  /// Index into the library's profiles.
  var profile: Int { known.profile }
  /// Index into the profile's phases.
  var phase: Int? { known.phase }

  var entry: SeenEntry { markers.book.entry(at: position) }
  var time: Timestamp { markers.book.facts.timestamp(at: Int(position)) }
  var origin: EntrySource.Origin { markers.book.facts.origin(at: Int(position)) }

  /// True where the marker ends a boot: a boot-level failure, an exit, a request to stop.
  var isEnd: Bool { slot == .failed || slot == .exit }

  var exitCode: Int? { capture("exitCode").flatMap { Int($0) } }
  var isStop: Bool { capture("stop") != nil }
  /// The reason that the marker gives.
  var error: String? { capture("error") }

  func capture(_ name: String) -> String? {
    markers.book.facts.capture(name, at: Int(position))
  }

  /// True where the marker says that the start-up got on: a phase begun or done, readiness.
  var isProgress: Bool { slot == .phaseEnter || slot == .phaseDone || slot == .ready }
}
