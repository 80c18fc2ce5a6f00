import LogModel
import LogSimulation
import PatternTesting
import Patterns
import Testing

@Suite struct NewSignatureTests {
  private let empty = PatternLibrary(signatures: [], profiles: [], impact: ImpactModel())

  /// The one signature of a file that was begun, after its examples have been run.
  private func begun(from text: String?) throws -> Signature {
    let yaml = NewSignature(id: "mine", library: empty).yaml(from: text)
    let library = try Libraries.of(yaml)
    let outcome = try PatternExamples(library: library).run()
    #expect(outcome.failures.isEmpty, "\(outcome.failures)\n\(yaml)")
    #expect(outcome.examples == 2)
    return try #require(library.signature("mine"))
  }

  @Test func `without a text it loads and its examples hold`() throws {
    #expect(try begun(from: nil).title.hasPrefix("TODO"))
  }

  /// Texts as people paste them: whatever of the shipped examples, the signature begun from one of them
  /// fires on it.
  @Test func `from every example of the library it fires on the example`() throws {
    let examples = try Libraries.shipped.get().signatures.flatMap { $0.examples.matches.prefix(1) }
    for example in examples where example.lines.count == 1 {
      let yaml = NewSignature(id: "mine", library: empty).yaml(from: example.lines[0])
      let library = try Libraries.of(yaml)
      let runner = try PatternExamples(library: library)
      #expect(runner.run().failures.isEmpty, "\(yaml)")
      #expect(library.signatures.first?.severity != .info)
    }
  }

  @Test func `a stack trace gives type, message and function`() throws {
    let yaml = NewSignature(id: "mine", library: empty).yaml(
      from: """
        Traceback (most recent call last):
          File "/app/ledger/store.py", line 41, in verify_schema
            raise LedgerSchemaMismatch(found)
        ledger.errors.LedgerSchemaMismatch: ledger table has schema 7, this build needs 9
        """)
    #expect(yaml.contains("type: LedgerSchemaMismatch\n"))
    #expect(yaml.contains("contains: 'ledger table has schema'"))
    #expect(yaml.contains("# function: verify_schema "))
  }

  @Test func `what varies is left out of a message`() throws {
    let signature = try begun(from: "cannot reserve 4096 bytes for worker 12")
    guard case .all(let conditions)? = signature.match,
      case .message(let predicate)? = conditions.last, case .contains(let text) = predicate.test
    else {
      Issue.record("\(String(describing: signature.match))")
      return
    }
    #expect(text == "bytes for worker")
  }

  /// Hostile texts come back as the example that was pasted.
  @Test func `any text is quoted so that it is read back as it was`() throws {
    var generator = SeededGenerator(seed: 5, label: "new signature")
    let alphabet: [Character] = [
      "a", "B", " ", " ", "\n", "\t", "'", "\"", "\\", ":", "#", "-", "{", "}", "[", "]", "|", ">",
      "%",
      "@", "`", "&", "*", "!", "?", ",", "é", "日", "😀", "\u{1}", "\u{7F}", "\u{85}", "\u{2028}",
      "\u{202E}",
      "\u{FEFF}", "\u{FFFD}", "0", "<", "~",
    ]
    for _ in 0..<300 {
      let count = 1 + generator.below(40)
      let noise = String((0..<count).map { _ in alphabet[generator.below(alphabet.count)] })
      let text = "worker gave up " + noise + "x"
      let signature = try begun(from: text)
      let line = try #require(signature.examples.matches.first?.lines.first)
      #expect(line == Examples.Example.line(of: text), "\(text.debugDescription)")
    }
  }
}
