extension EntryDecoder {
  /// The httpRequest; nil where it has no status that HTTP knows.
  func readRequest(_ slice: JSONSlice) -> DecodedEntry.Request? {
    // What a malformed one holds before it breaks counts.
    if !request.isSettled { _ = request.fill(slice, of: top) }
    guard let written = request[.status], let status = JSONNumber.whole(request.raw(written)),
      100..<600 ~= status
    else { return nil }
    var read = DecodedEntry.Request(status: Int(status))
    if let value = request[.latency] { read.latencyNanoseconds = latency(request.bytes, value) }
    if let value = request.value(.requestMethod, .string) { read.rawMethod = request.raw(value) }
    if let value = request.value(.requestURL, .string) { read.rawURL = request.raw(value) }
    return read
  }

  /// `"4.177506864s"`, `{"seconds":…,"nanos":…}`, or a number of seconds.
  private func latency(_ bytes: UnsafePointer<UInt8>, _ value: JSONSlice) -> Int64? {
    var seconds: Int64 = 0
    var nanos: Int64 = 0
    if value.kind == .object {
      var members = JSONMembers(bytes, value)
      while let (key, part) = members.next() {
        let name = Bytes(start: bytes + key.start, count: key.end - key.start)
        let raw = Bytes(start: bytes + part.start, count: part.end - part.start)
        if name.isEqual("seconds") { seconds = JSONNumber.integer(raw) ?? 0 }
        if name.isEqual("nanos") { nanos = JSONNumber.integer(raw) ?? 0 }
      }
    } else {
      var raw = Bytes(start: bytes + value.start, count: value.end - value.start)
      if raw.last == 0x73 { raw = raw.part(0..<raw.count - 1) }
      guard let (whole, billionths) = JSONNumber.decimal(raw) else { return nil }
      seconds = whole
      nanos = billionths
    }
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, sumOverflow) = scaled.addingReportingOverflow(nanos)
    guard !overflow, !sumOverflow, 0...EntryDecoder.maxLatency ~= sum else { return nil }
    return sum
  }

  /// A week in nanoseconds: no request takes longer.
  private static let maxLatency: Int64 = 7 * 86_400 * 1_000_000_000

  /// `{uid, index, totalSplits}`; nil where it has no uid.
  func split(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) -> DecodedEntry.Split? {
    var uid: String?
    var index = 0
    var total = 0
    var members = JSONMembers(bytes, slice)
    while let (key, value) = members.next() {
      let name = Bytes(start: bytes + key.start, count: key.end - key.start)
      let raw = Bytes(start: bytes + value.start, count: value.end - value.start)
      if name.isEqual("uid") {
        uid = string(bytes, value)
      } else if name.isEqual("index") {
        index = JSONNumber.integer(raw).flatMap { Int(exactly: $0) } ?? 0
      } else if name.isEqual("totalSplits") || name.isEqual("total_splits") {
        total = JSONNumber.integer(raw).flatMap { Int(exactly: $0) } ?? 0
      }
    }
    return uid.map { DecodedEntry.Split(uid: $0, index: index, total: total) }
  }

  private func string(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) -> String? {
    guard slice.kind == .string, slice.end > slice.start else { return nil }
    return TextDecoder.decode(
      bytes, slice.start, slice.end, isEscaped: true, into: stringBuffer
    ).string
  }
}
