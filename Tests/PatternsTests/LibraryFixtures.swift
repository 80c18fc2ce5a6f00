import LogModel
import Patterns
import Testing

/// Loads texts as files and gives what is wrong with them, one error a line.
func errors(in files: (name: String, text: String)...) -> String {
  do throws(PatternErrors) {
    _ = try PatternLibraryLoader.load(
      files: files.map { PatternFile(name: $0.name, text: $0.text) })
    return "no error"
  } catch {
    return error.description
  }
}

/// The errors of one file `a.yaml`.
func errors(in text: String) -> String { errors(in: ("a.yaml", text)) }

/// A signature that is right but for what a test puts into it.
func signature(
  id: String = "sample", match: String = "{ message: { contains: boom } }", extra: String = ""
) -> String {
  """
  id: \(id)
  title: A sample
  severity: error
  role: cause
  match: \(match)
  examples: { matches: [boom], ignores: [calm] }
  \(extra)
  """
}

/// The condition of a one-signature library.
func condition(_ match: String) throws -> Condition {
  let library = try PatternLibraryLoader.load(files: [
    PatternFile(name: "a.yaml", text: signature(match: match))
  ])
  return try #require(library.signature("sample")?.match)
}

func source(
  service: String? = "shop-staging", project: String? = "acme-staging",
  environment: String = "staging", log: String = "run.googleapis.com/stderr",
  resourceType: String? = "cloud_run_revision"
) -> EntrySource {
  EntrySource(
    service: ServiceIdentity(project: project, name: service, environment: environment),
    platform: nil, resourceType: resourceType, location: nil, revision: nil, instance: nil,
    log: log)
}

/// An entry of which everything that a condition may ask is given.
struct EntryOfParts: EntryFacets {
  var text = ""
  var severity = Severity.default
  var source = PatternsTests.source()
  var exceptions: [RaisedException] = []
  var fields: [[String]: FieldValue] = [:]
  var httpStatus: Int?

  func field(_ path: [String]) -> FieldValue? { fields[path] }
  func messageMatches(_ predicate: TextPredicate) -> Bool { predicate.matches(text) }
  func messageCaptures(_ predicate: TextPredicate) -> [String: String] {
    predicate.captures(in: text)
  }
}
