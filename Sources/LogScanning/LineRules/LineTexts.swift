import Patterns

/// The texts of an entry that a term of a CRE rule sees.
///
/// Of a LogEntry its message, then the JSON of its payload; of anything else the line as it stands in the
/// log, with what was folded into it. All are valid UTF-8.
final class LineTexts {
  private let first = ByteBuffer()
  private let second = ByteBuffer()
  private var texts: [Bytes] = []
  /// What a program of jq runs on, where the entry is JSON.
  private(set) var json: Bytes?

  var count: Int { texts.count }
  subscript(index: Int) -> Bytes { texts[index] }

  /// Turns to another entry; the texts are valid until the next.
  func show(_ entry: DecodedEntry) {
    texts.removeAll(keepingCapacity: true)
    json = nil
    switch entry.form {
    case .logEntry: showLogEntry(entry)
    case .structured:
      let line = decoded(entry.record, into: first)
      json = line
      add(line)
    case .plain:
      add(decoded(entry.line, into: first))
      if entry.isWrapped { add(decoded(entry.record, into: second)) }
      // Put together of parts that were logged as LogEntries.
      if entry.record.isEmpty { add(entry.message) }
    }
  }

  private func showLogEntry(_ entry: DecodedEntry) {
    add(entry.message)
    if let payload = payload(of: entry) {
      first.removeAll()
      CompactJSON.append(payload, to: first)
      let text = decoded(first.bytes, into: second)
      json = text
      add(text)
    } else if entry.message.first == 0x7B {
      json = entry.message
    }
  }

  private func payload(of entry: DecodedEntry) -> Bytes? {
    guard let members = entry.members else { return nil }
    for key in [EntryKey.jsonPayload, .protoPayload] {
      guard let slice = members[key], slice.kind == .object else { continue }
      return members.raw(slice)
    }
    return nil
  }

  private func add(_ text: Bytes) { if !text.isEmpty { texts.append(text) } }

  private func decoded(_ bytes: Bytes, into buffer: ByteBuffer) -> Bytes {
    guard let base = bytes.baseAddress else { return Bytes.none }
    return TextDecoder.decode(base, 0, bytes.count, isEscaped: false, into: buffer)
  }
}
