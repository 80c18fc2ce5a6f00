public import LogModel

private import BinaryArchive
private import Glibc

/// The memory of runs: one SQLite database in a ``StateDirectory``.
///
/// A run reads what it needs, and gives back everything that changed in one transaction: killed at any
/// moment, it has changed all of it or nothing.
public final class StateStore {
  public let path: String
  private let database: Database

  /// An input as it was when it was last read.
  public struct Object: Sendable {
    public var number: Int64
    public var name: String
    /// Whatever recognises it.
    public var identity: [UInt8]
    /// Where reading goes on; nil where it is read as a whole when it changes.
    public var resume: [UInt8]?
  }

  /// What a run kept of an object, or of the part of it that was new.
  public struct Chunk: Sendable {
    public var number: Int64
    public var object: Int64?
    /// The latest entry; nil where none is dated.
    public var last: Timestamp?
    /// Names the patterns that its facts are of.
    public var library: String
  }

  /// Opens the database, after making sure that it is sound, and brings it to this version's shape.
  ///
  /// One that is damaged is moved aside, and the copy that the last run left takes its place for the next.
  public init(in directory: StateDirectory) throws(HistoryError) {
    path = directory.path + "/state.db"
    umask(0o077)
    let path = path
    do throws(Database.Failure) {
      database = try Database(path: path)
      try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      var isSound = false
      try database.run("PRAGMA quick_check(1)") { isSound = $0.text(0) == "ok" }
      guard isSound else { throw .damaged }
    } catch {
      if case .damaged = error { throw StateStore.setAside(path) }
      throw StateStore.told(error, path)
    }
    try migrate()
  }

  private func migrate() throws(HistoryError) {
    do throws(Database.Failure) {
      var version = 0
      try database.run("PRAGMA user_version") { version = Int($0.integer(0)) }
      guard version <= Migrations.version else { throw .other("version \(version)") }
      for (index, text) in Migrations.all.enumerated() where index >= version {
        try database.transaction { () throws(Database.Failure) in
          try database.execute(text)
          try database.execute("PRAGMA user_version = \(index + 1)")
        }
      }
    } catch {
      if case .other(let words) = error, words.hasPrefix("version "),
        let version = Int(words.dropFirst(8))
      {
        throw .fromTheFuture(path: path, version: version, known: Migrations.version)
      }
      throw StateStore.told(error, path)
    }
  }

  private static func told(_ failure: Database.Failure, _ path: String) -> HistoryError {
    switch failure {
    case .full: .full(path: path)
    case .readOnly: .inaccessible(path: path, reason: "it cannot be written")
    case .damaged: .failed(path: path, reason: "it is damaged")
    case .busy: .failed(path: path, reason: "another program uses it")
    case .other(let words): .failed(path: path, reason: words)
    }
  }

  /// Moves a damaged database out of the way; the copy, if it is sound, takes its place.
  private static func setAside(_ path: String) -> HistoryError {
    var number = 1
    while access("\(path).damaged-\(number)", F_OK) == 0 { number += 1 }
    let aside = "\(path).damaged-\(number)"
    _ = rename(path, aside)
    for suffix in ["-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
      _ = rename(path + suffix, aside + suffix)
    }
    return .damaged(path: path, movedTo: aside, copy: restoreCopy(to: path))
  }

  private static func restoreCopy(to path: String) -> Bool {
    let copy = path + ".copy"
    guard access(copy, F_OK) == 0, let database = try? Database(path: copy, isReadOnly: true) else {
      return false
    }
    var isSound = false
    try? database.run("PRAGMA quick_check(1)") { isSound = $0.text(0) == "ok" }
    guard isSound else { return false }
    return (try? database.run("VACUUM INTO ?", [.text(path)])) != nil
  }

  private func attempt<Value>(
    _ body: () throws(Database.Failure) -> Value
  ) throws(HistoryError) -> Value {
    do throws(Database.Failure) { return try body() } catch {
      throw StateStore.told(error, path)
    }
  }

  // MARK: Reading

  public func objects() throws(HistoryError) -> [Object] {
    try attempt { () throws(Database.Failure) in
      var objects: [Object] = []
      try database.run("SELECT id, name, identity, resume FROM object ORDER BY id") { row in
        objects.append(
          Object(
            number: row.integer(0), name: row.text(1), identity: row.blob(2),
            resume: row.isNull(3) ? nil : row.blob(3)))
      }
      return objects
    }
  }

