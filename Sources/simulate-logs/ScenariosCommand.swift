import Glibc
import LogSimulation

/// `simulate-logs scenarios`: labelled cases, a folder each.
struct ScenariosCommand {
  private let folder: String
  private var seed = Scenario.committedSeed
  private var count = Scenario.committedCount
  private var name: String?

  init(_ arguments: inout ArgumentReader) throws {
    guard let folder = arguments.next() else { throw UsageError("scenarios needs a folder") }
    self.folder = folder
    while let option = arguments.next() {
      switch option {
      case "--seed": seed = try arguments.number(for: option)
      case "--count": count = try arguments.number(for: option)
      case "--case": name = try arguments.value(for: option)
      default: throw UsageError("unknown option \(option)")
      }
    }
  }

  func run() throws {
    let cases = Scenario.cases(seed: seed, count: count).filter { scenario in
      name.map { scenario.name.hasPrefix($0) } ?? true
    }
    guard !cases.isEmpty else { throw UsageError("there is no case \(name ?? "")") }
    mkdir(folder, 0o755)
    for scenario in cases {
      let content = try scenario.content()
      let own = "\(folder)/\(scenario.name)"
      mkdir(own, 0o755)
      for file in content.files { try FileOutput.write(file.bytes, to: "\(own)/\(file.name)") }
      if let impact = content.impact {
        try FileOutput.write(Array(impact.utf8), to: "\(own)/impact.yaml")
      }
      if let profile = content.profile {
        try FileOutput.write(Array(profile.utf8), to: "\(own)/profile.yaml")
      }
      try FileOutput.write(
        JSONWriter.encode(content.expected.json, style: .gcloud) + [0x0A],
        to: "\(own)/expected.json")
      try FileOutput.write(Array((content.story + "\n").utf8), to: "\(own)/story.txt")
    }
  }
}
