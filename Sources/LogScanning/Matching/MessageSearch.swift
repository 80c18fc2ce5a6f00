private import CHyperscan
private import Glibc
public import Patterns

/// How the messages are found on which a predicate may hold.
public enum MessageSearch: Sendable, Equatable {
  /// By texts of which one must occur.
  case literals([String])
  /// By the automaton, which knows the whole regex.
  case automaton
  /// By the automaton, which knows something that holds at least where the regex does; PCRE2 decides.
  case prefilter
  /// None is: the predicate is tried on every message, for the reason given.
  case everyMessage(String)

  /// - Parameter predicate: on the message.
  public init(of predicate: TextPredicate) {
    switch predicate.test {
    case .contains(let text):
      // The automaton folds letters of ASCII only.
      let isFolded = predicate.ignoreCase && !text.utf8.allSatisfy { $0 < 0x80 }
      self =
        isFolded
        ? .everyMessage("'ignoreCase' has letters beyond ASCII to fold") : .literals([text])
    case .equals(let text): self = .literals([text])
    case .regex(let regex): self.init(regex.pattern, ignoreCase: predicate.ignoreCase)
    }
  }

  private init(_ pattern: String, ignoreCase: Bool) {
    let flags = MessageSearch.flags(ignoreCase: ignoreCase)
    if let literals = RequiredLiterals.literals(of: pattern, ignoreCase: ignoreCase) {
      self = .literals(literals)
    } else if MessageSearch.refusal(of: pattern, flags: flags) == nil {
      self = .automaton
    } else if let reason = MessageSearch.refusal(
      of: pattern, flags: flags | UInt32(HS_FLAG_PREFILTER))
    {
      self = .everyMessage(reason)
    } else {
      self = .prefilter
    }
  }

  /// Those with which the automaton takes a regex.
  static func flags(ignoreCase: Bool) -> UInt32 {
    UInt32(HS_FLAG_SINGLEMATCH) | UInt32(HS_FLAG_UTF8) | UInt32(HS_FLAG_MULTILINE)
      | (ignoreCase ? UInt32(HS_FLAG_CASELESS) : 0)
  }

  /// Why the automaton does not take a regex; nil where it does.
  private static func refusal(of pattern: String, flags: UInt32) -> String? {
    var info: UnsafeMutablePointer<hs_expr_info_t>?
    var compileError: UnsafeMutablePointer<hs_compile_error_t>?
    let status = hs_expression_info(pattern, flags, &info, &compileError)
    defer {
      if let compileError { hs_free_compile_error(compileError) }
      if let info { free(info) }
    }
    guard status == HS_SUCCESS, let info else {
      let words = compileError?.pointee.message.map { String(cString: $0) } ?? "status \(status)"
      return "the automaton does not take it (\(words))"
    }
    return info.pointee.min_width > 0 ? nil : "nothing is sure to occur in what it matches"
  }
}

extension MessageSearch {
  /// The predicates for which a condition is tried on every message, each with the reason why; none
  /// where something else that must hold announces it.
  ///
  /// - Parameter condition: of a library, which has numbered its predicates.
  public static func triedOnEveryMessage(
    _ condition: Condition
  ) -> [(predicate: TextPredicate, reason: String)] {
    let unindexed = condition.textPredicates.filter { $0.id >= 0 }.compactMap { predicate in
      if case .everyMessage(let reason) = MessageSearch(of: predicate) {
        (predicate: predicate, reason: reason)
      } else {
        nil
      }
    }
    guard !unindexed.isEmpty else { return [] }
    let trigger = Trigger(of: condition, unindexed: Set(unindexed.map(\.predicate.id)))
    let tried = trigger.signs.flatMap { sign -> [Int] in
      guard case .anything = sign.kind else { return [] }
      return sign.condition.textPredicates.map(\.id)
    }
    return unindexed.filter { tried.contains($0.predicate.id) }
  }
}
