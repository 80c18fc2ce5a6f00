/// Steps from value to value of a record along its ``Tape``; agrees with ``JSONCursor`` in all.
struct TapeCursor {
  let bytes: UnsafePointer<UInt8>
  private let marks: UnsafePointer<UInt32>
  private let tapeEnd: Int
  private let end: Int
  /// The place in the tape of the first quote or bracket at or behind the position.
  private(set) var next: Int
  private(set) var position: Int
  private var isFirst = true
  /// True once the closing brace was met; false at the end means that the object is malformed.
  private(set) var isComplete = false

  /// The members of the object whose opening brace has a place in the tape.
  ///
  /// - Parameter end: the length of the record.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, _ tape: Tape, object place: Int, end: Int) {
    self.bytes = bytes
    self.end = end
    marks = tape.marks
    tapeEnd = tape.count
    next = place &+ 1
    position = Tape.offset(tape.marks[place]) &+ 1
  }

  /// Goes on within an object.
  ///
  /// - Parameters:
  ///   - position: of its first byte, or of the first behind a value.
  ///   - next: the place in the tape of the first mark at or behind the position.
  ///   - isFirst: whether no member was before.
  init(
    _ bytes: UnsafePointer<UInt8>, _ tape: Tape, at position: Int, _ next: Int, isFirst: Bool,
    end: Int
  ) {
    self.bytes = bytes
    self.end = end
    self.position = position
    self.next = next
    self.isFirst = isFirst
    marks = tape.marks
    tapeEnd = tape.count
  }

  /// The next key, with the position at the first byte of its value; nil at the end and where the
  /// object is malformed.
  mutating func keyOfValue() -> JSONSlice? {
    guard advance(), let key = key() else { return nil }
    skipBlanks()
    return position < end ? key : nil
  }

  /// The next member; nil at the end and where the object is malformed.
  @inline(__always)
  mutating func member() -> (key: JSONSlice, value: JSONSlice)? {
    guard advance(), let key = key(), let value = value() else { return nil }
    return (key, value)
  }

  /// Moves to the next key; a comma is needed before all but the first, and forgiven at the end.
  @inline(__always)
  private mutating func advance() -> Bool {
    skipBlanks()
    guard position < end else { return false }
    if bytes[position] == 0x7D { return close() }
    if isFirst {
      isFirst = false
      return true
    }
    guard bytes[position] == 0x2C else { return false }
    position &+= 1
    skipBlanks()
    guard position < end else { return false }
    return bytes[position] == 0x7D ? close() : true
  }

  @inline(__always)
  private mutating func close() -> Bool {
    position &+= 1
    isComplete = true
    return false
  }

  @inline(__always)
  private mutating func skipBlanks() {
    position = ByteScan.afterBlanks(bytes, position, end)
  }

  @inline(__always)
  private mutating func key() -> JSONSlice? {
    guard bytes[position] == 0x22, let key = string() else { return nil }
    skipBlanks()
    guard position < end, bytes[position] == 0x3A else { return nil }
    position &+= 1
    return key
  }

  /// The string whose opening quote is at the position, which is next in the tape.
  @inline(__always)
  private mutating func string() -> JSONSlice? {
    guard next &+ 1 < tapeEnd else { return nil }
    let close = Tape.offset(marks[next &+ 1])
    let slice = JSONSlice(start: position &+ 1, end: close, kind: .string)
    next &+= 2
    position = close &+ 1
    return slice
  }

  @inline(__always)
  private mutating func value() -> JSONSlice? {
    skipBlanks()
    guard position < end else { return nil }
    let byte = bytes[position]
    if byte == 0x22 { return string() }
    if byte == 0x7B { return composite(.object) }
    return rareValue(byte)
  }

  /// Anything but strings and objects.
  private mutating func rareValue(_ byte: UInt8) -> JSONSlice? {
    switch byte {
    case 0x5B: return composite(.array)
    case 0x74, 0x66: return scalar(.bool)
    case 0x6E: return scalar(.null)
    case 0x2D, 0x30...0x39, 0x4E, 0x49: return scalar(.number)
    default: return nil
    }
  }

  @inline(__always)
  private mutating func scalar(_ kind: JSONSlice.Kind) -> JSONSlice {
    let start = position
    var cursor = JSONCursor(bytes, from: position, to: end)
    position = cursor.skipScalar()
    return JSONSlice(start: start, end: position, kind: kind)
  }

  /// The object or array whose bracket is at the position, which is next in the tape.
  @inline(__always)
  private mutating func composite(_ kind: JSONSlice.Kind) -> JSONSlice? {
    let start = position
    let place = next
    let last = TapeCursor.closing(marks, next, tapeEnd)
    guard last < tapeEnd else { return nil }
    position = Tape.offset(marks[last]) &+ 1
    next = last &+ 1
    return JSONSlice(
      start: start, end: position, kind: kind, place: UInt32(truncatingIfNeeded: place))
  }

  /// The place in the tape of the bracket that closes the one at a place; `tapeEnd` where none does.
  static func closing(
    _ marks: UnsafePointer<UInt32>, _ place: Int, _ tapeEnd: Int
  ) -> Int {
    var depth = 0
    // The kinds of up to 64 open brackets, a bit each; where there are more they are only counted.
    var kinds: UInt64 = 0
    var isDeep = false
    var index = place
    while index < tapeEnd {
      let byte = Tape.byte(marks[index])
      if byte == 0x22 {
        index &+= 2
        continue
      }
      if byte & 2 != 0 {
        // `{` and `[`: their second bit is set, that of the closing ones is not.
        depth &+= 1
        isDeep = isDeep || depth > 64
        kinds = kinds &<< 1 | UInt64(truncatingIfNeeded: byte &>> 5 & 1)
      } else {
        guard isDeep || kinds & 1 == UInt64(truncatingIfNeeded: byte &>> 5 & 1) else {
          return tapeEnd
        }
        kinds = kinds &>> 1
        depth &-= 1
        if depth == 0 { return index }
      }
      index &+= 1
    }
    return tapeEnd
  }
}
