private import Glibc

/// The list that `--files-from` names.
enum FileList {
  /// Bytes; far beyond any list of files that somebody means.
  private static let limit = 256 << 20

  /// The paths in a list: separated by NUL where there is one, else by line breaks.
  ///
  /// - Throws: `unreadableFileList`.
  static func paths(_ path: String) throws(CommandError) -> [String] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unreadableFileList(path: path, reason: SystemError.text(errno))
    }
    defer { if path != "-" { close(descriptor) } }
    let content: [UInt8]
    do {
      content = try Descriptor.readAll(descriptor, limit: limit)
    } catch {
      let reason = error.code == EFBIG ? "it is longer than 256 MiB" : error.text
      throw .unreadableFileList(path: path, reason: reason)
    }
    let separator: UInt8 = content.contains(0) ? 0 : UInt8(ascii: "\n")
    return content.split(separator: separator).map { line in
      // Lists that were written on other systems end their lines in CR LF.
      let isForeign = separator != 0 && line.last == UInt8(ascii: "\r")
      return String(decoding: isForeign ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }
}
