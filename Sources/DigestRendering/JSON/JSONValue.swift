/// A JSON value whose object members keep their order.
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  /// Written rounded to `decimals`; what is not finite becomes null.
  case decimal(Double, decimals: Int)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])
}

extension JSONValue {
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  static func optional(_ number: Int?) -> JSONValue { number.map(JSONValue.integer) ?? .null }

  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  /// Seconds, to the millisecond.
  static func seconds(_ value: Double?) -> JSONValue {
    value.map { .decimal($0, decimals: 3) } ?? .null
  }

  /// Counts by number, in numerical order; JSON has strings for keys only.
  static func counts(_ counts: [Int: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { (String($0.key), .integer($0.value)) })
  }

  /// Counts by name, in the order of the names' UTF-8.
  static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(byName(counts).map { ($0, .integer($1)) })
  }

  static func strings(_ texts: [String: String]) -> JSONValue {
    .object(byName(texts).map { ($0, .string($1)) })
  }

  private static func byName<Value>(_ map: [String: Value]) -> [(String, Value)] {
    map.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
