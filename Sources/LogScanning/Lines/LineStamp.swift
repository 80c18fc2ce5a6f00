import LogModel

/// The time that a plain line begins with, or that stands behind a bracket or a level there.
struct LineStamp {
  var timestamp: Timestamp
  /// Where the message begins: behind a bare time and one separator. 0 where the time stands in
  /// brackets or behind a level, and so is part of what the program wrote.
  var messageStart: Int
  /// A named zone whose offset the name does not tell for certain; the time was taken as UTC.
  var uncertainZone: Bytes?

  init?(_ line: Bytes) {
    var start = 0
    let limit = min(line.count, 16)
    // `INFO 2025-09-16 …`, `[2025-09-16 …`, `ERROR:2025-09-16 …`
    while start < limit, !(0x30...0x39 ~= line[start]) {
      let byte = line[start]
      guard byte == 0x5B || byte == 0x20 || byte == 0x3A || 0x41...0x5A ~= byte else { return nil }
      start += 1
    }
    guard start < limit else { return nil }
    let head = line.part(start..<min(line.count, start + 64))
    guard let found = Timestamp.prefix(of: head.span), TimestampValue.isPlausible(found.timestamp)
    else { return nil }
    timestamp = found.timestamp
    messageStart = 0
    var end = start + found.length
    if let zone = LineStamp.zone(line, end) {
      switch zone.meaning {
      case .offset(let minutes):
        timestamp = timestamp.advanced(byNanoseconds: -Int64(minutes) * 60_000_000_000)
      case .uncertain: uncertainZone = line.part(end + 1..<zone.end)
      }
      end = zone.end
    }
    // `2025/09/16 …` is Go's own form, by which its lines are known.
    if start == 0, line[4] == 0x2D { messageStart = LineStamp.afterSeparator(line, end) }
  }

  /// Behind one separator; 0 where none follows a time, and the line goes on.
  private static func afterSeparator(_ line: Bytes, _ end: Int) -> Int {
    guard end < line.count else { return end }
    let byte = line[end]
    if byte == 0x3A, end + 1 < line.count, line[end + 1] == 0x20 { return end + 2 }
    guard byte == 0x20 || byte == 0x09 else { return 0 }
    // Loggers write ` - ` or ` | ` behind their fractions; behind a runtime's RFC 3339 a dash is the
    // program's.
    let isLoggers = line[10] == 0x20 && end > 19
    if isLoggers, end + 2 < line.count, line[end + 1] == 0x2D || line[end + 1] == 0x7C,
      line[end + 2] == 0x20
    {
      return end + 3
    }
    return end + 1
  }

  private enum ZoneMeaning {
    /// Minutes east of UTC.
    case offset(Int)
    case uncertain
  }

  /// ` IST`, or the `+5:30` that goes on behind `GMT`; `end` is where the time ends without it.
  private static func zone(_ line: Bytes, _ end: Int) -> (meaning: ZoneMeaning, end: Int)? {
    guard end < line.count, end >= 4 else { return nil }
    let sign = line[end]
    if sign == 0x2B || sign == 0x2D {
      let name = line.part(end - 3..<end)
      guard name.isEqual("GMT") || name.isEqual("UTC") else { return nil }
      return offset(line, end)
    }
    guard sign == 0x20 else { return nil }
    var word = end + 1
    while word < min(line.count, end + 6), 0x41...0x5A ~= line[word] { word += 1 }
    guard word - end >= 3, word == line.count || line[word] == 0x20 || line[word] == 0x5D,
      names.contains(where: { line.part(end + 1..<word).isEqual($0) })
    else { return nil }
    return (.uncertain, word)
  }

  /// `+5`, `+5:30`, `-03:00`.
  private static func offset(_ line: Bytes, _ sign: Int) -> (meaning: ZoneMeaning, end: Int)? {
    var end = sign + 1
    var hours = 0
    while end < min(line.count, sign + 3), 0x30...0x39 ~= line[end] {
      hours = hours * 10 + Int(line[end] - 0x30)
      end += 1
    }
    guard end > sign + 1, hours <= 14 else { return nil }
    var minutes = 0
    if end + 2 < line.count, line[end] == 0x3A, 0x30...0x35 ~= line[end + 1],
      0x30...0x39 ~= line[end + 2]
    {
      minutes = Int(line[end + 1] - 0x30) * 10 + Int(line[end + 2] - 0x30)
      end += 3
    }
    guard end == line.count || line[end] <= 0x20 || line[end] == 0x5D else { return nil }
    return (.offset((hours * 60 + minutes) * (line[sign] == 0x2D ? -1 : 1)), end)
  }

  /// Abbreviations in use for zones other than UTC; most stand for several.
  private static let names: [StaticString] = [
    "IST", "PST", "PDT", "MST", "MDT", "CST", "CDT", "EST", "EDT", "AST", "ADT", "NST", "NDT",
    "AKST", "AKDT", "HST", "BRT", "ART", "CLT", "COT", "PET", "WET", "WEST", "BST", "CET", "CEST",
    "EET", "EEST", "MSK", "TRT", "SAST", "WAT", "CAT", "EAT", "GST", "PKT", "NPT", "ICT", "WIB",
    "SGT", "HKT", "PHT", "JST", "KST", "AWST", "ACST", "ACDT", "AEST", "AEDT", "NZST", "NZDT",
  ]
}
