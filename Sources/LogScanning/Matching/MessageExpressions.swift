private import CHyperscan
import Patterns

/// What an automaton is compiled of to find the texts of which message predicates may hold.
struct MessageExpressions {
  /// Raised with every change of what the same predicates give.
  static let version: UInt64 = 2

  private(set) var patterns: [String] = []
  private(set) var flags: [UInt32] = []
  /// The predicate of each pattern.
  private(set) var ids: [UInt32] = []
  /// Ids of predicates that the automaton cannot look for.
  private(set) var unindexed: Set<Int> = []
  /// Ids of predicates for which a hit is only a candidate.
  private(set) var needsConfirmation: Set<Int> = []

  init(of predicates: [TextPredicate]) {
    for (id, predicate) in predicates.enumerated() {
      let caseless = predicate.ignoreCase ? UInt32(HS_FLAG_CASELESS) : 0
      switch MessageSearch(of: predicate) {
      case .literals(let texts):
        for text in texts { addLiteral(text, id, caseless: caseless) }
        if case .contains = predicate.test { continue }
        needsConfirmation.insert(id)
      case .automaton: addRegex(of: predicate, id)
      case .prefilter:
        addRegex(of: predicate, id, UInt32(HS_FLAG_PREFILTER))
        needsConfirmation.insert(id)
      case .everyMessage: unindexed.insert(id)
      }
    }
  }

  private mutating func add(_ pattern: String, _ id: Int, _ options: UInt32) {
    patterns.append(pattern)
    flags.append(options)
    ids.append(UInt32(id))
  }

  private mutating func addLiteral(_ text: String, _ id: Int, caseless: UInt32) {
    add(MessageExpressions.escaped(text), id, UInt32(HS_FLAG_SINGLEMATCH) | caseless)
  }

  private mutating func addRegex(of predicate: TextPredicate, _ id: Int, _ option: UInt32 = 0) {
    guard case .regex(let regex) = predicate.test else { return }
    add(regex.pattern, id, MessageSearch.flags(ignoreCase: predicate.ignoreCase) | option)
  }

  /// A literal as a regex that stands for its bytes.
  private static func escaped(_ literal: String) -> String {
    var pattern = ""
    for byte in literal.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "):
        pattern.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        pattern += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return pattern
  }
}
