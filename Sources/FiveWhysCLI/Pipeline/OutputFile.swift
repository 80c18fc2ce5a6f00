import DigestRendering

private import Glibc

/// A file that is replaced at once or stays as it was.
struct OutputFile: Sendable {
  let format: DigestFormat
  /// As the user wrote it.
  let path: String
  /// With symbolic links followed, so that a link stays one.
  private let target: String
  private let directory: String
  /// What is there now; nil for nothing.
  private let status: FileStatus?

  /// Finds out before the work begins whether the file can be written.
  ///
  /// - Throws: `cannotWrite`.
  init(_ output: Settings.Output) throws(CommandError) {
    format = output.format
    path = output.path
    target = OutputFile.realPath(path) ?? path
    status = try? FileStatus(path: target)
    if let slash = target.lastIndex(of: "/") {
      directory = slash == target.startIndex ? "/" : String(target[..<slash])
    } else {
      directory = "."
    }
    if status?.kind == .directory {
      throw .cannotWrite(path: path, reason: "it is a directory")
    }
    let place = isReplaced ? directory : target
    guard access(place, isReplaced ? W_OK | X_OK : W_OK) == 0 else {
      throw .cannotWrite(path: path, reason: "\(visible(place)): \(SystemError.text(errno))")
    }
  }

  /// The file that is there now, if it is one that directories may hold as a log.
  var identity: FileIdentity? { status?.kind == .regular ? status?.identity : nil }

  /// One name for all spellings of the same file.
  var canonicalPath: String {
    let name = target.split(separator: "/").last.map { String($0) } ?? target
    return DirectoryListing.path(OutputFile.realPath(directory) ?? directory, name)
  }

  /// - Throws: `cannotWrite`; the file is then as it was.
  func write(_ text: String) throws(CommandError) {
    let code = isReplaced ? replace(with: text) : writeInPlace(text)
    if let code { throw .cannotWrite(path: path, reason: SystemError.text(code)) }
  }

  /// False for pipes and devices, which nothing can be renamed to, and for names of open files such
  /// as /dev/stderr: the file behind one belongs to whoever opened it.
  private var isReplaced: Bool {
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return false }
    return status.map { $0.kind == .regular } ?? true
  }

  private func replace(with text: String) -> Int32? {
    var temporary = ""
    var descriptor: Int32 = -1
    for attempt in 0..<100 {
      temporary = DirectoryListing.path(directory, ".fivewhys-\(getpid())-\(attempt).tmp")
      TemporaryFiles.insert(temporary)
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { break }
      TemporaryFiles.remove(temporary)
      guard errno == EEXIST else { return errno }
    }
    guard descriptor >= 0 else { return EEXIST }
    defer { TemporaryFiles.remove(temporary) }
    if let status { fchmod(descriptor, mode_t(status.mode)) }
    var failure = Descriptor.writeAll(text, to: descriptor)
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == nil { failure = errno }
    if failure == nil, rename(temporary, target) != 0 { failure = errno }
    if failure != nil { unlink(temporary) }
    return failure
  }

  private func writeInPlace(_ text: String) -> Int32? {
    let descriptor = open(target, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    let failure = Descriptor.writeAll(text, to: descriptor)
    return close(descriptor) != 0 && failure == nil ? errno : failure
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(validatingCString: real)
  }
}
