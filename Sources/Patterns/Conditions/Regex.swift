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
  /// The address of a retained ``CompiledRegex``, once there is one, else 0.
  private let compiled = Atomic<UInt>(0)

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

  /// Whether the pattern matches anywhere in the text; false where the limits are reached.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { firstMatch($0, RegexWorkspace()) != nil }
  }

  /// Whether the pattern matches anywhere in bytes; false where the limits are reached.
  ///
  /// - Parameter bytes: must be valid UTF-8, which is not checked.
  public func matches(_ bytes: UnsafeBufferPointer<UInt8>, in workspace: RegexWorkspace) -> Bool {
    firstMatch(bytes, workspace) != nil
  }

  /// The named groups of the first match that took part in it.
  public func captures(in text: String) -> [String: String] {
    var text = text
    return text.withUTF8 { captures(of: $0, in: RegexWorkspace()) }
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
    guard let compiled = code(), let limits = Regex.limits,
      let data = workspace.room(pairs: compiled.groupCount + 1)
    else { return nil }
    workspace.forget()
    var count = match(compiled, bytes, into: data, within: limits)
    if count == PCRE2_ERROR_JIT_STACKLIMIT, let context = Regex.makeLimits() {
      defer { pcre2_match_context_free_8(context) }
      let stack = pcre2_jit_stack_create_8(32_768, Regex.largestStack, nil)
      defer { pcre2_jit_stack_free_8(stack) }
      pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      count = match(compiled, bytes, into: data, within: context)
    }
    guard count > 0 else { return nil }
    workspace.remember(self, bytes)
    return pcre2_get_ovector_pointer_8(data)
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
