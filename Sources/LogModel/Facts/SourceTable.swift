/// The sources of a set's facts, each once by value.
///
/// A crash loop has hundreds of thousands: one is two numbers here, and an ``EntrySource`` is made
/// where one is asked for.
struct SourceTable: Sendable {
  private struct Source: Equatable, Sendable {
    var origin: UInt32
    /// One more than the number of its name; 0 for none.
    var instance: UInt32
  }

  private(set) var origins: [EntrySource.Origin] = []
  private var all: [Source] = []
  private var instances = NameStore()
  private var originNumbers: [EntrySource.Origin: UInt32] = [:]
  private var index = NumberIndex()
  /// Which object was last seen in which place: most entries come with a source just seen.
  private var recent: [(source: EntrySource, number: UInt32)?] = []

  /// The logs of an instance mostly begin one after the other.
  private var lastInstance: (name: String, number: UInt32)?

  private static let recentCount = 256

  init() {}

  var count: Int { all.count }

  /// The number of a source. O(1).
  mutating func number(of source: EntrySource) -> UInt32 {
    let object = UInt(bitPattern: ObjectIdentifier(source))
    if recent.isEmpty { recent = Array(repeating: nil, count: SourceTable.recentCount) }
    // Objects lie at multiples of 16.
    let slot = Int((object >> 4 ^ object >> 12) & 255)
    if let known = recent[slot], known.source === source { return known.number }
    let own = Source(
      origin: number(of: source.origin),
      instance: source.instance.map { numberOfInstance($0) } ?? 0)
    // Numbers given in turn: no log can choose them so that many share a hash.
    let product = (UInt64(own.origin) << 32 | UInt64(own.instance)) &* 0x9E37_79B9_7F4A_7C15
    let hash = UInt32(truncatingIfNeeded: product >> 32)
    let number: UInt32
    if let known = index.number(hash: hash, where: { all[Int($0)] == own }) {
      number = known
    } else {
      number = index.add(hash: hash)
      all.append(own)
    }
    // Held, so that no other object can come to lie where it does.
    recent[slot] = (source, number)
    return number
  }

  private mutating func numberOfInstance(_ name: String) -> UInt32 {
    if let lastInstance, lastInstance.name == name { return lastInstance.number }
    let number = instances.number(of: name) + 1
    lastInstance = (name, number)
    return number
  }

  private mutating func number(of origin: EntrySource.Origin) -> UInt32 {
    if let known = originNumbers[origin] { return known }
    let number = UInt32(origins.count)
    originNumbers[origin] = number
    origins.append(origin)
    return number
  }

  /// Made anew at every call. O(length of the instance's name).
  subscript(number: Int) -> EntrySource {
    EntrySource(
      origin: origins[Int(all[number].origin)], instance: instance(all[number].instance))
  }

  /// Index into ``origins`` of a source.
  func origin(_ number: Int) -> Int { Int(all[number].origin) }

  /// A number for the name of a source's instance: equal names have equal numbers; 0 for none.
  func instanceNumber(_ number: Int) -> UInt32 { all[number].instance }

  /// The name by its number. O(length).
  func instance(_ number: UInt32) -> String? { number == 0 ? nil : instances.name(number - 1) }

  /// Lets go of what only the recent past was held for.
  mutating func settle() {
    recent = []
    lastInstance = nil
    instances.settle()
  }
}
