import Patterns

private import Glibc

/// The pattern library that a run works with.
enum Library {
  /// Loads the shipped library, what `--patterns` names, and for the commands about patterns also
  /// their operands.
  static func load(
    for invocation: Invocation, environment: Environment
  ) throws(CommandError) -> PatternLibrary {
    let settings = invocation.settings
    var paths = settings.patternPaths
    if invocation.command != .scan { paths += invocation.operands }
    let shipped: ShippedPatterns =
      settings.usesShippedPatterns
      ? .locate(executablePath: executablePath, overridePath: environment["FIVEWHYS_PATTERNS"])
      : .none
    do {
      return try PatternLibraryLoader.load(shipped: shipped, paths: paths)
    } catch {
      throw .patterns(error)
    }
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
