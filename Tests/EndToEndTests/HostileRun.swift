import Foundation
import LogSimulation
import Testing

/// One run over hostile input, its JSON taken apart and checked against the schema.
struct HostileRun {
  struct Problem: Equatable {
    var file: String
    var entry: Int?
    var byteOffset: Int?
    var reason: String
  }

  let outcome: Tool.Outcome
  let digest: DigestDocument

  init(
    _ arguments: [String], in scratch: ScratchDirectory, input: Tool.Input = .none
  ) throws {
    outcome = try Tool(directory: scratch.path).run(
      ["--format", "json", "--now", "2025-09-07T12:00:00Z", "--stats"] + arguments, input: input)
    digest = try DigestDocument(outcome.output)
    #expect(try DocumentSchemas.shared.complaint(about: outcome.stdout) == "")
    #expect(outcome.errors.isFreeOfControls, "\(outcome.errors.prefix(2000).debugDescription)")
  }

  /// A run over one file.
  init(_ bytes: [UInt8], _ arguments: [String] = [], name: String = "log.json") throws {
    let scratch = try ScratchDirectory()
    try scratch.write(bytes, to: name)
    try self.init([name] + arguments, in: scratch)
  }

  func input(_ name: String) -> Int { digest.root.number("input.\(name)") ?? -1 }

  var problems: [Problem] {
    (digest.root[path: "input.problems"] as? [[String: Any]] ?? []).map {
      Problem(
        file: $0.text("file") ?? "", entry: $0.number("entry"), byteOffset: $0.number("byteOffset"),
        reason: $0.text("reason") ?? "")
    }
  }

  /// Bytes, as the program itself reports.
  var peakMemory: Double {
    guard let match = outcome.errors.firstMatch(of: /peak memory: +(\d+\.\d) MB/) else {
      return .infinity
    }
    return (Double(match.1) ?? .infinity) * 1e6
  }

  /// The identity and the failed boots of every incident.
  var incidents: [String] {
    digest.incidents.map { "\($0.text("id") ?? ""), \($0.number("boots.failed") ?? -1) failed" }
  }

  /// What the undamaged log gives.
  static let incidentsOfLog: [String] = {
    let bytes = PackagedForm.ndjson.encode(HostileLog.entries)
    return (try? HostileRun(bytes).incidents) ?? []
  }()

  /// The identities alone.
  static let idsOfLog = Set(
    incidentsOfLog.compactMap { $0.split(separator: ",").first.map(String.init) })

  static let incidentsOfFewEntries: [String] = {
    let bytes = PackagedForm.ndjson.encode(HostileLog.fewEntries)
    return (try? HostileRun(bytes).incidents) ?? []
  }()
}

extension String {
  /// Whether nothing in a text acts on a terminal but its newlines.
  var isFreeOfControls: Bool {
    unicodeScalars.allSatisfy { scalar in
      if scalar == "\n" { return true }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
      default: return true
      }
    }
  }
}

extension ScratchDirectory {
  /// Writes a file, with the directories above it.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: try write("", to: name)))
  }
}
