import LogModel

/// An entry as the Logs Explorer copies it for text: `SEVERITY TIME [FIELD: VALUE]… MESSAGE`.
enum ExplorerLine {
  /// Nil for lines that do not begin with the name of a severity and an RFC 3339 time in UTC.
  static func head(_ line: Bytes) -> LineHead? {
    guard line.count > 24, 0x41...0x5A ~= line[0] else { return nil }
    var word = 1
    while word < 10, 0x41...0x5A ~= line[word] { word += 1 }
    guard word >= 4, line[word] == 0x20 else { return nil }
    let start = word + 1
    let rest = line.part(start..<min(line.count, start + 40))
    guard let (timestamp, length) = Timestamp.prefix(of: rest.span), rest[10] == 0x54,
      rest[length - 1] == 0x5A, TimestampValue.isPlausible(timestamp),
      let severity = severity(line.part(0..<word))
    else { return nil }
    var head = LineHead(timestamp: timestamp)
    head.fieldSeverity = severity
    let end = start + length
    guard end < line.count else {
      head.length = end
      return head
    }
    guard line[end] == 0x20 else { return nil }
    head.length = end + 1
    readRequest(line, into: &head)
    return head
  }

  private static func severity(_ name: Bytes) -> Severity? {
    Severity.allCases.first { severity in
      var name8 = severity.name
      return name8.withUTF8 { name.isEqual($0) }
    }
  }

  /// `[httpRequest.status: 503] [httpRequest.latency: 114 ms] … URL`
  private static func readRequest(_ line: Bytes, into head: inout LineHead) {
    var request = DecodedEntry.Request(status: 0)
    let texts = DecodedEntry.Request.Texts()
    request.own = texts
    var index = head.length
    while line.part(index..<line.count).hasPrefix("[httpRequest.") {
      let name = index + 13
      guard let close = line[name..<min(line.count, name + 400)].firstIndex(of: 0x5D),
        let colon = line[name..<close].firstIndex(of: 0x3A), colon + 2 <= close
      else { break }
      let field = line.part(name..<colon)
      let value = line.part(colon + 2..<close)
      if field.isEqual("status") {
        request.status = JSONNumber.integer(value).flatMap { Int(exactly: $0) } ?? 0
      } else if field.isEqual("latency") {
        request.latencyNanoseconds = latency(value)
      } else if field.isEqual("requestMethod") {
        texts.method = value.string
      }
      index = close + 1
      while index < line.count, line[index] == 0x20 { index += 1 }
    }
    guard index > head.length, 100..<600 ~= request.status else { return }
    let rest = line.part(index..<line.count)
    if rest.hasPrefix("http://") || rest.hasPrefix("https://") {
      let end = rest.firstIndex { $0 <= 0x20 } ?? rest.count
      texts.url = rest.part(0..<end).string
      index += end
      while index < line.count, line[index] == 0x20 { index += 1 }
    }
    head.request = request
    head.length = index
  }

  /// `114 ms`, `1.2 s`, `350 µs`, in nanoseconds.
  private static func latency(_ value: Bytes) -> Int64? {
    guard let blank = value.firstIndex(of: 0x20),
      let (whole, billionths) = JSONNumber.decimal(value.part(0..<blank)), whole < 10_000_000
    else { return nil }
    let unit = value.part(blank + 1..<value.count)
    if unit.isEqual("s") { return whole * 1_000_000_000 + billionths }
    if unit.isEqual("ms") { return whole * 1_000_000 + billionths / 1000 }
    if unit.hasPrefix("min") { return whole * 60_000_000_000 + billionths * 60 }
    return nil
  }
}
