/// How bad the writer of an entry thought it was, with the numbers of the LogEntry format.
///
/// Source: `LogSeverity` of the Cloud Logging API. Foreign names are translated as the logging
/// agents do (`WARN`, `FATAL`, `SEVERE`, `TRACE`, …); an unknown name is `DEFAULT`.
public enum Severity: Int, Sendable, Hashable, Comparable, CaseIterable {
  case `default` = 0
  case debug = 100
  case info = 200
  case notice = 300
  case warning = 400
  case error = 500
  case critical = 600
  case alert = 700
  case emergency = 800

  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

  /// The name as the LogEntry format spells it, e.g. `WARNING`.
  public var name: String {
    switch self {
    case .default: "DEFAULT"
    case .debug: "DEBUG"
    case .info: "INFO"
    case .notice: "NOTICE"
    case .warning: "WARNING"
    case .error: "ERROR"
    case .critical: "CRITICAL"
    case .alert: "ALERT"
    case .emergency: "EMERGENCY"
    }
  }

  /// The severity that a name stands for, in any case, foreign spellings included; nil if unknown.
  public init?(name: some StringProtocol) {
    switch name.uppercased() {
    case "DEFAULT", "NOTSET", "ANY": self = .default
    case "DEBUG", "TRACE", "FINE", "FINER", "FINEST", "VERBOSE", "DBG", "D", "V": self = .debug
    case "INFO", "INFORMATION", "INFORMATIONAL", "CONFIG", "LOG", "I": self = .info
    case "NOTICE": self = .notice
    case "WARNING", "WARN", "W": self = .warning
    case "ERROR", "ERR", "SEVERE", "E": self = .error
    case "CRITICAL", "FATAL", "CRIT", "PANIC", "F", "C": self = .critical
    case "ALERT": self = .alert
    case "EMERGENCY", "EMERG": self = .emergency
    default: return nil
    }
  }

  /// The severity at or below a number; numbers between two levels belong to the lower one.
  public init(number: Int) {
    let level = max(0, min(800, number)) / 100 * 100
    self = Severity(rawValue: level) ?? .default
  }
}
