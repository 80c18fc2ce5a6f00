/// What a document of a pattern file describes.
enum PatternKind: CaseIterable {
  case signature, profile, impact, frames, rules

  var keys: [String] {
    switch self {
    case .signature: PatternDecoder.signatureKeys
    case .profile: PatternDecoder.profileKeys
    case .impact: PatternDecoder.impactKeys
    case .frames: PatternDecoder.framesKeys
    case .rules: PatternDecoder.rulesKeys
    }
  }

  /// Keys any of which settles the kind.
  var tellingKeys: [String] {
    switch self {
    case .signature: ["match", "sequence", "set", "count"]
    case .profile: ["boot", "phases"]
    case .impact: ["environments", "capabilities", "priorities"]
    case .frames: ["frames"]
    case .rules: ["rules"]
    }
  }
}

extension PatternDecoder {
  /// Tells a document's kind by its top-level keys; reports it where they do not tell.
  mutating func kind(of node: YAMLNode) -> PatternKind? {
    let expected =
      "a signature ('id' and 'match'), a profile ('boot' or 'phases'), impact ('environments', "
      + "'capabilities' or 'priorities'), 'frames' or CRE ('rules')"
    guard case .mapping(let members) = node.content else {
      reportMismatch(node, expected: expected)
      return nil
    }
    let keys = members.map(\.key)
    for kind in PatternKind.allCases where keys.contains(where: kind.tellingKeys.contains) {
      return kind
    }
    // Where the telling key is misspelt, the other keys must do, so that it can be named.
    var best: (kind: PatternKind, count: Int)?
    for kind in PatternKind.allCases {
      let count = keys.count {
        kind.keys.contains($0) || Suggestion.nearest(to: $0, among: kind.tellingKeys) != nil
      }
      if count > best?.count ?? 0 { best = (kind, count) }
    }
    if let best,
      best.kind == .impact || best.kind == .frames || best.kind == .rules
        || (best.count > 1 && best.count * 2 > keys.count)
    {
      return best.kind
    }
    report(node.mark, "the keys do not tell what this is; expected \(expected)")
    return nil
  }
}
