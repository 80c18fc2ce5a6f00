extension YAMLNode {
  /// The value as compact JSON, members in the order of the file; unquoted `true`, `false`, `null`
  /// and JSON numbers are such, every other scalar is a string.
  var json: String {
    var json: [UInt8] = []
    appendJSON(to: &json)
    return String(decoding: json, as: UTF8.self)
  }

  private func appendJSON(to json: inout [UInt8]) {
    switch content {
    case .scalar(let scalar):
      if isNull {
        json += "null".utf8
      } else if scalar.style == .plain, scalar.text == "true" || scalar.text == "false" {
        json += scalar.text.utf8
      } else if scalar.isNumber {
        json += scalar.text.utf8
      } else {
        appendJSONString(scalar.text, to: &json)
      }
    case .sequence(let items):
      json.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        item.appendJSON(to: &json)
      }
      json.append(UInt8(ascii: "]"))
    case .mapping(let members):
      json.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        appendJSONString(member.key, to: &json)
        json.append(UInt8(ascii: ":"))
        member.value.appendJSON(to: &json)
      }
      json.append(UInt8(ascii: "}"))
    }
  }
}

/// A text as a JSON string, on one line.
func jsonString(_ text: String) -> String {
  var json: [UInt8] = []
  appendJSONString(text, to: &json)
  return String(decoding: json, as: UTF8.self)
}

private func appendJSONString(_ text: String, to json: inout [UInt8]) {
  func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
  json.append(UInt8(ascii: "\""))
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""): json += "\\\"".utf8
    case UInt8(ascii: "\\"): json += "\\\\".utf8
    case UInt8(ascii: "\n"): json += "\\n".utf8
    case UInt8(ascii: "\r"): json += "\\r".utf8
    case UInt8(ascii: "\t"): json += "\\t".utf8
    case 0..<0x20, 0x7F:
      json += "\\u00".utf8
      json.append(hexDigit(byte >> 4))
      json.append(hexDigit(byte & 15))
    default: json.append(byte)
    }
  }
  json.append(UInt8(ascii: "\""))
}
