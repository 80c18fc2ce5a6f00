import Foundation
import Synchronization

/// The shipped JSON Schemas, applied by one python3 process for all tests: a document names its own.
final class DocumentSchemas: Sendable {
  static let shared = DocumentSchemas()

  private struct Process: ~Copyable {
    var process: Foundation.Process
    var requests: FileHandle
    var answers: FileHandle
  }

  private let python = Mutex<Process?>(nil)

  /// What is wrong with a document; empty where it is valid.
  ///
  /// Of long lists of unexplained messages only the first 100 are looked at.
  func complaint(about json: [UInt8]) throws -> String {
    try python.withLock { python in
      if python == nil { python = try DocumentSchemas.start() }
      guard let requests = python?.requests, let answers = python?.answers else {
        return "no python"
      }
      try requests.write(contentsOf: Data("\(json.count)\n".utf8) + Data(json))
      var answer: [UInt8] = []
      while answer.last != 0x0A {
        guard let byte = try answers.read(upToCount: 1), !byte.isEmpty else {
          return "the validator ended; is python3-jsonschema installed?"
        }
        answer += byte
      }
      return String(decoding: answer.dropLast(), as: UTF8.self)
    }
  }

  private static func start() throws -> Process {
    let process = Foundation.Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", program, Checkout.path + "/docs/schema",
    ]
    let (requests, answers) = (Pipe(), Pipe())
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
    return Process(
      process: process, requests: requests.fileHandleForWriting,
      answers: answers.fileHandleForReading)
  }

  private static let program = """
    import json, pathlib, sys
    from jsonschema import Draft202012Validator, FormatChecker
    def text(version):
        path = pathlib.Path(sys.argv[1]) / (version.replace("/", "-") + ".schema.json")
        return path.read_text()
    digest, explanation = "fivewhys.digest/1", "fivewhys.explanation/1"
    # What the one takes from the other becomes its own.
    both = json.loads(text(explanation).replace('"fivewhys.digest-1.schema.json#/', '"#/'))
    both["$defs"] |= json.loads(text(digest))["$defs"]
    validators = {
        name: Draft202012Validator(schema, format_checker=FormatChecker())
        for name, schema in [(digest, json.loads(text(digest))), (explanation, both)]
    }
    def refuse(name):
        raise ValueError(name + " is no JSON")
    def complaint(data):
        try:
            document = json.loads(data.decode("utf-8"), parse_constant=refuse)
        except ValueError as error:
            return f"not JSON: {error}"
        if "\\\\ud" in data.decode("utf-8").lower().replace("\\\\\\\\", ""):
            return "a surrogate is escaped"
        if not isinstance(document, dict) or document.get("schema") not in validators:
            return "a document of no known schema"
        if isinstance(document.get("unexplained"), list):
            del document["unexplained"][100:]
        for error in validators[document["schema"]].iter_errors(document):
            return f"{list(error.absolute_path)}: {error.message[:300]}"
        return ""
    while line := sys.stdin.buffer.readline():
        found = complaint(sys.stdin.buffer.read(int(line)))
        print(found.replace("\\n", " "), flush=True)
    """
}
