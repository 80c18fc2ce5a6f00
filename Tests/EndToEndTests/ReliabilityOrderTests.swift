import Foundation
import Testing

/// Rules of the CRE format, through the built program: the same entries give the same incidents, in whatever
/// order, form and number of files they come, however often and by however many threads they are read.
@Suite struct ReliabilityOrderTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let rules: [(id: String, rule: String)] = [
    ("CRE-1", "sequence: { window: 5s, order: [alpha, beta] }"),
    ("CRE-2", "set: { window: 3s, match: [alpha, beta, gamma] }"),
    (
      "CRE-3",
      "sequence: { window: 6s, order: [alpha, beta, alpha], negate: [{ value: veto, window: 1s }] }"
    ),
    ("CRE-4", "set: { window: 4s, match: [{ value: alpha, count: 3 }, beta], negate: [veto] }"),
    ("CRE-5", "set: { match: [gamma], negate: [{ value: veto, slide: -2s, window: 1s }] }"),
    ("CRE-6", "set: { match: [{ jq: '.code == 3' }] }"),
    ("CRE-7", #"set: { match: ['"path":"/a/<b>"'] }"#),
  ]

  /// Entries of two instances at random times, many at the same one.
  private func entries(_ dice: inout Dice) -> [[String: Any]] {
    (0..<150).map { number in
      let half = Int.random(in: 0..<80, using: &dice)
      let words = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
        ["alpha", "beta", "gamma", "veto"].randomElement(using: &dice) ?? ""
      }.joined(separator: " and ")
      var entry: [String: Any] = [
        "insertId": "i\(number)", "severity": "WARNING",
        "logName": "projects/acme/logs/run.googleapis.com%2Fstderr",
        "resource": [
          "type": "cloud_run_revision", "labels": ["project_id": "acme", "service_name": "shop"],
        ],
        "labels": ["instanceId": number % 2 == 0 ? "a" : "b"],
        "timestamp": "2025-09-16T08:00:\(10 + half / 2).\(half % 2 * 5)Z",
      ]
      if number % 3 == 0 {
        entry["jsonPayload"] = ["message": words, "code": number % 5, "path": "/a/<b>"]
      } else {
        entry["textPayload"] = words
      }
      return entry
    }
  }

  private func text(_ entries: [[String: Any]], isPretty: Bool = false) throws -> Data {
    let options: JSONSerialization.WritingOptions = isPretty ? [.prettyPrinted, .sortedKeys] : []
    if isPretty { return try JSONSerialization.data(withJSONObject: entries, options: options) }
    return try entries.reduce(into: Data()) { lines, entry in
      lines += try JSONSerialization.data(withJSONObject: entry, options: .sortedKeys)
      lines.append(0x0A)
    }
  }

  private func digest(_ files: [Data], threads: Int = 1) throws -> DigestDocument {
    let scratch = try ScratchDirectory()
    let rules = ReliabilityOrderTests.rules.map { id, rule in
      "  - cre: { id: \(id), severity: 1, title: \(id) }\n    rule: { \(rule) }\n"
    }
    try Data("rules:\n\(rules.joined())".utf8)
      .write(to: URL(fileURLWithPath: scratch.path + "/rules.yaml"))
    var paths: [String] = []
    for (index, file) in files.enumerated() {
      paths.append("\(scratch.path)/\(index).json")
      try file.write(to: URL(fileURLWithPath: paths[index]))
    }
    let outcome = try Tool().run(
      [
        "scan", "--format", "json", "--now", "2025-09-30T12:00:00Z", "--no-default-patterns",
        "--patterns", "\(scratch.path)/rules.yaml", "--threads", "\(threads)",
      ] + paths)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try DigestDocument(outcome.output)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func packagingChangesNothing(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let entries = entries(&dice)
    let whole = try digest([text(entries)])
    #expect(whole.incidents.count >= 5)
    let shuffled = entries.shuffled(using: &dice)
    let cut = Int.random(in: 0...entries.count, using: &dice)
    for files in [
      [try text(shuffled)], [try text(shuffled, isPretty: true)],
      [try text(Array(shuffled[cut...])), try text(Array(shuffled[..<cut]), isPretty: true)],
      [try text(entries), try text(shuffled)],
    ] {
      #expect(try digest(files).incidentLines == whole.incidentLines)
    }
    for threads in [2, 8] {
      #expect(try digest([text(shuffled)], threads: threads).incidentLines == whole.incidentLines)
    }
  }
}
