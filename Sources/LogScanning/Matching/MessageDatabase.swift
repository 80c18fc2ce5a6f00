private import CHyperscan
private import Glibc
import Patterns

/// All message predicates of a library in one Hyperscan (or Vectorscan) automaton.
///
/// A scan of a text reports which predicates may hold: exactly for literals, as candidates for
/// regexes of which it looks only for a text that they require (``RequiredLiterals``). A regex that
/// requires none is in the automaton itself, in prefilter mode where it has to be. Predicates that it
/// refuses altogether are listed in ``unindexed`` and have to be tried one by one.
final class MessageDatabase: Sendable {
  enum BuildError: Error {
    /// The automaton could not be built; holds the library's words.
    case refused(String)
  }

  let predicateCount: Int
  /// Ids of predicates that the automaton does not hold.
  let unindexed: Set<Int>
  /// Ids of predicates for which a hit is only a candidate.
  let needsConfirmation: Set<Int>
  private nonisolated(unsafe) let database: OpaquePointer?

  init(predicates: [TextPredicate]) throws(BuildError) {
    predicateCount = predicates.count
    var expressions: [String] = []
    var flags: [UInt32] = []
    var ids: [UInt32] = []
    var unindexed: Set<Int> = []
    var needsConfirmation: Set<Int> = []
    func addLiteral(_ text: String, _ id: Int, caseless: UInt32) {
      expressions.append(MessageDatabase.escaped(text))
      flags.append(UInt32(HS_FLAG_SINGLEMATCH) | caseless)
      ids.append(UInt32(id))
    }
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
        let options =
          UInt32(HS_FLAG_SINGLEMATCH) | UInt32(HS_FLAG_UTF8) | UInt32(HS_FLAG_MULTILINE) | caseless
        if let literals = RequiredLiterals.literals(
          of: regex.pattern, ignoreCase: predicate.ignoreCase)
        {
          for literal in literals { addLiteral(literal, id, caseless: caseless) }
          needsConfirmation.insert(id)
        } else if MessageDatabase.isAccepted(regex.pattern, flags: options) {
          expressions.append(regex.pattern)
          flags.append(options)
          ids.append(UInt32(id))
        } else if MessageDatabase.isAccepted(
          regex.pattern, flags: options | UInt32(HS_FLAG_PREFILTER))
        {
          expressions.append(regex.pattern)
          flags.append(options | UInt32(HS_FLAG_PREFILTER))
          ids.append(UInt32(id))
          needsConfirmation.insert(id)
        } else {
          unindexed.insert(id)
        }
      }
    }
    self.unindexed = unindexed
    self.needsConfirmation = needsConfirmation
    guard !expressions.isEmpty else {
      database = nil
      return
    }
    var built: OpaquePointer?
    var compileError: UnsafeMutablePointer<hs_compile_error_t>?
    let status = MessageDatabase.withCStrings(expressions) { pointers in
      hs_compile_multi(
        pointers, flags, ids, UInt32(expressions.count), UInt32(HS_MODE_BLOCK), nil, &built,
        &compileError)
    }
    guard status == HS_SUCCESS, let built else {
      let words = compileError?.pointee.message.map { String(cString: $0) } ?? "status \(status)"
      if let compileError { hs_free_compile_error(compileError) }
      throw .refused(words)
    }
    database = built
  }

  deinit { if let database { hs_free_database(database) } }

  /// Working memory for scans of this database by one thread; nil where memory is short.
  func makeScratch() -> Scratch? {
    guard let database else { return Scratch(pointer: nil) }
    var pointer: OpaquePointer?
    guard hs_alloc_scratch(database, &pointer) == HS_SUCCESS else { return nil }
    return Scratch(pointer: pointer)
  }

  final class Scratch {
    fileprivate let pointer: OpaquePointer?
    fileprivate init(pointer: OpaquePointer?) { self.pointer = pointer }
    deinit { if let pointer { hs_free_scratch(pointer) } }
  }

  /// Adds the ids of all predicates that may hold of a text (valid UTF-8).
  func scan(_ text: UnsafeBufferPointer<UInt8>, scratch: Scratch, into hits: HitSet) {
    guard let database, let base = text.baseAddress, text.count > 0 else { return }
    let context = Unmanaged.passUnretained(hits).toOpaque()
    let bytes = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
    // A result other than success or termination cannot occur with a scratch of this database.
    _ = hs_scan(
      database, bytes, UInt32(clamping: text.count), 0, scratch.pointer,
      { id, _, _, _, context in
        guard let context else { return 1 }
        Unmanaged<HitSet>.fromOpaque(context).takeUnretainedValue().insert(Int(id))
        return 0
      }, context)
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

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
  ) -> Result {
    let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) })
  }
}

/// Ids of predicates that hold of the entry at hand; cleared in O(hits).
final class HitSet {
  @exclusivity(unchecked) private(set) var ids: [Int] = []
  @exclusivity(unchecked) private var isHit: [Bool]

  init(capacity: Int) { isHit = Array(repeating: false, count: capacity) }

  func insert(_ id: Int) {
    guard !isHit[id] else { return }
    isHit[id] = true
    ids.append(id)
  }

  func contains(_ id: Int) -> Bool { isHit[id] }

  func removeAll() {
    for id in ids { isHit[id] = false }
    ids.removeAll(keepingCapacity: true)
  }
}
