import IncidentAnalysis
import LogModel
import Patterns

private import StackTraces

/// A signature that nobody has looked at yet.
struct FailureDraft: Sendable {
  enum Match: Hashable, Sendable {
    case message(TextTest, isOfErrors: Bool)
    case exception(type: String, message: TextTest?, function: String?, file: String?)
  }

  /// What it must fire on, and on nothing else.
  struct Target: Hashable, Sendable {
    var traces: Set<TraceFamily> = []
    var templates: Set<String> = []
  }

  /// Where its failure belongs in a start-up.
  struct Startup: Hashable, Sendable {
    var phase: String
    var function: String?
  }

  var id: String
  var title: String
  var severity: Signature.Level
  var role: Signature.Role
  var match: Match
  var startup: Startup?
  /// Symptoms that show on its examples as well.
  var crossFires: [String] = []
  var matches: [String] = []
  var ignores: [String] = []
  /// Whether the logs held nothing to ignore.
  var areIgnoresMadeUp = false
  var origin: DraftOrigin
  var target: Target
  /// Failed boots whose root cause it is to name.
  var failedBoots: Int
  /// Words that a message near to it has.
  var words: [String]
}

extension FailureDraft.Match {
  /// Nil where it holds a regex that no library accepts.
  var condition: Condition? {
    switch self {
    case .message(let test, let isOfErrors):
      guard let predicate = test.predicate else { return nil }
      return isOfErrors
        ? .all([.message(predicate), .severity(atLeast: .error)]) : .message(predicate)
    case .exception(let type, let message, let function, let file):
      var predicate: TextPredicate?
      if let message {
        guard let tested = message.predicate else { return nil }
        predicate = tested
      }
      return .exception(
        ExceptionPredicate(
          type: Glob(type), message: predicate, function: function.map { Glob($0) },
          file: file.map { Glob($0) }))
    }
  }
}

extension Condition {
  /// Whether it holds of an entry that has nothing but a text and is an error, as examples are.
  func holds(ofExample text: String) -> Bool {
    let source = EntrySource(
      service: ServiceIdentity(project: nil, name: nil, environment: "unknown"), platform: nil,
      resourceType: nil, location: nil, revision: nil, instance: nil, log: "")
    return holds(
      of: TextFacets(
        text: text, severity: .error, source: source,
        exceptions: StackTraces.parse(text)?.exceptions ?? []))
  }
}

/// Traces of one failure, wherever the program is installed.
struct TraceFamily: Hashable, Comparable, Sendable {
  var type: String
  /// The last two parts of the path of the origin; empty where there is none.
  var file: String
  var function: String
  var template: String

  init(_ kind: TraceKind) {
    type = kind.type
    file = kind.file.split(separator: "/").suffix(2).joined(separator: "/")
    function = kind.function
    template = kind.template
  }

  var shortType: String {
    type.split(whereSeparator: { $0 == "." || $0 == "\\" || $0 == ":" }).last.map(String.init)
      ?? type
  }

  static func < (left: TraceFamily, right: TraceFamily) -> Bool {
    (left.type, left.file, left.function, left.template)
      < (right.type, right.file, right.function, right.template)
  }

  /// What a draft of it is known by.
  var key: [String] { ["trace", type, file, function, template] }
}
