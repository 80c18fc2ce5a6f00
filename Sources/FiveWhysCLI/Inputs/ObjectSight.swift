import LogScanning

private import Glibc

/// What there is to see of an object without reading it: where it lies, how long it is, how it begins.
struct ObjectSight: Sendable {
  /// Bytes that are looked at; enough for the times of several entries.
  static let beginning = 4 << 10
  /// Bytes of a gzip file that are inflated for the beginning of its text.
  private static let gzipBeginning = 16 << 10

  var path: String
  var place: ObjectIdentity.Place
  var size: Int
  /// The first bytes.
  var bytes: [UInt8]
  /// Of a gzip file, the first bytes of its text.
  var text: [UInt8]?
  /// Of a gzip file, how long the text of its last member is, modulo 2³².
  var lastTextLength: UInt32?

  /// Looks at a regular file.
  ///
  /// - Throws: the error number; `EINVAL` for what is no regular file.
  init(path: String) throws(SystemFailure) {
    // A pipe would wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemFailure(code: errno) }
    defer { close(descriptor) }
    let status = try FileStatus(descriptor: descriptor)
    guard status.kind == .regular else { throw SystemFailure(code: EINVAL) }
    self.path = path
    place = .file(status.identity)
    size = status.size
    bytes = try ObjectSight.read(descriptor, at: 0, ObjectSight.beginning)
    guard bytes.starts(with: [0x1F, 0x8B]) else { return }
    let more = try ObjectSight.read(descriptor, at: 0, ObjectSight.gzipBeginning)
    text = GzipBeginning.text(of: more, limit: ObjectSight.beginning)
    lastTextLength = GzipBeginning.textLength(
      end: try ObjectSight.read(descriptor, at: max(0, size - 4), 4))
  }

  /// An object of a bucket, of which nothing is looked at.
  init(cloud name: String, generation: Int64, size: Int) {
    path = name
    place = .cloud(name: name, generation: generation)
    self.size = size
    bytes = []
  }

  var identity: ObjectIdentity {
    ObjectIdentity(place: place, size: size, beginning: ObjectIdentity.Beginning(bytes))
  }

  private static func read(
    _ descriptor: Int32, at offset: Int, _ count: Int
  ) throws(SystemFailure) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      while filled < count {
        let got = pread(
          descriptor, room.baseAddress?.advanced(by: filled), count - filled, offset + filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { code = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    guard code == 0 else { throw SystemFailure(code: code) }
    return bytes
  }
}
