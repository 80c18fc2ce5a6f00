import LogModel

/// A date with a time of day, in any of the forms that logs have it.
struct WrittenTime {
  private(set) var timestamp: Timestamp
  private(set) var form: WrittenDate.Form
  /// The first byte.
  private(set) var start: Int
  /// Behind the zone.
  private(set) var end: Int
  private(set) var hasFraction: Bool
  /// A named zone whose offset the name does not tell for certain; the time was taken as UTC.
  private(set) var uncertainZone: Bytes?

  /// - Parameters:
  ///   - colon: the index of one behind an hour.
  ///   - now: a time without a year is taken for the latest that is not more than seven days later.
  init?(_ text: StampText, colon: Int, now: Timestamp) {
    guard let clock = WrittenClock(text, colon: colon),
      let date = WrittenDate(text, before: clock.start)
    else { return nil }
    if date.form == .usual {
      guard let usual = WrittenTime(usual: text.line, start: date.start) else { return nil }
      self = usual
      return
    }
    form = date.form
    start = date.start
    end = clock.end
    hasFraction = clock.hasFraction
    // Only clocks of twelve hours, and those who write as they do, spare the zero.
    if clock.start + 1 == colon, date.form != .spelled, date.form != .slashes { return nil }
    // Milliseconds are what tells such a line from a part number.
    if date.form == .lettered, !clock.hasFraction { return nil }
    var year = date.year
    var minutes = 0
    if year != nil {
      if let zone = WrittenZone(text, after: end) {
        minutes = zone.minutes
        uncertainZone = zone.uncertainName
        end = zone.end
      }
    } else if date.form == .weekday {
      let zone = WrittenZone(text, after: end)
      let blank = zone?.end ?? end
      if text[blank] == 0x20, !text.isAlphanumeric(blank + 5),
        let written = text.number(blank + 1, digits: 4)
      {
        year = written
        minutes = zone?.minutes ?? 0
        uncertainZone = zone?.uncertainName
        end = blank + 5
      }
    }
    let found =
      if let year { clock.moment(year: year, month: date.month, day: date.day) } else {
        clock.latestMoment(month: date.month, day: date.day, now: now)
      }
    guard let moment = found?.advanced(byNanoseconds: -Int64(minutes) * 60_000_000_000),
      TimestampValue.isPlausible(moment)
    else { return nil }
    timestamp = moment
  }

  /// A time in one of the usual notations at an index.
  init?(usual line: Bytes, start: Int) {
    let head = line.part(start..<min(line.count, start + 64))
    guard let found = Timestamp.prefix(of: head.span), TimestampValue.isPlausible(found.timestamp)
    else { return nil }
    form = .usual
    self.start = start
    hasFraction = found.length > 20 && (head[19] == 0x2E || head[19] == 0x2C)
    timestamp = found.timestamp
    end = start + found.length
    if let zone = WrittenZone(line, behindUsual: end) {
      timestamp = timestamp.advanced(byNanoseconds: -Int64(zone.minutes) * 60_000_000_000)
      uncertainZone = zone.uncertainName
      end = zone.end
    }
  }

  /// The moment that a text consists of; nil where anything else stands in it.
  static func whole(_ line: Bytes, now: Timestamp) -> Timestamp? {
    guard line.count <= 64, let colon = line.firstIndex(of: 0x3A) else { return nil }
    let text = StampText(line: line)
    // Behind the year of `11/Mar/2025:14:00:19` one more colon stands.
    for colon in [colon, colon + 3] {
      guard let time = WrittenTime(text, colon: colon, now: now) else { continue }
      return time.start == 0 && time.end == line.count ? time.timestamp : nil
    }
    return nil
  }
}

extension WrittenClock {
  fileprivate func moment(year: Int, month: Int, day: Int) -> Timestamp? {
    Timestamp(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: nanosecond)
  }

  /// The latest that is not more than seven days after `now`, as clocks differ and logs are read late.
  fileprivate func latestMoment(month: Int, day: Int, now: Timestamp) -> Timestamp? {
    let limit = now.advanced(byNanoseconds: 7 * 86_400_000_000_000)
    let last = limit.civil.year
    // Two leap days are at most eight years apart.
    for year in stride(from: last, through: last - 8, by: -1) {
      if let moment = moment(year: year, month: month, day: day), moment <= limit { return moment }
    }
    return nil
  }
}
