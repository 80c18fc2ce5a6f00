private import CPCRE2

extension Regex {
  /// What came of trying a regex on one text, for somebody who asks.
  public enum Trial: Sendable {
    /// Where the first match stands, and its named groups, in bytes.
    case matches(Range<Int>, groups: [(name: String, range: Range<Int>)])
    case fails
    /// The limits were reached, which counts as no match.
    case givesUp
  }

  /// Tries the regex as ``matches(_:)`` does, and tells more. Compiles it anew each time.
  public func trial(on text: String) -> Trial {
    guard let code = try? CompiledRegex(pattern, ignoreCase: ignoreCase),
      let data = pcre2_match_data_create_8(UInt32(code.groupCount + 1), nil)
    else { return .fails }
    defer { pcre2_match_data_free_8(data) }
    guard let limits = pcre2_match_context_create_8(nil) else { return .fails }
    defer { pcre2_match_context_free_8(limits) }
    let bytes = Array(text.utf8)
    pcre2_set_match_limit_8(
      limits,
      Regex.stepLimit(bytes: bytes.count, hasBackreference: code.hasBackreference))
    pcre2_set_depth_limit_8(limits, Regex.depthLimit)
    pcre2_set_heap_limit_8(limits, Regex.heapLimit)
    let count = bytes.withUnsafeBufferPointer { buffer in
      var nothing: UInt8 = 0
      guard let start = buffer.baseAddress else {
        return pcre2_match_8(code.code, &nothing, 0, 0, 0, data, limits)
      }
      return pcre2_match_8(code.code, start, buffer.count, 0, 0, data, limits)
    }
    if count == PCRE2_ERROR_NOMATCH { return .fails }
    guard count > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { return .givesUp }
    func range(_ number: Int) -> Range<Int>? {
      let (start, end) = (offsets[2 * number], offsets[2 * number + 1])
      // A group that took no part stands at the largest number there is.
      return start >= 0 && start <= end && end <= bytes.count ? start..<end : nil
    }
    guard let whole = range(0) else { return .fails }
    var groups: [(name: String, range: Range<Int>)] = []
    for (name, number) in code.groupNames where !groups.contains(where: { $0.name == name }) {
      if let range = range(number) { groups.append((name, range)) }
    }
    return .matches(whole, groups: groups)
  }
}
