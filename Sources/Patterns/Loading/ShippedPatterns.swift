/// Where the shipped library comes from.
public enum ShippedPatterns: Hashable, Sendable {
  /// A directory with `signatures/`, `profiles/`, `impact.yaml` and `frames.yaml`.
  case directory(String)
  /// The copy within the program.
  case embedded
  /// Only what the user names.
  case none

  /// Finds the shipped library: the override, `share/fivewhys/patterns` beside the program's
  /// directory, the checkout that the program was built in, else the embedded copy.
  ///
  /// - Parameters:
  ///   - executablePath: the running program; symbolic links are followed.
  ///   - overridePath: the value of `FIVEWHYS_PATTERNS`; an empty one counts as none.
  public static func locate(executablePath: String, overridePath: String?) -> ShippedPatterns {
    if let overridePath, !overridePath.isEmpty { return .directory(overridePath) }
    let executable = PatternFileReader.realPath(executablePath) ?? executablePath
    var directory = parent(of: executable)
    if let directory, let prefix = parent(of: directory) {
      for base in [prefix, directory] {
        let shared = joined(base, "share/fivewhys/patterns")
        if PatternFileReader.isDirectory(shared) { return .directory(shared) }
      }
    }
    while let candidate = directory {
      if PatternFileReader.exists(joined(candidate, "Package.swift")),
        PatternFileReader.isDirectory(joined(candidate, "patterns/signatures"))
      {
        return .directory(joined(candidate, "patterns"))
      }
      directory = parent(of: candidate)
    }
    return .embedded
  }

  /// The directory that holds a path; nil for the root and for a bare name.
  private static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func joined(_ directory: String, _ path: String) -> String {
    directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }
}
