/// The known members of one object: where each value stands. Reused for every record.
final class FieldSlots {
  /// By the raw values of the keys; the last is nobody's.
  let slices: UnsafeMutablePointer<JSONSlice>
  /// A bit for each ``EntryKey``. Asked for a dozen times an entry, never twice at a time.
  @exclusivity(unchecked) private var present: UInt64 = 0
  /// What the slices point into.
  @exclusivity(unchecked) private(set) var bytes: UnsafePointer<UInt8>
  private let placeholder: UnsafeMutablePointer<UInt8>
  private let keys = EntryKeyTable.shared
  private let keyText = ByteBuffer()
  /// The bits of all members' names, known keys or not: see ``EntryKeyTable/bit(_:)``.
  @exclusivity(unchecked) private(set) var nameBits: UInt64 = 0
  /// Of the record that ``bytes`` begin with, where it has one.
  @exclusivity(unchecked) private(set) var tape: Tape?
  /// The length of that record.
  @exclusivity(unchecked) private(set) var end = 0
  /// The ``EntryKey`` of the very first member, if it is one.
  @exclusivity(unchecked) private(set) var firstKey: EntryKey?
  /// The place in the tape of the object whose members a ``RecordWalk`` has found already.
  @exclusivity(unchecked) private var settledPlace = JSONSlice.nowhere

  init() {
    slices = .allocate(capacity: 64)
    slices.initialize(
      repeating: JSONSlice(start: 0, end: 0, kind: .null), count: 64)
    placeholder = .allocate(capacity: 1)
    bytes = UnsafePointer(placeholder)
  }

  deinit {
    slices.deallocate()
    placeholder.deallocate()
  }

  func clear() {
    present = 0
    nameBits = 0
    firstKey = nil
    settledPlace = JSONSlice.nowhere
  }

  /// Whether a ``RecordWalk`` found the members that are noted here.
  var isSettled: Bool { settledPlace != JSONSlice.nowhere }

  /// Notes that the slices hold the members of an object.
  ///
  /// - Parameters:
  ///   - end: the length of the record that begins at the first of the bytes.
  ///   - place: of the object in the tape.
  ///   - present: a bit for each ``EntryKey`` that is there.
  ///   - names: see ``nameBits``.
  ///   - first: the raw value of ``firstKey``; negative for none.
  @inline(__always)
  func settle(
    _ bytes: UnsafePointer<UInt8>, _ tape: Tape, end: Int, at place: UInt32, present: UInt64,
    names: UInt64, first: Int
  ) {
    self.bytes = bytes
    self.tape = tape
    self.end = end
    self.present = present
    nameBits = names
    firstKey = first < 0 ? nil : EntryKey(rawValue: first)
    settledPlace = place
  }

  /// Notes the members of an object; of two with one key the last counts, null is absence.
  ///
  /// - Parameters:
  ///   - tape: of the record that begins at the first of the bytes, where there is one.
  ///   - end: the length of the record.
  /// - Returns: the index behind the closing brace; nil where the object is malformed.
  @inline(__always)
  func fill(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice, along tape: Tape?, end: Int) -> Int?
  {
    guard let tape, slice.place != JSONSlice.nowhere else { return fill(bytes, slice) }
    settledPlace = JSONSlice.nowhere
    self.tape = tape
    self.bytes = bytes
    self.end = end
    var members = TapeCursor(bytes, tape, object: Int(slice.place), end: end)
    var first = -2
    var found: UInt64 = 0
    var names: UInt64 = 0
    while let (key, value) = members.member() {
      var id = keys.find(bytes + key.start, key.end &- key.start, noting: &names)
      if id < 0, hasEscape(key) {
        id = find(escaped: key)
        names = ~0
      }
      if first == -2 { first = id }
      guard id >= 0 else { continue }
      let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: id)
      if value.kind == .null {
        found &= ~bit
      } else {
        found |= bit
        slices[id] = value
      }
    }
    present = found
    nameBits = names
    firstKey = first < 0 ? nil : EntryKey(rawValue: first)
    return members.isComplete ? members.position : nil
  }

  /// The same without a tape.
  func fill(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) -> Int? {
    clear()
    self.bytes = bytes
    tape = nil
    end = slice.end
    var members = JSONMembers(bytes, slice)
    var isFirst = true
    while let (key, value) = members.next() {
      var id = keys.find(bytes + key.start, key.end &- key.start, noting: &nameBits)
      if id < 0, hasEscape(key) {
        id = find(escaped: key)
        nameBits = ~0
      }
      if isFirst {
        firstKey = id < 0 ? nil : EntryKey(rawValue: id)
        isFirst = false
      }
      guard id >= 0 else { continue }
      let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: id)
      if value.kind == .null {
        present &= ~bit
      } else {
        present |= bit
        slices[id] = value
      }
    }
    return members.isComplete ? members.cursor.position : nil
  }

  /// Notes the members of an object that is among the values of another.
  @inline(__always)
  func fill(_ object: JSONSlice, of other: FieldSlots) -> Int? {
    fill(other.bytes, object, along: other.tape, end: other.end)
  }

  @inline(__always)
  private func hasEscape(_ key: JSONSlice) -> Bool {
    key.end - key.start >= 6 && bytes[ByteScan.quoteOrBackslash(bytes, key.start, key.end)] == 0x5C
  }

  private func find(escaped key: JSONSlice) -> Int {
    let text = TextDecoder.decode(bytes, key.start, key.end, isEscaped: true, into: keyText)
    guard let base = text.baseAddress else { return -1 }
    return keys.find(base, text.count)
  }

  @inline(__always)
  subscript(key: EntryKey) -> JSONSlice? {
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: key.rawValue)
    return present & bit != 0 ? slices[key.rawValue] : nil
  }

  /// The value where it is of a kind.
  @inline(__always)
  func value(_ key: EntryKey, _ kind: JSONSlice.Kind) -> JSONSlice? {
    guard let slice = self[key], slice.kind == kind else { return nil }
    return slice
  }

  @inline(__always)
  func has(_ key: EntryKey) -> Bool { self[key] != nil }

  /// Whether any member of a set is there.
  @inline(__always)
  func hasAny(of set: KeySet) -> Bool { present & set.bits != 0 }

  /// Some keys, a bit each.
  struct KeySet {
    fileprivate let bits: UInt64

    init(_ keys: EntryKey...) {
      bits = keys.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    }
  }

  /// The bytes of a value as they stand in the record.
  @inline(__always)
  func raw(_ slice: JSONSlice) -> Bytes {
    Bytes(start: bytes + slice.start, count: slice.end - slice.start)
  }
}
