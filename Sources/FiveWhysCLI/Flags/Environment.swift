private import Glibc

/// The variables of the process, read one at a time.
struct Environment: Sendable {
  private let lookUp: @Sendable (String) -> String?

  init(_ lookUp: @escaping @Sendable (String) -> String?) { self.lookUp = lookUp }

  /// That of this process.
  static let process = Environment { name in
    getenv(name).map { String(cString: $0) }
  }

  /// The value of a variable; nil also for an empty one.
  subscript(name: String) -> String? {
    lookUp(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
