import LogModel

/// Collects what goes wrong in one input: the first few of each sort, and how many more there were.
struct ReadProblems {
  private let file: String
  private(set) var malformed = 0
  private var oversized = 0
  private var badTimes = 0
  private(set) var listed: [Problem] = []

  static let listedMalformed = 20
  static let listedOthers = 5

  init(file: String) { self.file = file }

  mutating func add(_ problem: Problem) { listed.append(problem) }

  /// A record that could not be read. Not a loss in itself: the caller knows what share is tolerable.
  mutating func addMalformed(_ reason: String, entry: Int? = nil, at offset: Int) {
    malformed += 1
    guard malformed <= ReadProblems.listedMalformed else { return }
    add(
      Problem(
        file: file, entry: entry, byteOffset: offset,
        reason: "malformed record skipped: \(reason)", isLoss: false))
  }

  mutating func addOversized(limit: Int, at offset: Int) {
    oversized += 1
    guard oversized <= ReadProblems.listedOthers else { return }
    add(
      Problem(
        file: file, byteOffset: offset, reason: "a record of more than \(limit) bytes was skipped"))
  }

  mutating func addBadTime(_ text: String, entry: Int, at offset: Int) {
    badTimes += 1
    guard badTimes <= ReadProblems.listedOthers else { return }
    add(
      Problem(
        file: file, entry: entry, byteOffset: offset,
        reason: "not a usable time, treated as absent: \(text)", isLoss: false))
  }

  mutating func addTruncation(_ reason: String, at offset: Int) {
    add(Problem(file: file, byteOffset: offset, reason: reason))
  }

  /// The listed problems, and one for the rest of each sort.
  var all: [Problem] {
    var all = listed
    if malformed > ReadProblems.listedMalformed {
      let rest = malformed - ReadProblems.listedMalformed
      all.append(
        Problem(file: file, reason: "\(rest) more malformed records were skipped", isLoss: false))
    }
    if oversized > ReadProblems.listedOthers {
      let rest = oversized - ReadProblems.listedOthers
      all.append(Problem(file: file, reason: "\(rest) more oversized records were skipped"))
    }
    if badTimes > ReadProblems.listedOthers {
      let rest = badTimes - ReadProblems.listedOthers
      all.append(
        Problem(file: file, reason: "\(rest) more entries without a usable time", isLoss: false))
    }
    return all
  }
}
