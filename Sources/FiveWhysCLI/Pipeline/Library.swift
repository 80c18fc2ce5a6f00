import LogScanning
import PatternTesting
import Patterns

private import Glibc

/// The pattern library that a run works with.
enum Library {
  /// Loads the shipped library, what `--patterns` names, and for the commands about patterns also
  /// their operands.
  ///
  /// - Parameters:
  ///   - cache: where the library may come from, which then lacks its examples.
  ///   - warns: whether what is left out of the files is said on standard error.
  static func load(
    for invocation: Invocation, environment: Environment, cache: CacheDirectory? = nil,
    warns: Bool = true
  ) throws(CommandError) -> PatternLibrary {
    do {
      let library = try PatternLibraryLoader.load(
        shipped: shipped(for: invocation, environment), paths: paths(for: invocation),
        cache: cache)
      if warns, !invocation.settings.isQuiet { say(library.warnings) }
      return library
    } catch {
      throw .patterns(error)
    }
  }

  /// Where the parts of that library stand.
  static func places(for invocation: Invocation, environment: Environment) -> PatternPlaces {
    PatternLibraryLoader.places(
      shipped: shipped(for: invocation, environment), paths: paths(for: invocation))
  }

  private static func paths(for invocation: Invocation) -> [String] {
    let isReading = Command.reading.contains(invocation.command)
    return invocation.settings.patternPaths + (isReading ? [] : invocation.operands)
  }

  private static func shipped(
    for invocation: Invocation, _ environment: Environment
  ) -> ShippedPatterns {
    invocation.settings.usesShippedPatterns
      ? .locate(executablePath: executablePath, overridePath: environment["FIVEWHYS_PATTERNS"])
      : .none
  }

  private static let shownWarnings = 10

  private static func say(_ warnings: [PatternError]) {
    for warning in warnings.prefix(shownWarnings) {
      StandardError.say("fivewhys: warning: \(visible(warning.description))")
    }
    let rest = warnings.count - shownWarnings
    if rest > 0 { StandardError.say("fivewhys: \(rest) further warnings about patterns") }
  }

  /// A scanner of a library, compiled.
  static func scanner(
    _ library: PatternLibrary, options: ScanOptions, cache: CacheDirectory?
  ) throws(CommandError) -> LogScanner {
    do {
      return try LogScanner(library: library, options: options, cache: cache)
    } catch {
      throw .uncompilablePatterns(error.description)
    }
  }

  /// The examples of a library, ready to run.
  static func examples(of library: PatternLibrary) throws(CommandError) -> PatternExamples {
    try compiled { () throws(PatternExamples.SetupError) in try PatternExamples(library: library) }
  }

  /// What explains the patterns of a library.
  static func explainer(of library: PatternLibrary) throws(CommandError) -> PatternExplainer {
    try compiled { () throws(PatternExamples.SetupError) in try PatternExplainer(library: library) }
  }

  private static func compiled<Runner>(
    _ make: () throws(PatternExamples.SetupError) -> Runner
  ) throws(CommandError) -> Runner {
    do {
      return try make()
    } catch {
      switch error {
      case .uncompilable(let reason): throw .uncompilablePatterns(reason)
      }
    }
  }

  /// What an id names, of which there is at least one.
  ///
  /// - Throws: `unknownPattern`.
  static func pattern(
    _ id: String, in library: PatternLibrary
  ) throws(CommandError) -> (Signature?, Profile?) {
    let (signature, profile) = (library.signature(id), library.profile(id))
    if signature == nil, profile == nil {
      throw .unknownPattern(
        id, known: library.signatures.map(\.id) + library.profiles.map(\.id))
    }
    return (signature, profile)
  }

  /// The user's cache; nil where there is no place for one, and for `FIVEWHYS_CACHE=off`.
  static func cache(environment: Environment) -> CacheDirectory? {
    guard environment["FIVEWHYS_CACHE"] != "off", let program = ProgramIdentity.fingerprint else {
      return nil
    }
    // A relative path here is to be ignored: https://specifications.freedesktop.org/basedir-spec
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") {
      return CacheDirectory(path: base + "/fivewhys", program: program)
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return CacheDirectory(path: home + "/.cache/fivewhys", program: program)
  }

  /// The running program; its invocation name where the system does not tell.
  private static var executablePath: String {
    guard let path = realpath("/proc/self/exe", nil) else {
      return CommandLine.arguments.first ?? "fivewhys"
    }
    defer { free(path) }
    return String(cString: path)
  }
}
