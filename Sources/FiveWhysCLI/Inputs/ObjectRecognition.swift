/// An object as it was when it was last seen.
struct RememberedObject: Sendable {
  var path: String
  var identity: ObjectIdentity
}

/// What has become of an object since it was last seen. The times that files carry say nothing here:
/// whoever copies, touches or restores a file sets them as he likes.
enum ObjectChange: Equatable, Sendable {
  /// Nobody has seen it before.
  case new
  case unchanged
  /// More follows what was there.
  case grown
  /// Its content was cut off, and what is there now was written since, as `copytruncate` has it: all of
  /// it is to be read.
  case truncated
  /// Something else bears its name now: all of it is to be read.
  case replaced
  /// It is gzip now, and there may be more in it than had been seen.
  case compressed(hasMore: Bool)
  /// It is, or is about to become, the gzip of an object that is still there, which alone is to be read.
  case copied
}

/// Tells which of the objects that are there now are those of before.
///
/// Where an object lies decides first, then how it begins; its name only where neither is known. What
/// is known by its beginning alone must have left its place: two files that begin alike are two.
struct ObjectRecognition {
  struct Verdict: Equatable, Sendable {
    var change: ObjectChange
    /// Which of the remembered objects it is, or, where it was replaced, was; nil for a new one.
    var remembered: Int?
    /// Whether it had another path.
    var isRenamed = false
  }

  /// Shorter ones may be alike by chance, and are trusted only for objects of one size.
  private static let shortestBeginning = 64

  private let remembered: [RememberedObject]
  private var byPlace: [ObjectIdentity.Place: Int] = [:]
  private var byPath: [String: Int] = [:]
  /// Those that were found where they lay, as they were.
  private var kept: Set<Int> = []
  /// Which of those has a path now.
  private var keptPaths: [String: Int] = [:]
  /// Those whose place was looked at.
  private var visited: Set<Int> = []
  private var verdicts: [Verdict?] = []
  /// Those that are not where one of before was.
  private var unknown: [(number: Int, sight: ObjectSight)] = []

  init(_ remembered: [RememberedObject]) {
    self.remembered = remembered
    for (number, object) in remembered.enumerated() {
      byPlace[object.identity.place] = number
      byPath[object.path] = number
    }
  }

  /// Takes in an object that is there now. What it begins with is held only where it has to be compared
  /// with others.
  mutating func see(_ sight: ObjectSight) {
    let number = byPlace[sight.place]
    if let number { visited.insert(number) }
    if let number, let verdict = verdict(sight, at: number) {
      if verdict.change != .truncated {
        kept.insert(number)
        keptPaths[sight.path] = number
      }
      verdicts.append(verdict)
    } else {
      unknown.append((verdicts.count, sight))
      verdicts.append(nil)
    }
  }

  /// What has become of all objects that were seen, in their order.
  ///
  /// - Parameter isThere: whether an object that was not seen lies where it did, as it was; asked only
  ///   for those that another object may be.
  mutating func recognise(isThere: (RememberedObject) -> Bool) -> [Verdict] {
    var beginnings = Beginnings(remembered, without: kept)
    for (number, sight) in unknown {
      verdicts[number] = verdict(byContent: sight, &beginnings) { candidate in
        !visited.contains(candidate) && isThere(remembered[candidate])
      }
    }
    unknown = []
    return verdicts.map { $0 ?? Verdict(change: .new) }
  }

  /// What a remembered object has become that lay where this one lies; nil where that is another, which
  /// was given the place of one that is gone.
  private func verdict(_ sight: ObjectSight, at number: Int) -> Verdict? {
    let object = remembered[number]
    let isRenamed = object.path != sight.path
    var verdict = Verdict(change: .truncated, remembered: number, isRenamed: isRenamed)
    if case .cloud = sight.place {
      verdict.change = .unchanged
    } else if sight.size < object.identity.size {
      // Where it bears another name as well, the place alone says nothing.
      guard !isRenamed else { return nil }
    } else if object.identity.beginning.isBeginning(of: sight.bytes) {
      verdict.change = sight.size == object.identity.size ? .unchanged : .grown
    } else {
      return nil
    }
    return verdict
  }

