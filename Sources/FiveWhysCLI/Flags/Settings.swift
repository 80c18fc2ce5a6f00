import DigestRendering
import LogModel
import LogScanning
import Patterns

/// What a run was asked to do, as the flags and variables say.
struct Settings: Sendable {
  /// Whether something that depends on a terminal is wanted.
  enum Automatic: String, CaseIterable, Sendable { case auto, always, never }

  /// A digest to be written beside the one on standard output.
  struct Output: Equatable, Sendable {
    var format: DigestFormat
    var path: String
  }

  var format = DigestFormat.text
  var outputs: [Output] = []
  var color = Automatic.auto
  var failOn: Priority?
  /// Where drafts go, a file each; nil: to standard output.
  var outputDirectory: String?
  var mostDrafts = 20
  /// How often an error must have been seen to be worth a draft.
  var leastOccurrences = 3

  var filesFrom: String?
  var since: Moment?
  var until: Moment?
  var service: Glob?
  var environment: String?
  /// Nil: the clock's.
  var now: Timestamp?

  var patternPaths: [String] = []
  var usesShippedPatterns = true

  /// Nil: one for each processor.
  var threads: Int?
  var maxEntryBytes = 16 << 20
  var dedupeMemory = 512 << 20
  var inflate = InflateLibrary.preferred

  var progress = Automatic.auto
  var isQuiet = false
  var showsStatistics = false
  var showsHelp = false
  var showsVersion = false
}
