private import CPCRE2
private import Synchronization

/// A PCRE2 pattern that is matched under limits; immutable, shared between threads.
///
/// Of a library's patterns a run needs few, so that each is compiled when it is first used.
public final class Regex: Sendable {
  public let pattern: String
  public let ignoreCase: Bool
  /// Whether the empty text may match, and with it every text.
  public let canMatchEmpty: Bool
  /// The address of a retained ``CompiledRegex``, once there is one, else 0.
  private let compiled = Atomic<UInt>(0)

  /// Bytes of a text that are read, 256 KiB: no entry in Cloud Logging is longer.
  static let longestText = 256 << 10
  /// Backtracking points within each other, where there is no JIT.
  static let depthLimit: UInt32 = 100_000
  /// KiB of backtracking points, where there is no JIT.
  static let heapLimit: UInt32 = 65_536
  /// Bytes of the stack for texts that need more than JIT's own 32 KiB.
  static let largestStack = 1 << 20

  /// Steps that one search in a text may take before it is given up as "no match".
  ///
  /// A search that is given up takes about 0.05 ms of processor in a line of log, so that a pattern that
  /// is given up on each of 100,000 lines costs some 5 s; 2 ms in the longest text. The allowance grows
  /// with the text, for a pattern without fault takes some steps from each start. A step back may compare
  /// all that a backreference holds, so that patterns with one are allowed fewer in long texts.
  static func stepLimit(bytes: Int, hasBackreference: Bool) -> UInt32 {
    let limit = min(150_000, 20_000 + 16 * bytes)
    return UInt32(hasBackreference ? min(limit, max(1_000, 20_000_000 / max(1, bytes))) : limit)
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

  /// The names of its groups. O(compiling it).
  var groupNames: [String] {
    (try? CompiledRegex(pattern, ignoreCase: ignoreCase))?.groupNames.map(\.name) ?? []
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
    if let known = Regex.compiled(at: compiled.load(ordering: .acquiring)) {
      return known.takeUnretainedValue()
    }
    guard let made = try? CompiledRegex(pattern, ignoreCase: ignoreCase) else { return nil }
    made.prepareToRun()
    let retained = Unmanaged.passRetained(made)
    let (isFirst, other) = compiled.compareExchange(
      expected: 0, desired: UInt(bitPattern: retained.toOpaque()),
      ordering: .acquiringAndReleasing)
    guard !isFirst, let other = Regex.compiled(at: other) else { return made }
    retained.release()
    return other.takeUnretainedValue()
  }

  private static func compiled(at address: UInt) -> Unmanaged<CompiledRegex>? {
    UnsafeRawPointer(bitPattern: address).map { Unmanaged.fromOpaque($0) }
  }

  deinit { Regex.compiled(at: compiled.load(ordering: .acquiring))?.release() }

  /// Whether the pattern matches anywhere in the text; false where the limits are reached, which the
  /// workspace then knows.
  public func matches(_ text: String, in workspace: RegexWorkspace = RegexWorkspace()) -> Bool {
    var text = text
    // Where a string lies in memory, another may lie next.
    defer { workspace.forget() }
    return text.withUTF8 { firstMatch($0, workspace) != nil }
  }

  /// Whether the pattern matches anywhere in bytes; false where the limits are reached.
  ///
  /// - Parameter bytes: must be valid UTF-8, which is not checked.
  public func matches(_ bytes: UnsafeBufferPointer<UInt8>, in workspace: RegexWorkspace) -> Bool {
    firstMatch(bytes, workspace) != nil
  }

  /// The named groups of the first match that took part in it.
  public func captures(
    in text: String, _ workspace: RegexWorkspace = RegexWorkspace()
  ) -> [String: String] {
    var text = text
    workspace.forget()
    defer { workspace.forget() }
    return text.withUTF8 { captures(of: $0, in: workspace) }
  }

  /// The named groups of the first match in bytes that took part in it.
  ///
  /// - Parameter bytes: must be valid UTF-8, which is not checked.
  public func captures(
    of bytes: UnsafeBufferPointer<UInt8>, in workspace: RegexWorkspace
  ) -> [String: String] {
    var captures: [String: String] = [:]
    forEachCapture(of: bytes, in: workspace) { name, range in
      guard captures[name] == nil else { return }
      captures[name] = String(decoding: bytes[range], as: UTF8.self)
    }
    return captures
  }

  /// Calls the body with each named group that took part in the first match, and where; of several
  /// groups with one name the first one counts.
  ///
  /// - Parameter bytes: must be valid UTF-8, which is not checked.
  public func forEachCapture(
    of bytes: UnsafeBufferPointer<UInt8>, in workspace: RegexWorkspace,
    _ body: (String, Range<Int>) -> Void
  ) {
    guard let code = code(), !code.groupNames.isEmpty,
      let offsets = workspace.known(self, bytes) ?? firstMatch(bytes, workspace)
    else { return }
    for (name, number) in code.groupNames {
      let start = offsets[2 * number]
      let end = offsets[2 * number + 1]
      guard start != Int.max, start >= 0, end >= start, end <= bytes.count else { continue }
      body(name, start..<end)
    }
  }

  /// The offsets of the first match, valid until the workspace is used again.
  private func firstMatch(
    _ bytes: UnsafeBufferPointer<UInt8>, _ workspace: RegexWorkspace
  ) -> UnsafeMutablePointer<Int>? {
    workspace.forget()
    guard let compiled = code(), let data = workspace.room(pairs: compiled.groupCount + 1),
      let limits = workspace.limits
    else { return nil }
    let bytes = Regex.readPart(of: bytes)
    let steps = Regex.stepLimit(
      bytes: bytes.count, hasBackreference: compiled.hasBackreference)
    pcre2_set_match_limit_8(limits, steps)
    var count = match(compiled, bytes, into: data, within: limits)
    if count == PCRE2_ERROR_JIT_STACKLIMIT {
      let stack = pcre2_jit_stack_create_8(32_768, Regex.largestStack, nil)
      defer { pcre2_jit_stack_free_8(stack) }
      pcre2_jit_stack_assign_8(limits, nil, UnsafeMutableRawPointer(stack))
      count = match(compiled, bytes, into: data, within: limits)
      pcre2_jit_stack_assign_8(limits, nil, nil)
    }
    if count < 0, count != PCRE2_ERROR_NOMATCH { workspace.noteGivenUp(self) }
    guard count > 0 else { return nil }
    workspace.remember(self, bytes)
    return pcre2_get_ovector_pointer_8(data)
  }

  /// The beginning of a text that is too long, up to a whole character.
  private static func readPart(
    of bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard bytes.count > longestText else { return bytes }
    var end = longestText
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[..<end])
  }

  private func match(
    _ compiled: CompiledRegex, _ bytes: UnsafeBufferPointer<UInt8>, into data: OpaquePointer,
    within limits: OpaquePointer
  ) -> Int32 {
    // Checking whether it is UTF-8 would take longer than most matches.
    let options = UInt32(PCRE2_NO_UTF_CHECK)
    if let start = bytes.baseAddress {
      return pcre2_match_8(compiled.code, start, bytes.count, 0, options, data, limits)
    }
    var nothing: UInt8 = 0
    return pcre2_match_8(compiled.code, &nothing, 0, 0, options, data, limits)
  }
}
