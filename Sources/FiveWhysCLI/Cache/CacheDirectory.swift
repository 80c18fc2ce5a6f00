import LogModel
import Patterns

private import Glibc

/// The user's cache of compiled patterns: a directory of sealed files.
///
/// Nothing about it may fail or change a run. A directory or file that is not the user's alone, or
/// not as it was written, counts as not there; what cannot be written is not kept. Runs at the same
/// time need no lock: files appear whole, and either of two alike serves.
final class CacheDirectory: PatternCache {
  /// Files that are kept of each kind; those used last.
  static let mostFiles = 8
  /// Bytes of all files together.
  static let largestTotal = 64 << 20
  /// Seconds after which a use is noted again, and after which an abandoned file is deleted.
  private static let anHour: Int64 = 3600

  private let path: String
  private let descriptor: Int32
  private let program: Fingerprint

  /// Opens the directory, and makes it first where it is missing.
  ///
  /// - Parameters:
  ///   - path: without symbolic links in its last component.
  ///   - program: the running program, whose contents no other one takes.
  init?(path: String, program: Fingerprint) {
    self.path = path
    self.program = program
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var descriptor = open(path, flags)
    if descriptor < 0, errno == ENOENT {
      if let slash = path.lastIndex(of: "/") { mkdir(String(path[..<slash]), 0o700) }
      mkdir(path, 0o700)
      descriptor = open(path, flags)
    }
    self.descriptor = descriptor
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, CacheDirectory.isOwn(status) else {
      return nil
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether nobody else can have written what is there.
  private static func isOwn(_ status: stat) -> Bool {
    status.st_uid == geteuid() && status.st_mode & (S_IWGRP | S_IWOTH) == 0
  }

  func content(for key: PatternCacheKey) -> [UInt8]? {
    // A pipe of that name must not keep the run waiting.
    let file = openat(
      descriptor, name(of: key), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      CacheDirectory.isOwn(status), status.st_size <= CacheDirectory.largestTotal,
      let sealed = Descriptor.readExactly(Int(status.st_size), from: file),
      let content = CacheSeal(key: key, program: program).opened(sealed)
    else { return nil }
    if SystemClock.now.seconds - Int64(status.st_mtim.tv_sec) > CacheDirectory.anHour {
      futimens(file, nil)
    }
    return content
  }

  func keep(_ content: [UInt8], for key: PatternCacheKey) {
    let sealed = CacheSeal(key: key, program: program).sealed(content)
    guard sealed.count <= CacheDirectory.largestTotal else { return }
    let name = name(of: key)
    let temporary = ".\(getpid())-\(name)"
    TemporaryFiles.insert(path + "/" + temporary)
    defer { TemporaryFiles.remove(path + "/" + temporary) }
    // Another process that had this number may have been killed before it was done.
    unlinkat(descriptor, temporary, 0)
    let file = openat(
      descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    // Without fsync: what a crash of the machine leaves of it does not pass for whole.
    let isWritten = Descriptor.writeAll(sealed, to: file) == nil
    guard close(file) == 0, isWritten, renameat(descriptor, temporary, descriptor, name) == 0
    else {
      unlinkat(descriptor, temporary, 0)
      return
    }
    CacheTidying(
      directory: descriptor, abandonedBefore: SystemClock.now.seconds - CacheDirectory.anHour
    ).tidy(keeping: name)
  }

  private func name(of key: PatternCacheKey) -> String {
    var fingerprint = key.fingerprint
    fingerprint.combine(program.high)
    fingerprint.combine(program.low)
    return "\(key.kind.rawValue)-\(fingerprint.hexadecimal)"
  }
}
