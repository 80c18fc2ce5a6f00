private import Glibc

/// A text that stands on the command line, or comes from standard input.
enum GivenText {
  /// Bytes, which is what an entry may have.
  private static let limit = 16 << 20

  /// The text without line breaks at its end; of bytes that are no UTF-8, replacement characters.
  ///
  /// - Throws: `unreadableText`.
  static func read(_ operand: String) throws(CommandError) -> String {
    var bytes = Array(operand.utf8)
    if operand == "-" {
      do {
        bytes = try Descriptor.readAll(STDIN_FILENO, limit: limit)
      } catch {
        throw .unreadableText(error.code == EFBIG ? "it is longer than 16 MiB" : error.text)
      }
    }
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    if bytes.allSatisfy({ $0 <= 0x20 }) { throw .unreadableText("it is empty") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text is, by mistake perhaps, the name of a file.
  static func isFile(_ operand: String) -> Bool {
    guard operand != "-", let status = try? FileStatus(path: operand) else { return false }
    return status.kind == .regular
  }
}
