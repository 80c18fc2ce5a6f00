private import Glibc

/// What is known of the terminal, if there is one.
enum Terminal {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether results are coloured.
  static func usesColor(_ wish: Settings.Automatic, environment: Environment) -> Bool {
    switch wish {
    case .always: true
    case .never: false
    case .auto:
      isTerminal(STDOUT_FILENO) && environment["NO_COLOR"] == nil
        && environment["TERM"].map { $0 != "dumb" } ?? false
    }
  }

  /// Columns for results: those of the terminal, else COLUMNS, else 100; from 40 to 100.
  static func width(environment: Environment) -> Int {
    var columns = windowColumns(STDOUT_FILENO)
    if columns == nil, let text = environment["COLUMNS"], let number = Int(text), number > 0 {
      columns = number
    }
    return max(40, min(100, columns ?? 100))
  }

  static func windowColumns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
