import Foundation
import Testing

/// Expects a text to be, byte for byte, what the golden file of that name holds.
///
/// With `FIVEWHYS_RECORD_SNAPSHOTS=1` the file is written instead, and the test fails all the same:
/// a recording proves nothing.
func expectSnapshot(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(components: "Golden", name)
  if ProcessInfo.processInfo.environment["FIVEWHYS_RECORD_SNAPSHOTS"] == "1" {
    do {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded Golden/\(name); run again without recording", sourceLocation: location)
    } catch {
      Issue.record("cannot record Golden/\(name): \(error)", sourceLocation: location)
    }
    return
  }
  guard let data = try? Data(contentsOf: file) else {
    Issue.record("no Golden/\(name); record it first", sourceLocation: location)
    return
  }
  guard data != Data(text.utf8) else { return }
  let expected = String(decoding: data, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line =
    zip(expected, actual).enumerated().first { $1.0 != $1.1 }?.offset
    ?? min(expected.count, actual.count)
  Issue.record(
    """
    Golden/\(name):\(line + 1) differs
    expected: \(line < expected.count ? expected[line] : "(end)")
    actual:   \(line < actual.count ? actual[line] : "(end)")
    """, sourceLocation: location)
}
