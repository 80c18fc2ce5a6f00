import BinaryArchive
import Patterns

/// What an object is known by from one run to the next, whatever it is called by then.
struct ObjectIdentity: Hashable, Sendable {
  enum Place: Hashable, Sendable {
    case file(FileIdentity)
    /// An object of a bucket, which never changes: what replaces it has another generation.
    case cloud(name: String, generation: Int64)
  }

  /// The first bytes of an object, or of its text.
  struct Beginning: Hashable, Sendable {
    /// Bytes, at most ``ObjectSight/beginning``.
    var length: Int
    var fingerprint: Fingerprint

    init(_ bytes: some Collection<UInt8>) {
      length = bytes.count
      fingerprint = Fingerprint()
      fingerprint.combine(Array(bytes))
    }

    /// Whether the object that begins with the bytes may be the one of which this is the beginning.
    func isBeginning(of bytes: [UInt8]) -> Bool {
      bytes.count >= length && Beginning(bytes.prefix(length)) == self
    }
  }

  var place: Place
  /// Bytes, as it is stored.
  var size: Int
  /// Of what was there when it was last seen.
  var beginning: Beginning
}

extension ObjectIdentity {
  /// Raised with every change.
  private static let format = 1

  /// To be kept from one run to the next.
  var bytes: [UInt8] {
    var writer = ArchiveWriter()
    writer.write(ObjectIdentity.format)
    switch place {
    case .file(let file):
      writer.write(true)
      writer.write(Int(bitPattern: UInt(file.device)))
      writer.write(Int(bitPattern: UInt(file.inode)))
    case .cloud(let name, let generation):
      writer.write(false)
      writer.write(name)
      writer.write(Int(generation))
    }
    writer.write(size)
    writer.write(beginning.length)
    writer.write(Int(bitPattern: UInt(beginning.fingerprint.high)))
    writer.write(Int(bitPattern: UInt(beginning.fingerprint.low)))
    return writer.bytes
  }

  /// Nil where the bytes are not what this version writes.
  init?(bytes: [UInt8]) {
    let identity = bytes.withUnsafeBytes { bytes in try? ObjectIdentity.read(bytes) }
    guard let identity else { return nil }
    self = identity
  }

  private static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(ArchiveDamage) -> ObjectIdentity {
    var reader = try ArchiveReader(bytes)
    guard try reader.int() == format else { throw ArchiveDamage() }
    let place: Place
    if try reader.bool() {
      let device = UInt64(UInt(bitPattern: try reader.int()))
      let inode = UInt64(UInt(bitPattern: try reader.int()))
      place = .file(FileIdentity(device: device, inode: inode))
    } else {
      place = .cloud(name: try reader.text(), generation: Int64(try reader.int()))
    }
    let size = try reader.int()
    var beginning = Beginning([UInt8]())
    beginning.length = try reader.int()
    beginning.fingerprint = Fingerprint(
      high: UInt64(UInt(bitPattern: try reader.int())),
      low: UInt64(UInt(bitPattern: try reader.int())))
    guard reader.isAtEnd, size >= 0, 0...ObjectSight.beginning ~= beginning.length else {
      throw ArchiveDamage()
    }
    return ObjectIdentity(place: place, size: size, beginning: beginning)
  }
}
