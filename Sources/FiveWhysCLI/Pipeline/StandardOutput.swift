private import Glibc

/// Standard output, where results go.
enum StandardOutput {
  /// Writes all of a text. A reader that goes away has had enough: that is no error.
  ///
  /// - Throws: `cannotWrite` for anything else, such as a full disk.
  static func write(_ text: String) throws(CommandError) {
    if let code = Descriptor.writeAll(text, to: STDOUT_FILENO), code != EPIPE {
      throw .cannotWrite(path: "standard output", reason: SystemError.text(code))
    }
  }
}