  private func verdict(
    byContent sight: ObjectSight, _ beginnings: inout Beginnings, isThere: (Int) -> Bool
  ) -> Verdict {
    if let number = keptBehindGzip(sight) {
      return Verdict(change: .copied, remembered: number, isRenamed: true)
    }
    if let number = beginnings.take(
      sight.bytes, where: { self.mayBe($0, sight) && !isThere($0) })
    {
      let object = remembered[number]
      return Verdict(
        change: object.identity.size == sight.size ? .unchanged : .grown, remembered: number,
        isRenamed: object.path != sight.path)
    }
    if let text = sight.text,
      let number = beginnings.take(
        text, where: { self.mayBeCompressed($0, sight) && !isThere($0) })
    {
      let object = remembered[number]
      let isAll =
        sight.lastTextLength == UInt32(truncatingIfNeeded: object.identity.size)
      return Verdict(
        change: .compressed(hasMore: !isAll), remembered: number,
        isRenamed: object.path != sight.path)
    }
    if let number = byPath[sight.path], !kept.contains(number) {
      return Verdict(change: .replaced, remembered: number)
    }
    return Verdict(change: .new)
  }

  private func mayBe(_ number: Int, _ sight: ObjectSight) -> Bool {
    let identity = remembered[number].identity
    return identity.size == sight.size
      || (identity.size < sight.size
        && identity.beginning.length >= ObjectRecognition.shortestBeginning)
  }

  /// The object beside a gzip that is made of it.
  private func keptBehindGzip(_ sight: ObjectSight) -> Int? {
    guard let text = sight.text, sight.path.hasSuffix(".gz"),
      let number = keptPaths[String(sight.path.dropLast(3))]
    else { return nil }
    let beginning = remembered[number].identity.beginning
    // What is being written may not hold enough yet.
    return text.count < beginning.length || beginning.isBeginning(of: text) ? number : nil
  }

  private func mayBeCompressed(_ number: Int, _ sight: ObjectSight) -> Bool {
    let identity = remembered[number].identity
    return identity.beginning.length >= ObjectRecognition.shortestBeginning
      || sight.lastTextLength == UInt32(truncatingIfNeeded: identity.size)
  }
}

/// Remembered objects by how they begin.
private struct Beginnings {
  /// Length of the beginning → the beginning → the objects, the longest last.
  private var objects: [Int: [ObjectIdentity.Beginning: [Int]]] = [:]
  private let lengths: [Int]

  init(_ remembered: [RememberedObject], without kept: Set<Int>) {
    for (number, object) in remembered.enumerated() where !kept.contains(number) {
      let beginning = object.identity.beginning
      guard beginning.length > 0, case .file = object.identity.place else { continue }
      objects[beginning.length, default: [:]][beginning, default: []].append(number)
    }
    for length in objects.keys {
      objects[length] = objects[length]?.mapValues { numbers in
        numbers.sorted { left, right in
          let sizes = (remembered[left].identity.size, remembered[right].identity.size)
          return sizes.0 != sizes.1 ? sizes.0 < sizes.1 : left > right
        }
      }
    }
    lengths = objects.keys.sorted(by: >)
  }

  /// Takes out the object with the longest beginning that bytes begin with, and of several the longest
  /// object. O(different lengths × bytes), of which there are at most ``ObjectSight/beginning`` each.
  mutating func take(_ bytes: [UInt8], where isFit: (Int) -> Bool) -> Int? {
    for length in lengths where length <= bytes.count {
      let beginning = ObjectIdentity.Beginning(bytes.prefix(length))
      guard let place = objects[length]?[beginning]?.lastIndex(where: isFit) else { continue }
      return objects[length]?[beginning]?.remove(at: place)
    }
    return nil
  }
}

extension RememberedObject {
  /// Whether it lies where it did, and no shorter than it was.
  var isThere: Bool {
    guard let status = try? FileStatus(path: path) else { return false }
    return identity.place == .file(status.identity) && status.size >= identity.size
  }
}
