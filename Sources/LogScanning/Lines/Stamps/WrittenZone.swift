/// The zone behind a time of day.
struct WrittenZone {
  /// East of UTC; 0 for a name that stands for several offsets.
  var minutes = 0
  /// Behind the zone.
  var end: Int
  /// A name whose offset it does not tell for certain.
  var uncertainName: Bytes?

  /// ` +0000`, `-07:00`, `Z`, ` UTC`, ` CEST`; nil where none of them follows.
  init?(_ text: StampText, after clock: Int) {
    let start = text[clock] == 0x20 ? clock + 1 : clock
    switch text[start] {
    case 0x5A where !text.isAlphanumeric(start + 1): end = start + 1
    case 0x2B, 0x2D:
      let colon = text[start + 3] == 0x3A ? 1 : 0
      guard let hours = text.number(start + 1, digits: 2), hours <= 14,
        let minutes = text.number(start + 3 + colon, digits: 2), minutes <= 59,
        !text.isAlphanumeric(start + 5 + colon)
      else { return nil }
      self.minutes = (hours * 60 + minutes) * (text[start] == 0x2D ? -1 : 1)
      end = start + 5 + colon
    case 0x41...0x59:
      var word = start
      while word < start + 5, 0x41...0x5A ~= text[word] { word += 1 }
      guard word - start >= 3, !text.isAlphanumeric(word) else { return nil }
      end = word
      if text.isAt(start, "UTC") || text.isAt(start, "GMT") {
        guard word == start + 3 else { return nil }
      } else {
        guard start > clock, let name = WrittenZone.name(text.line.part(start..<word)) else {
          return nil
        }
        uncertainName = name
      }
    default: return nil
    }
  }

  /// What goes on behind a time in the usual notation (see `Timestamp.prefix`): ` IST`, or the `+5:30`
  /// behind `GMT`.
  ///
  /// - Parameter end: where the time ends without it.
  init?(_ line: Bytes, behindUsual end: Int) {
    guard end < line.count, end >= 4 else { return nil }
    let sign = line[end]
    if sign == 0x2B || sign == 0x2D {
      let name = line.part(end - 3..<end)
      guard name.isEqual("GMT") || name.isEqual("UTC") else { return nil }
      guard let zone = WrittenZone(line, offset: end) else { return nil }
      self = zone
      return
    }
    guard sign == 0x20 else { return nil }
    var word = end + 1
    while word < min(line.count, end + 6), 0x41...0x5A ~= line[word] { word += 1 }
    guard word - end >= 3, word == line.count || line[word] == 0x20 || line[word] == 0x5D,
      let name = WrittenZone.name(line.part(end + 1..<word))
    else { return nil }
    self.end = word
    uncertainName = name
  }

  /// `+5`, `+5:30`, `-03:00`.
  private init?(_ line: Bytes, offset sign: Int) {
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
    self.minutes = (hours * 60 + minutes) * (line[sign] == 0x2D ? -1 : 1)
    self.end = end
  }

  /// The word itself where it is one of the abbreviations.
  private static func name(_ word: Bytes) -> Bytes? {
    names.contains { word.isEqual($0) } ? word : nil
  }

  /// Abbreviations in use for zones other than UTC; most stand for several.
  private static let names: [StaticString] = [
    "IST", "PST", "PDT", "MST", "MDT", "CST", "CDT", "EST", "EDT", "AST", "ADT", "NST", "NDT",
    "AKST", "AKDT", "HST", "BRT", "ART", "CLT", "COT", "PET", "WET", "WEST", "BST", "CET", "CEST",
    "EET", "EEST", "MSK", "TRT", "SAST", "WAT", "CAT", "EAT", "GST", "PKT", "NPT", "ICT", "WIB",
    "SGT", "HKT", "PHT", "JST", "KST", "AWST", "ACST", "ACDT", "AEST", "AEDT", "NZST", "NZDT",
  ]
}
