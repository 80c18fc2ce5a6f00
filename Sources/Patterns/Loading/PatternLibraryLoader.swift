/// Reads pattern files into one checked library.
public enum PatternLibraryLoader {
  /// Loads the shipped library and what the user adds to it.
  ///
  /// - Parameters:
  ///   - shipped: where the shipped files are.
  ///   - paths: files and directories, read after the shipped ones in the order given.
  ///   - cache: where the library is kept for further runs over the same files. What comes from there
  ///     lacks the examples of the signatures.
  /// - Throws: everything that is wrong in all files, in order of place.
  public static func load(
    shipped: ShippedPatterns, paths: [String], cache: (any PatternCache)? = nil
  ) throws(PatternErrors) -> PatternLibrary {
    var reader = PatternFileReader()
    var files = embeddedFiles(of: shipped, reader: &reader)
    for path in paths { reader.read(path) }
    files += reader.files
    guard let cache, reader.errors.isEmpty else {
      return try load(files: files, errors: reader.errors)
    }
    let key = PatternLibrary.cacheKey(of: files)
    if let archive = cache.content(for: key),
      let library = archive.withUnsafeBytes({ PatternLibrary(archive: $0) })
    {
      return library
    }
    let library = try load(files: files, errors: [])
    cache.keep(library.archive, for: key)
    return library
  }

  /// The shipped files as they are, in the order in which they are loaded.
  ///
  /// - Throws: what cannot be read.
  public static func files(of shipped: ShippedPatterns) throws(PatternErrors) -> [PatternFile] {
    var reader = PatternFileReader()
    let embedded = embeddedFiles(of: shipped, reader: &reader)
    if !reader.errors.isEmpty { throw PatternErrors(reader.errors) }
    return embedded + reader.files
  }

  /// Loads files that are at hand, in the order given.
  ///
  /// - Throws: everything that is wrong in all files, in order of place.
  public static func load(files: [PatternFile]) throws(PatternErrors) -> PatternLibrary {
    try load(files: files, errors: [])
  }

  /// Where the parts of a library stand that ``load(shipped:paths:cache:)`` gave: reads all files once
  /// more.
  public static func places(shipped: ShippedPatterns, paths: [String]) -> PatternPlaces {
    var reader = PatternFileReader()
    let embedded = embeddedFiles(of: shipped, reader: &reader)
    for path in paths { reader.read(path) }
    return PatternPlaces(of: embedded + reader.files)
  }

  private static func load(
    files: [PatternFile], errors: [PatternError]
  ) throws(PatternErrors) -> PatternLibrary {
    var builder = PatternLibraryBuilder()
    for file in files { builder.add(file) }
    return try builder.library(adding: errors)
  }

  /// The embedded files; those of a directory are left with the reader.
  private static func embeddedFiles(
    of shipped: ShippedPatterns, reader: inout PatternFileReader
  ) -> [PatternFile] {
    switch shipped {
    case .none: break
    case .embedded: return EmbeddedPatterns.files
    case .directory(let directory): readShipped(directory, with: &reader)
    }
    return []
  }

  /// Only the places that the shipped layout names, so that other files there (a schema, notes) are
  /// left alone.
  private static func readShipped(_ directory: String, with reader: inout PatternFileReader) {
    let parts = ["signatures", "profiles", "impact.yaml"].filter {
      PatternFileReader.exists(directory + "/" + $0)
    }
    guard !parts.isEmpty else {
      return reader.report(
        directory,
        "no pattern library; expected a directory with 'signatures', 'profiles' or "
          + "'impact.yaml'")
    }
    for part in parts + ["frames.yaml"]
    where parts.contains(part) || PatternFileReader.exists(directory + "/" + part) {
      reader.read(directory + "/" + part, as: "patterns/" + part)
    }
  }
}
