import Patterns

extension PatternLint {
  /// Relations between signatures that lead nowhere.
  @Sendable static func findDeadRelations(in linted: LintedLibrary) -> [Finding] {
    var findings: [Finding] = []
    for signature in linted.library.signatures {
      func report(_ message: String, at key: String, _ text: String) {
        findings.append(linted.finding(message, of: signature, at: key, text))
      }
      for (key, ids) in [("explains", signature.explains), ("crossFires", signature.crossFires)] {
        for id in repeated(ids) {
          findings.append(
            linted.finding(
              "`\(key)` names '\(id)' twice; leave one out", of: signature, at: key, id,
              occurrence: 1))
        }
      }
      for id in Set(signature.explains) {
        guard let other = linted.library.signature(id) else { continue }
        if other.role == .cause {
          report(
            "`explains` names '\(id)', which is a cause, not a symptom; name symptoms only, or make"
              + " it one", at: "explains", id)
        } else if let key = keyThatParts(signature, other) {
          report(
            "`explains` names '\(id)', which is never seen with it: no \(key) is that of both; leave"
              + " it out, or widen '\(key)'", at: "explains", id)
        }
      }
    }
    return findings
  }

  /// What both ask of where an entry comes from, so that no service has entries of both.
  private static func keyThatParts(_ one: Signature, _ other: Signature) -> String? {
    for key in [SourceKey.project, .service, .environment] {
      let (globs, others) = (demands(one, key), demands(other, key))
      let isParted = globs.contains { glob in
        others.contains { other in
          glob.onlyText.map { !other.matches($0) } ?? other.onlyText.map { !glob.matches($0) }
            ?? false
        }
      }
      if isParted { return key.rawValue }
    }
    return nil
  }

  /// Globs that every entry of a signature passes.
  private static func demands(_ signature: Signature, _ key: SourceKey) -> [Glob] {
    func demands(_ condition: Condition) -> [Glob] {
      switch condition {
      case .source(key, let glob): [glob]
      case .all(let parts): parts.flatMap(demands)
      default: []
      }
    }
    return signature.match.map(demands) ?? []
  }
}
