extension YAMLNode {
  /// The value as compact JSON, members in the order of the file; unquoted `true`, `false`, `null`
  /// and JSON numbers are such, every other scalar is a string.
  var json: String {
    var json = ""
    appendJSON(to: &json)
    return json
  }

  private func appendJSON(to json: inout String) {
    switch content {
    case .scalar(let scalar):
      if isNull {
        json += "null"
      } else if scalar.style == .plain, scalar.text == "true" || scalar.text == "false" {
        json += scalar.text
      } else if scalar.isNumber {
        json += scalar.text
      } else {
        json += jsonString(scalar.text)
      }
    case .sequence(let items):
      json += "["
      for (index, item) in items.enumerated() {
        if index > 0 { json += "," }
        item.appendJSON(to: &json)
      }
      json += "]"
    case .mapping(let members):
      json += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { json += "," }
        json += jsonString(member.key) + ":"
        member.value.appendJSON(to: &json)
      }
      json += "}"
    }
  }
}

/// A text as a JSON string, on one line.
func jsonString(_ text: String) -> String {
  let digits = Array("0123456789abcdef")
  var json = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": json += "\\\""
    case "\\": json += "\\\\"
    case "\n": json += "\\n"
    case "\r": json += "\\r"
    case "\t": json += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      json += "\\u00"
      json.append(digits[Int(scalar.value >> 4)])
      json.append(digits[Int(scalar.value & 15)])
    default: json.unicodeScalars.append(scalar)
    }
  }
  return json + "\""
}
