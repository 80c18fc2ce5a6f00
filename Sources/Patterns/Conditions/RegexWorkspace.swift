private import CPCRE2

/// Where one thread's matches are written: reused, for making room takes longer than most matches.
public final class RegexWorkspace {
  private var room: OpaquePointer?
  private var pairs = 0
  /// The match whose offsets stand in the room.
  @exclusivity(unchecked) private var last:
    (regex: ObjectIdentifier, text: UnsafeRawPointer?, count: Int)?

  @exclusivity(unchecked) private var context: OpaquePointer?
  @exclusivity(unchecked) private var doubtful: [Regex] = []

  public init() {}

  deinit {
    pcre2_match_data_free_8(room)
    pcre2_match_context_free_8(context)
  }

  /// The limits of matches here, except for their steps; nil where memory is short.
  var limits: OpaquePointer? {
    if context == nil { context = pcre2_match_context_create_8(nil) }
    guard let context else { return nil }
    pcre2_set_depth_limit_8(context, Regex.depthLimit)
    pcre2_set_heap_limit_8(context, Regex.heapLimit)
    return context
  }

  /// Whether a pattern reached its limits since ``takeGivenUp()``.
  public var hasGivenUp: Bool { !doubtful.isEmpty }

  /// The patterns that have reached their limits since this was last called, each once: of these it is
  /// not known whether they match.
  public func takeGivenUp() -> [Regex] {
    defer { doubtful.removeAll() }
    return doubtful
  }

  func noteGivenUp(_ regex: Regex) {
    if !doubtful.contains(where: { $0 === regex }) { doubtful.append(regex) }
  }

  /// To be called whenever the bytes of a text have changed in place.
  public func forget() { last = nil }

  /// Room for the offsets of a match; nil where memory is short.
  func room(pairs needed: Int) -> OpaquePointer? {
    if needed > pairs {
      pcre2_match_data_free_8(room)
      pairs = max(16, needed)
      room = pcre2_match_data_create_8(UInt32(pairs), nil)
      last = nil
    }
    return room
  }

  /// The offsets of a match that was found last of all; nil where it was not.
  func known(_ regex: Regex, _ text: UnsafeBufferPointer<UInt8>) -> UnsafeMutablePointer<Int>? {
    guard let last, last.regex == ObjectIdentifier(regex), last.count == text.count,
      last.text == UnsafeRawPointer(text.baseAddress), let room
    else { return nil }
    return pcre2_get_ovector_pointer_8(room)
  }

  func remember(_ regex: Regex, _ text: UnsafeBufferPointer<UInt8>) {
    last = (ObjectIdentifier(regex), UnsafeRawPointer(text.baseAddress), text.count)
  }
}
