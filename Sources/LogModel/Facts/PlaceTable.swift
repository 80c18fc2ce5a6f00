/// The inputs that a set's facts come from, with the upper half of the ordinals there.
struct PlaceTable: Sendable {
  struct Place: Hashable, Sendable {
    var file: String
    /// The ordinal without its lower 32 bits.
    var base: Int
  }

  private(set) var all: [Place] = []
  private var numbers: [Place: Int] = [:]
  private var last = 0

  init() {}

  /// Beyond ``FactRow/maxPlaces`` the last one stands for all others.
  mutating func number(file: String, ordinal: Int) -> Int {
    let place = Place(file: file, base: ordinal & ~0xFFFF_FFFF)
    if last < all.count, all[last] == place { return last }
    if let known = numbers[place] {
      last = known
    } else if all.count < FactRow.maxPlaces {
      numbers[place] = all.count
      last = all.count
      all.append(place)
    }
    return last
  }
}
