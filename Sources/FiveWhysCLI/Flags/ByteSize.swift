/// A number of bytes as a user writes it: `1048576`, `16MiB`, `16M` (both 1024²), `16MB` (1000²).
struct ByteSize: Equatable, Sendable {
  let bytes: Int

  /// - Throws: where the text is no size, or none within the range.
  init(_ text: String, in range: ClosedRange<Int>) throws(BadValue) {
    guard let bytes = ByteSize.parse(text), range.contains(bytes) else {
      throw .expected(
        "a size from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound)),"
          + " such as 16MiB")
    }
    self.bytes = bytes
  }

  private static let units: [(name: String, bytes: Int)] = [
    ("", 1), ("b", 1),
    ("k", 1 << 10), ("kib", 1 << 10), ("kb", 1000),
    ("m", 1 << 20), ("mib", 1 << 20), ("mb", 1_000_000),
    ("g", 1 << 30), ("gib", 1 << 30), ("gb", 1_000_000_000),
    ("t", 1 << 40), ("tib", 1 << 40), ("tb", 1_000_000_000_000),
  ]

  private static func parse(_ text: String) -> Int? {
    let digits = text.prefix { $0 >= "0" && $0 <= "9" }
    let unit = text[digits.endIndex...].lowercased()
    guard let count = Int(digits), let (_, size) = units.first(where: { $0.name == unit })
    else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    return overflow ? nil : bytes
  }

  private static func text(_ bytes: Int) -> String {
    for (name, size) in [("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
    where bytes >= size && bytes % size == 0 {
      return "\(bytes / size)\(name)"
    }
    return "\(bytes)"
  }
}
