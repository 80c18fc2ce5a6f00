import BinaryArchive
import LogModel

extension ArchiveWriter {
  mutating func write(_ rule: ReliabilityRule) {
    write(choice: rule.kind)
    write(list: rule.terms) {
      $0.write($1.test)
      $0.write($1.count)
    }
    write(list: rule.vetoes) {
      $0.write($1.test)
      $0.write(Int($1.window))
      $0.write(Int($1.slide))
      $0.write($1.anchor)
      $0.write($1.isAbsolute)
    }
    write(Int(rule.window))
  }

  private mutating func write(_ test: LineTest) {
    switch test {
    case .text(let predicate):
      write(false)
      write(predicate)
    case .jq(let program, let location):
      write(true)
      write(program)
      write(location)
    }
  }
}

extension ArchiveReader {
  mutating func rule() throws(ArchiveDamage) -> ReliabilityRule {
    ReliabilityRule(
      kind: try choice(),
      terms: try list { reader throws(ArchiveDamage) in
        ReliabilityRule.Term(test: try reader.lineTest(), count: try reader.int())
      },
      vetoes: try list { reader throws(ArchiveDamage) in
        ReliabilityRule.Veto(
          test: try reader.lineTest(), window: Int64(try reader.int()),
          slide: Int64(try reader.int()), anchor: try reader.int(),
          isAbsolute: try reader.bool())
      }, window: Int64(try int()))
  }

  private mutating func lineTest() throws(ArchiveDamage) -> LineTest {
    guard try bool() else { return .text(try textPredicate()) }
    let test = LineTest.jq(try text(), location: try location())
    // Whoever loads the files themselves says what is missing.
    guard JQProgram.isAvailable else { throw ArchiveDamage() }
    return test
  }
}
