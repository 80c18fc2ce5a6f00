private import CPCRE2
private import Synchronization

/// A PCRE2 pattern with match and depth limits; immutable, shared between threads.
///
/// Of a library's patterns a run needs few, so that each is compiled when it is first used.
public final class Regex: Sendable {
  public let pattern: String
  public let ignoreCase: Bool
  /// Whether the empty text may match, and with it every text.
  public let canMatchEmpty: Bool
  private let compiled = AtomicLazyReference<CompiledRegex>()

  /// Steps that one match may take from one start before it is given up as "no match".
  static let matchLimit: UInt32 = 200_000
  /// Backtracking points within each other, where there is no JIT.
  static let depthLimit: UInt32 = 100_000
  /// KiB of backtracking points, where there is no JIT.
  static let heapLimit: UInt32 = 65_536
  /// Bytes of the stack for texts that need more than JIT's own 32 KiB.
  static let largestStack = 1 << 20

  /// Holds the limits; only read after it is made.
  private nonisolated(unsafe) static let limits: OpaquePointer? = makeLimits()

  private static func makeLimits() -> OpaquePointer? {
    guard let context = pcre2_match_context_create_8(nil) else { return nil }
    pcre2_set_match_limit_8(context, matchLimit)
    pcre2_set_depth_limit_8(context, depthLimit)
    pcre2_set_heap_limit_8(context, heapLimit)
    return context
  }

  public struct CompileError: Error, Sendable {
    /// PCRE2's own words.
    public var message: String
    /// 0-based offset into the pattern, in bytes.
    public var offset: Int
  }

  /// Compiles with UTF, to find out whether the pattern is valid; `^` and `$` also match at line
  /// breaks.
  ///
  /// - Throws: ``CompileError`` where the pattern is not valid.
  public init(_ pattern: String, ignoreCase: Bool) throws(CompileError) {
    self.pattern = pattern
    self.ignoreCase = ignoreCase
    canMatchEmpty = try CompiledRegex(pattern, ignoreCase: ignoreCase).canMatchEmpty
  }

  /// A pattern that another run has found to be valid and to need at least one character. Should it
  /// be neither, it matches nothing.
  init(checked pattern: String, ignoreCase: Bool) {
    self.pattern = pattern
    self.ignoreCase = ignoreCase
    canMatchEmpty = false
  }

  /// Compiled now at the latest. Where threads meet here, all take what the first has made.
  private func code() -> CompiledRegex? {
    if let compiled = compiled.load() { return compiled }
    guard let made = try? CompiledRegex(pattern, ignoreCase: ignoreCase) else { return nil }
    made.prepareToRun()
    return compiled.storeIfNil(made)
  }

  /// Whether the pattern matches anywhere in the text; false where the limits are reached.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { firstMatch($0, isString: true) { _ in true } ?? false }
  }

  /// Whether the pattern matches anywhere in valid UTF-8 bytes; false where the limits are reached.
  public func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    firstMatch(bytes) { _ in true } ?? false
  }

  /// The named groups of the first match that took part in it.
  public func captures(in text: String) -> [String: String] {
    var text = text
    return text.withUTF8 { captures(in: $0, isString: true) }
  }

  /// The named groups of the first match in valid UTF-8 bytes.
  public func captures(in bytes: UnsafeBufferPointer<UInt8>) -> [String: String] {
    captures(in: bytes, isString: false)
  }

  private func captures(in bytes: UnsafeBufferPointer<UInt8>, isString: Bool)
    -> [String: String]
  {
    guard let code = code(), !code.groupNames.isEmpty else { return [:] }
    return firstMatch(bytes, isString: isString) { offsets in
      var captures: [String: String] = [:]
      for (name, number) in code.groupNames {
        let start = offsets[2 * number]
        let end = offsets[2 * number + 1]
        guard start != Int.max, start >= 0, end >= start, end <= bytes.count else { continue }
        guard captures[name] == nil else { continue }
        captures[name] = String(decoding: bytes[start..<end], as: UTF8.self)
      }
      return captures
    } ?? [:]
  }

  /// - Parameter isString: the bytes are those of a `String`, which are valid UTF-8 by its making;
  ///   checking them again takes longer than most matches.
  private func firstMatch<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, isString: Bool = false,
    _ body: (UnsafeMutablePointer<Int>) -> Result
  ) -> Result? {
    guard let compiled = code(), let limits = Regex.limits,
      let data = pcre2_match_data_create_from_pattern_8(compiled.code, nil)
    else { return nil }
    defer { pcre2_match_data_free_8(data) }
    let options = isString ? UInt32(PCRE2_NO_UTF_CHECK) : 0
    var count = match(compiled, bytes, options, into: data, within: limits)
    if count == PCRE2_ERROR_JIT_STACKLIMIT, let context = Regex.makeLimits() {
      defer { pcre2_match_context_free_8(context) }
      let stack = pcre2_jit_stack_create_8(32_768, Regex.largestStack, nil)
      defer { pcre2_jit_stack_free_8(stack) }
      pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      count = match(compiled, bytes, options, into: data, within: context)
    }
    guard count > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { return nil }
    return body(offsets)
  }

  private func match(
    _ compiled: CompiledRegex, _ bytes: UnsafeBufferPointer<UInt8>, _ options: UInt32,
    into data: OpaquePointer, within limits: OpaquePointer
  ) -> Int32 {
    let empty: [UInt8] = [0]
    return empty.withUnsafeBufferPointer { placeholder in
      let start = bytes.baseAddress ?? placeholder.baseAddress
      return pcre2_match_8(compiled.code, start, bytes.count, 0, options, data, limits)
    }
  }
}
