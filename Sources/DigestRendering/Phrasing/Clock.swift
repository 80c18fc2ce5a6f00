import LogModel

/// How moments are written in a report: times of day in UTC, with a date where one is needed.
struct Clock {
  /// True where the digest spans several days, so that a time alone would be ambiguous.
  let showsDates: Bool
  /// The only day of the digest, where it is not the day of the report.
  private let foreignDay: String?
  private let from: Timestamp?
  private let to: Timestamp?

  /// - Parameter keepsDates: true for a report that is read on other days too.
  init(_ digest: Digest, keepsDates: Bool = false) {
    from = digest.from.flatMap { $0.isDated ? $0 : nil }
    to = digest.to.flatMap { $0.isDated ? $0 : nil }
    var first = from
    var last = to
    for incident in digest.incidents {
      for case let moment? in [incident.firstSeen, incident.lastSeen, incident.recoveredAt]
      where moment.isDated {
        first = min(first ?? moment, moment)
        last = max(last ?? moment, moment)
      }
    }
    showsDates = keepsDates || first?.date != last?.date
    foreignDay = showsDates || first?.date == digest.generatedAt.date ? nil : first?.date
  }

  /// For a report about more than one digest's time: every moment with its date.
  static let dated = Clock()

  private init() {
    (showsDates, foreignDay, from, to) = (true, nil, nil, nil)
  }

  /// `09:02:11`, or `2025-09-07 09:02:11`; nil for an entry without a time.
  func time(_ moment: Timestamp?, milliseconds: Bool = false) -> String? {
    guard let moment, moment.isDated else { return nil }
    let time = moment.timeOfDay(milliseconds: milliseconds)
    return showsDates ? moment.date + " " + time : time
  }

  /// As `time`, with the date also where the reader would take the time for one of today.
  func moment(_ moment: Timestamp?) -> String? {
    guard let time = time(moment) else { return nil }
    return (foreignDay.map { $0 + " " } ?? "") + time + " UTC"
  }

  /// `09:02:19 – 09:12:58`, or one time where both are the same.
  func span(_ from: Timestamp?, _ to: Timestamp?) -> String? {
    guard let from, let to, let start = time(from), let end = time(to) else {
      return time(from) ?? time(to)
    }
    guard start != end else { return start }
    return start + " – " + (from.date == to.date ? to.timeOfDay() : end)
  }

  /// The time that the entries of the digest span; nil where none was dated.
  var window: String? {
    guard let from, let to else { return nil }
    let start = String(from.timeOfDay().prefix(5))
    let end = String(to.timeOfDay().prefix(5))
    if from.date != to.date { return "\(from.date) \(start) – \(to.date) \(end) UTC" }
    let day = (showsDates ? from.date : foreignDay).map { $0 + " " } ?? ""
    if start != end { return day + "\(start) – \(end) UTC" }
    let (exactStart, exactEnd) = (from.timeOfDay(), to.timeOfDay())
    return day + (exactStart == exactEnd ? exactStart : "\(exactStart) – \(exactEnd)") + " UTC"
  }
}
