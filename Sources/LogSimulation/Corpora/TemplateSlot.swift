/// A place in a template that is filled anew for every entry.
enum TemplateSlot: UInt8, CaseIterable {
  case timestamp = 0x61
  case received, insertId, instance, trace, span, latency, requestSize, responseSize, path, agent
  case address, uuid, digest, number, smallNumber, fraction, user
  /// `[2025-09-07 09:02:11 +0000]` without the brackets.
  case clock

  /// What stands for the slot in a string until the template is compiled: a letter between two
  /// private-use characters, which no log of the simulation holds.
  var marker: String { "\u{E000}" + String(Unicode.Scalar(rawValue)) + "\u{E001}" }
}
