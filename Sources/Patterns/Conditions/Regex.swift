private import CPCRE2

/// A compiled PCRE2 pattern with match and depth limits; immutable, shared between threads.
public final class Regex: Sendable {
  public let pattern: String
  public let ignoreCase: Bool
  /// Names of the groups, by number.
  public let groupNames: [(name: String, number: Int)]
  /// Whether the empty text may match, and with it every text.
  public let canMatchEmpty: Bool
  private nonisolated(unsafe) let code: OpaquePointer

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

  /// Compiles with UTF and JIT; `^` and `$` also match at line breaks.
  ///
  /// - Throws: ``CompileError`` where the pattern is not valid.
  public init(_ pattern: String, ignoreCase: Bool) throws(CompileError) {
    self.pattern = pattern
    self.ignoreCase = ignoreCase
    var errorCode: Int32 = 0
    var errorOffset = 0
    var options = UInt32(PCRE2_UTF) | UInt32(PCRE2_MULTILINE) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    if ignoreCase { options |= UInt32(PCRE2_CASELESS) }
    let bytes = Array(pattern.utf8)
    guard
      let code = pcre2_compile_8(bytes, bytes.count, options, &errorCode, &errorOffset, nil)
    else {
      var buffer = [UInt8](repeating: 0, count: 256)
      let length = pcre2_get_error_message_8(errorCode, &buffer, buffer.count)
      let text = String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
      throw CompileError(message: text, offset: errorOffset)
    }
    pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    self.code = code
    self.groupNames = Regex.groupNames(of: code)
    var matchesEmpty: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_MATCHEMPTY), &matchesEmpty)
    self.canMatchEmpty = matchesEmpty != 0
  }

  deinit { pcre2_code_free_8(code) }

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
    guard !groupNames.isEmpty else { return [:] }
    return firstMatch(bytes, isString: isString) { offsets in
      var captures: [String: String] = [:]
      for (name, number) in groupNames {
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
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { return nil }
    defer { pcre2_match_data_free_8(data) }
    guard let limits = Regex.limits else { return nil }
    let options = isString ? UInt32(PCRE2_NO_UTF_CHECK) : 0
    var count = match(bytes, options, into: data, within: limits)
    if count == PCRE2_ERROR_JIT_STACKLIMIT, let context = Regex.makeLimits() {
      defer { pcre2_match_context_free_8(context) }
      let stack = pcre2_jit_stack_create_8(32_768, Regex.largestStack, nil)
      defer { pcre2_jit_stack_free_8(stack) }
      pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      count = match(bytes, options, into: data, within: context)
    }
    guard count > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { return nil }
    return body(offsets)
  }

  private func match(
    _ bytes: UnsafeBufferPointer<UInt8>, _ options: UInt32, into data: OpaquePointer,
    within limits: OpaquePointer
  ) -> Int32 {
    let empty: [UInt8] = [0]
    return empty.withUnsafeBufferPointer { placeholder in
      let start = bytes.baseAddress ?? placeholder.baseAddress
      return pcre2_match_8(code, start, bytes.count, 0, options, data, limits)
    }
  }

  private static func groupNames(of code: OpaquePointer) -> [(name: String, number: Int)] {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table, count > 0 else { return [] }
    return (0..<Int(count)).map { index in
      let entry = table + index * Int(entrySize)
      let number = Int(entry[0]) << 8 | Int(entry[1])
      return (String(cString: entry + 2), number)
    }
  }
}
