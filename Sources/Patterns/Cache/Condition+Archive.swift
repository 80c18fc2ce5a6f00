import BinaryArchive
import LogModel

extension ArchiveWriter {
  mutating func write(_ location: SourceLocation) {
    write(location.file)
    write(location.line)
    write(location.column)
  }

  mutating func write(_ predicate: TextPredicate) {
    switch predicate.test {
    case .contains(let text):
      write(0)
      write(text)
    case .equals(let text):
      write(1)
      write(text)
    case .regex(let regex):
      write(2)
      write(regex.pattern)
    }
    write(predicate.ignoreCase)
    write(predicate.location)
  }

  mutating func write(_ predicate: NumberPredicate) {
    write(optional: predicate.atLeast) { $0.write($1) }
    write(optional: predicate.atMost) { $0.write($1) }
    write(optional: predicate.equals) { $0.write($1) }
  }

  mutating func write(_ condition: Condition) {
    switch condition {
    case .message(let predicate):
      write(0)
      write(predicate)
    case .severity(let least):
      write(1)
      write(choice: least)
    case .field(let path, .exists(let expected)):
      write(2)
      write(path)
      write(expected)
    case .field(let path, .text(let predicate)):
      write(3)
      write(path)
      write(predicate)
    case .field(let path, .number(let predicate)):
      write(4)
      write(path)
      write(predicate)
    case .source(let key, let glob):
      write(5)
      write(choice: key)
      write(glob.pattern)
    case .httpStatus(let predicate):
      write(6)
      write(predicate)
    case .exception(let predicate):
      write(7)
      write(optional: predicate.type?.pattern) { $0.write($1) }
      write(optional: predicate.message) { $0.write($1) }
      write(optional: predicate.function?.pattern) { $0.write($1) }
      write(optional: predicate.file?.pattern) { $0.write($1) }
    case .any(let conditions):
      write(8)
      write(conditions)
    case .all(let conditions):
      write(9)
      write(conditions)
    case .not(let condition):
      write(10)
      write(condition)
    }
  }

  mutating func write(_ conditions: [Condition]) { write(list: conditions) { $0.write($1) } }
}

extension ArchiveReader {
  /// Deeper than the conditions of any file that the parser takes.
  private static let deepestCondition = 4 * YAMLParser.deepestNesting

  mutating func location() throws(ArchiveDamage) -> SourceLocation {
    SourceLocation(file: try text(), line: try int(), column: try int())
  }

  mutating func textPredicate() throws(ArchiveDamage) -> TextPredicate {
    let kind = try int()
    let text = try text()
    let ignoreCase = try bool()
    let test: TextPredicate.Test
    switch kind {
    case 0: test = .contains(text)
    case 1: test = .equals(text)
    case 2: test = .regex(Regex(checked: text, ignoreCase: ignoreCase))
    default: throw ArchiveDamage()
    }
    return TextPredicate(test: test, ignoreCase: ignoreCase, location: try location())
  }

  mutating func numberPredicate() throws(ArchiveDamage) -> NumberPredicate {
    NumberPredicate(
      atLeast: try optional { reader throws(ArchiveDamage) in try reader.double() },
      atMost: try optional { reader throws(ArchiveDamage) in try reader.double() },
      equals: try optional { reader throws(ArchiveDamage) in try reader.double() })
  }

  private mutating func glob() throws(ArchiveDamage) -> Glob? {
    try optional { reader throws(ArchiveDamage) in Glob(try reader.text()) }
  }

  /// - Parameter predicates: where message predicates are numbered and listed.
  mutating func condition(
    listing predicates: inout [TextPredicate], depth: Int = 0
  ) throws(ArchiveDamage) -> Condition {
    guard depth < ArchiveReader.deepestCondition else { throw ArchiveDamage() }
    switch try int() {
    case 0:
      var predicate = try textPredicate()
      predicate.id = predicates.count
      predicates.append(predicate)
      return .message(predicate)
    case 1: return .severity(atLeast: try choice())
    case 2: return .field(path: try texts(), .exists(try bool()))
    case 3: return .field(path: try texts(), .text(try textPredicate()))
    case 4: return .field(path: try texts(), .number(try numberPredicate()))
    case 5: return .source(try choice(), Glob(try text()))
    case 6: return .httpStatus(try numberPredicate())
    case 7:
      return .exception(
        ExceptionPredicate(
          type: try glob(),
          message: try optional { reader throws(ArchiveDamage) in try reader.textPredicate() },
          function: try glob(), file: try glob()))
    case 8: return .any(try conditions(listing: &predicates, depth: depth + 1))
    case 9: return .all(try conditions(listing: &predicates, depth: depth + 1))
    case 10: return .not(try condition(listing: &predicates, depth: depth + 1))
    default: throw ArchiveDamage()
    }
  }

  mutating func conditions(
    listing predicates: inout [TextPredicate], depth: Int = 0
  ) throws(ArchiveDamage) -> [Condition] {
    try list { reader throws(ArchiveDamage) in
      try reader.condition(listing: &predicates, depth: depth)
    }
  }
}
