import Foundation
import Synchronization

/// The shipped JSON Schema of digests, applied by one python3 process for all tests.
final class DigestSchema: Sendable {
  static let shared = DigestSchema()

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
      if python == nil { python = try DigestSchema.start() }
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
      "python3", "-c", program, Checkout.path + "/docs/schema/fivewhys.digest-1.schema.json",
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
    import json, sys
    from jsonschema import Draft202012Validator, FormatChecker
    validator = Draft202012Validator(json.load(open(sys.argv[1])), format_checker=FormatChecker())
    def refuse(name):
        raise ValueError(name + " is no JSON")
    def complaint(data):
        try:
            digest = json.loads(data.decode("utf-8"), parse_constant=refuse)
        except ValueError as error:
            return f"not JSON: {error}"
        if "\\\\ud" in data.decode("utf-8").lower().replace("\\\\\\\\", ""):
            return "a surrogate is escaped"
        if isinstance(digest, dict) and isinstance(digest.get("unexplained"), list):
            del digest["unexplained"][100:]
        for error in validator.iter_errors(digest):
            return f"{list(error.absolute_path)}: {error.message[:300]}"
        return ""
    while line := sys.stdin.buffer.readline():
        text = complaint(sys.stdin.buffer.read(int(line)))
        print(text.replace("\\n", " "), flush=True)
    """
}
