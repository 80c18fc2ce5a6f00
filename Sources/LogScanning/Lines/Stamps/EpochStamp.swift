import LogModel

/// A count of seconds since 1970, with a fraction or without, or of milliseconds, microseconds or
/// nanoseconds, as the time of a line.
///
/// Numbers are everywhere, so this one is whole, of exactly the length that such a count has in our time
/// (2001 to 2065), and stands at the beginning, in brackets there, in `audit(…)`, or is the value of a
/// key that says so.
struct EpochStamp {
  private(set) var timestamp: Timestamp
  /// Behind the number.
  private(set) var end: Int

  /// A number at the beginning of a line, bare or in brackets, with text behind it.
  init?(beginningOf text: StampText) {
    let isInBrackets = text[0] == 0x5B
    self.init(text, at: isInBrackets ? 1 : 0)
    guard !isInBrackets else {
      guard text[end] == 0x5D else { return nil }
      return
    }
    let blank = text[end] == 0x3A ? end + 1 : end
    guard text[blank] == 0x20 || text[blank] == 0x09 else { return nil }
    var word = blank + 1
    while text[word] == 0x20 { word += 1 }
    // `1741701619 bytes copied` counts something else.
    guard word < text.line.count, !EpochStamp.isUnit(text, word) else { return nil }
  }

  /// `audit(1741701619.421:7)`; `parenthesis` is the index of the opening one.
  init?(audit text: StampText, parenthesis: Int) {
    guard text.isAt(parenthesis - 5, "audit") else { return nil }
    self.init(text, at: parenthesis + 1)
    let close = text.afterDigits(end + 1)
    guard text[end] == 0x3A, close > end + 1, text[close] == 0x29 else { return nil }
  }

  /// `ts=1741701619.421`, `time="1741701619"`; `equals` is the index of the sign.
  init?(valueOf text: StampText, equals: Int) {
    let start = text[equals + 1] == 0x22 ? equals + 2 : equals + 1
    self.init(text, at: start)
    guard start == equals + 1 ? text[end] <= 0x20 : text[end] == 0x22,
      let key = StampPlace.keyStart(text, valueAt: start),
      StampPlace.allowsEpoch(at: key, in: text)
    else { return nil }
  }

  private init?(_ text: StampText, at start: Int) {
    guard 0x31...0x32 ~= text[start] else { return nil }
    let point = text.afterDigits(start)
    let length = point - start
    guard length == 10 || length == 13 || length == 16 || length == 19 else { return nil }
    end = point
    if text[point] == 0x2E, text.isDigit(point + 1) { end = text.afterDigits(point + 1) }
    guard let (whole, billionths) = JSONNumber.decimal(text.line.part(start..<end)),
      let moment = Timestamp(epoch: whole, billionths: billionths),
      TimestampValue.isPlausible(moment)
    else { return nil }
    timestamp = moment
  }

  private static func isUnit(_ text: StampText, _ start: Int) -> Bool {
    var end = start
    while text.isLetter(end) { end += 1 }
    let word = text.line.part(start..<end)
    return units.contains { word.isEqual($0) }
  }

  private static let units: [StaticString] = [
    "bytes", "byte", "bits", "B", "kB", "KB", "MB", "GB", "KiB", "MiB", "GiB", "rows", "row",
    "records", "record", "lines", "line", "events", "event", "items", "entries", "messages",
    "packets", "tokens", "ns", "us", "ms", "s", "sec", "seconds", "nanoseconds", "microseconds",
    "milliseconds", "ticks", "cycles", "blocks", "sectors", "keys",
  ]
}
