/// Walks through a record, its payload, request and labels in one pass, taking again the steps that
/// records before it took: what stands between two values is compared, not read.
///
/// It finds what ``FieldSlots/fill(_:_:along:end:)`` finds of each object, or nothing. What records
/// seldom have (a key twice or with an escape in it, damage) is left to that.
final class RecordWalk {
  let top = FieldSlots()
  let payload = FieldSlots()
  let request = FieldSlots()
  let labels = FieldSlots()
  private let table = StepTable()
  private let keys = EntryKeyTable.shared

  /// What was found of the object at hand.
  private struct Found {
    var slots: UnsafeMutablePointer<JSONSlice>
    /// A bit for each ``EntryKey``.
    var present: UInt64 = 0
    var names: UInt64 = 0
  }

  /// Fills the slots of a record and of the objects in it.
  ///
  /// - Returns: the index behind the closing brace; nil where the record has to be read otherwise,
  ///   with all slots as good as empty.
  func walk(_ bytes: UnsafePointer<UInt8>, _ tape: Tape, end: Int) -> Int? {
    forget()
    table.beginRecord()
    guard let position = steps(bytes, tape, end) else {
      forget()
      return nil
    }
    return position
  }

  /// Has nothing left of the record before.
  func forget() {
    top.clear()
    payload.clear()
    request.clear()
    labels.clear()
  }

  private func slots(of object: StepTable.Object) -> FieldSlots {
    switch object {
    case .top: top
    case .payload: payload
    case .request: request
    case .labels: labels
    }
  }

  private func steps(_ bytes: UnsafePointer<UInt8>, _ tape: Tape, _ end: Int) -> Int? {
    let known = table.steps
    let marks = tape.marks
    let tapeEnd = tape.count
    var position = 1
    // The place in the tape of the first mark at or behind the position.
    var next = 1
    var at = StepTable.root
    var object = StepTable.Object.top
    var found = Found(slots: top.slices)
    var outer = found
    var first = -2
    while true {
      var index = Int(known[at].next)
      if index == 0 || !RecordWalk.isTaken(known + index, bytes, position, end) {
        index = step(from: known[at].place, object, bytes, tape, position, next, end)
        guard index >= 0 else { return nil }
        known[at].next = UInt16(truncatingIfNeeded: index)
      }
      at = index
      let step = known + index
      position &+= Int(step.pointee.length)
      next &+= Int(step.pointee.marks)
      let key = Int(step.pointee.key)
      if first == -2 { first = key }
      found.names |= step.pointee.nameBit
      let bit: UInt64 = key < 0 ? 0 : 1 &<< UInt64(truncatingIfNeeded: key)
      guard found.present & bit == 0 else { return nil }
      switch step.pointee.meaning {
      case .string:
        guard next < tapeEnd else { return nil }
        let close = Tape.offset(marks[next])
        if bit != 0 {
          found.present |= bit
          found.slots[key] = JSONSlice(start: position, end: close, kind: .string)
        }
        position = close &+ 1
        next &+= 1
      case .scalar:
        let start = position
        var cursor = JSONCursor(bytes, from: position, to: end)
        position = cursor.skipScalar()
        if bit != 0, let kind = RecordWalk.scalarKind(bytes[start]), kind != .null {
          found.present |= bit
          found.slots[key] = JSONSlice(start: start, end: position, kind: kind)
        }
      case .composite:
        let place = next &- 1
        let last = TapeCursor.closing(marks, place, tapeEnd)
        guard last < tapeEnd else { return nil }
        let start = position &- 1
        position = Tape.offset(marks[last]) &+ 1
        next = last &+ 1
        if bit != 0 {
          found.present |= bit
          found.slots[key] = JSONSlice(
            start: start, end: position, kind: bytes[start] == 0x7B ? .object : .array,
            place: UInt32(truncatingIfNeeded: place))
        }
      case .enter:
        guard let entered = RecordWalk.object(ofKey: key) else { return nil }
        found.present |= bit
        // Its end is not known yet.
        found.slots[key] = JSONSlice(
          start: position &- 1, end: 0, kind: .object,
          place: UInt32(truncatingIfNeeded: next &- 1))
        outer = found
        object = entered
        found = Found(slots: slots(of: entered).slices)
      case .close:
        guard let key = object.key?.rawValue else { return nil }
        outer.slots[key].end = position
        slots(of: object).settle(
          bytes, tape, end: end, at: outer.slots[key].place, present: found.present,
          names: found.names, first: -1)
        object = .top
        found = outer
      case .end:
        guard object == .top else { return nil }
        top.settle(
          bytes, tape, end: end, at: 0, present: found.present, names: found.names, first: first)
        return position
      }
    }
  }

