public import LogModel

extension Condition {
  /// Whether the condition holds of an entry.
  public func holds(of entry: borrowing some EntryFacets) -> Bool {
    switch self {
    case .message(let predicate): return entry.messageMatches(predicate)
    case .severity(let least): return entry.severity >= least
    case .field(let path, let predicate):
      return predicate.holds(of: entry.field(path), in: entry.workspace)
    case .source(let key, let glob): return key.holds(glob, of: entry.source)
    case .httpStatus(let predicate):
      return entry.httpStatus.map { predicate.holds(Double($0)) } ?? false
    case .exception(let predicate):
      for exception in entry.exceptions
      where predicate.holds(of: exception, in: entry.workspace) { return true }
      return false
    case .any(let conditions):
      for condition in conditions where condition.holds(of: entry) { return true }
      return false
    case .all(let conditions):
      for condition in conditions where !condition.holds(of: entry) { return false }
      return true
    case .not(let condition): return !condition.holds(of: entry)
    }
  }

  /// The named groups of every message, field and exception regex that holds, outside `not`. Of two
  /// groups of one name the first in the file wins.
  public func captures(of entry: borrowing some EntryFacets) -> [String: String] {
    var captures: [String: String] = [:]
    collectCaptures(of: entry, into: &captures)
    return captures
  }

  private func collectCaptures(
    of entry: borrowing some EntryFacets, into captures: inout [String: String]
  ) {
    switch self {
    case .message(let predicate):
      captures.merge(entry.messageCaptures(predicate)) { first, _ in first }
    case .field(let path, .text(let predicate)):
      guard let value = entry.field(path) else { return }
      captures.merge(predicate.captures(in: value.text, entry.workspace)) { first, _ in first }
    case .exception(let predicate):
      guard let message = predicate.message else { return }
      let workspace = entry.workspace
      for exception in entry.exceptions where predicate.holds(of: exception, in: workspace) {
        captures.merge(message.captures(in: exception.message, workspace)) { first, _ in first }
        return
      }
    case .any(let conditions):
      for condition in conditions where condition.holds(of: entry) {
        condition.collectCaptures(of: entry, into: &captures)
      }
    case .all(let conditions):
      for condition in conditions { condition.collectCaptures(of: entry, into: &captures) }
    case .field, .severity, .source, .httpStatus, .not: return
    }
  }
}

extension FieldPredicate {
  public func holds(
    of value: FieldValue?, in workspace: RegexWorkspace = RegexWorkspace()
  ) -> Bool {
    switch self {
    case .exists(let expected): return (value != nil) == expected
    case .text(let predicate):
      return value.map { predicate.matches($0.text, in: workspace) } ?? false
    case .number(let predicate): return value?.number.map { predicate.holds($0) } ?? false
    }
  }
}

extension SourceKey {
  /// A glob on something that the entry does not have never holds.
  public func holds(_ glob: Glob, of source: EntrySource) -> Bool {
    let value: String? =
      switch self {
      case .service: source.service.name
      case .project: source.service.project
      case .environment: source.service.environment
      case .log: source.log
      case .resourceType: source.resourceType
      }
    return value.map { glob.matches($0) } ?? false
  }
}

extension ExceptionPredicate {
  public func holds(
    of exception: RaisedException, in workspace: RegexWorkspace = RegexWorkspace()
  ) -> Bool {
    if let type, !type.matches(exception.type), !type.matches(shortTypeOf: exception) {
      return false
    }
    if let message, !message.matches(exception.message, in: workspace) { return false }
    if let function,
      !exception.frames.contains(where: { $0.function.map { function.matches($0) } ?? false })
    {
      return false
    }
    if let file, !exception.frames.contains(where: { file.matches($0.file) }) { return false }
    return true
  }
}

extension Glob {
  /// As `matches(exception.shortType)`, mostly without a copy: every signature asks this of a trace.
  fileprivate func matches(shortTypeOf exception: RaisedException) -> Bool {
    let name = exception.type
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return matches(name) }
    let short = name[name.utf8.index(after: dot)...]
    return short.isEmpty ? matches(exception.shortType) : matches(short)
  }
}
