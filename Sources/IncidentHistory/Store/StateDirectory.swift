private import Glibc

/// The directory in which runs leave their memory, locked for one run.
///
/// The lock is of the open file: it goes with the process, however that ends, so that none is stale.
public final class StateDirectory {
  public let path: String
  private let lock: Int32

  /// Makes the directory (0700) where it is missing, and locks it.
  ///
  /// - Parameter timeout: seconds to wait for another run.
  public init(path: String, timeout: Double) throws(HistoryError) {
    self.path = path
    try StateDirectory.make(path)
    let file = path + "/lock"
    lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw .inaccessible(path: file, reason: StateDirectory.reason)
    }
    var waited = 0.0
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let reason = StateDirectory.reason
        close(lock)
        throw .inaccessible(path: file, reason: reason)
      }
      guard waited < timeout else {
        close(lock)
        throw .locked(path: path, waited: timeout)
      }
      usleep(50_000)
      waited += 0.05
    }
  }

  deinit { close(lock) }

  private static var reason: String { String(cString: strerror(errno)).lowercasedFirst }

  /// The directory and those above it.
  private static func make(_ path: String) throws(HistoryError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .inaccessible(path: path, reason: "it is no directory")
      }
      return
    }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      let above = String(path[..<slash])
      if !above.isEmpty, stat(above, &status) != 0 { try make(above) }
    }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .inaccessible(path: path, reason: reason)
    }
  }
}

extension String {
  /// As what the system says reads within a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
