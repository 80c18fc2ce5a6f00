/// Every style there is.
public enum StartupStyles {
  /// In the order of their names.
  public static let all: [any StartupStyle] = [
    CeleryStyle(), GunicornStyle(.deterministic), DjangoStyle(), DotNetStyle(), GoStyle(),
    GunicornStyle(.synchronous), GunicornStyle(.uvicornWorker), LedgerWorkerStyle(), NodeStyle(),
    PHPFPMStyle(), RailsStyle(), RustStyle(), SpringBootStyle(), UvicornStyle(),
  ]

  /// Nil where no style has that name.
  public static func named(_ name: String) -> (any StartupStyle)? {
    all.first { $0.name == name }
  }
}
