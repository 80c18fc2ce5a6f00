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

  /// Where a walk is.
  private struct Stand {
    var step: UnsafeMutablePointer<WalkStep>
    var position: Int
    /// The place in the tape of the first mark at or behind the position.
    var next: Int
    /// What was found of the object at hand: a bit for each ``EntryKey``, and those of all names.
    var present: UInt64 = 0
    var names: UInt64 = 0
    var slots: UnsafeMutablePointer<JSONSlice>
  }

  /// The record at hand.
  private struct Record {
    let bytes: UnsafePointer<UInt8>
    let tape: Tape
    let end: Int
  }

  private let stand: UnsafeMutablePointer<Stand>

  init() {
    stand = .allocate(capacity: 1)
  }

  deinit { stand.deallocate() }

  /// Fills the slots of a record and of the objects in it.
  ///
  /// - Returns: the index behind the closing brace; nil where the record has to be read otherwise,
  ///   with all slots as good as empty.
  func walk(_ bytes: UnsafePointer<UInt8>, _ tape: Tape, end: Int) -> Int? {
    forget()
    table.beginRecord()
    guard let position = steps(of: Record(bytes: bytes, tape: tape, end: end)) else {
      forget()
      return nil
    }
    return position
  }

  /// How many steps are known.
  var knownSteps: Int { table.count }

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

  private func steps(of record: Record) -> Int? {
    let bytes = record.bytes
    let stand = stand
    stand.initialize(to: Stand(step: table.root, position: 1, next: 1, slots: top.slices))
    // Of the top, while an object in it is walked.
    var present: UInt64 = 0
    var names: UInt64 = 0
    var object = StepTable.Object.top
    // The key of the first member; a first step that was taken with strings is still the root's.
    var first = -1
    while true {
      RecordWalk.takeStrings(stand, record)
      let last = stand.pointee.step
      var step = last.pointee.next
      if step.pointee.reach == .max
        || !RecordWalk.isTaken(step, bytes, stand.pointee.position, record.end)
      {
        guard let rare = rareStep(object, record) else { return nil }
        step = rare
        last.pointee.next = rare
      }
      stand.pointee.step = step
      stand.pointee.names |= step.pointee.nameBit
      let start = stand.pointee.position &+ Int(step.pointee.length)
      let next = stand.pointee.next &+ Int(step.pointee.marks)
      stand.pointee.position = start
      stand.pointee.next = next
      let key = Int(step.pointee.key)
      let bit = step.pointee.keyBit
      if last == table.root { first = key }
      guard stand.pointee.present & bit == 0 else { return nil }
      switch step.pointee.meaning {
      case .string:
        guard next < record.tape.count else { return nil }
        let close = Tape.offset(record.tape.marks[next])
        stand.pointee.present |= bit
        stand.pointee.slots[key] = JSONSlice(start: start, end: close, kind: .string)
        stand.pointee.position = close &+ 1
        stand.pointee.next = next &+ 1
      case .scalar:
        guard let kind = RecordWalk.scalarKind(bytes[start]) else { return nil }
        var cursor = JSONCursor(bytes, from: start, to: record.end)
        let end = cursor.skipScalar()
        stand.pointee.position = end
        if kind == .null { break }
        stand.pointee.present |= bit
        stand.pointee.slots[key] = JSONSlice(start: start, end: end, kind: kind)
      case .composite:
        let last = TapeCursor.closing(record.tape.marks, next &- 1, record.tape.count)
        guard last < record.tape.count else { return nil }
        let end = Tape.offset(record.tape.marks[last]) &+ 1
        stand.pointee.position = end
        stand.pointee.next = last &+ 1
        stand.pointee.present |= bit
        stand.pointee.slots[key] = JSONSlice(
          start: start &- 1, end: end, kind: bytes[start &- 1] == 0x7B ? .object : .array,
          place: UInt32(truncatingIfNeeded: next &- 1))
      case .enter:
        guard let entered = RecordWalk.object(ofKey: key) else { return nil }
        // Its end is not known yet.
        top.slices[key] = JSONSlice(
          start: start &- 1, end: 0, kind: .object, place: UInt32(truncatingIfNeeded: next &- 1))
        present = stand.pointee.present | bit
        names = stand.pointee.names
        object = entered
        stand.pointee.present = 0
        stand.pointee.names = 0
        stand.pointee.slots = slots(of: entered).slices
      case .close:
        guard let key = object.key?.rawValue else { return nil }
        top.slices[key].end = start
        slots(of: object).settle(
          bytes, record.tape, end: record.end, at: top.slices[key].place,
          present: stand.pointee.present, names: stand.pointee.names, first: -1)
        object = .top
        stand.pointee.present = present
        stand.pointee.names = names
        stand.pointee.slots = top.slices
      case .end:
        guard object == .top else { return nil }
        top.settle(
          bytes, record.tape, end: record.end, at: 0, present: stand.pointee.present,
          names: stand.pointee.names,
          first: first < 0 ? Int(table.root.pointee.next.pointee.key) : first)
        return start
      }
    }
  }

  /// Takes known steps as long as strings follow, which is most of any record.
  @inline(never)
  private static func takeStrings(_ stand: UnsafeMutablePointer<Stand>, _ record: Record) {
    let bytes = UnsafeRawPointer(record.bytes)
    let marks = record.tape.marks
    let markCount = record.tape.count
    let end = record.end
    let slots = stand.pointee.slots
    var at = stand.pointee.step
    var position = stand.pointee.position
    var next = stand.pointee.next
    var present = stand.pointee.present
    var names = stand.pointee.names
    while true {
      let step = at.pointee.next
      let closing = next &+ Int(step.pointee.marks)
      guard step.pointee.meaning == .string, position &+ Int(step.pointee.reach) <= end,
        closing < markCount, present & step.pointee.keyBit == 0,
        WalkStep.isTaken(step, bytes + position)
      else { break }
      let close = Tape.offset(marks[closing])
      present |= step.pointee.keyBit
      names |= step.pointee.nameBit
      slots[Int(step.pointee.key)] = JSONSlice(
        start: position &+ Int(step.pointee.length), end: close, kind: .string)
      position = close &+ 1
      next = closing &+ 1
      at = step
    }
    stand.pointee.step = at
    stand.pointee.position = position
    stand.pointee.next = next
    stand.pointee.present = present
    stand.pointee.names = names
  }

  /// Whether the bytes at a position are those of a step, and of the kind that follows them.
  @inline(__always)
  private static func isTaken(
    _ step: UnsafePointer<WalkStep>, _ bytes: UnsafePointer<UInt8>, _ position: Int, _ end: Int
  ) -> Bool {
    let length = Int(step.pointee.length)
    if position &+ Int(step.pointee.reach) <= end {
      guard WalkStep.isTaken(step, bytes + position) else { return false }
    } else {
      guard position &+ length <= end else { return false }
      for index in 0..<length where bytes[position &+ index] != step.pointee.text[index] {
        return false
      }
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

  /// The step that the bytes take, read where it is not known; nil where they take none.
  @inline(never)
  private func rareStep(
    _ object: StepTable.Object, _ record: Record
  ) -> UnsafeMutablePointer<WalkStep>? {
    let bytes = record.bytes
    let place = stand.pointee.step.pointee.place
    let position = stand.pointee.position
    var known = table.first(from: place)
    while let step = known {
      if RecordWalk.isTaken(step, bytes, position, record.end) { return step }
      known = table.other(than: step)
    }
    let isFirst = place == StepTable.beginning(of: object)
    var cursor = TapeCursor(
      bytes, record.tape, at: position, stand.pointee.next, isFirst: isFirst, end: record.end)
    var step = table.blank()
    guard let key = cursor.keyOfValue() else {
      guard cursor.isComplete else { return nil }
      if let key = object.key {
        step.meaning = .close
        step.place = StepTable.behind(key.rawValue, nameBit: 0, of: .top)
      }
      step.length = Int32(truncatingIfNeeded: cursor.position - position)
      return table.keep(step, bytes + position, from: place)
    }
    // What a step holds of lengths and numbers is made for short ones.
    guard cursor.position - position < StepTable.longest else { return nil }
    let name = Bytes(start: bytes + key.start, count: key.end - key.start)
    guard !name.contains(0x5C) else { return nil }
    let found = keys.find(bytes + key.start, name.count, noting: &step.nameBit)
    step.place = StepTable.behind(found, nameBit: step.nameBit, of: object)
    if found >= 0 {
      step.key = UInt8(truncatingIfNeeded: found)
      step.keyBit = 1 << UInt64(found)
    }
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
      guard RecordWalk.scalarKind(byte) != nil else { return nil }
      step.meaning = .scalar
    }
    let opening = step.meaning == .scalar ? 0 : 1
    step.length = Int32(truncatingIfNeeded: cursor.position - position + opening)
    step.marks = UInt16(truncatingIfNeeded: cursor.next - stand.pointee.next + opening)
    return table.keep(step, bytes + position, from: place)
  }
}
