import Patterns

/// Writes drafts as people write signatures.
enum DraftWriter {
  static func yaml(_ draft: FailureDraft) -> String {
    var text = "# Drafted from \(draft.origin.text).\n"
    text +=
      draft.role == .cause
      ? "# Say why it happens and what helps, then take the tag 'draft' away.\n"
      : "# It was seen beside other failures only: make it a cause if it is one. Then take the tag\n"
        + "# 'draft' away.\n"
    text += "id: \(draft.id)\n"
    text += "title: \(YAMLScalar.inline(draft.title))\n"
    text += "severity: \(draft.severity.rawValue)\n"
    text += "role: \(draft.role.rawValue)\n"
    text += "tags: [draft]\n"
    text += "match:\n" + match(draft.match)
    if let startup = draft.startup {
      text += "startup:\n  phase: \(YAMLScalar.inline(startup.phase))\n"
      if let function = startup.function {
        text +=
          "  frames: { \(YAMLScalar.inline(function)): \(YAMLScalar.inline(startup.phase)) }\n"
      }
    }
    if draft.role == .cause {
      text += "# why:\n#   - What is behind it, the outermost reason first.\n"
      text += "# fixes:\n#   - { horizon: immediate, text: What helps now. }\n"
      text += "#   - { horizon: long-term, text: What removes the reason. }\n"
      text += "#   - { horizon: prevention, text: What would have stopped it earlier. }\n"
      text += "# references:\n#   - https://…\n"
    }
    if !draft.crossFires.isEmpty {
      text += "# Symptoms that show in the same texts.\n"
      text += "crossFires: [\(draft.crossFires.joined(separator: ", "))]\n"
    }
    text += "examples:\n  matches:\n" + list(draft.matches)
    text += "  ignores:\n"
    if draft.areIgnoresMadeUp {
      text += "    # No other message of these logs comes near; this one is made up.\n"
    }
    return text + list(draft.ignores)
  }

  private static func match(_ match: FailureDraft.Match) -> String {
    switch match {
    case .message(let test, let isOfErrors):
      return "  message: \(inline(test))\n"
        + (isOfErrors ? "  severity: { atLeast: ERROR }\n" : "")
    case .exception(let type, let message, let function, let file):
      var text = "  exception:\n    type: \(YAMLScalar.inline(type))\n"
      if let message { text += "    message: \(inline(message))\n" }
      if let function { text += "    function: \(YAMLScalar.inline(function))\n" }
      if let file { text += "    file: \(YAMLScalar.inline(file))\n" }
      return text
    }
  }

  private static func inline(_ test: TextTest) -> String {
    switch test {
    case .contains(let text): "{ contains: \(YAMLScalar.inline(text)) }"
    case .regex(let pattern): "{ regex: \(YAMLScalar.inline(pattern)) }"
    }
  }

  private static func list(_ texts: [String]) -> String {
    texts.map { "    - \(YAMLScalar.block($0, indent: 6))\n" }.joined()
  }
}
