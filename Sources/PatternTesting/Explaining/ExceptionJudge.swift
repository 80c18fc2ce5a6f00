import LogModel
import Patterns

/// Says of a test of exceptions which of an entry's comes nearest, and what it lacks.
struct ExceptionJudge {
  let predicate: ExceptionPredicate

  typealias Note = ConditionFinding.Note

  /// Names of functions or files that are told.
  private static let shown = 6

  func judged(_ exceptions: [RaisedException]) -> (closeness: Double, notes: [Note]) {
    if exceptions.isEmpty { return (0, [Note("no stack trace was recognised in it")]) }
    var best: (closeness: Double, notes: [Note]) = (-1, [])
    for exception in exceptions {
      let judged = judge(exception)
      if judged.closeness > best.closeness { best = judged }
    }
    return best
  }

  private func judge(_ exception: RaisedException) -> (closeness: Double, notes: [Note]) {
    var asked = 0.0
    var held = 0.0
    var notes: [Note] = []
    if let type = predicate.type {
      asked += 1
      // The whole test, so that a type is compared in one place.
      let holds = ExceptionPredicate(type: type, message: nil, function: nil, file: nil)
        .holds(of: exception)
      if holds { held += 1 }
      notes.append(Note((holds ? "type " : "but its type is ") + quote(exception.type)))
    }
    if let message = predicate.message {
      asked += 1
      let judged = TextJudge(predicate: message, texts: [("its message", exception.message)])
        .judged()
      held += judged.closeness
      notes += judged.notes
    }
    for (glob, noun, names) in [
      (predicate.function, "function", exception.frames.compactMap(\.function)),
      (predicate.file, "file", exception.frames.map(\.file)),
    ] {
      guard let glob else { continue }
      asked += 1
      if let name = names.last(where: { glob.matches($0) }) {
        held += 1
        notes.append(Note("\(noun) \(quote(name))"))
      } else {
        notes.append(Note(missing(noun, glob, names)))
      }
    }
    return (asked == 0 ? 1 : held / asked, notes)
  }

  private func missing(_ noun: String, _ glob: Glob, _ names: [String]) -> String {
    if names.isEmpty { return "its frames name no \(noun)" }
    var different: [String] = []
    for name in names.reversed() where !different.contains(name) { different.append(name) }
    if let near = Suggestion.nearest(to: glob.pattern, among: different) {
      return "no \(noun) \(quote(glob.pattern)), but \(quote(near))"
    }
    let shown = different.prefix(ExceptionJudge.shown).map(quote)
    let rest = different.count - shown.count
    return "no \(noun) \(quote(glob.pattern)); the innermost are \(shown.joined(separator: ", "))"
      + (rest > 0 ? " and \(rest) more" : "")
  }
}
