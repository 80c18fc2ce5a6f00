private import Glibc

/// An open file, closed when it goes; standard input stays open.
struct FileDescriptor: ~Copyable {
  /// Why something failed, in the system's words.
  struct Failure: Error {
    var reason: String
  }

  private let number: Int32
  private let isOwned: Bool
  /// True where reading may wait for a writer: pipes, terminals.
  private let mayWait: Bool

  init(_ input: InputObject) throws(Failure) {
    switch input.kind {
    case .standardInput:
      number = 0
      isOwned = false
    case .file(let path):
      var opened: Int32
      repeat { opened = open(path, O_RDONLY | O_CLOEXEC) } while opened < 0 && errno == EINTR
      guard opened >= 0 else {
        throw Failure(reason: "cannot be opened: \(String(cString: strerror(errno)))")
      }
      number = opened
      isOwned = true
    case .memory(_, let bytes):
      number = try FileDescriptor.anonymousFile(holding: bytes)
      isOwned = true
    }
    var status = stat()
    mayWait = fstat(number, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
  }

  deinit { if isOwned { close(number) } }

  /// A file without a name, at its beginning.
  private static func anonymousFile(holding bytes: [UInt8]) throws(Failure) -> Int32 {
    guard let stream = tmpfile() else {
      throw Failure(reason: "cannot be set aside: \(String(cString: strerror(errno)))")
    }
    let number = dup(fileno(stream))
    fclose(stream)
    guard number >= 0 else {
      throw Failure(reason: "cannot be set aside: \(String(cString: strerror(errno)))")
    }
    var written = 0
    while written < bytes.count {
      let length = bytes[written...].withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
      if length < 0 && errno == EINTR { continue }
      guard length > 0 else {
        let reason = "cannot be set aside: \(String(cString: strerror(errno)))"
        close(number)
        throw Failure(reason: reason)
      }
      written += length
    }
    lseek(number, 0, SEEK_SET)
    return number
  }

  /// Reads at most `count` bytes; 0 at the end, or once `isAbandoned` says that nobody waits.
  func read(
    into buffer: UnsafeMutablePointer<UInt8>, _ count: Int, isAbandoned: () -> Bool
  ) throws(Failure) -> Int {
    while true {
      if mayWait {
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        let ready = poll(&request, 1, 200)
        if ready == 0 || (ready < 0 && errno == EINTR) {
          if isAbandoned() { return 0 }
          continue
        }
      }
      let length = Glibc.read(number, buffer, count)
      if length >= 0 { return length }
      guard errno == EINTR || errno == EAGAIN else {
        throw Failure(reason: "cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }
}