  public func chunks() throws(HistoryError) -> [Chunk] {
    try attempt { () throws(Database.Failure) in
      var chunks: [Chunk] = []
      try database.run("SELECT id, object, last, library FROM chunk ORDER BY id") { row in
        chunks.append(
          Chunk(
            number: row.integer(0), object: row.maybeInteger(1),
            last: row.maybeInteger(2).map { Timestamp(nanoseconds: $0) }, library: row.text(3)))
      }
      return chunks
    }
  }

  /// The facts and counters of a chunk.
  public func content(of chunk: Int64) throws(HistoryError) -> ScanResult {
    var packed: [UInt8] = []
    try attempt { () throws(Database.Failure) in
      try database.run("SELECT content FROM chunk WHERE id = ?", [.integer(chunk)]) {
        packed = $0.blob(0)
      }
    }
    let result = CompressedContent.unpacked(packed).flatMap { bytes in
      bytes.withUnsafeBytes { buffer -> ScanResult? in
        guard var reader = try? ArchiveReader(buffer) else { return nil }
        var result = ScanResult()
        guard let facts = try? reader.facts(), let counters = try? reader.counters() else {
          return nil
        }
        result.facts = facts
        result.counters = counters
        return result
      }
    }
    guard let result else {
      throw .failed(path: path, reason: "what it kept of an input cannot be read")
    }
    return result
  }

  public func records() throws(HistoryError) -> [String: IncidentRecord] {
    var records: [String: IncidentRecord] = [:]
    var isSound = true
    try attempt { () throws(Database.Failure) in
      try database.run("SELECT id, record FROM incident") { row in
        let id = row.text(0)
        guard let record = IncidentRecord(id: id, archive: row.blob(1)) else {
          isSound = false
          return
        }
        records[id] = record
      }
    }
    guard isSound else { throw .failed(path: path, reason: "an incident in it cannot be read") }
    return records
  }

  /// The last run: its clock, and the latest entry that was ever seen.
  public func lastRun() throws(HistoryError) -> (now: Timestamp, watermark: Timestamp?)? {
    var last: (Timestamp, Timestamp?)?
    try attempt { () throws(Database.Failure) in
      try database.run("SELECT now, watermark FROM run ORDER BY id DESC LIMIT 1") { row in
        last = (
          Timestamp(nanoseconds: row.integer(0)),
          row.maybeInteger(1).map { Timestamp(nanoseconds: $0) }
        )
      }
    }
    return last
  }

  // MARK: Writing

  /// What a run leaves behind.
  public struct Commit: Sendable {
    /// An object that was read, with what is new of it.
    public struct Reading: Sendable {
      /// Nil for one that was never seen.
      public var object: Int64?
      public var name: String
      /// Nil for a pipe, which nobody recognises.
      public var identity: [UInt8]?
      public var resume: [UInt8]?
      /// Whether what was kept of it before is no longer true of it.
      public var replaces: Bool
      /// Nil where nothing is new.
      public var found: ScanResult?

      public init(
        object: Int64?, name: String, identity: [UInt8]?, resume: [UInt8]?, replaces: Bool,
        found: ScanResult?
      ) {
        self.object = object
        self.name = name
        self.identity = identity
        self.resume = resume
        self.replaces = replaces
        self.found = found
      }
    }

    public var now: Timestamp
    public var watermark: Timestamp?
    public var library: String
    public var readings: [Reading] = []
    /// Chunks beyond the retention.
    public var dropped: [Int64] = []
    public var records: [IncidentRecord] = []
    /// By incident, whatever shows it again.
    public var documents: [String: [UInt8]] = [:]
    public var changes: [IncidentChange] = []
    public var episodes: [Lifecycle.Episode] = []
    public var entries = 0
    public var problems = 0
    /// What is to be delivered; nil where nothing changed.
    public var message: [UInt8]?

    public init(now: Timestamp, watermark: Timestamp?, library: String) {
      self.now = now
      self.watermark = watermark
      self.library = library
    }
  }

