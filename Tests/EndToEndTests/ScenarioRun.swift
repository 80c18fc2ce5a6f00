import Foundation
import LogSimulation

/// One scenario through the built program.
struct ScenarioRun {
  let scenario: Scenario
  private let folder: String
  /// Where the program keeps what it made of the patterns: all runs share it.
  private let cache: String

  /// - Parameter directory: exists; the scenario's folder in it is gone after the run.
  init(_ scenario: Scenario, in directory: String) {
    self.scenario = scenario
    folder = directory + "/" + scenario.name.prefix(4)
    cache = directory + "/cache"
  }

  /// A run that fails is a difference as well.
  func differences() -> [ScenarioComparison.Difference] {
    do {
      return try compared()
    } catch {
      return [.init(point: "run", expected: "a digest", found: "\(error)")]
    }
  }

  private func compared() throws -> [ScenarioComparison.Difference] {
    let content = try scenario.content()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var arguments = ["scan", "--format", "json", "--now", "2025-09-30T12:00:00Z"]
    for (name, text) in [("impact", content.impact), ("profile", content.profile)] {
      guard let text else { continue }
      let path = "\(folder)/\(name).yaml"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      arguments += ["--patterns", path]
    }
    for file in content.files {
      let path = folder + "/" + file.name
      try Data(file.bytes).write(to: URL(fileURLWithPath: path))
      arguments.append(path)
    }
    let tool = Tool(environment: ["FIVEWHYS_CACHE": "on", "XDG_CACHE_HOME": cache])
    let outcome = try tool.run(arguments)
    guard outcome.status == 0 else {
      return [.init(point: "status", expected: "0", found: "\(outcome.status) \(outcome.errors)")]
    }
    return ScenarioComparison(content.expected, try DigestDocument(outcome.output)).differences
  }
}
