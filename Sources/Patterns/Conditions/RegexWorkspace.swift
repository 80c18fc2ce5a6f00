private import CPCRE2

/// Where one thread's matches are written: reused, for making room takes longer than most matches.
public final class RegexWorkspace {
  private var room: OpaquePointer?
  private var pairs = 0
  /// The match whose offsets stand in the room.
  @exclusivity(unchecked) private var last:
    (regex: ObjectIdentifier, text: UnsafeRawPointer?, count: Int)?

  public init() {}

  deinit { pcre2_match_data_free_8(room) }

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
