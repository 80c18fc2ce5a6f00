import Foundation

/// The checkout that the tests were built from, and files in it.
enum Checkout {
  /// Three levels above this file.
  static let path = #filePath.parentDirectory.parentDirectory.parentDirectory

  static let cases = path + "/Tests/EndToEndTests/Cases"

  static func read(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Nil where there is no such file.
  static func text(_ path: String) -> String? {
    (try? read(path)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Names in a directory, sorted; none where it does not exist.
  static func names(in directory: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }
}

extension String {
  /// The directory that holds what a path names.
  var parentDirectory: String { (self as NSString).deletingLastPathComponent }
}
