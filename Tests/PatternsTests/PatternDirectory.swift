import Foundation

/// A directory of pattern files that is there for the length of a test.
final class PatternDirectory {
  let path: String

  init(_ files: [String: String]) throws {
    path = NSTemporaryDirectory() + "fivewhys-patterns-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func time(of name: String) throws -> Date {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return attributes[.modificationDate] as? Date ?? .distantPast
  }

  func setTime(_ date: Date, of name: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: date], ofItemAtPath: path + "/" + name)
  }
}
