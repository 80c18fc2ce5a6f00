import Foundation

/// A shipped JSON Schema, applied by an independent validator.
struct SchemaValidator {
  static let digest = SchemaValidator("fivewhys.digest-1")
  static let explanation = SchemaValidator("fivewhys.explanation-1")

  private let path: String

  private init(_ name: String) {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    path = root.appending(components: "docs", "schema", name + ".schema.json").path()
  }

  /// What the validator objects to: `name: path: message`, one a violation.
  func violations(in documents: [(name: String, text: String)]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in documents {
      try Data(text.utf8).write(to: folder.appending(component: name + ".json"))
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-W", "ignore", "-c", SchemaValidator.program, path, folder.path(),
    ]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    var lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    if lines.last == "validated" {
      lines.removeLast()
    } else {
      lines.append("no validation took place: python3 with jsonschema is needed")
    }
    return lines
  }

  /// What a schema takes from the one beside it becomes its own: so every version of the validator
  /// finds it.
  private static let program = #"""
    import json, pathlib, re, sys
    try:
        from jsonschema import Draft202012Validator, FormatChecker
    except ImportError:
        print("python3 has no module jsonschema: install the package python3-jsonschema")
        sys.exit(0)
    path = pathlib.Path(sys.argv[1])
    text = path.read_text()
    for other in sorted(set(re.findall(r'"([^"#]+)#/\$defs/', text))):
        definitions = json.loads((path.parent / other).read_text())["$defs"]
        schema = json.loads(text.replace(f'"{other}#/', '"#/'))
        assert not definitions.keys() & schema["$defs"].keys()
        schema["$defs"] |= definitions
        text = json.dumps(schema)
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):
        for error in validator.iter_errors(json.loads(path.read_text())):
            where = "/".join(str(part) for part in error.absolute_path)
            print(f"{path.stem}: {where}: {error.message[:200]}")
    print("validated")
    """#
}
