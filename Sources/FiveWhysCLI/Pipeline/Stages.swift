// The stages that this program wires, under the names and shapes their modules give them. Each
// stands here until its module has it: delete a declaration and the module's own takes its place.

import LogModel
import Patterns

struct InputObject: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case file(path: String)
    case standardInput
  }
  var kind: Kind
  init(kind: Kind) { self.kind = kind }
  var name: String {
    switch kind {
    case .file(let path): path
    case .standardInput: "-"
    }
  }
}

struct ScanOptions: Sendable {
  var since: Timestamp?
  var until: Timestamp?
  var service: Glob?
  var environment: String?
  var maxEntryBytes = 16 << 20
  var dedupeMemory = 512 << 20
  var threads = 1
  /// Told the bytes read so far of all inputs together, from any thread.
  var progress: (@Sendable (_ bytesRead: Int) -> Void)?
}

struct LogScanner {
  let library: PatternLibrary
  let options: ScanOptions
  func scan(_ inputs: [InputObject]) -> ScanResult { ScanResult() }
}

struct IncidentAnalyzer {
  let library: PatternLibrary
  let now: Timestamp
  let toolVersion: String
  func digest(of result: ScanResult) -> Digest {
    var input = InputSummary()
    input.problems = result.problems.sorted()
    return Digest(
      toolVersion: toolVersion, generatedAt: now, from: nil, to: nil, input: input,
      summary: Summary(), incidents: [], unexplained: [])
  }
}

enum DigestFormat: String, CaseIterable, Sendable { case text, json, markdown }

struct RenderOptions: Sendable {
  var width = 100
  var color = false
}

enum DigestRenderers {
  static func render(_ digest: Digest, as format: DigestFormat, options: RenderOptions) -> String {
    "\(format.rawValue) digest at \(digest.generatedAt.rfc3339)\n"
  }
}

enum ShippedPatterns: Hashable, Sendable {
  case directory(String)
  case embedded, none
  static func locate(executablePath: String, overridePath: String?) -> ShippedPatterns { .embedded }
}

enum PatternLibraryLoader {
  static func load(shipped: ShippedPatterns, paths: [String]) throws(PatternErrors)
    -> PatternLibrary
  {
    PatternLibrary(signatures: [], profiles: [], impact: ImpactModel())
  }
}

enum PatternExamples {
  static func run(_ library: PatternLibrary) -> [String] { [] }
}

enum PatternLint {
  static func findings(_ library: PatternLibrary) -> [PatternError] { [] }
}

enum Suggestion {
  static func nearest(to word: String, among words: [String]) -> String? {
    words.first { $0.hasPrefix(word.prefix(4)) }
  }
}

extension Timestamp {
  init?(rfc3339 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 else { return nil }
    func number(_ range: Range<Int>) -> Int {
      Int(String(decoding: bytes[range], as: UTF8.self)) ?? -1
    }
    self.init(
      year: number(0..<4), month: number(5..<7), day: number(8..<10), hour: number(11..<13),
      minute: number(14..<16), second: number(17..<19))
  }
}
