import LogModel
import Patterns
import Testing

@testable import LogScanning

/// What the shipped profiles take for a sign of a start-up, and what looks like one and is none.
@Suite("Markers of the shipped profiles")
struct ProfileMarkerTests {
  private static let library = Result {
    try PatternLibraryLoader.load(files: PatternLibraryLoader.files(of: .embedded))
  }

  /// `profile.slot[index]` of every marker in some lines, sorted.
  private static func markers(in lines: [String]) throws -> [[String]] {
    let library = try library.get()
    let scanner = try LogScanner(library: library, options: ScanOptions())
    return lines.map { line in
      let input = InputObject(kind: .memory(name: "input", bytes: Array(line.utf8)))
      let facts = OrderedFacts(scanner.scan([input]).facts)
      return (0..<facts.count).compactMap { position in
        guard case .marker(let marker) = facts.fact(at: position).kind else { return nil }
        return name(marker.profile, marker.slot, marker.condition)
      }.sorted()
    }
  }

  private static func name(_ profile: String, _ slot: BootMarker.Slot, _ index: Int) -> String {
    "\(profile).\(slot)[\(index)]"
  }

  @Test func `every marker is found in a line that its software writes`() throws {
    let samples = MarkerSamples.all
    let found = try ProfileMarkerTests.markers(in: samples.flatMap(\.lines).map(\.entry))
    var rest = found[...]
    for (profile, lines) in samples {
      for line in lines {
        let own = rest.popFirst()?.filter { $0.hasPrefix(profile + ".") } ?? []
        #expect(!own.isEmpty, "\(profile): \(line.entry)")
      }
    }
    let seen = Set(found.joined())
    for profile in try ProfileMarkerTests.library.get().profiles {
      for marker in profile.markers {
        let name = ProfileMarkerTests.name(profile.id, marker.slot, marker.index)
        #expect(seen.contains(name), "no line of the test shows \(name)")
      }
    }
  }

  @Test func `what only looks like a marker is none`() throws {
    let lines = MarkerSamples.nearMisses
    for (line, markers) in zip(lines, try ProfileMarkerTests.markers(in: lines.map(\.entry))) {
      #expect(markers == [], "\(line.entry)")
    }
  }
}
