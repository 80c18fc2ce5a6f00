import PatternTesting

private import Glibc

/// The directory that drafts go to, a file each.
struct DraftFiles {
  /// As the user wrote it.
  let path: String

  /// - Throws: `cannotWrite` for what can be no directory.
  init(_ path: String) throws(CommandError) {
    self.path = path
    if let status = try? FileStatus(path: path), status.kind != .directory {
      throw .cannotWrite(path: path, reason: "it is no directory")
    }
  }

  /// Whether there are patterns in it.
  var holdsPatterns: Bool {
    let names = (try? DirectoryListing(path))?.names ?? []
    return names.contains { name in
      !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
    }
  }

  /// Writes a file, unless there is one.
  ///
  /// - Returns: the path; nil where there is a file of that name.
  /// - Throws: `cannotWrite`.
  func write(_ draft: LearnedSignature) throws(CommandError) -> String? {
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      throw .cannotWrite(path: path, reason: SystemError.text(errno))
    }
    let file = DirectoryListing.path(path, draft.id + ".yaml")
    let temporary = DirectoryListing.path(path, ".fivewhys-\(getpid()).tmp")
    TemporaryFiles.insert(temporary)
    defer {
      unlink(temporary)
      TemporaryFiles.remove(temporary)
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: file, reason: SystemError.text(errno))
    }
    var failure = Descriptor.writeAll(draft.yaml, to: descriptor)
    if close(descriptor) != 0, failure == nil { failure = errno }
    // Whole or not at all, and never in the place of another.
    if failure == nil, link(temporary, file) != 0 {
      if errno == EEXIST { return nil }
      failure = errno
    }
    if let failure { throw .cannotWrite(path: file, reason: SystemError.text(failure)) }
    return file
  }
}
