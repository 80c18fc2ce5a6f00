/// Every style there is.
public enum StartupStyles {
  /// Those that no shipped profile reads.
  public static let givenByUsers: [any StartupStyle] = [LedgerWorkerStyle()]

  /// Those that a shipped profile reads, in the order of the profiles.
  public static let all: [any StartupStyle] = [
    CeleryStyle(), GunicornStyle(.deterministic), DjangoStyle(), DotNetStyle(), GoStyle(),
    GunicornStyle(.synchronous), GunicornStyle(.uvicornWorker), NodeStyle(),
    PHPFPMStyle(), RailsStyle(), RustStyle(), SpringBootStyle(), UvicornStyle(),
  ]

  /// Nil where no style has that name.
  public static func named(_ name: String) -> (any StartupStyle)? {
    (all + givenByUsers).first { $0.name == name }
  }
}
