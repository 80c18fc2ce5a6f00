/// Writes JSON values, indented by two spaces, the same bytes for the same value.
///
/// Characters that a terminal or a script embedding the document would act on (control characters,
/// direction marks, U+2028, U+2029) are written as `\u` escapes. Source: RFC 8259.
struct JSONWriter {
  /// UTF-8. A digest of a thousand incidents has tens of megabytes.
  private var bytes: [UInt8] = []

  static func document(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.write(value, indent: 0)
    writer.append("\n")
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func append(indent: Int) {
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * indent))
  }

  private mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .integer(let number): append(String(number))
    case .decimal(let number, let decimals): append(JSONWriter.decimal(number, decimals) ?? "null")
    case .string(let string): write(string)
    case .array(let elements):
      write(elements, "[", "]", indent) { writer, element in
        writer.write(element, indent: indent + 1)
      }
    case .object(let members):
      write(members, "{", "}", indent) { writer, member in
        writer.write(member.0)
        writer.append(": ")
        writer.write(member.1, indent: indent + 1)
      }
    }
  }

  private mutating func write<Element>(
    _ elements: [Element], _ opening: String, _ closing: String, _ indent: Int,
    _ each: (inout JSONWriter, Element) -> Void
  ) {
    append(opening)
    for (index, element) in elements.enumerated() {
      append(index == 0 ? "\n" : ",\n")
      append(indent: indent + 1)
      each(&self, element)
    }
    if !elements.isEmpty {
      append("\n")
      append(indent: indent)
    }
    append(closing)
  }

  private mutating func write(_ string: String) {
    append("\"")
    // Most texts are plain.
    if string.utf8.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != 0x22 && $0 != 0x5C }) {
      append(string)
    } else {
      for scalar in string.unicodeScalars { write(scalar) }
    }
    append("\"")
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\n": append("\\n")
    case "\r": append("\\r")
    case "\t": append("\\t")
    default:
      if HostileScalars.isActive(scalar) {
        for unit in String(scalar).utf16 { append(JSONWriter.escape(unit)) }
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Decimal notation without trailing zeros, never an exponent; nil for what is not finite.
  static func decimal(_ value: Double, _ decimals: Int) -> String? {
    guard value.isFinite else { return nil }
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    // Beyond this a Double has no fraction left to round.
    guard value.magnitude < 1e15 / Double(scale) else {
      return String(Int64(max(-9.2e18, min(9.2e18, value.rounded()))))
    }
    let scaled = Int64((value * Double(scale)).rounded())
    var digits = String(scaled.magnitude % UInt64(scale))
    digits = String(repeating: "0", count: max(0, decimals - digits.count)) + digits
    while digits.last == "0" { digits.removeLast() }
    let whole = (scaled < 0 ? "-" : "") + String(scaled.magnitude / UInt64(scale))
    return digits.isEmpty ? whole : whole + "." + digits
  }
}
