/// Tells entries that gcloud printed as YAML, its default, from text.
enum YAMLHead {
  enum Finding {
    /// More bytes are needed.
    case unknown
    case absent
    case entry
  }

  /// Looks for a document whose members, those that begin their line, are all a LogEntry's, its log
  /// or its id among them.
  ///
  /// Looks no further than the first line where that is neither `---` nor such a member.
  static func look(_ bytes: Bytes, from: Int, isAll: Bool) -> Finding {
    var start = from
    var isFirst = true
    while start < bytes.count {
      guard let end = bytes[start...].firstIndex(of: 0x0A) ?? (isAll ? bytes.count : nil) else {
        return .unknown
      }
      var line = bytes.part(start..<end)
      if line.last == 0x0D { line = line.part(0..<line.count - 1) }
      start = end + 1
      if isFirst, line.isEqual("---") {
        isFirst = false
        continue
      }
      isFirst = false
      // Deeper members, lists and the lines of block texts.
      guard let first = line.first, first > 0x20, first != 0x2D else {
        if line.isEqual("---") { return .absent }
        continue
      }
      guard let colon = line.prefix(24).firstIndex(of: 0x3A) else { return .absent }
      let key = line.part(0..<colon)
      guard colon + 1 == line.count || line[colon + 1] == 0x20 else { return .absent }
      if key.isEqual("logName") || key.isEqual("insertId") { return .entry }
      guard EntryKeyTable.shared.isOfLogEntry(key) || isOther(key) else { return .absent }
    }
    return isAll ? .absent : .unknown
  }

  /// Members that a LogEntry has besides those that are read.
  private static func isOther(_ key: Bytes) -> Bool {
    let names: [StaticString] = [
      "errorGroups", "operation", "sourceLocation", "spanId", "trace", "traceSampled",
    ]
    return names.contains { key.isEqual($0) }
  }
}
