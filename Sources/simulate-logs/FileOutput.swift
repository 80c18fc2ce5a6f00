import Glibc

/// A file that could not be written, and why.
struct OutputError: Error, CustomStringConvertible {
  var path: String
  var reason: String

  var description: String { "\(path): \(reason)" }
}

/// A file that is open for writing; closed when it goes.
struct FileOutput: ~Copyable {
  private let descriptor: Int32
  private let path: String

  init(_ path: String) throws(OutputError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    self.path = path
    guard descriptor >= 0 else {
      throw OutputError(path: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  borrowing func append(_ bytes: [UInt8]) throws(OutputError) {
    if let reason = FileOutput.send(bytes, to: descriptor) {
      throw OutputError(path: path, reason: reason)
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let file = try FileOutput(path)
    try file.append(bytes)
  }

  /// A reader that went away is no failure.
  static func standard(_ bytes: [UInt8]) { _ = send(bytes, to: 1) }

  static func error(_ text: String) { _ = send(Array(text.utf8), to: 2) }

  /// Nil when everything was written, else the system's words.
  private static func send(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return String(cString: strerror(errno))
      }
      start += count
    }
    return nil
  }
}
