private import CHyperscan
private import Glibc
import Patterns

/// What an automaton is compiled of to find the texts of which message predicates may hold.
struct MessageExpressions {
  /// Raised with every change of what the same predicates give.
  static let version: UInt64 = 1

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
      switch predicate.test {
      case .contains(let text):
        // The automaton folds letters of ASCII only.
        if predicate.ignoreCase, !text.utf8.allSatisfy({ $0 < 0x80 }) {
          unindexed.insert(id)
        } else {
          addLiteral(text, id, caseless: caseless)
        }
      case .equals(let text):
        addLiteral(text, id, caseless: caseless)
        needsConfirmation.insert(id)
      case .regex(let regex):
        addRegex(regex.pattern, id, ignoreCase: predicate.ignoreCase, caseless: caseless)
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

  private mutating func addRegex(
    _ pattern: String, _ id: Int, ignoreCase: Bool, caseless: UInt32
  ) {
    let options =
      UInt32(HS_FLAG_SINGLEMATCH) | UInt32(HS_FLAG_UTF8) | UInt32(HS_FLAG_MULTILINE) | caseless
    let prefilter = options | UInt32(HS_FLAG_PREFILTER)
    if let literals = RequiredLiterals.literals(of: pattern, ignoreCase: ignoreCase) {
      for literal in literals { addLiteral(literal, id, caseless: caseless) }
      needsConfirmation.insert(id)
    } else if MessageExpressions.isAccepted(pattern, flags: options) {
      add(pattern, id, options)
    } else if MessageExpressions.isAccepted(pattern, flags: prefilter) {
      add(pattern, id, prefilter)
      needsConfirmation.insert(id)
    } else {
      unindexed.insert(id)
    }
  }

  private static func isAccepted(_ pattern: String, flags: UInt32) -> Bool {
    var info: UnsafeMutablePointer<hs_expr_info_t>?
    var compileError: UnsafeMutablePointer<hs_compile_error_t>?
    let status = hs_expression_info(pattern, flags, &info, &compileError)
    if let compileError { hs_free_compile_error(compileError) }
    guard let info else { return false }
    defer { free(info) }
    return status == HS_SUCCESS && info.pointee.min_width > 0
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