  /// Takes in everything, or nothing.
  public func commit(_ commit: Commit) throws(HistoryError) {
    try attempt { () throws(Database.Failure) in
      try database.transaction { () throws(Database.Failure) in
        try database.run(
          "INSERT INTO run (now, watermark, files, entries, problems) VALUES (?, ?, ?, ?, ?)",
          [
            .integer(commit.now.nanoseconds), .maybe(commit.watermark?.nanoseconds),
            .integer(commit.readings.count), .integer(commit.entries), .integer(commit.problems),
          ])
        let run = database.lastRow
        for reading in commit.readings { try write(reading, commit) }
        for chunk in commit.dropped {
          try database.run("DELETE FROM chunk WHERE id = ?", [.integer(chunk)])
        }
        try write(commit.records, commit)
        for episode in commit.episodes { try write(episode) }
        if let message = commit.message {
          try database.run(
            "INSERT INTO outbox (run, body) VALUES (?, ?)",
            [.integer(run), .blob(CompressedContent.packed(message))])
        }
        // What is beyond this many runs, nobody asks for.
        try database.run("DELETE FROM outbox WHERE run < ? - 1000", [.integer(run)])
        try database.run("DELETE FROM run WHERE id < ? - 1000", [.integer(run)])
      }
    }
  }

  private func write(
    _ reading: Commit.Reading, _ commit: Commit
  ) throws(Database.Failure) {
    var object = reading.object
    if let identity = reading.identity {
      let values: [Database.Value] = [
        .text(reading.name), .blob(identity), reading.resume.map { .blob($0) } ?? .null,
        .integer(commit.now.nanoseconds),
      ]
      if let object {
        try database.run(
          "UPDATE object SET name = ?, identity = ?, resume = ?, seen = ? WHERE id = ?",
          values + [.integer(object)])
      } else {
        try database.run(
          "INSERT INTO object (name, identity, resume, seen) VALUES (?, ?, ?, ?)", values)
        object = database.lastRow
      }
    }
    if reading.replaces, let object {
      try database.run("DELETE FROM chunk WHERE object = ?", [.integer(object)])
    }
    guard let found = reading.found else { return }
    var writer = ArchiveWriter()
    writer.write(found.facts)
    writer.write(found.counters)
    try database.run(
      "INSERT INTO chunk (object, last, library, content) VALUES (?, ?, ?, ?)",
      [
        .maybe(object), .maybe(found.counters.to?.nanoseconds), .text(commit.library),
        .blob(CompressedContent.packed(writer.bytes)),
      ])
  }

  private func write(
    _ records: [IncidentRecord], _ commit: Commit
  ) throws(Database.Failure) {
    for record in records {
      let document = commit.documents[record.id]
      try database.run(
        """
        INSERT INTO incident (id, state, record, document) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (id) DO UPDATE SET state = ?2, record = ?3,
          document = CASE WHEN length(?4) > 0 THEN ?4 ELSE document END
        """,
        [
          .text(record.id), .text(record.state.rawValue), .blob(record.archive),
          .blob(document.map { CompressedContent.packed($0) } ?? []),
        ])
    }
    for change in commit.changes where change.kind != .reminder {
      let state = commit.records.first { $0.id == change.incident }?.state.rawValue ?? ""
      try database.run(
        "INSERT INTO transition (incident, now, state, reason) VALUES (?, ?, ?, ?)",
        [
          .text(change.incident), .integer(commit.now.nanoseconds), .text(state),
          .text(change.kind.rawValue),
        ])
    }
  }

  private func write(_ episode: Lifecycle.Episode) throws(Database.Failure) {
    try database.run(
      """
      INSERT INTO episode (incident, began, ended, recovered, occurrences, revisions)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .text(episode.incident), .integer(episode.began.nanoseconds),
        .integer(episode.ended.nanoseconds), .maybe(episode.recoveredAt?.nanoseconds),
        .integer(episode.occurrences), .text(episode.revisions.joined(separator: "\n")),
      ])
  }

  /// Leaves a consistent copy beside the database, from which a run goes on after damage.
  public func leaveCopy() throws(HistoryError) {
    let copy = path + ".copy"
    let fresh = copy + ".new"
    unlink(fresh)
    try attempt { () throws(Database.Failure) in
      try database.run("VACUUM INTO ?", [.text(fresh)])
    }
    guard rename(fresh, copy) == 0 else {
      throw .inaccessible(path: copy, reason: String(cString: strerror(errno)).lowercasedFirst)
    }
  }
}
