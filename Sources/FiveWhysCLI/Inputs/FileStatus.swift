private import Glibc

/// Which file a path leads to, whatever it is called.
struct FileIdentity: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
}

/// What stat(2) tells of a file.
struct FileStatus: Sendable {
  enum Kind: Sendable {
    case regular, directory, link
    /// A pipe or a character device: it can be read once, and has no size.
    case stream
    /// A socket or a block device.
    case unreadable
  }

  var kind: Kind
  var identity: FileIdentity
  /// Bytes; 0 for what is no regular file.
  var size: Int
  /// Permission bits.
  var mode: UInt32

  /// Follows symbolic links unless told not to.
  ///
  /// - Throws: the error number.
  init(path: String, followsLinks: Bool = true) throws(SystemFailure) {
    var status = stat()
    let result = followsLinks ? stat(path, &status) : lstat(path, &status)
    guard result == 0 else { throw SystemFailure(code: errno) }
    self.init(status)
  }

  /// - Throws: the error number, `EBADF` for a closed descriptor.
  init(descriptor: Int32) throws(SystemFailure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemFailure(code: errno) }
    self.init(status)
  }

  private init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    case S_IFLNK: kind = .link
    case S_IFIFO, S_IFCHR: kind = .stream
    default: kind = .unreadable
    }
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    size = kind == .regular ? Int(status.st_size) : 0
    mode = UInt32(status.st_mode & 0o777)
  }
}

/// A failed system call.
struct SystemFailure: Error, Sendable {
  /// errno.
  let code: Int32
  var text: String { SystemError.text(code) }
}
