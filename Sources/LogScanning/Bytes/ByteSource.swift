private import Glibc

/// Where bytes come from: an open file, closed when it goes, standard input, which stays open, or
/// memory.
struct ByteSource: ~Copyable {
  /// Why something failed, in the system's words.
  struct Failure: Error {
    var reason: String
  }

  private enum Origin {
    case descriptor(Int32, isOwned: Bool)
    case memory([UInt8])
  }

  private let origin: Origin
  /// Where the next read begins: in memory, or in a regular file.
  private var position = 0
  /// Where in a regular file the input begins: standard input may be open at any place of it.
  private let base: Int
  /// No more is read beyond, in bytes from where the input begins.
  private let end: Int
  /// False where reading takes the bytes away and may wait for a writer: pipes, terminals.
  let canGoBack: Bool

  init(_ input: InputObject) throws(Failure) {
    let number: Int32
    end = input.storedEnd ?? .max
    switch input.kind {
    case .memory(_, let bytes):
      origin = .memory(bytes)
      base = 0
      canGoBack = true
      return
    case .standardInput:
      number = 0
      origin = .descriptor(0, isOwned: false)
    case .file(let path):
      var opened: Int32
      repeat { opened = open(path, O_RDONLY | O_CLOEXEC) } while opened < 0 && errno == EINTR
      guard opened >= 0 else {
        throw Failure(reason: "cannot be opened: \(String(cString: strerror(errno)))")
      }
      number = opened
      origin = .descriptor(opened, isOwned: true)
    }
    var status = stat()
    let isRegular = fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    let offset = isRegular ? lseek(number, 0, SEEK_CUR) : -1
    canGoBack = offset >= 0
    base = max(0, offset)
  }

  deinit { if case .descriptor(let number, isOwned: true) = origin { close(number) } }

  /// Reads at most `count` bytes; 0 at the end, or once `isAbandoned` says that nobody waits.
  mutating func read(
    into buffer: UnsafeMutablePointer<UInt8>, _ count: Int, isAbandoned: () -> Bool
  ) throws(Failure) -> Int {
    let count = min(count, max(0, end - position))
    let number: Int32
    switch origin {
    case .memory(let bytes):
      let length = max(0, min(count, bytes.count - position))
      bytes.withUnsafeBufferPointer { bytes in
        if let start = bytes.baseAddress, length > 0 { memcpy(buffer, start + position, length) }
      }
      position += length
      return length
    case .descriptor(let descriptor, _): number = descriptor
    }
    while true {
      if !canGoBack {
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        let ready = poll(&request, 1, 200)
        if ready == 0 || (ready < 0 && errno == EINTR) {
          if isAbandoned() { return 0 }
          continue
        }
      }
      let length =
        canGoBack
        ? pread(number, buffer, count, base + position) : Glibc.read(number, buffer, count)
      if length >= 0 {
        position += length
        return length
      }
      guard errno == EINTR || errno == EAGAIN else {
        throw Failure(reason: "cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Makes the next read begin at an offset in the input; where ``canGoBack``.
  mutating func goBack(to offset: Int) { position = offset }
}
