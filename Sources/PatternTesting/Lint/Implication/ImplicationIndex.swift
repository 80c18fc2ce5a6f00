import LogModel
import Patterns

/// Finds the conditions that another one may imply, without a look at all of them.
struct ImplicationIndex {
  private var byKey: [String: [Int]] = [:]

  /// - Parameter conditions: of a library; their indices are what is found.
  init(_ conditions: [Condition]) {
    for (index, condition) in conditions.enumerated() {
      for key in Set(ImplicationIndex.awaited(by: condition)) {
        byKey[key, default: []].append(index)
      }
    }
  }

  /// Indices of all conditions that this one implies as far as ``Implication`` tells, and of others.
  func candidates(for condition: Condition) -> [Int] {
    var found: Set<Int> = []
    for key in Set(ImplicationIndex.given(by: condition)) {
      if let indices = byKey[key] { found.formUnion(indices) }
    }
    return found.sorted()
  }

  private static let gramLength = 4

  /// Keys of which what implies a condition gives at least one.
  private static func awaited(by condition: Condition) -> [String] {
    switch condition {
    case .message(let predicate):
      switch predicate.test {
      case .contains(let text), .equals(let text): [grams(of: text).first ?? "text"]
      case .regex(let regex): ["regex " + regex.pattern, "text regex"]
      }
    case .all(let parts):
      // Any member will do; messages tell most.
      parts.map { awaited(by: $0) }.min { cost($0) < cost($1) } ?? ["all"]
    case .any(let parts): parts.flatMap { awaited(by: $0) }
    case .severity(let least): [least == .default ? "all" : "severity"]
    case .field(let path, _): ["field " + path.joined(separator: ".")]
    case .source(let key, _): ["source \(key.rawValue)"]
    case .httpStatus: ["status"]
    case .exception: ["exception"]
    case .not: ["not"]
    }
  }

  private static func cost(_ keys: [String]) -> Int {
    keys.contains { !$0.hasPrefix("gram ") && !$0.hasPrefix("regex ") } ? 1 : 0
  }

  /// All keys that a condition can give.
  private static func given(by condition: Condition) -> [String] {
    switch condition {
    case .message(let predicate):
      switch predicate.test {
      case .contains(let text): grams(of: text) + ["text", "all"]
      case .equals(let text): grams(of: text) + ["text", "text regex", "all"]
      case .regex(let regex):
        ["regex " + regex.pattern, "text", "all"]
          + (RequiredLiterals.literals(of: regex.pattern, ignoreCase: false) ?? [])
          .flatMap(grams)
      }
    case .all(let parts), .any(let parts): parts.flatMap { given(by: $0) } + ["all"]
    case .severity, .field, .source, .httpStatus, .exception, .not:
      awaited(by: condition) + ["all"]
    }
  }

  /// Every four letters that follow each other, whatever their case.
  private static func grams(of text: String) -> [String] {
    let bytes = Array(text.lowercased().utf8)
    guard bytes.count >= gramLength else { return [] }
    return (0...(bytes.count - gramLength)).map { start in
      "gram \(String(decoding: bytes[start..<(start + gramLength)], as: UTF8.self))"
    }
  }
}
