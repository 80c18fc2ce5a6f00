import BinaryArchive
import LogModel

extension IncidentRecord {
  private static let format = 1

  var archive: [UInt8] {
    var writer = ArchiveWriter()
    writer.write(IncidentRecord.format)
    writer.write(state.rawValue)
    writer.write(priority.rawValue)
    writer.write(environment)
    for moment in [firstSeen, lastSeen, openSince, toldAt] { writer.write(Int(moment.nanoseconds)) }
    writer.write(optional: recoveredAt) { $0.write(Int($1.nanoseconds)) }
    writer.write(occurrences)
    writer.write(carried)
    writer.write(revisions)
    writer.write(list: regressedAt) { $0.write(Int($1.nanoseconds)) }
    writer.write(occurrencesBefore)
    return writer.bytes
  }

  /// Nil for bytes that are none.
  init?(id: String, archive: [UInt8]) {
    let read = archive.withUnsafeBytes { buffer -> IncidentRecord? in
      guard var reader = try? ArchiveReader(buffer) else { return nil }
      return try? IncidentRecord(id: id, from: &reader)
    }
    guard let read else { return nil }
    self = read
  }

  private init(id: String, from reader: inout ArchiveReader) throws(ArchiveDamage) {
    guard try reader.int() == IncidentRecord.format,
      let state = Incident.State(rawValue: try reader.text()),
      let priority = Priority(rawValue: try reader.text())
    else { throw ArchiveDamage() }
    self.id = id
    self.state = state
    self.priority = priority
    environment = try reader.text()
    firstSeen = Timestamp(nanoseconds: Int64(try reader.int()))
    lastSeen = Timestamp(nanoseconds: Int64(try reader.int()))
    openSince = Timestamp(nanoseconds: Int64(try reader.int()))
    toldAt = Timestamp(nanoseconds: Int64(try reader.int()))
    recoveredAt = try reader.optional { reader throws(ArchiveDamage) in
      Timestamp(nanoseconds: Int64(try reader.int()))
    }
    occurrences = try reader.int()
    carried = try reader.int()
    revisions = try reader.texts()
    regressedAt = try reader.list { reader throws(ArchiveDamage) in
      Timestamp(nanoseconds: Int64(try reader.int()))
    }
    occurrencesBefore = try reader.int()
  }
}
