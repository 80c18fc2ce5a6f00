private import CSQLite

/// A connection to one SQLite file, used by one thread.
///
/// Statements are compiled once for each text. Errors carry what SQLite says, never what was bound.
final class Database {
  let path: String
  private var connection: OpaquePointer?
  private var statements: [String: OpaquePointer] = [:]

  /// What went wrong, by SQLite's primary code.
  enum Failure: Error {
    case full, readOnly, damaged, busy
    case other(String)
  }

  /// Opens a file, which is made where there is none.
  ///
  /// - Parameter isReadOnly: whether it must be there and stays as it is.
  init(path: String, isReadOnly: Bool = false) throws(Failure) {
    self.path = path
    let flags =
      SQLITE_OPEN_NOMUTEX
      | (isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    let code = sqlite3_open_v2(path, &connection, flags, nil)
    guard code == SQLITE_OK else {
      let failure = failure(code)
      sqlite3_close_v2(connection)
      connection = nil
      throw failure
    }
    sqlite3_extended_result_codes(connection, 1)
    sqlite3_busy_timeout(connection, 5000)
  }

  deinit { close() }

  /// Lets go of the file.
  func close() {
    for statement in statements.values { sqlite3_finalize(statement) }
    statements = [:]
    sqlite3_close_v2(connection)
    connection = nil
  }

  private func failure(_ code: Int32) -> Failure {
    switch code & 0xFF {
    case SQLITE_FULL: .full
    case SQLITE_READONLY: .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    default: .other(connection.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory")
    }
  }

  /// Runs statements without parameters and without rows that matter.
  func execute(_ text: String) throws(Failure) {
    let code = sqlite3_exec(connection, text, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// All or nothing: what fails leaves everything as it was.
  func transaction(_ body: () throws(Failure) -> Void) throws(Failure) {
    try execute("BEGIN IMMEDIATE")
    do throws(Failure) {
      try body()
      try execute("COMMIT")
    } catch {
      // Some failures have rolled back already.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// A value of a column or a parameter.
  enum Value {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    static func integer(_ number: Int) -> Value { .integer(Int64(number)) }
    static func maybe(_ number: Int64?) -> Value { number.map { .integer($0) } ?? .null }
    static func maybe(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
  }

  /// A row at hand, valid during the call that is given it.
  struct Row {
    fileprivate let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    func isNull(_ column: Int32) -> Bool {
      sqlite3_column_type(statement, column) == SQLITE_NULL
    }
    func maybeInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
    func text(_ column: Int32) -> String {
      sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
    }
    func maybeText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
    func blob(_ column: Int32) -> [UInt8] {
      guard let start = sqlite3_column_blob(statement, column) else { return [] }
      let count = Int(sqlite3_column_bytes(statement, column))
      return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  /// Runs one statement, and calls the body with each row it gives.
  func run(
    _ text: String, _ values: [Value] = [], _ body: (Row) -> Void = { _ in }
  ) throws(Failure) {
    let statement = try statement(text)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      let code = bind(value, to: statement, Int32(index + 1))
      guard code == SQLITE_OK else { throw failure(code) }
    }
    while true {
      let code = sqlite3_step(statement)
      switch code {
      case SQLITE_ROW: body(Row(statement: statement))
      case SQLITE_DONE: return
      default: throw failure(code)
      }
    }
  }

  /// The id of the row that was last inserted.
  var lastRow: Int64 { sqlite3_last_insert_rowid(connection) }
  /// Rows that the last statement changed.
  var changes: Int { Int(sqlite3_changes(connection)) }

  private func statement(_ text: String) throws(Failure) -> OpaquePointer {
    if let known = statements[text] { return known }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure(code) }
    statements[text] = statement
    return statement
  }

  /// SQLite copies what it is given before the call returns.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func bind(_ value: Value, to statement: OpaquePointer, _ index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(let text):
      return sqlite3_bind_text(statement, index, text, -1, Database.transient)
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob64(
          statement, index, $0.baseAddress, UInt64($0.count), Database.transient)
      }
    }
  }
}
