/// The sources of a set's facts, each once by value.
struct SourceTable: Sendable {
  private(set) var all: [EntrySource] = []
  private var numbers: [EntrySource: UInt32] = [:]
  /// Which object was last seen in which place: most entries come with a source just seen.
  private var recent: [(source: ObjectIdentifier, number: UInt32)?] = []

  private static let recentCount = 256

  init() {}

  /// The number of a source. O(1).
  mutating func number(of source: EntrySource) -> UInt32 {
    let object = ObjectIdentifier(source)
    if recent.isEmpty { recent = Array(repeating: nil, count: SourceTable.recentCount) }
    // Objects lie at multiples of 16.
    let slot = (UInt(bitPattern: object) >> 4 ^ UInt(bitPattern: object) >> 12) & 255
    if let known = recent[Int(slot)], known.source == object { return known.number }
    let number: UInt32
    if let known = numbers[source] {
      number = known
      // Only of an object that stays alive is the identity worth keeping.
      guard all[Int(known)] === source else { return number }
    } else {
      number = UInt32(all.count)
      all.append(source)
      numbers[source] = number
    }
    recent[Int(slot)] = (object, number)
    return number
  }
}
