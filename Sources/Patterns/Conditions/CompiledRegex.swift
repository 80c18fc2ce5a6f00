private import CPCRE2

/// What PCRE2 makes of a pattern; immutable once it is prepared.
final class CompiledRegex: Sendable {
  /// Names of the groups, by number.
  let groupNames: [(name: String, number: Int)]
  /// Groups, named or not.
  let groupCount: Int
  let canMatchEmpty: Bool
  let hasBackreference: Bool
  nonisolated(unsafe) let code: OpaquePointer

  /// Compiles with UTF; `^` and `$` also match at line breaks.
  ///
  /// - Throws: where the pattern is not valid.
  init(_ pattern: String, ignoreCase: Bool) throws(Regex.CompileError) {
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
      throw Regex.CompileError(message: text, offset: errorOffset)
    }
    self.code = code
    groupNames = CompiledRegex.groupNames(of: code)
    var matchesEmpty: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_MATCHEMPTY), &matchesEmpty)
    canMatchEmpty = matchesEmpty != 0
    var groups: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
    groupCount = Int(groups)
    var backreference: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_BACKREFMAX), &backreference)
    hasBackreference = backreference > 0
  }

  deinit { pcre2_code_free_8(code) }

  /// Makes machine code of the pattern, which takes several times as long as compiling it does; to be
  /// called before any other thread sees it. Without memory for it PCRE2 interprets the pattern.
  func prepareToRun() { pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) }

  /// The release of PCRE2, e.g. `10.42 2022-12-11`: another one may judge patterns otherwise.
  static var libraryVersion: String {
    var buffer = [UInt8](repeating: 0, count: 64)
    let length = pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), nil)
    guard length > 0, Int(length) <= buffer.count else { return "" }
    pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &buffer)
    return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
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
