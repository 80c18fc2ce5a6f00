import LogModel

/// Which piece a line comes from, and when that was logged.
struct TracePlace {
  var index: Int
  var timestamp: Timestamp
}

/// A segment whose lines arrive one an entry.
struct Assembly {
  let grammar: any TraceGrammar
  /// True where it began with a frame: a trace whose head was cut off, or none at all.
  let isHeadless: Bool
  private(set) var text: String
  private(set) var members: [Int]
  let first: Timestamp
  private(set) var last: Timestamp

  init(grammar: any TraceGrammar, isHeadless: Bool, line: Substring, place: TracePlace) {
    self.grammar = grammar
    self.isHeadless = isHeadless
    text = Truncation.prefix(String(line), bytes: StackTraces.maxTextBytes)
    members = [place.index]
    first = place.timestamp
    last = place.timestamp
  }

  /// Adds a line. Beyond 64 KiB only a line that must be kept `always` (the exception) is added.
  mutating func append(_ line: Substring, at place: TracePlace, always: Bool = false) {
    last = place.timestamp
    if members.last != place.index { members.append(place.index) }
    guard always || text.utf8.count + line.utf8.count < StackTraces.maxTextBytes else { return }
    text += "\n" + Truncation.prefix(String(line), bytes: StackTraces.maxTextBytes)
  }
}
