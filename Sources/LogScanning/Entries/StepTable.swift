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

  /// The first eight of the bytes, those of `mask` where they are fewer.
  var head: UInt64
  var mask: UInt64
  /// The bit of the member's name, see ``EntryKeyTable/bit(_:)``.
  var nameBit: UInt64
  var text: UnsafeMutablePointer<UInt8>
  /// Bytes from behind one value to the first of the next, its quote or bracket included.
  var length: Int32
  /// Marks of the tape that stand in them.
  var marks: UInt16
  /// The place to go on from, see ``StepTable``.
  var place: UInt16
  /// Another step from the same place; 0 for none.
  var sibling: UInt16 = 0
  /// The step that came after this one the last time; 0 for none.
  var next: UInt16 = 0
  /// The raw value of the member's ``EntryKey``; -1 for other names.
  var key: Int8
  var meaning: Meaning
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

  let steps: UnsafeMutablePointer<WalkStep>
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
  static let root = 1

  private func startOver() {
    places.initialize(repeating: (0, 0), count: StepTable.placeCount)
    for index in 0...StepTable.root {
      (steps + index).initialize(
        to: WalkStep(
          head: 0, mask: 0, nameBit: 0, text: texts, length: 0, marks: 0,
          place: StepTable.beginning(of: .top), key: -1, meaning: .end))
    }
    count = StepTable.root + 1
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

  /// The first of the steps that are known from a place; 0 for none.
  @inline(__always)
  func first(from place: UInt16) -> Int { Int(places[Int(place)].first) }

  /// Keeps a step from a place where there is room; else it stands at 0 until the next such.
  func keep(_ step: WalkStep, _ bytes: UnsafePointer<UInt8>, from place: UInt16) -> Int {
    steps[0] = step
    let length = Int(step.length)
    guard count < StepTable.mostSteps, used + length <= StepTable.room else {
      isFull = true
      return 0
    }
    guard length <= StepTable.longest, places[Int(place)].count < StepTable.mostSiblings else {
      return 0
    }
    let text = texts + used
    text.update(from: bytes, count: length)
    used += length
    var kept = step
    kept.text = text
    for index in 0..<min(8, length) {
      kept.head |= UInt64(text[index]) << UInt64(8 * index)
      kept.mask |= 0xFF << UInt64(8 * index)
    }
    kept.sibling = places[Int(place)].first
    places[Int(place)].first = UInt16(count)
    places[Int(place)].count += 1
    (steps + count).initialize(to: kept)
    count += 1
    return count - 1
  }
}
