/// A time of day: `14:00:19`, `14:00:19.421865`, `14:00:19,421`, `2:00:19 PM`.
///
/// All forms of a time but counts of seconds have one, so that a line without is soon done with.
struct WrittenClock {
  /// The first digit of the hour.
  private(set) var start: Int
  /// Behind the fraction, or the half of the day.
  private(set) var end: Int
  private(set) var hour: Int
  private(set) var minute: Int
  private(set) var second: Int
  private(set) var nanosecond = 0
  private(set) var hasFraction = false

  /// - Parameter colon: the index of the colon behind the hour.
  init?(_ text: StampText, colon: Int) {
    guard text[colon + 3] == 0x3A, let hour = text.shortNumber(before: colon),
      let minute = text.number(colon + 1, digits: 2),
      let second = text.number(colon + 4, digits: 2), hour.value <= 23, minute <= 59, second <= 60,
      !text.isDigit(hour.start - 1), !text.isDigit(colon + 6),
      text[colon + 6] != 0x3A || !text.isDigit(colon + 7)
    else { return nil }
    start = hour.start
    self.hour = hour.value
    self.minute = minute
    self.second = second
    end = colon + 6
    readFraction(text)
    readHalfOfDay(text)
  }

  /// Any number of digits; those after the ninth are dropped.
  private mutating func readFraction(_ text: StampText) {
    guard text[end] == 0x2E || text[end] == 0x2C, text.isDigit(end + 1) else { return }
    hasFraction = true
    end += 1
    var weight = 100_000_000
    while text.isDigit(end) {
      nanosecond += Int(text[end] - 0x30) * weight
      weight /= 10
      end += 1
    }
  }

  /// ` AM` or ` PM`, which newer Java runtimes set behind a narrow blank of three bytes.
  private mutating func readHalfOfDay(_ text: StampText) {
    guard 1...12 ~= hour else { return }
    var letter = end
    if text[end] == 0x20 {
      letter = end + 1
    } else if text[end] == 0xE2, text[end + 1] == 0x80, text[end + 2] == 0xAF {
      letter = end + 3
    }
    let half = text[letter]
    guard letter > end, half == 0x41 || half == 0x50, text[letter + 1] == 0x4D,
      !text.isAlphanumeric(letter + 2)
    else { return }
    hour = hour % 12 + (half == 0x50 ? 12 : 0)
    end = letter + 2
  }
}
