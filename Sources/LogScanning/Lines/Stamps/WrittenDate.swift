/// The date that stands before a time of day.
struct WrittenDate {
  /// How a date is written, which decides where it may stand; see ``StampPlace``.
  enum Form {
    /// `2025-03-11T`, `2025-03-11 `, `2025/03/11 `
    case usual
    /// `11/Mar/2025:` of web servers and proxies.
    case access
    /// `11-Mar-2025 `, `11 Mar 2025 `, `2025 Mar 11 `, `Tue, 11 Mar 2025 `
    case named
    /// `Mar 11, 2025 ` of java.util.logging, `Mar 11 2025 `
    case spelled
    /// `Mar 11 `, `Mar  1 ` of syslog.
    case syslog
    /// `Tue Mar 11 `, with the year behind the time.
    case weekday
    /// `03/11/2025, `, `03/11/2025 `: the month first.
    case slashes
    /// `I0311 ` of Kubernetes' own components: the letter is the level.
    case lettered
    /// `11 Mar ` of an old Redis.
    case yearless
  }

  private(set) var form: Form
  /// The first byte.
  private(set) var start: Int
  /// Nil where the date has none.
  private(set) var year: Int?
  private(set) var month: Int
  private(set) var day: Int

  /// Reads what ends where a time of day begins.
  init?(_ text: StampText, before clock: Int) {
    switch text[clock - 1] {
    case 0x54, 0x74: self.init(usual: text, end: clock - 1)
    case 0x3A: self.init(access: text, end: clock - 1)
    case 0x2C: return nil
    case 0x20:
      let end = clock - 1
      if text[end - 1] == 0x2C {
        self.init(slashes: text, end: end - 1)
      } else if text.isLetter(end - 1) {
        self.init(yearless: text, end: end)
      } else if !text.isDigit(end - 1) {
        return nil
      } else if text[end - 3] == 0x2D || text[end - 3] == 0x2F {
        self.init(usual: text, end: end)
      } else if text.number(end - 4, digits: 4) != nil {
        self.init(endingInYear: text, end: end)
      } else {
        self.init(endingInDay: text, end: end)
      }
    default: return nil
    }
  }

  private init?(_ form: Form, _ start: Int, _ year: Int?, _ month: Int?, _ day: Int?) {
    guard let month, let day else { return nil }
    self.form = form
    self.start = start
    self.year = year
    self.month = month
    self.day = day
  }

  private init?(usual text: StampText, end: Int) {
    guard text[end - 3] == text[end - 6], let year = text.number(end - 10, digits: 4) else {
      return nil
    }
    self.init(
      .usual, end - 10, year, text.number(end - 5, digits: 2), text.number(end - 2, digits: 2))
  }

  private init?(access text: StampText, end: Int) {
    guard text[end - 5] == 0x2F, text[end - 9] == 0x2F, let year = text.number(end - 4, digits: 4)
    else { return nil }
    self.init(.access, end - 11, year, text.month(end - 8), text.number(end - 11, digits: 2))
  }

  private init?(slashes text: StampText, end: Int) {
    guard text[end - 5] == 0x2F, text[end - 8] == 0x2F, let year = text.number(end - 4, digits: 4)
    else { return nil }
    self.init(
      .slashes, end - 10, year, text.number(end - 10, digits: 2), text.number(end - 7, digits: 2))
  }

  private init?(yearless text: StampText, end: Int) {
    guard text[end - 4] == 0x20, let day = text.shortNumber(before: end - 4) else { return nil }
    self.init(.yearless, day.start, nil, text.month(end - 3), day.value)
  }

  private init?(endingInYear text: StampText, end: Int) {
    let year = text.number(end - 4, digits: 4)
    switch text[end - 5] {
    case 0x2F: self.init(slashes: text, end: end)
    case 0x49, 0x57, 0x45, 0x46:
      self.init(
        .lettered, end - 5, nil, text.number(end - 4, digits: 2), text.number(end - 2, digits: 2))
    case 0x2D:
      guard text[end - 9] == 0x2D else { return nil }
      self.init(.named, end - 11, year, text.month(end - 8), text.number(end - 11, digits: 2))
    case 0x20:
      if let month = text.month(end - 8) {
        guard text[end - 9] == 0x20, let day = text.shortNumber(before: end - 9) else { return nil }
        self.init(.named, day.start, year, month, day.value)
        if text[start - 1] == 0x20, text[start - 2] == 0x2C, text.isWeekday(start - 5) {
          start -= 5
        }
      } else {
        let dayEnd = text[end - 6] == 0x2C ? end - 6 : end - 5
        guard let date = WrittenDate.monthAndDay(text, dayEnd) else { return nil }
        self.init(.spelled, date.start, year, date.month, date.day)
      }
    default: return nil
    }
  }

  private init?(endingInDay text: StampText, end: Int) {
    if text[end - 3] == 0x20, text[end - 7] == 0x20, let year = text.number(end - 11, digits: 4),
      let month = text.month(end - 6)
    {
      self.init(.named, end - 11, year, month, text.number(end - 2, digits: 2))
      return
    }
    guard let date = WrittenDate.monthAndDay(text, end) else { return nil }
    self.init(.syslog, date.start, nil, date.month, date.day)
    if text[start - 1] == 0x20, text.isWeekday(start - 4) {
      start -= 4
      form = .weekday
    }
  }

  /// `Mar 11`, `Mar  1` or `Mar 1` that ends before an index.
  private static func monthAndDay(
    _ text: StampText, _ end: Int
  ) -> (start: Int, month: Int, day: Int)? {
    guard let day = text.shortNumber(before: end), text[day.start - 1] == 0x20 else { return nil }
    let isPadded = text[day.start - 2] == 0x20
    guard !isPadded || day.value < 10 else { return nil }
    let start = day.start - (isPadded ? 5 : 4)
    return text.month(start).map { (start, $0, day.value) }
  }
}
