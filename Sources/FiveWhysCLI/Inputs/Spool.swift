import LogScanning

private import Glibc

/// Files without a name in which streams are kept that could be read once only.
struct Spool {
  private static let chunk = 1 << 20

  /// Copies what is no regular file, and puts the copies in its place. Standard input stays standard
  /// input: it is another file from then on.
  ///
  /// - Parameter directory: where there is room for them.
  /// - Returns: the objects, and the names that those had which are called otherwise now.
  /// - Throws: `cannotSpool`.
  static func keeping(
    _ objects: [InputObject], in directory: String
  ) throws(CommandError) -> (objects: [InputObject], names: [String: String]) {
    var kept: [InputObject] = []
    var names: [String: String] = [:]
    for object in objects {
      switch object.kind {
      case .memory: kept.append(object)
      case .standardInput:
        if (try? FileStatus(descriptor: STDIN_FILENO))?.kind == .stream {
          let copy = try copy(of: STDIN_FILENO, object.name, in: directory)
          dup2(copy, STDIN_FILENO)
          close(copy)
        }
        kept.append(object)
      case .file(let path):
        guard (try? FileStatus(path: path))?.kind == .stream else {
          kept.append(object)
          continue
        }
        let stream = open(path, O_RDONLY | O_CLOEXEC)
        guard stream >= 0 else {
          // Reading it will say so.
          kept.append(object)
          continue
        }
        defer { close(stream) }
        let name = "/proc/self/fd/\(try copy(of: stream, path, in: directory))"
        names[name] = path
        kept.append(InputObject(kind: .file(path: name)))
      }
    }
    return (kept, names)
  }

  /// The descriptor of a file that holds all of a stream, at its beginning.
  private static func copy(
    of stream: Int32, _ name: String, in directory: String
  ) throws(CommandError) -> Int32 {
    var template = Array((directory + "/fivewhys-XXXXXX").utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else {
      throw .cannotSpool(name, directory: directory, reason: SystemError.text(errno))
    }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(template)
    var buffer = [UInt8](repeating: 0, count: chunk)
    while true {
      let count = read(stream, &buffer, chunk)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        var wait = pollfd(fd: stream, events: Int16(POLLIN), revents: 0)
        poll(&wait, 1, -1)
        continue
      }
      // What came before the stream broke is read all the same.
      guard count > 0 else { break }
      if let code = Descriptor.writeAll(Array(buffer[..<count]), to: file) {
        close(file)
        throw .cannotSpool(name, directory: directory, reason: SystemError.text(code))
      }
    }
    lseek(file, 0, SEEK_SET)
    return file
  }
}
