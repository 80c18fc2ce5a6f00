import Foundation
import Testing

@testable import Patterns

/// The shipped JSON Schemas for editors, asked through an independent validator.
enum PatternSchemas {
  static let directory =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/patterns/schema"

  struct Question: Encodable {
    var kind: String
    /// Text of a JSON document.
    var document: String
    /// A mapping of the document whose keys are asked for; nil to have the document judged.
    var path: [Step]?
  }

  /// A key of a mapping, or an index of a list.
  enum Step: Encodable, Hashable {
    case key(String)
    case index(Int)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .key(let key): try container.encode(key)
      case .index(let index): try container.encode(index)
      }
    }
  }

  struct Answers: Decodable {
    /// What is wrong with each document, empty where nothing is; of a mapping its keys, sorted and joined
    /// by commas, or `free` where any may be there.
    var answers: [String]
    /// Mappings of the schemas, by the keys that they take, that no question with a path led to.
    var unasked: [String]
  }

  /// Asks everything at once, since starting the validator takes long.
  static func answers(to questions: [Question]) throws -> Answers {
    let file = NSTemporaryDirectory() + "pattern-schemas-\(UUID().uuidString).json"
    try JSONEncoder().encode(questions).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program, directory, file]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "is python3-jsonschema installed?")
    return try JSONDecoder().decode(Answers.self, from: answer)
  }

  private static let program = """
    import json, pathlib, sys
    from jsonschema import Draft7Validator
    folder = pathlib.Path(sys.argv[1])
    def load(kind):
        # What a schema takes from the one that all share becomes its own.
        text = (folder / f"{kind}.schema.json").read_text(encoding="utf-8")
        schema = json.loads(text.replace('"condition.schema.json#/', '"#/'))
        shared = json.loads((folder / "condition.schema.json").read_text(encoding="utf-8"))
        schema.setdefault("definitions", {}).update(shared["definitions"])
        Draft7Validator.check_schema(schema)
        return schema
    schemas = {kind: load(kind) for kind in ["signature", "profile", "impact", "frames"]}
    validators = {kind: Draft7Validator(schema) for kind, schema in schemas.items()}
    asked = set()
    def expanded(schema, root):
        if "$ref" in schema:
            target = root
            for name in schema["$ref"][2:].split("/"):
                target = target[name]
            yield from expanded(target, root)
            return
        yield schema
        for combination in ["allOf", "anyOf", "oneOf"]:
            for part in schema.get(combination, []):
                yield from expanded(part, root)
    def keys(kind, path):
        root = schemas[kind]
        here = list(expanded(root, root))
        for step in path:
            below = []
            for schema in here:
                if isinstance(step, int):
                    found = schema.get("items")
                elif step in schema.get("properties", {}):
                    found = schema["properties"][step]
                else:
                    found = schema.get("additionalProperties")
                if isinstance(found, dict):
                    below += expanded(found, root)
            if not below and any("properties" not in schema for schema in here):
                return "free"
            here = below
        mappings = [schema for schema in here if schema.get("type") == "object"]
        asked.update(tuple(sorted(schema.get("properties", {}))) for schema in mappings)
        if any(schema.get("additionalProperties") is not False for schema in mappings):
            return "free"
        return ",".join(sorted({key for schema in mappings for key in schema["properties"]}))
    def mappings(value):
        if isinstance(value, dict):
            if value.get("type") == "object":
                yield tuple(sorted(value.get("properties", {})))
            for part in value.values():
                yield from mappings(part)
        elif isinstance(value, list):
            for part in value:
                yield from mappings(part)
    def answer(question):
        if question.get("path") is not None:
            return keys(question["kind"], question["path"])
        for error in validators[question["kind"]].iter_errors(json.loads(question["document"])):
            return f"{list(error.absolute_path)}: {error.message[:200]}"
        return ""
    questions = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    answers = [answer(question) for question in questions]
    unasked = {",".join(keys) for schema in schemas.values() for keys in set(mappings(schema)) - asked}
    print(json.dumps({"answers": answers, "unasked": sorted(unasked)}))
    """
}
