private import IncidentAnalysis
private import LogScanning
public import Patterns

/// Runs the examples of signatures through the real scanner and analysis.
public struct PatternExamples: Sendable {
  /// An example that did not behave.
  public struct Failure: Sendable, CustomStringConvertible {
    public var signature: String
    public var location: SourceLocation
    public var message: String

    public var description: String { "\(location): \(signature): \(message)" }
  }

  public struct Outcome: Sendable {
    public var signatures = 0
    public var examples = 0
    /// By place.
    public var failures: [Failure] = []
  }

  public enum SetupError: Error, Sendable {
    /// The library's patterns cannot be compiled; holds the reason.
    case uncompilable(String)
  }

  let library: PatternLibrary
  private let scanner: LogScanner

  /// Compiles the library once for all examples.
  public init(library: PatternLibrary) throws(SetupError) {
    self.library = library
    do {
      scanner = try LogScanner(library: library, options: ScanOptions())
    } catch {
      throw .uncompilable(error.description)
    }
  }

  /// Every signature must fire on each of its `matches` and on none of its `ignores`.
  ///
  /// - Parameter signatures: nil: all.
  public func run(signatures: Set<String>? = nil) -> Outcome {
    var outcome = Outcome()
    for signature in library.signatures where signatures?.contains(signature.id) ?? true {
      outcome.signatures += 1
      for example in signature.examples.matches {
        outcome.examples += 1
        guard !fires(signature.id, on: example) else { continue }
        outcome.failures.append(
          Failure(
            signature: signature.id, location: example.location,
            message: "does not fire on this example of `matches`"))
      }
      for example in signature.examples.ignores {
        outcome.examples += 1
        guard fires(signature.id, on: example) else { continue }
        outcome.failures.append(
          Failure(
            signature: signature.id, location: example.location,
            message: "fires on this example of `ignores`"))
      }
    }
    outcome.failures.sort { $0.location < $1.location }
    return outcome
  }

  private func fires(_ id: String, on example: Examples.Example) -> Bool {
    firing(on: example).contains(id)
  }

  /// All signatures that fire on an example.
  public func firing(on example: Examples.Example) -> Set<String> {
    let bytes = Array(example.lines.joined(separator: "\n").utf8)
    let input = InputObject(kind: .memory(name: example.location.file, bytes: bytes))
    return SignatureFindings.ids(in: scanner.scan([input]), library: library)
  }
}
