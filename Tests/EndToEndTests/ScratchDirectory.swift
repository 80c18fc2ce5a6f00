import Foundation

/// A directory for one test, gone with the last reference to it.
final class ScratchDirectory {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "fivewhys-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the directories above it; its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: file.parentDirectory, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Makes `samples` and `patterns` of the checkout visible here under these very names, so that
  /// no output depends on where the checkout is.
  func linkShippedFiles() throws {
    for name in ["samples", "patterns"] {
      try FileManager.default.createSymbolicLink(
        atPath: path + "/" + name, withDestinationPath: Checkout.path + "/" + name)
    }
  }
}
