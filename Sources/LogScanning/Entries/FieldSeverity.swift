import LogModel

/// The severity that a member of an entry holds.
enum FieldSeverity {
  /// `severity`: a name in any case, or a LogSeverity number, quoted or not.
  static func read(_ raw: Bytes, _ kind: JSONSlice.Kind) -> Severity {
    switch kind {
    case .string:
      if raw.isEqual("INFO") { return .info }
      if raw.isEqual("ERROR") { return .error }
      if raw.isEqual("DEFAULT") { return .default }
      if raw.isEqual("WARNING") { return .warning }
      if let number = JSONNumber.integer(raw) { return Severity(number: Int(number)) }
      return raw.count <= 16 ? Severity(name: raw.string) ?? .default : .default
    case .number: return JSONNumber.integer(raw).map { Severity(number: Int($0)) } ?? .default
    case .object, .array, .bool, .null: return .default
    }
  }

  /// `level` of structured loggers: a name, or the tens of pino and bunyan (30 is info, 50 error).
  static func readLevel(_ raw: Bytes, _ kind: JSONSlice.Kind) -> Severity {
    guard kind == .number, let number = JSONNumber.integer(raw), number <= 60 else {
      return read(raw, kind)
    }
    switch number {
    case 60...: return .critical
    case 50...: return .error
    case 40...: return .warning
    case 30...: return .info
    case 10...: return .debug
    default: return .default
    }
  }
}
