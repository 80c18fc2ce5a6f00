import Foundation

/// One behaviour: a directory of `Cases` that is named after it in a sentence.
///
/// - `arguments`: one a line; `${SAMPLES}` and `${PATTERNS}` stand for the shipped files.
/// - `input`: what is piped in; without it standard input is empty.
/// - `environment`: `NAME=VALUE` lines.
/// - `stdout`, `stderr` (nothing where missing), `status` (0 where missing): what must come of it.
/// - `written/…`: files that the run must leave behind in its directory, byte for byte.
///
/// It runs in a copy of its directory, so that arguments may name any other file there.
struct GoldenCase: CustomStringConvertible, Sendable {
  let name: String

  static let all = Checkout.names(in: Checkout.cases).map { GoldenCase(name: $0) }

  var description: String { name.replacing("-", with: " ") }

  private var path: String { Checkout.cases + "/" + name }

  /// What a run gave, or should give.
  struct Result: Equatable {
    var stdout: [UInt8]
    var stderr: [UInt8]
    var status: Int32
    var written: [String: [UInt8]]
  }

  func run() throws -> Result {
    let scratch = try ScratchDirectory()
    for name in Checkout.names(in: path) where !["stdout", "stderr", "status"].contains(name) {
      if name == "written" { continue }
      try FileManager.default.copyItem(
        atPath: path + "/" + name, toPath: scratch.path + "/" + name)
    }
    try scratch.linkShippedFiles()
    let before = Set(Checkout.names(in: scratch.path))
    let arguments = lines("arguments").map {
      $0.replacing("${SAMPLES}", with: "samples").replacing("${PATTERNS}", with: "patterns")
    }
    var environment: [String: String] = [:]
    for line in lines("environment") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      environment[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    let outcome = try Tool(directory: scratch.path, environment: environment)
      .run(arguments, input: (try? Checkout.read(path + "/input")).map { .pipe($0) } ?? .none)
    var written: [String: [UInt8]] = [:]
    for name in Checkout.names(in: scratch.path) where !before.contains(name) {
      written[name] = try Checkout.read(scratch.path + "/" + name)
    }
    return Result(
      stdout: outcome.stdout, stderr: outcome.stderr, status: outcome.status, written: written)
  }

  func expected() throws -> Result {
    var written: [String: [UInt8]] = [:]
    for name in Checkout.names(in: path + "/written") {
      written[name] = try Checkout.read(path + "/written/" + name)
    }
    let status = lines("status").first.flatMap { Int32($0) } ?? 0
    return Result(
      stdout: (try? Checkout.read(path + "/stdout")) ?? [],
      stderr: (try? Checkout.read(path + "/stderr")) ?? [], status: status, written: written)
  }

  /// Makes a result the expected one.
  func record(_ result: Result) throws {
    try keep(result.stdout, in: "stdout")
    try keep(result.stderr, in: "stderr")
    try keep(result.status == 0 ? [] : Array("\(result.status)\n".utf8), in: "status")
    try? FileManager.default.removeItem(atPath: path + "/written")
    if result.written.isEmpty { return }
    try FileManager.default.createDirectory(
      atPath: path + "/written", withIntermediateDirectories: false)
    for (name, bytes) in result.written { try keep(bytes, in: "written/" + name) }
  }

  private func keep(_ bytes: [UInt8], in name: String) throws {
    let file = path + "/" + name
    if bytes.isEmpty, !name.hasPrefix("written/") {
      try? FileManager.default.removeItem(atPath: file)
    } else {
      try Data(bytes).write(to: URL(fileURLWithPath: file))
    }
  }

  private func lines(_ name: String) -> [String] {
    (Checkout.text(path + "/" + name) ?? "").split(separator: "\n").map { String($0) }
  }
}
