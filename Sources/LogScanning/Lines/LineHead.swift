import LogModel

/// What stands before the message of a plain line.
struct LineHead {
  var timestamp: Timestamp?
  /// Bytes before the message.
  var length = 0
  /// The severity of the entry that the line shows, where it shows one.
  var fieldSeverity: Severity?
  /// What a sign behind the time says of the line's level.
  var level: Severity?
  var request: DecodedEntry.Request?
}
