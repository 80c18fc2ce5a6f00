import LogModel

/// Collects what goes wrong in one input: the first few of each sort, and how many more there were.
struct ReadProblems {
  private let file: String
  private(set) var malformed = 0
  private var oversized = 0
  private var badTimes = 0
  private var hasUncertainZone = false
  // Where the first that is not listed stands.
  private var moreMalformed: Int?
  private var moreOversized: Int?
  private var moreBadTimes: Int?
  private(set) var listed: [Problem] = []

  static let listedMalformed = 20
  static let listedOthers = 5

  init(file: String) { self.file = file }

  mutating func add(_ problem: Problem) { listed.append(problem) }

  /// A record that could not be read. Not a loss in itself: the caller knows what share is tolerable.
  mutating func addMalformed(_ reason: String, entry: Int? = nil, at offset: Int) {
    malformed += 1
    guard malformed <= ReadProblems.listedMalformed else {
      moreMalformed = moreMalformed ?? offset
      return
    }
    add(
      Problem(
        file: file, entry: entry, byteOffset: offset,
        reason: "malformed record skipped: \(reason)", isLoss: false))
  }

  mutating func addOversized(limit: Int, at offset: Int) {
    oversized += 1
    guard oversized <= ReadProblems.listedOthers else {
      moreOversized = moreOversized ?? offset
      return
    }
    add(
      Problem(
        file: file, byteOffset: offset, reason: "a record of more than \(limit) bytes was skipped"))
  }

  mutating func addBadTime(_ text: String, entry: Int, at offset: Int) {
    badTimes += 1
    guard badTimes <= ReadProblems.listedOthers else {
      moreBadTimes = moreBadTimes ?? offset
      return
    }
    add(
      Problem(
        file: file, entry: entry, byteOffset: offset,
        reason: "not a usable time, treated as absent: \(text)", isLoss: false))
  }

  /// Said once: what is read after it in the same way is of the same file.
  mutating func addUncertainZone(_ name: String, at offset: Int) {
    guard !hasUncertainZone else { return }
    hasUncertainZone = true
    add(
      Problem(
        file: file, byteOffset: offset,
        reason: "times are given in \(name), whose offset is not certain; they are taken as UTC",
        isLoss: false))
  }

  mutating func addForeign(_ reason: String) {
    add(Problem(file: file, byteOffset: 0, reason: reason))
  }

  mutating func addTruncation(_ reason: String, at offset: Int) {
    add(Problem(file: file, byteOffset: offset, reason: reason))
  }

  /// The listed problems, and one for the rest of each sort.
  var all: [Problem] {
    var all = listed
    if let offset = moreMalformed {
      let rest = malformed - ReadProblems.listedMalformed
      all.append(
        Problem(
          file: file, byteOffset: offset,
          reason: "\(rest) more malformed records were skipped from here on", isLoss: false))
    }
    if let offset = moreOversized {
      let rest = oversized - ReadProblems.listedOthers
      all.append(
        Problem(
          file: file, byteOffset: offset,
          reason: "\(rest) more oversized records were skipped from here on"))
    }
    if let offset = moreBadTimes {
      let rest = badTimes - ReadProblems.listedOthers
      all.append(
        Problem(
          file: file, byteOffset: offset,
          reason: "\(rest) more entries without a usable time from here on", isLoss: false))
    }
    return all
  }
}
