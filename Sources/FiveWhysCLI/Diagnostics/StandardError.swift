private import Glibc

/// Standard error: the only place where this program speaks beside its results.
enum StandardError {
  /// Writes a line; a failure to do so is nobody's business.
  static func say(_ line: String) { write(line + "\n") }

  static func write(_ text: String) {
    ProgressLine.clearShown()
    writeRaw(text)
  }

  /// Without making room beside a progress line.
  static func writeRaw(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, !rest.isEmpty {
        let written = Glibc.write(STDERR_FILENO, base, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
      }
    }
  }
}
