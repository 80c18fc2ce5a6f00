/// Where a JSON value stands in a record. A string's quotes are not part of it.
struct JSONSlice {
  enum Kind: UInt8 {
    case string, object, array, number, bool, null
  }

  /// Index of the first byte.
  var start: Int
  /// Index behind the last byte.
  var end: Int
  var kind: Kind
  /// Of an object or array found along a ``Tape``: where in it the opening bracket is.
  var place = JSONSlice.nowhere

  static let nowhere = UInt32.max

  @inline(__always)
  init(start: Int, end: Int, kind: Kind, place: UInt32 = JSONSlice.nowhere) {
    self.start = start
    self.end = end
    self.kind = kind
    self.place = place
  }
}

/// Steps from value to value through the bytes of a record, without recursion.
///
/// What stands deeper than the members asked for is skipped by its brackets, so nonsense between them
/// in a value that nobody asks for is no error.
struct JSONCursor {
  let bytes: UnsafePointer<UInt8>
  var position: Int
  let end: Int

  init(_ bytes: UnsafePointer<UInt8>, from position: Int, to end: Int) {
    self.bytes = bytes
    self.position = position
    self.end = end
  }

  init(_ bytes: Bytes) {
    // An empty buffer may lack an address; with no byte to read, any will do.
    self.init(bytes.baseAddress ?? UnsafePointer(JSONCursor.nothing), from: 0, to: bytes.count)
  }

  private nonisolated(unsafe) static let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  /// The value at the position, white space before it skipped; nil where none is or it has no end.
  @inline(__always)
  mutating func value() -> JSONSlice? {
    position = ByteScan.afterBlanks(bytes, position, end)
    guard position < end else { return nil }
    let start = position
    switch bytes[start] {
    case 0x22:
      guard let close = closingQuote(start &+ 1) else { return nil }
      position = close &+ 1
      return JSONSlice(start: start &+ 1, end: close, kind: .string)
    case 0x7B:
      guard skipComposite() else { return nil }
      return JSONSlice(start: start, end: position, kind: .object)
    case 0x5B:
      guard skipComposite() else { return nil }
      return JSONSlice(start: start, end: position, kind: .array)
    case 0x74, 0x66: return scalar(.bool)
    case 0x6E: return scalar(.null)
    // NaN and Infinity are what Python's json writes.
    case 0x2D, 0x30...0x39, 0x4E, 0x49: return scalar(.number)
    default: return nil
    }
  }

  @inline(__always)
  private mutating func scalar(_ kind: JSONSlice.Kind) -> JSONSlice {
    let start = position
    return JSONSlice(start: start, end: skipScalar(), kind: kind)
  }

  /// Moves behind a number or a word, and says where that is.
  @inline(__always)
  mutating func skipScalar() -> Int {
    while position < end {
      let byte = bytes[position]
      if byte == 0x2C || byte == 0x7D || byte == 0x5D || byte <= 0x20 || byte == 0x22
        || byte == 0x7B || byte == 0x5B || byte == 0x3A
      {
        break
      }
      position &+= 1
    }
    return position
  }

  /// The index of the quote that closes a string whose first byte is at an index.
  @inline(__always)
  func closingQuote(_ from: Int) -> Int? {
    var index = from
    while true {
      index = ByteScan.quoteOrBackslash(bytes, index, end)
      guard index < end else { return nil }
      if bytes[index] == 0x22 { return index }
      index &+= 2
      guard index < end else { return nil }
    }
  }

  private mutating func skipComposite() -> Bool {
    var depth = 0
    // The kinds of up to 64 open brackets, a bit each; where there are more they are only counted.
    var kinds: UInt64 = 0
    var isDeep = false
    var index = position
    while index < end {
      switch bytes[index] {
      case 0x22:
        guard let close = closingQuote(index &+ 1) else { return false }
        index = close
      case 0x7B:
        depth &+= 1
        isDeep = isDeep || depth > 64
        kinds = kinds &<< 1 | 1
      case 0x5B:
        depth &+= 1
        isDeep = isDeep || depth > 64
        kinds = kinds &<< 1
      case 0x7D, 0x5D:
        guard isDeep || kinds & 1 == (bytes[index] == 0x7D ? 1 : 0) else { return false }
        kinds = kinds &>> 1
        depth &-= 1
        if depth == 0 {
          position = index &+ 1
          return true
        }
      default: break
      }
      index &+= 1
    }
    return false
  }

  /// Enters an object or array at the position.
  mutating func enter(_ bracket: UInt8) -> Bool {
    position = ByteScan.afterBlanks(bytes, position, end)
    guard position < end, bytes[position] == bracket else { return false }
    position &+= 1
    return true
  }

  /// What comes next inside an object or array.
  enum Advance {
    case item, close, broken
  }

  /// Moves to the next item; a comma is needed before all but the first, and forgiven at the end.
  @inline(__always)
  mutating func advance(isFirst: Bool, closing: UInt8) -> Advance {
    position = ByteScan.afterBlanks(bytes, position, end)
    guard position < end else { return .broken }
    if bytes[position] == closing {
      position &+= 1
      return .close
    }
    if isFirst { return .item }
    guard bytes[position] == 0x2C else { return .broken }
    position = ByteScan.afterBlanks(bytes, position &+ 1, end)
    guard position < end else { return .broken }
    guard bytes[position] == closing else { return .item }
    position &+= 1
    return .close
  }

  /// The key at the position, the colon behind it skipped; nil where there is none.
  @inline(__always)
  mutating func key() -> JSONSlice? {
    guard position < end, bytes[position] == 0x22, let close = closingQuote(position &+ 1) else {
      return nil
    }
    let key = JSONSlice(start: position &+ 1, end: close, kind: .string)
    position = ByteScan.afterBlanks(bytes, close &+ 1, end)
    guard position < end, bytes[position] == 0x3A else { return nil }
    position &+= 1
    return key
  }
}

/// Walks through the members of an object: `while let member = members.next()`.
struct JSONMembers {
  private(set) var cursor: JSONCursor
  private var isFirst = true
  /// True once the closing brace was met; false at the end means that the object is malformed.
  private(set) var isComplete = false

  /// An object's members; none (and not complete) where the slice is no object.
  init(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) {
    cursor = JSONCursor(bytes, from: slice.start, to: slice.end)
    if !cursor.enter(0x7B) { cursor.position = cursor.end }
  }

  @inline(__always)
  mutating func next() -> (key: JSONSlice, value: JSONSlice)? {
    switch cursor.advance(isFirst: isFirst, closing: 0x7D) {
    case .close:
      isComplete = true
      return nil
    case .broken: return nil
    case .item: break
    }
    isFirst = false
    guard let key = cursor.key(), let value = cursor.value() else { return nil }
    return (key, value)
  }
}

/// Walks through the elements of an array.
struct JSONElements {
  private var cursor: JSONCursor
  private var isFirst = true

  init(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) {
    cursor = JSONCursor(bytes, from: slice.start, to: slice.end)
    if !cursor.enter(0x5B) { cursor.position = cursor.end }
  }

  mutating func next() -> JSONSlice? {
    guard case .item = cursor.advance(isFirst: isFirst, closing: 0x5D) else { return nil }
    isFirst = false
    return cursor.value()
  }
}
