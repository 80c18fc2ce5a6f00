/// How an input holds its records.
enum InputForm: Equatable {
  /// One record a line: JSON objects, plain text, or both.
  case lines
  /// Objects that span lines, alone, in arrays or in pages.
  case objects
  /// YAML documents, as `gcloud logging read` prints entries by default; not read.
  case yaml

  /// Bytes from the beginning that decide; the rest is never looked at.
  static let decisiveBytes = 64 << 10

  /// What the beginning of an input tells.
  struct Finding {
    var form: InputForm
    /// Behind the byte order mark, if there is one.
    var start: Int
    /// Where the first whole record begins; differs from `start` where the head was cut off.
    var firstRecord: Int
  }

  /// The form of an input, and where it begins.
  ///
  /// Depends on the first ``decisiveBytes`` alone, however they arrive.
  ///
  /// - Parameter isWhole: whether nothing follows.
  /// - Returns: nil where more bytes are needed.
  static func detect(_ input: Bytes, isWhole: Bool) -> Finding? {
    let bytes = input.part(0..<min(input.count, decisiveBytes))
    let isAll = isWhole || input.count >= decisiveBytes
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if !isAll, bytes.count < 3, mark.starts(with: bytes) { return nil }
    let markLength = bytes.starts(with: mark) ? 3 : 0
    guard let form = form(bytes, from: markLength, isAll: isAll) else { return nil }
    var finding = Finding(form: form, start: markLength, firstRecord: markLength)
    guard form == .lines else { return finding }
    switch CutHead.look(bytes, from: markLength, isAll: isAll) {
    case .unknown: return nil
    case .absent: break
    case .record(let offset):
      finding.form = .objects
      finding.firstRecord = offset
    }
    return finding
  }

  private static func form(_ bytes: Bytes, from: Int, isAll: Bool) -> InputForm? {
    let start = afterBlanks(bytes, from)
    guard start < bytes.count else { return isAll ? .lines : nil }
    switch bytes[start] {
    case 0x5B:
      // `[2025-09-16 …] [14] [ERROR] …` is a plain line.
      let next = afterBlanks(bytes, start + 1)
      guard next < bytes.count else { return isAll ? .objects : nil }
      if bytes[next] == 0x5D { return .objects }
      guard bytes[next] == 0x7B else { return .lines }
      return beginsObject(bytes, next, isAll: isAll).map { $0 ? .objects : .lines }
    case 0x7B:
      guard let isObject = beginsObject(bytes, start, isAll: isAll) else { return nil }
      return isObject ? objectForm(bytes, start, isAll: isAll) : .lines
    default:
      switch YAMLHead.look(bytes, from: start, isAll: isAll) {
      case .unknown: return nil
      case .entry: return .yaml
      case .absent: return formAfterText(bytes, start, isAll: isAll)
      }
    }
  }

  /// Lines that a command may print in front of the array it prints.
  private static let leadingLines = 3

  /// The form of an input that begins with text: lines, unless an array of entries follows soon.
  private static func formAfterText(_ bytes: Bytes, _ start: Int, isAll: Bool) -> InputForm? {
    var index = start
    for _ in 0..<leadingLines {
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      let line = afterBlanks(bytes, index)
      guard line < bytes.count else { return isAll ? .lines : nil }
      if bytes[line] == 0x5B {
        let brace = afterBlanks(bytes, line + 1)
        let quote = afterBlanks(bytes, brace + 1)
        guard quote < bytes.count else { return isAll ? .lines : nil }
        if bytes[brace] == 0x7B, bytes[quote] == 0x22 {
          guard let base = bytes.baseAddress,
            let close = JSONCursor(base, from: 0, to: bytes.count).closingQuote(quote + 1)
          else { return isAll ? .lines : nil }
          return EntryKeyTable.shared.isOfLogEntry(bytes.part(quote + 1..<close))
            ? .objects : .lines
        }
      }
      index = line
    }
    return .lines
  }

  /// Whether the brace at an index is followed by a quote or its counterpart; nil where unknown yet.
  private static func beginsObject(_ bytes: Bytes, _ brace: Int, isAll: Bool) -> Bool? {
    let next = afterBlanks(bytes, brace + 1)
    guard next < bytes.count else { return isAll ? false : nil }
    return bytes[next] == 0x22 || bytes[next] == 0x7D
  }

  private static func objectForm(_ bytes: Bytes, _ start: Int, isAll: Bool) -> InputForm? {
    guard let base = bytes.baseAddress else { return .lines }
    let key = afterBlanks(bytes, start + 1)
    let cursor = JSONCursor(base, from: 0, to: bytes.count)
    if bytes[key] == 0x22 {
      guard let close = cursor.closingQuote(key + 1) else { return isAll ? .lines : nil }
      if PageKey.isOne(bytes.part(key + 1..<close)) { return .objects }
    }
    var lineEnd = start
    while lineEnd < bytes.count, bytes[lineEnd] != 0x0A { lineEnd += 1 }
    if lineEnd == bytes.count, !isAll { return nil }
    var line = JSONCursor(base, from: start, to: lineEnd)
    if line.value() != nil {
      // Closed within its line: one a line, unless another object follows in it.
      var rest = line.position
      while rest < lineEnd, ByteScan.isBlank(bytes[rest]) || bytes[rest] == 0x2C { rest += 1 }
      return rest < lineEnd && bytes[rest] == 0x7B ? .objects : .lines
    }
    guard lineEnd < bytes.count else { return .lines }
    // Open at the end of its line: a pretty object, unless the next line begins one anew.
    let next = afterBlanks(bytes, lineEnd + 1)
    guard next < bytes.count else { return isAll ? .lines : nil }
    return bytes[next] == 0x22 || bytes[next] == 0x7D ? .objects : .lines
  }

  /// Behind white space and the record separators of RFC 7464.
  static func afterBlanks(_ bytes: Bytes, _ from: Int) -> Int {
    var index = from
    while index < bytes.count, ByteScan.isBlank(bytes[index]) || bytes[index] == 0x1E { index += 1 }
    return index
  }
}

/// The keys with which a page of entries begins, instead of an entry.
enum PageKey {
  static func isOne(_ key: Bytes) -> Bool {
    key.isEqual("entries") || key.isEqual("nextPageToken") || key.isEqual("receivedMessages")
  }
}
