/// `1 boot`, `14 boots`.
func plural(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

/// A verb as it stands after a number of things: `1 fails`, `14 fail`.
func verb(_ base: String, _ count: Int) -> String { count == 1 ? base + "s" : base }

extension String {
  /// The text with the first occurrence of a part replaced.
  func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}

/// A title as a sentence.
func sentence(_ title: String) -> String {
  guard let first = title.first, let last = title.last else { return "" }
  // A name that is written in small letters stays as it is.
  let word = title.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "-" }
  let isName = word.contains { $0.isUppercase || $0 == "_" || $0 == "." || $0 == "-" }
  let start = isName ? String(first) : first.uppercased()
  return start + title.dropFirst() + (".!?".contains(last) ? "" : ".")
}

/// Seconds with one decimal below ten, whole above; minutes from two, hours from two on.
func seconds(_ value: Double) -> String {
  if value < 10 {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
  if value < 120 { return "\(Int(value.rounded())) s" }
  if value < 7200 { return "\(Int((value / 60).rounded())) min" }
  return "\(Int((min(value, 1e15) / 3600).rounded())) h"
}
