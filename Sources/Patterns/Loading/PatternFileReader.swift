private import Glibc

/// Finds and reads the pattern files below the paths that a user names.
struct PatternFileReader {
  /// Directories within each other, which also ends a loop of symbolic links.
  private static let deepestDirectory = 16
  /// Files of one path.
  private static let mostFiles = 20_000

  /// Bytes that are read at once where the size of a file is not known.
  private static let pipeBuffer = 65_536

  private(set) var files: [PatternFile] = []
  private(set) var errors: [PatternError] = []
  /// Files already read, by device and inode, so that a path given twice counts once.
  private var known: Set<FileIdentity> = []

  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  /// Reads a file, or the `*.yaml` and `*.yml` below a directory in order of their paths; names that
  /// begin with a dot are left out.
  mutating func read(_ path: String, as name: String? = nil) {
    guard PatternFileReader.isDirectory(path) else {
      return readFile(path, as: name ?? path, of: nil)
    }
    let named = PatternFileReader.withoutTrailingSlashes(path)
    let trimmed = PatternFileReader.isCatalogue(named) ? named + "/rules" : named
    let before = files.count + errors.count
    var found: [String] = []
    list(trimmed == "/" ? "" : trimmed, below: "", depth: 0, into: &found)
    for relative in found.sorted() {
      let full = (trimmed == "/" ? "" : trimmed) + "/" + relative
      readFile(full, as: (name ?? trimmed) + "/" + relative, of: name ?? trimmed)
    }
    if found.isEmpty, files.count + errors.count == before {
      report(path, "the directory holds no *.yaml or *.yml file")
    }
  }

  /// Whether a path leads to a directory.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path leads to anything.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The path without symbolic links; nil where it leads nowhere.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Whether a directory is a checkout of the catalogue of CRE: its rules stand in `rules/cre-*`, and what
  /// stands beside them are examples, some of them wrong on purpose.
  private static func isCatalogue(_ path: String) -> Bool {
    guard let handle = opendir(path + "/rules") else { return false }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let isOfRule = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) {
          String(cString: $0).lowercased().hasPrefix("cre-")
        }
      }
      if isOfRule { return true }
    }
    return false
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return String(path)
  }

  private mutating func list(
    _ root: String, below prefix: String, depth: Int, into found: inout [String]
  ) {
    let directory = prefix.isEmpty ? (root.isEmpty ? "/" : root) : root + "/" + prefix
    guard depth <= PatternFileReader.deepestDirectory else {
      return report(directory, "directories nested too deep, or a loop of symbolic links")
    }
    guard let handle = opendir(directory) else { return reportLastError(directory) }
    defer { closedir(handle) }
    var entries: [(name: String, isDirectory: Bool?)] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      // The listing tells the kind of most, which spares a call for each file of a large library.
      let kind = Int(entry.pointee.d_type)
      entries.append((name, kind == DT_DIR ? true : kind == DT_REG ? false : nil))
    }
    entries.sort { $0.name < $1.name }
    for (name, isDirectory) in entries {
      let relative = prefix.isEmpty ? name : prefix + "/" + name
      if isDirectory ?? PatternFileReader.isDirectory(root + "/" + relative) {
        list(root, below: relative, depth: depth + 1, into: &found)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        guard found.count < PatternFileReader.mostFiles else {
          return report(directory, "more than \(PatternFileReader.mostFiles) pattern files")
        }
        found.append(relative)
      }
    }
  }

  private mutating func readFile(_ path: String, as name: String, of directory: String?) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return reportLastError(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return reportLastError(path) }
    guard known.insert(FileIdentity(status)).inserted else { return }
    // One byte more than allowed tells a file that is too large.
    let limit = YAMLParser.largestFile + 1
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    // One more than there is, so that the first read tells that it was the last.
    var size = isRegular ? min(Int(status.st_size) + 1, limit) : PatternFileReader.pipeBuffer
    var contents: [UInt8] = []
    while contents.count < limit {
      var count = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: min(size, limit - contents.count)) {
        repeat {
          count = Glibc.read(descriptor, $0.baseAddress, $0.count)
        } while count < 0 && errno == EINTR
        $1 = max(0, count)
      }
      guard count >= 0 else { return reportLastError(path) }
      if contents.isEmpty { contents = chunk } else { contents += chunk }
      if count == 0 || (isRegular && count < size) { break }
      size = PatternFileReader.pipeBuffer
    }
    files.append(PatternFile(name: name, contents: contents, directory: directory))
  }

  private mutating func reportLastError(_ path: String) {
    let reason = String(cString: strerror(errno))
    report(path, reason.prefix(1).lowercased() + reason.dropFirst())
  }

  mutating func report(_ path: String, _ message: String) {
    errors.append(PatternError(location: SourceLocation(file: path), message: message))
  }
}
