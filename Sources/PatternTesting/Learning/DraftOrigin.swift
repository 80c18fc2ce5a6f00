import LogModel

/// Where a draft comes from, in words for a comment.
struct DraftOrigin: Sendable {
  enum Kind: Sendable { case boots, traces, entries }

  var count: Int
  var kind: Kind
  var services: Set<String>

  private static let mostNames = 3
  private static let longestName = 60

  /// One line of ASCII.
  var text: String {
    let counted = "\(count) \(noun)"
    if services.isEmpty { return counted }
    let names = services.sorted().prefix(DraftOrigin.mostNames).map(DraftOrigin.shown)
    let rest = services.count - names.count
    return "\(counted) of \(names.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
  }

  private var noun: String {
    switch kind {
    case .boots: count == 1 ? "failed boot" : "failed boots"
    case .traces: count == 1 ? "stack trace" : "stack traces"
    case .entries: count == 1 ? "error entry" : "error entries"
    }
  }

  /// In a comment nothing may end the line.
  private static func shown(_ name: String) -> String {
    var shown = ""
    for scalar in name.unicodeScalars.prefix(longestName) {
      let isShown = scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F
      shown.unicodeScalars.append(isShown ? scalar : "?")
    }
    return shown
  }
}
