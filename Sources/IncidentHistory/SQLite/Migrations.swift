/// The shape of the database, as a list to which later versions only append.
///
/// Times are nanoseconds since 1970.
enum Migrations {
  static var version: Int { all.count }

  static let all: [String] = [
    // 1: the first shape.
    """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      now INTEGER NOT NULL,
      watermark INTEGER,
      files INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      problems INTEGER NOT NULL
    );
    -- What was read, by what it is, whatever it is called now.
    CREATE TABLE object (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      identity BLOB NOT NULL,
      resume BLOB,
      seen INTEGER NOT NULL
    );
    CREATE INDEX object_name ON object (name);
    -- What a run kept of an object, or of the part of it that was new.
    CREATE TABLE chunk (
      id INTEGER PRIMARY KEY,
      object INTEGER REFERENCES object (id) ON DELETE SET NULL,
      last INTEGER,
      library TEXT NOT NULL,
      content BLOB NOT NULL
    );
    CREATE INDEX chunk_object ON chunk (object);
    CREATE TABLE incident (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      record BLOB NOT NULL,
      document BLOB NOT NULL
    );
    CREATE TABLE transition (
      id INTEGER PRIMARY KEY,
      incident TEXT NOT NULL,
      now INTEGER NOT NULL,
      state TEXT NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE INDEX transition_incident ON transition (incident);
    -- A stretch of time in which an incident was open, and what of it is beyond the facts that are kept.
    CREATE TABLE episode (
      id INTEGER PRIMARY KEY,
      incident TEXT NOT NULL,
      began INTEGER NOT NULL,
      ended INTEGER,
      recovered INTEGER,
      occurrences INTEGER NOT NULL,
      revisions TEXT NOT NULL
    );
    CREATE INDEX episode_incident ON episode (incident);
    -- What is to be delivered, and what was.
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (id),
      body BLOB NOT NULL,
      delivered INTEGER
    );
    """
  ]
}
