import Patterns

private import Glibc

/// Keeps a cache directory small. Files that are none of the cache's are left alone.
struct CacheTidying {
  private struct Entry {
    var name: String
    var kind: PatternCacheKey.Kind
    var size: Int
    /// Seconds since 1970.
    var lastUse: Int64
  }

  private let directory: Int32
  private let abandonedBefore: Int64

  /// - Parameters:
  ///   - directory: its open descriptor, which stays open.
  ///   - abandonedBefore: seconds since 1970; a file that is still being written is younger.
  init(directory: Int32, abandonedBefore: Int64) {
    self.directory = directory
    self.abandonedBefore = abandonedBefore
  }

  /// Deletes the files that were not used for longest until the rest is within the limits, and what
  /// runs that were killed have left half written.
  func tidy(keeping newest: String) {
    var entries = entries()
    entries.sort {
      if ($0.name == newest) != ($1.name == newest) { return $0.name == newest }
      return ($0.lastUse, $0.name) > ($1.lastUse, $1.name)
    }
    var counts: [PatternCacheKey.Kind: Int] = [:]
    var total = 0
    for entry in entries {
      counts[entry.kind, default: 0] += 1
      total += entry.size
      if counts[entry.kind, default: 0] > CacheDirectory.mostFiles
        || total > CacheDirectory.largestTotal
      {
        unlinkat(directory, entry.name, 0)
        total -= entry.size
      }
    }
  }

  private func entries() -> [Entry] {
    // Closing the listing closes its descriptor.
    let copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return [] }
    guard let handle = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let (kind, isTemporary) = CacheTidying.kind(of: name) else { continue }
      var status = stat()
      guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      let time = Int64(status.st_mtim.tv_sec)
      if isTemporary {
        if time < abandonedBefore { unlinkat(directory, name, 0) }
      } else {
        entries.append(
          Entry(name: name, kind: kind, size: Int(status.st_size), lastUse: time))
      }
    }
    return entries
  }

  /// What a name of the cache stands for: `library-…` is a file, `.123-library-…` one half written.
  static func kind(of name: String) -> (kind: PatternCacheKey.Kind, isTemporary: Bool)? {
    var rest = Substring(name)
    let isTemporary = rest.first == "."
    if isTemporary {
      let process = rest.dropFirst().prefix { $0.isNumber }
      guard !process.isEmpty else { return nil }
      rest = rest.dropFirst(1 + process.count)
      guard rest.popFirst() == "-" else { return nil }
    }
    for kind in PatternCacheKey.Kind.allCases where rest.hasPrefix(kind.rawValue + "-") {
      let digits = rest.dropFirst(kind.rawValue.count + 1)
      if digits.count == 32, digits.allSatisfy(\.isHexDigit) { return (kind, isTemporary) }
    }
    return nil
  }
}
