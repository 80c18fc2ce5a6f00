import Foundation
import LogModel
import Patterns
import Testing

/// The discipline of the shipped library, through the built program as its users would check their own.
@Suite struct ShippedLibraryTests {
  private static let patterns = Checkout.path + "/patterns"

  private func library() throws -> PatternLibrary {
    try PatternLibraryLoader.load(
      shipped: .none, paths: [ShippedLibraryTests.patterns], cache: nil)
  }

  @Test(arguments: ["lint", "test", "coverage"]) func isSound(command: String) throws {
    let outcome = try Tool().run([
      "patterns", command, "--no-default-patterns", "--patterns", ShippedLibraryTests.patterns,
    ])
    #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
  }

  @Test func everySignatureProvesItself() throws {
    let library = try library()
    #expect(library.signatures.count >= 200)
    for signature in library.signatures {
      #expect(signature.examples.matches.count >= 2, "\(signature.location): matches")
      #expect(signature.examples.ignores.count >= 2, "\(signature.location): ignores")
      #expect(!signature.references.isEmpty, "\(signature.location): references")
      guard signature.role == .cause else { continue }
      #expect(!signature.why.isEmpty, "\(signature.location): why")
      #expect(
        Set(signature.fixes.map(\.horizon)).count == 3, "\(signature.location): fixes by horizon")
    }
  }

  /// Grouped by technology, one signature a file that is named after it.
  @Test func isOrderedByTechnology() throws {
    for signature in try library().signatures {
      let parts = signature.location.file.split(separator: "/").suffix(3)
      #expect(parts.first == "signatures", "\(signature.location)")
      #expect(parts.last == "\(signature.id).yaml", "\(signature.location)")
    }
  }

  /// Zero hits on healthy runs.
  @Test(arguments: ["healthy-day", "database-retry"]) func saysNothingOfHealthyLogs(
    sample: String
  ) throws {
    let outcome = try Tool().run([
      "scan", "--format", "json", "--now", "2025-09-30T12:00:00Z",
      "\(Checkout.path)/samples/\(sample).json.gz",
    ])
    #expect(try DigestDocument(outcome.output).incidents.isEmpty)
  }
}
