/// The stable part of a message: what stays when numbers, ids, addresses and quoted values change.
public enum MessageTemplate {
  /// The template of a text's first line, at most 200 scalars, without a logger's prefix.
  ///
  /// Placeholders: `<n>`, `<id>`, `<ip>`, `<path>`, `<url>`, `<email>`, `<time>`, `<str>`. Depends
  /// on the text only. O(length), and no more than the first 4 KiB are read.
  public static func mask(_ text: String) -> String {
    var line: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x0A || byte == 0x0D {
        if line.contains(where: { $0 > 0x20 }) { break }
        line.removeAll()
      } else {
        line.append(byte)
        if line.count == maxLineBytes { break }
      }
    }
    // A character that the limit cut in two is left out.
    if line.count == maxLineBytes {
      while let last = line.last, last & 0xC0 == 0x80 { line.removeLast() }
      if let last = line.last, last >= 0xC0 { line.removeLast() }
    }
    var masker = MessageMasker(line)
    return masker.mask()
  }

  static let maxScalars = 200
  private static let maxLineBytes = 4096
}