  /// Whether the bytes at a position are those of a step.
  @inline(__always)
  private static func isTaken(
    _ step: UnsafePointer<WalkStep>, _ bytes: UnsafePointer<UInt8>, _ position: Int, _ end: Int
  ) -> Bool {
    let length = Int(step.pointee.length)
    let raw = UnsafeRawPointer(bytes + position)
    guard position &+ max(length, 8) <= end else {
      return isTakenAtEnd(step, bytes, position, end)
    }
    guard
      (UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) ^ step.pointee.head)
        & step.pointee.mask == 0
    else { return false }
    if length > 8 {
      let text = UnsafeRawPointer(step.pointee.text)
      var index = 8
      while index &+ 8 <= length {
        guard
          raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            == text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        else { return false }
        index &+= 8
      }
      // The last eight, some of which were compared already.
      guard
        raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
          == text.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
      else { return false }
    }
    return step.pointee.meaning != .scalar || isScalar(bytes, position &+ length, end)
  }

  private static func isTakenAtEnd(
    _ step: UnsafePointer<WalkStep>, _ bytes: UnsafePointer<UInt8>, _ position: Int, _ end: Int
  ) -> Bool {
    let length = Int(step.pointee.length)
    guard position &+ length <= end else { return false }
    for index in 0..<length where bytes[position &+ index] != step.pointee.text[index] {
      return false
    }
    return step.pointee.meaning != .scalar || isScalar(bytes, position &+ length, end)
  }

  @inline(__always)
  private static func isScalar(
    _ bytes: UnsafePointer<UInt8>, _ position: Int, _ end: Int
  ) -> Bool {
    position < end && scalarKind(bytes[position]) != nil
  }

  /// The kind of the number or word that begins with a byte; nil where none does.
  @inline(__always)
  private static func scalarKind(_ byte: UInt8) -> JSONSlice.Kind? {
    switch byte {
    case 0x2D, 0x30...0x39, 0x4E, 0x49: .number
    case 0x74, 0x66: .bool
    case 0x6E: .null
    default: nil
    }
  }

  @inline(__always)
  private static func object(ofKey key: Int) -> StepTable.Object? {
    switch key {
    case EntryKey.jsonPayload.rawValue: .payload
    case EntryKey.httpRequest.rawValue: .request
    case EntryKey.labels.rawValue: .labels
    default: nil
    }
  }

  /// The step that the bytes at a position take, read where it is not known; -1 where they take none.
  private func step(
    from place: UInt16, _ object: StepTable.Object, _ bytes: UnsafePointer<UInt8>, _ tape: Tape,
    _ position: Int, _ next: Int, _ end: Int
  ) -> Int {
    var index = table.first(from: place)
    while index != 0 {
      if RecordWalk.isTaken(table.steps + index, bytes, position, end) { return index }
      index = Int(table.steps[index].sibling)
    }
    let isFirst = place == StepTable.beginning(of: object)
    var cursor = TapeCursor(bytes, tape, at: position, next, isFirst: isFirst, end: end)
    var step = WalkStep(
      head: 0, mask: 0, nameBit: 0, text: table.steps[0].text, length: 0, marks: 1, place: 0,
      key: -1, meaning: .end)
    guard let key = cursor.keyOfValue() else {
      guard cursor.isComplete else { return -1 }
      if let key = object.key {
        step.meaning = .close
        step.place = StepTable.behind(key.rawValue, nameBit: 0, of: .top)
      }
      step.length = Int32(truncatingIfNeeded: cursor.position - position)
      return table.keep(step, bytes + position, from: place)
    }
    let name = Bytes(start: bytes + key.start, count: key.end - key.start)
    guard !name.contains(0x5C) else { return -1 }
    let found = keys.find(bytes + key.start, name.count, noting: &step.nameBit)
    step.key = Int8(truncatingIfNeeded: found)
    step.place = StepTable.behind(found, nameBit: step.nameBit, of: object)
    switch bytes[cursor.position] {
    case 0x22: step.meaning = .string
    case 0x5B: step.meaning = .composite
    case 0x7B:
      step.meaning = .composite
      if object == .top, let entered = RecordWalk.object(ofKey: found) {
        step.meaning = .enter
        step.place = StepTable.beginning(of: entered)
      }
    case let byte:
      guard RecordWalk.scalarKind(byte) != nil else { return -1 }
      step.meaning = .scalar
    }
    let opening = step.meaning == .scalar ? 0 : 1
    step.length = Int32(truncatingIfNeeded: cursor.position - position + opening)
    let marks = cursor.next - next + opening
    guard cursor.position - position < StepTable.longest else {
      // No step so long is kept, and what it is measured by might not fit.
      return -1
    }
    step.marks = UInt16(truncatingIfNeeded: marks)
    return table.keep(step, bytes + position, from: place)
  }
}
