import Foundation

/// A digest as the program printed it, taken apart as a consumer would.
struct DigestDocument {
  let text: String
  let root: [String: Any]

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(_ text: String) throws {
    self.text = text
    guard let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else {
      throw Failure(description: "no JSON object: \(text.prefix(200))")
    }
    self.root = root
  }

  var incidents: [[String: Any]] { root["incidents"] as? [[String: Any]] ?? [] }

  /// The bytes of `incidents`, without what may differ between copies of the same logs: where in
  /// which file an entry was read.
  var incidentLines: [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("  \"incidents\":") }),
      let end = lines.firstIndex(where: { $0.hasPrefix("  \"unexplained\":") })
    else { return [] }
    return lines[start..<end].filter { line in
      let trimmed = line.drop { $0 == " " }
      return !trimmed.hasPrefix("\"file\": ") && !trimmed.hasPrefix("\"entry\": ")
    }
  }
}

extension [String: Any] {
  subscript(path path: String) -> Any? {
    var value: Any? = self
    for step in path.split(separator: ".") { value = (value as? [String: Any])?[String(step)] }
    return value is NSNull ? nil : value
  }

  func text(_ path: String) -> String? { self[path: path] as? String }
  func number(_ path: String) -> Int? { (self[path: path] as? NSNumber)?.intValue }

  /// A map from numbers in text to counts, such as `exitCodes`.
  func counts(_ path: String) -> [Int: Int] {
    let map = self[path: path] as? [String: Any] ?? [:]
    var counts: [Int: Int] = [:]
    for (key, value) in map {
      guard let number = Int(key), let count = (value as? NSNumber)?.intValue else { continue }
      counts[number] = count
    }
    return counts
  }
}
