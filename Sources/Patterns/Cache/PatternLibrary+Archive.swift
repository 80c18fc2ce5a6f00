import BinaryArchive
import LogModel

extension PatternLibrary {
  /// Raised with every change of what an archive holds or how.
  static let archiveFormat: UInt64 = 5

  /// The library in a compact form that is quick to read, without the examples of its signatures.
  var archive: [UInt8] {
    var writer = ArchiveWriter()
    writer.write(list: signatures) { $0.write($1) }
    writer.write(list: profiles) { $0.write($1) }
    writer.write(impact)
    writer.write(frames.library.map(\.pattern))
    writer.write(frames.application.map(\.pattern))
    writer.write(list: warnings) {
      $0.write($1.location)
      $0.write($1.message)
    }
    return writer.bytes
  }

  /// Reads an ``archive``; nil for bytes that are none.
  init?(archive: UnsafeRawBufferPointer) {
    var predicates: [TextPredicate] = []
    do throws(ArchiveDamage) {
      var reader = try ArchiveReader(archive)
      let signatures = try reader.list { reader throws(ArchiveDamage) in
        try reader.signature(listing: &predicates)
      }
      let profiles = try reader.list { reader throws(ArchiveDamage) in
        try reader.profile(listing: &predicates)
      }
      let impact = try reader.impact()
      let frames = FrameConventions(
        library: try reader.texts().map { Glob($0) },
        application: try reader.texts().map { Glob($0) })
      let warnings = try reader.list { reader throws(ArchiveDamage) in
        PatternError(location: try reader.location(), message: try reader.text())
      }
      guard reader.isAtEnd else { return nil }
      self.init(
        ordered: signatures, profiles: profiles, impact: impact, frames: frames,
        messagePredicates: predicates, warnings: warnings)
    } catch {
      return nil
    }
  }

  /// Names the library of these files: their names, contents and order, and all else that has a say
  /// in what becomes of them but the program itself.
  static func cacheKey(of files: [PatternFile]) -> PatternCacheKey {
    var fingerprint = Fingerprint()
    fingerprint.combine(archiveFormat)
    fingerprint.combine(CompiledRegex.libraryVersion)
    fingerprint.combine(UInt64(files.count))
    for file in files {
      fingerprint.combine(file.name)
      fingerprint.combine(file.directory ?? "")
      fingerprint.combine(file.contents)
    }
    return PatternCacheKey(kind: .library, fingerprint: fingerprint)
  }
}
