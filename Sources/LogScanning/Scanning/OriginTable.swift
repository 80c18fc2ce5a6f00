import LogModel

/// Something for each origin of sources, found by the object, which the instances of a service share.
/// Bounded: what is forgotten is made anew.
struct OriginTable<Value> {
  private var values: [ObjectIdentifier: (origin: EntrySource.Origin, value: Value)] = [:]

  private static var limit: Int { 1 << 10 }

  /// O(1), but for what making a value takes.
  mutating func value(of origin: EntrySource.Origin, _ make: () -> Value) -> Value {
    let object = ObjectIdentifier(origin)
    // The origin is held, so that no other object can come to lie where it does.
    if let known = values[object] { return known.value }
    let value = make()
    if values.count >= OriginTable.limit { values.removeAll(keepingCapacity: true) }
    values[object] = (origin, value)
    return value
  }
}
