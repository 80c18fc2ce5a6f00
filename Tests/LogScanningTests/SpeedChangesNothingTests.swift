import LogModel
import LogSimulation
import Patterns
import Testing

@testable import LogScanning

/// A scan gives one result, however it is made fast: by whichever library and instructions, in blocks
/// of whatever size, by any number of threads.
@Suite struct SpeedChangesNothingTests {
  /// What can be chosen.
  struct Choice: CustomStringConvertible {
    var inflate = InflateLibrary.zlib
    var path: RecordIndex.Path?
    var blockSize = 512 << 10
    var threads = 1
    /// Whether the reading thread indexes every block, or none.
    var isAhead = false

    var description: String {
      let path = path.map { "\($0)" } ?? "bytes"
      return "\(inflate), \(path), \(blockSize), \(threads) threads, ahead: \(isAhead)"
    }
  }

  static let choices: [Choice] = {
    var choices: [Choice] = []
    for inflate in InflateLibrary.allCases where inflate.isBuiltIn {
      for path in [nil] + RecordIndex.Path.allCases where path?.isSupported ?? true {
        for (blockSize, threads, isAhead) in [
          // One worker has a thread that reads ahead, eight read for themselves.
          (4 << 10, 1, true), (4 << 10, 8, false), (37 << 10, 1, false), (512 << 10, 2, false),
          // Several for each input.
          (4 << 10, 64, false),
        ] {
          choices.append(
            Choice(
              inflate: inflate, path: path, blockSize: blockSize, threads: threads,
              isAhead: isAhead))
        }
      }
    }
    return choices
  }()

  /// Sound and damaged inputs of every form, plain and compressed.
  static func inputs(seed: UInt64) throws -> [[UInt8]] {
    var random = SeededGenerator(seed: seed, label: "damage")
    var inputs: [[UInt8]] = []
    for (number, story) in Story.all(seed: seed).enumerated() {
      let form = PackagedForm.allCases[number % PackagedForm.allCases.count]
      var text = form.encode(Packaging.shuffled(Array(story.entries.prefix(300)), seed: seed))
      if number % 2 == 1 {
        let alphabet: [UInt8] = Array("{}[]\",:\\\n\r u0019nt".utf8) + [0, 0x1B, 0x80, 0xC3, 0xFF]
        for _ in 0..<12 {
          let position = random.below(text.count)
          switch random.below(3) {
          case 0: text[position] = alphabet[random.below(alphabet.count)]
          case 1: text.remove(at: position)
          default: text.insert(alphabet[random.below(alphabet.count)], at: position)
          }
        }
      }
      var file = number % 3 == 0 ? text : try Gzip.compress(text, members: 1 + number % 4)
      if number % 5 == 4 { file[file.count * 3 / 4] ^= 0x10 }
      if number % 7 == 6 { file.removeLast(file.count / 3) }
      inputs.append(file)
    }
    return inputs
  }

  private static func library() throws -> PatternLibrary {
    try PatternLibraryLoader.load(files: PatternLibraryLoader.files(of: .embedded))
  }

  /// All that a result says, a line for each thing.
  static func told(_ result: ScanResult) -> [String] {
    let counters = result.counters
    var lines = [
      "\(counters.bytesRead) \(counters.bytesInflated) \(counters.entries) \(counters.duplicates)",
      "\(counters.malformed) \(counters.errorEntries) \(counters.explainedErrorEntries)",
      "\(String(describing: counters.from)) \(String(describing: counters.to))",
      "\(result.files) \(result.truncatedFiles)",
    ]
    lines += result.problems.map { "\($0)" }
    for fact in result.facts.sorted {
      let entry = fact.entry
      let (rank, text) = fact.kind.sortKey
      lines.append(
        "\(entry.timestamp.nanoseconds) \(entry.insertId) \(entry.file) \(entry.ordinal) \(rank) \(text) "
          + "\(entry.severity) \(entry.contentHash) \(entry.source.service) \(entry.source.log) "
          + "\(entry.source.instance ?? "-") \(entry.text)")
    }
    for (service, activity) in counters.services.sorted(by: { $0.key < $1.key }) {
      lines.append("\(service) \(activity.entries) \(activity.revisions.sorted())")
      lines.append(
        "\(activity.succeeded.sorted) \(activity.firstSuccess.sorted { $0.key < $1.key })")
      for (status, moments) in activity.failed.sorted(by: { $0.key < $1.key }) {
        lines.append("\(status) \(moments.sorted)")
      }
    }
    lines += counters.templates.sorted { $0.key < $1.key }.map {
      "\($0.key) \($0.value.count) \($0.value.first.ordinal) \($0.value.services.sorted())"
    }
    return lines
  }

  private static func scan(_ inputs: [[UInt8]], _ library: PatternLibrary, _ choice: Choice) throws
    -> [String]
  {
    var options = ScanOptions()
    options.inflate = choice.inflate
    options.indexPath = choice.path
    options.blockSize = choice.blockSize
    options.threads = choice.threads
    options.leisure = choice.isAhead ? 0 : .max
    let objects = inputs.enumerated().map {
      InputObject(kind: .memory(name: "input-\($0.offset)", bytes: $0.element))
    }
    return told(try LogScanner(library: library, options: options).scan(objects))
  }

  @Test("of sound and of damaged inputs", arguments: [11, 12] as [UInt64])
  func sameResult(seed: UInt64) throws {
    let inputs = try SpeedChangesNothingTests.inputs(seed: seed)
    let library = try SpeedChangesNothingTests.library()
    let plain = try SpeedChangesNothingTests.scan(inputs, library, Choice())
    #expect(plain.count > 200)
    for choice in SpeedChangesNothingTests.choices {
      let told = try SpeedChangesNothingTests.scan(inputs, library, choice)
      let different = zip(plain, told).first { $0 != $1 }
      #expect(plain.count == told.count && different == nil, "\(choice)")
    }
  }
}
