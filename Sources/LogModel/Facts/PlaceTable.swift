/// The inputs that a set's facts come from, in pieces that 32 bits can number.
struct PlaceTable: Sendable {
  struct Place: Hashable, Sendable {
    var file: String
    /// What the number in a row is added to for the ordinal.
    var base: Int
  }

  private(set) var all: [Place] = []
  private var numbers: [Place: Int] = [:]
  private var last = 0

  init() {}

  mutating func number(file: String, ordinal: Int) -> Int {
    number(of: Place(file: file, base: ordinal & ~0xFFFF_FFFF))
  }

  /// Beyond ``FactRow/maxPlaces`` the last one stands for all others.
  mutating func number(of place: Place) -> Int {
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

  /// Gives each place the base that its own stands for.
  mutating func rebase(_ base: (Int) -> Int) {
    for index in all.indices { all[index].base = base(all[index].base) }
    numbers = [:]
    for (number, place) in all.enumerated() { numbers[place] = number }
  }
}
