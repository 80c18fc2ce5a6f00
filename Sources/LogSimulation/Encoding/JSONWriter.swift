/// Writes JSON values as bytes, members in alphabetical order.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private let style: JSONStyle

  public init(style: JSONStyle) { self.style = style }

  public static func encode(_ value: JSONValue, style: JSONStyle) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.write(value)
    return writer.bytes
  }

  /// - Parameter depth: levels of indentation around the value.
  public mutating func write(_ value: JSONValue, depth: Int = 0) {
    switch value {
    case .null: append("null")
    case .bool(let isTrue): append(isTrue ? "true" : "false")
    case .integer(let number): append(String(number))
    case .number(let number): append(number.isFinite ? "\(number)" : "null")
    case .string(let text): write(string: text)
    case .array(let elements):
      write(elements, open: 0x5B, close: 0x5D, depth: depth) { writer, element in
        writer.write(element, depth: depth + 1)
      }
    case .object(let members):
      let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      write(sorted, open: 0x7B, close: 0x7D, depth: depth) { writer, member in
        writer.write(string: member.name)
        writer.append(writer.style.indent == nil ? ":" : ": ")
        writer.write(member.value, depth: depth + 1)
      }
    }
  }

  public mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write<Element>(
    _ elements: [Element], open: UInt8, close: UInt8, depth: Int,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(open)
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(0x2C) }
      isFirst = false
      newline(depth: depth + 1)
      body(&self, element)
    }
    if !isFirst { newline(depth: depth) }
    bytes.append(close)
  }

  private mutating func newline(depth: Int) {
    guard let indent = style.indent else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indent * depth))
  }

  private mutating func write(string text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: append("\\\"")
      case 0x5C: append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x08: append("\\b")
      case 0x0C: append("\\f")
      case 0..<0x20: escape(byte)
      case 0x3C, 0x3E, 0x26:
        if style.escapesHTML { escape(byte) } else { bytes.append(byte) }
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }

  private mutating func escape(_ byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    append("\\u00")
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 0xF)])
  }
}
