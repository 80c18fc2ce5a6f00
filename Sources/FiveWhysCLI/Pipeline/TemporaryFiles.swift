private import Glibc
private import Synchronization

/// Files that must not outlive the run, however it ends.
enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  static func insert(_ path: String) { paths.withLock { _ = $0.insert(path) } }
  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  static func deleteAll() {
    paths.withLock { paths in
      for path in paths { unlink(path) }
      paths.removeAll()
    }
  }
}
