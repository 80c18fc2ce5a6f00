import BinaryArchive

/// A start as bytes, to be kept from one run to the next.
extension ReadingStart {
  /// Raised with every change, also of what is carried.
  private static let format = 1

  public var bytes: [UInt8] {
    var writer = ArchiveWriter()
    writer.write(ReadingStart.format)
    writer.write(storedOffset)
    writer.write(textOffset)
    writer.write(entriesBefore)
    writer.write(isGzip)
    writer.write(list: carried) { $0.write(Int($1)) }
    return writer.bytes
  }

  /// Nil where the bytes are not what this version writes: then the object must be read anew.
  public init?(bytes: [UInt8]) {
    let start = bytes.withUnsafeBytes { bytes in try? ReadingStart.read(bytes) }
    guard let start else { return nil }
    self = start
  }

  private static func read(_ bytes: UnsafeRawBufferPointer) throws(ArchiveDamage) -> ReadingStart {
    var reader = try ArchiveReader(bytes)
    guard try reader.int() == format else { throw ArchiveDamage() }
    let start = ReadingStart(
      storedOffset: try reader.place(), textOffset: try reader.place(),
      entriesBefore: try reader.place(), isGzip: try reader.bool(),
      carried: try reader.list { reader throws(ArchiveDamage) in
        guard let byte = UInt8(exactly: try reader.int()) else { throw ArchiveDamage() }
        return byte
      })
    guard reader.isAtEnd, start.entriesBefore < mostEntries,
      start.isGzip || start.storedOffset == start.textOffset,
      start.isBeginning || ReadingPast(bytes: start.carried) != nil
    else { throw ArchiveDamage() }
    return start
  }
}

extension ReadingPast {
  var bytes: [UInt8] {
    var writer = ArchiveWriter()
    writer.write(self)
    return writer.bytes
  }

  /// Nil where the bytes are not those of a past.
  init?(bytes: [UInt8]) {
    let past = bytes.withUnsafeBytes { bytes in try? ReadingPast.read(bytes) }
    guard let past else { return nil }
    self.init()
    self = past
  }

  private static func read(_ bytes: UnsafeRawBufferPointer) throws(ArchiveDamage) -> ReadingPast {
    var reader = try ArchiveReader(bytes)
    let past = try reader.past()
    guard reader.isAtEnd else { throw ArchiveDamage() }
    return past
  }
}
