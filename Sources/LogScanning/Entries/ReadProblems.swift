import LogModel

/// Collects what goes wrong in one input, or in a part of it: the first few of each sort, and how many
/// more there were.
struct ReadProblems {
  private enum Sort: Int, CaseIterable {
    case malformed, oversized, badTime
    /// Said once: what is read after it in the same way is of the same file.
    case uncertainZone

    var listed: Int {
      switch self {
      case .malformed: 20
      case .oversized, .badTime: 5
      case .uncertainZone: 1
      }
    }
  }

  private struct Tally {
    var count = 0
    /// Where the first that is not listed stands.
    var more: Int?
  }

  let file: String
  private var tallies = [Tally](repeating: Tally(), count: Sort.allCases.count)
  private var listed: [(sort: Sort?, problem: Problem)] = []

  init(file: String) { self.file = file }

  var malformed: Int { tallies[Sort.malformed.rawValue].count }

  /// A record that could not be read. Not a loss in itself: the caller knows what share is tolerable.
  mutating func addMalformed(_ reason: String, at offset: Int) {
    add(.malformed, at: offset, isLoss: false, "malformed record skipped: \(reason)")
  }

  mutating func addOversized(limit: Int, at offset: Int) {
    add(.oversized, at: offset, isLoss: true, "a record of more than \(limit) bytes was skipped")
  }

  mutating func addBadTime(_ text: String, entry: Int, at offset: Int) {
    add(
      .badTime, entry: entry, at: offset, isLoss: false,
      "not a usable time, treated as absent: \(text)")
  }

  mutating func addUncertainZone(_ name: String, at offset: Int) {
    add(
      .uncertainZone, at: offset, isLoss: false,
      "times are given in \(name), whose offset is not certain; they are taken as UTC")
  }

  mutating func addForeign(_ reason: String) {
    listed.append((nil, Problem(file: file, byteOffset: 0, reason: reason)))
  }

  mutating func addTruncation(_ reason: String, at offset: Int) {
    listed.append((nil, Problem(file: file, byteOffset: offset, reason: reason)))
  }

  private mutating func add(
    _ sort: Sort, entry: Int? = nil, at offset: Int?, isLoss: Bool,
    _ reason: @autoclosure () -> String
  ) {
    tallies[sort.rawValue].count += 1
    if tallies[sort.rawValue].count <= sort.listed {
      listed.append(
        (
          sort,
          Problem(
            file: file, entry: entry, byteOffset: offset, reason: reason(), isLoss: isLoss)
        ))
    } else if tallies[sort.rawValue].more == nil {
      tallies[sort.rawValue].more = offset
    }
  }

  /// Takes in those of the part that follows, as if they had been added here.
  ///
  /// - Parameter ordinals: added to the ordinals that the part gave to entries.
  mutating func append(_ part: ReadProblems, ordinals: Int) {
    for (sort, problem) in part.listed {
      if let sort {
        add(
          sort, entry: problem.entry.map { $0 + ordinals }, at: problem.byteOffset,
          isLoss: problem.isLoss, problem.reason)
      } else {
        listed.append((nil, problem))
      }
    }
    for (sort, tally) in part.tallies.enumerated() {
      let own = tallies[sort]
      // The listed ones are counted already.
      let unlisted = max(0, tally.count - Sort.allCases[sort].listed)
      tallies[sort].count += unlisted
      if own.more == nil { tallies[sort].more = tally.more }
    }
  }

  /// The listed problems, and one for the rest of each sort.
  var all: [Problem] {
    var all = listed.map(\.problem)
    for sort in Sort.allCases {
      guard let offset = tallies[sort.rawValue].more else { continue }
      let rest = tallies[sort.rawValue].count - sort.listed
      switch sort {
      case .malformed:
        all.append(
          Problem(
            file: file, byteOffset: offset,
            reason: "\(rest) more malformed records were skipped from here on", isLoss: false))
      case .oversized:
        all.append(
          Problem(
            file: file, byteOffset: offset,
            reason: "\(rest) more oversized records were skipped from here on"))
      case .badTime:
        all.append(
          Problem(
            file: file, byteOffset: offset,
            reason: "\(rest) more entries without a usable time from here on", isLoss: false))
      case .uncertainZone: break
      }
    }
    return all
  }
}
