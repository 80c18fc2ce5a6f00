private import Glibc

/// Whether a file that was met in a directory, and not named by the user, is a log.
enum LogFileName {
  enum Verdict: Equatable, Sendable {
    case log, other
    /// The name says nothing: only the content can tell.
    case unknown
  }

  private static let extensions: Set<Substring> = ["json", "jsonl", "ndjson", "log", "txt"]

  static func verdict(_ name: String) -> Verdict {
    var stem = Substring(name.lowercased())
    let isGzip = stem.hasSuffix(".gz")
    if isGzip {
      stem = stem.dropLast(3)
      // An archive holds files of its own, which nobody unpacks here.
      return stem.hasSuffix(".tar") ? .other : .log
    }
    if !stem.contains(".") { return .unknown }
    if extensions.contains(fileExtension(of: stem)) { return .log }
    stem = withoutRotation(stem)
    return extensions.contains(fileExtension(of: stem)) ? .log : .other
  }

  /// Whether a file begins like JSON or gzip.
  static func contentLooksLikeLog(path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 1 else { return false }
    var start = buffer[..<count]
    if start.starts(with: [0x1F, 0x8B]) { return true }
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    let first = start.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private static func fileExtension(of name: Substring) -> Substring {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? ""
  }

  /// `app.log` of `app.log.1`, `app.log-20250907` and `app.log.2025-09-07`.
  private static func withoutRotation(_ name: Substring) -> Substring {
    let kept = name.utf8.reversed().drop { byte in
      (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
    return name.prefix(kept.count)
  }
}
