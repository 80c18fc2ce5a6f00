import Foundation
import LogSimulation

/// Reads packaged entries back with a parser that is not ours.
enum ParsedEntries {
  struct Unreadable: Error {}

  static func objects(of bytes: [UInt8], _ form: PackagedForm) throws -> [[String: Any]] {
    switch form {
    case .ndjson, .bigquery: return try lines(bytes)
    case .envelopes:
      return try lines(bytes).map { envelope in
        guard let message = envelope["message"] as? [String: Any],
          let data = (message["data"] as? String).flatMap({ Data(base64Encoded: $0) })
        else { throw Unreadable() }
        return try object(data)
      }
    case .gcloud:
      guard
        let array = try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]]
      else { throw Unreadable() }
      return array
    case .objects: return try chunks(bytes)
    case .pages:
      return try chunks(bytes).flatMap { page in
        guard let entries = page["entries"] as? [[String: Any]] else { throw Unreadable() }
        return entries
      }
    }
  }

  static func object(_ data: Data) throws -> [String: Any] {
    guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw Unreadable()
    }
    return object
  }

  static func lines(_ bytes: [UInt8]) throws -> [[String: Any]] {
    try bytes.split(separator: 0x0A).map { try object(Data($0)) }
  }

  /// Pretty objects after each other: one ends with a brace at the beginning of a line.
  private static func chunks(_ bytes: [UInt8]) throws -> [[String: Any]] {
    let text = String(decoding: bytes, as: UTF8.self)
    var chunks: [String] = []
    var current: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) where !line.isEmpty {
      current.append(line)
      if line == "}" {
        chunks.append(current.joined(separator: "\n"))
        current = []
      }
    }
    guard current.isEmpty else { throw Unreadable() }
    return try chunks.map { try object(Data($0.utf8)) }
  }
}
