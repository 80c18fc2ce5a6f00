/// What stood between two values of a record, and what it means: the same bytes at the same place mean
/// the same again.
struct WalkStep {
  /// What comes behind the bytes.
  enum Meaning: UInt8 {
    case string, scalar
    /// An object or array that is passed over.
    case composite
    /// An object whose members are walked as well.
    case enter
    /// Such an object has ended.
    case close
    /// The record has ended.
    case end
  }

  /// The step that came after this one the last time.
  var next: UnsafeMutablePointer<WalkStep>
  /// The first and the last eight of the bytes, or those of the masks where they are fewer.
  var head: UInt64 = 0
  var headMask: UInt64 = 0
  var tail: UInt64 = 0
  var tailMask: UInt64 = 0
  /// The bit of the member's name, see ``EntryKeyTable/bit(_:)``.
  var nameBit: UInt64 = 0
  /// The bit of its ``EntryKey``; 0 for other names.
  var keyBit: UInt64 = 0
  var text: UnsafeMutablePointer<UInt8>
  /// Bytes from behind one value to the first of the next, its quote or bracket included.
  var length: Int32 = 0
  /// Bytes that are looked at, eight at least.
  var reach: Int32 = 0
  /// Where the last eight bytes begin.
  var tailStart: UInt16 = 0
  /// Marks of the tape that stand in the bytes.
  var marks: UInt16 = 1
  /// The place to go on from, see ``StepTable``.
  var place: UInt16 = 0
  /// Another step from the same place; 0 for none.
  var sibling: UInt16 = 0
  /// The raw value of the ``EntryKey``; that of no key for other names.
  var key = UInt8(truncatingIfNeeded: WalkStep.noKey)
  var meaning = Meaning.end

  static let noKey = 63

  /// Whether these are the bytes at an address, behind which as many as `reach` can be read.
  @inline(__always)
  static func isTaken(_ step: UnsafePointer<WalkStep>, _ raw: UnsafeRawPointer) -> Bool {
    let head = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    let tail = UInt64(
      littleEndian: raw.loadUnaligned(
        fromByteOffset: Int(step.pointee.tailStart), as: UInt64.self))
    let difference =
      (head ^ step.pointee.head) & step.pointee.headMask
      | (tail ^ step.pointee.tail) & step.pointee.tailMask
    guard difference == 0 else { return false }
    return step.pointee.length <= 16 || isMiddleTaken(step, raw)
  }

  @inline(__always)
  private static func isMiddleTaken(
    _ step: UnsafePointer<WalkStep>, _ raw: UnsafeRawPointer
  ) -> Bool {
    let text = UnsafeRawPointer(step.pointee.text)
    let tail = Int(step.pointee.tailStart)
    var index = 8
    while index < tail {
      guard
        raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index &+= 8
    }
    return true
  }

  /// Takes a copy of the bytes for its own.
  mutating func keep(_ text: UnsafeMutablePointer<UInt8>) {
    self.text = text
    reach = max(8, length)
    tailStart = UInt16(max(0, Int(length) - 8))
    for index in 0..<min(8, Int(length)) {
      let shift = UInt64(8 * index)
      head |= UInt64(text[index]) << shift
      headMask |= 0xFF << shift
      tail |= UInt64(text[Int(tailStart) + index]) << shift
      tailMask |= 0xFF << shift
    }
  }
}

/// The steps that records took so far. Bounded: what finds no room is read anew each time.
///
/// A place is where a record may go on: behind a member of one name in one object, or at the beginning
/// of an object. That names share a place is of no harm, since a step is taken by its bytes.
final class StepTable {
  /// An object whose members are walked.
  enum Object: Int, CaseIterable {
    case top, payload, request, labels

    /// The member of the top that holds it.
    var key: EntryKey? {
      switch self {
      case .top: nil
      case .payload: .jsonPayload
      case .request: .httpRequest
      case .labels: .labels
      }
    }
  }

  static let mostSteps = 1024
  /// Bytes of all steps.
  private static let room = 32 << 10
  static let longest = 256
  /// Steps from one place; names that never come again shall cost little.
  private static let mostSiblings = 16
  private static let namesOfObject = 128
  /// Records until a full table begins anew.
  private static let patience = 4096

  /// At 0 a step that was not kept, or none.
  private let steps: UnsafeMutablePointer<WalkStep>
  private let texts: UnsafeMutablePointer<UInt8>
  private let places: UnsafeMutablePointer<(first: UInt16, count: UInt16)>
  private static let placeCount = (namesOfObject + 1) * Object.allCases.count
  private(set) var count = 0
  private var used = 0
  private var records = 0
  private var isFull = false

  init() {
    steps = .allocate(capacity: StepTable.mostSteps)
    texts = .allocate(capacity: StepTable.room)
    places = .allocate(capacity: StepTable.placeCount)
    startOver()
  }

  deinit {
    steps.deallocate()
    texts.deallocate()
    places.deallocate()
  }

  /// The step of no bytes that leads into a record.
  var root: UnsafeMutablePointer<WalkStep> { steps + 1 }

  /// What stands for a step that is not known.
  var none: UnsafeMutablePointer<WalkStep> { steps }

  private func startOver() {
    places.initialize(repeating: (0, 0), count: StepTable.placeCount)
    for index in 0...1 { (steps + index).initialize(to: blank()) }
    none.pointee.reach = .max
    root.pointee.place = StepTable.beginning(of: .top)
    count = 2
    used = 0
    records = 0
    isFull = false
  }

  /// To be called before each record.
  @inline(__always)
  func beginRecord() {
    records &+= 1
    if isFull, records > StepTable.patience { startOver() }
  }

  static func beginning(of object: Object) -> UInt16 {
    UInt16(namesOfObject * Object.allCases.count + object.rawValue)
  }

  /// The place behind a member.
  static func behind(_ key: Int, nameBit: UInt64, of object: Object) -> UInt16 {
    UInt16(namesOfObject * object.rawValue + (key >= 0 ? key : 64 + nameBit.trailingZeroBitCount))
  }

  /// The first of the steps that are known from a place; nil for none.
  @inline(__always)
  func first(from place: UInt16) -> UnsafeMutablePointer<WalkStep>? {
    let first = Int(places[Int(place)].first)
    return first == 0 ? nil : steps + first
  }

  /// Another step from the same place.
  @inline(__always)
  func other(than step: UnsafeMutablePointer<WalkStep>) -> UnsafeMutablePointer<WalkStep>? {
    let sibling = Int(step.pointee.sibling)
    return sibling == 0 ? nil : steps + sibling
  }

  /// A step to begin with.
  func blank() -> WalkStep { WalkStep(next: steps, text: texts) }

  /// Keeps a step from a place where there is room; else it stands at ``none`` until the next such.
  func keep(
    _ step: WalkStep, _ bytes: UnsafePointer<UInt8>, from place: UInt16
  ) -> UnsafeMutablePointer<WalkStep> {
    steps[0] = step
    // It must not be taken unread.
    steps[0].reach = .max
    let length = Int(step.length)
    guard count < StepTable.mostSteps, used + length <= StepTable.room else {
      isFull = true
      return none
    }
    guard length <= StepTable.longest, places[Int(place)].count < StepTable.mostSiblings else {
      return none
    }
    let kept = steps + count
    kept.initialize(to: step)
    (texts + used).update(from: bytes, count: length)
    kept.pointee.keep(texts + used)
    kept.pointee.sibling = places[Int(place)].first
    places[Int(place)].first = UInt16(count)
    places[Int(place)].count += 1
    used += length
    count += 1
    return kept
  }
}
