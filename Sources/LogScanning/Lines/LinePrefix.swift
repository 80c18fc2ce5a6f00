import LogModel

/// What tools that show the logs of several programs put before each line, to tell whose it is.
struct LinePrefix {
  /// The bytes that name the writer: `[pod/NAME/CONTAINER]`, `web-1  |`, or the name of a host.
  var origin: Bytes
  /// Bytes up to where the line proper begins.
  var length: Int
  /// The time of the line, where it is part of the prefix.
  var timestamp: Timestamp?

  /// Nil for a line without such a prefix.
  ///
  /// - Parameter now: see ``LineStamp/init(_:now:)``.
  init?(_ line: Bytes, now: Timestamp) {
    guard line.count > 4 else { return nil }
    switch line[0] {
    case 0x5B where line.hasPrefix("[pod/"): self.init(pod: line)
    case 0x3C: self.init(journal: line, now: now)
    case 0x41...0x5A where line[3] == 0x20 && StampText(line: line).month(0) != nil:
      self.init(journal: line, now: now)
    case 0x1B, 0x41...0x5A, 0x61...0x7A: self.init(compose: line)
    default: return nil
    }
  }

  /// `kubectl logs --prefix`: `[pod/NAME/CONTAINER] …`.
  private init?(pod line: Bytes) {
    var slashes = 0
    var end = 1
    while end < min(line.count, 400), line[end] > 0x20, line[end] != 0x5D {
      if line[end] == 0x2F { slashes += 1 }
      end += 1
    }
    guard end < line.count, line[end] == 0x5D, slashes == 2 else { return nil }
    origin = line.part(0..<end + 1)
    length = LinePrefix.afterBlank(line, end + 1)
  }

  /// `docker compose logs`: `web-1  | …`, `server_1    | …`, coloured or not. Only with its number,
  /// since any table has a word and a bar.
  private init?(compose line: Bytes) {
    let start = LinePrefix.afterCodes(line, 0)
    let limit = min(line.count, start + 120)
    var end = start
    while end < limit, LinePrefix.isInName(line[end]) { end += 1 }
    var number = end
    while number > start, 0x30...0x39 ~= line[number - 1] { number -= 1 }
    guard number < end, number > start + 1, line[number - 1] == 0x2D || line[number - 1] == 0x5F
    else { return nil }
    var bar = end
    while bar < limit, line[bar] == 0x20 { bar += 1 }
    guard bar > end, bar < limit, line[bar] == 0x7C else { return nil }
    var text = LinePrefix.afterCodes(line, bar + 1)
    guard text == line.count || line[text] == 0x20 else { return nil }
    text = LinePrefix.afterCodes(line, LinePrefix.afterBlank(line, text))
    origin = line.part(start..<bar + 1)
    length = text
  }

  /// Syslog's own form, which journalctl prints: `Feb 21 02:19:04 HOST PROGRAM[123]: …`, and with
  /// its priority as it goes over the wire: `<34>Feb 21 …`.
  private init?(journal line: Bytes, now: Timestamp) {
    let text = StampText(line: line)
    var start = 0
    if text[0] == 0x3C {
      let close = text.afterDigits(1)
      guard 2...4 ~= close, text[close] == 0x3E else { return nil }
      start = close + 1
    }
    guard let colon = [start + 9, start + 8].first(where: { text[$0] == 0x3A }),
      let time = WrittenTime(text, colon: colon, now: now), time.start == start,
      time.form == .syslog, text[time.end] == 0x20,
      let tail = SyslogTail(line, from: time.end + 1, needsProcess: false)
    else { return nil }
    origin = tail.host
    length = tail.end
    timestamp = time.timestamp
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte || byte == 0x2D || byte == 0x5F
      || byte == 0x2E
  }

  private static func afterBlank(_ line: Bytes, _ index: Int) -> Int {
    index < line.count && line[index] == 0x20 ? index + 1 : index
  }

  /// Behind ANSI colour codes.
  private static func afterCodes(_ line: Bytes, _ start: Int) -> Int {
    var index = start
    while index + 1 < line.count, line[index] == 0x1B, line[index + 1] == 0x5B {
      var end = index + 2
      while end < line.count, 0x20...0x3F ~= line[end] { end += 1 }
      guard end < line.count else { return index }
      index = end + 1
    }
    return index
  }
}

/// `HOST PROGRAM[123]: ` behind the time of a syslog line.
struct SyslogTail {
  var host: Bytes
  /// Where the message begins.
  var end: Int

  /// - Parameter needsProcess: whether `[123]` must be there, for a colon behind the second word is
  ///   no rare thing.
  init?(_ line: Bytes, from start: Int, needsProcess: Bool) {
    let limit = min(line.count, start + 200)
    var hostEnd = start
    while hostEnd < limit, SyslogTail.isInWord(line[hostEnd]) { hostEnd += 1 }
    guard hostEnd > start, hostEnd < limit, line[hostEnd] == 0x20 else { return nil }
    var index = hostEnd + 1
    while index < limit, SyslogTail.isInWord(line[index]), line[index] != 0x3A { index += 1 }
    guard index > hostEnd + 1, index < limit else { return nil }
    if line[index] == 0x5B {
      let digits = index + 1
      index = digits
      while index < limit, 0x30...0x39 ~= line[index] { index += 1 }
      guard index > digits, index < limit, line[index] == 0x5D else { return nil }
      index += 1
    } else if needsProcess {
      return nil
    }
    guard index < limit, line[index] == 0x3A, index + 1 == line.count || line[index + 1] == 0x20
    else { return nil }
    host = line.part(start..<hostEnd)
    end = min(index + 2, line.count)
  }

  private static func isInWord(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte | 0x20 || 0x2D...0x3A ~= byte || byte == 0x5F || byte == 0x28
      || byte == 0x29 || byte == 0x40
  }
}
