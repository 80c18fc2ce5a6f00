/// Failures of Python applications, while they are loaded and while they start.
struct PythonStyleFailures {
  typealias Raised = SimulatedTrace.Raised
  typealias Frame = SimulatedTrace.Frame

  /// The package under /app that holds the code.
  let package: String

  private static let packages = "/usr/local/lib/python3.11/site-packages"

  /// Innermost first: how gunicorn's worker loads the application.
  static let gunicornLoader = [
    Frame("import_app", "\(packages)/gunicorn/util.py", 371, library: true),
    Frame("load_wsgi", "\(packages)/gunicorn/workers/base.py", 146, library: true),
    Frame("spawn_worker", "\(packages)/gunicorn/arbiter.py", 609, library: true),
  ]

  /// Innermost first: how uvicorn does.
  static let uvicornLoader = [
    Frame("import_from_string", "\(packages)/uvicorn/importer.py", 19, library: true),
    Frame("load", "\(packages)/uvicorn/config.py", 467, library: true),
    Frame("<module>", "/usr/local/bin/uvicorn", 8, library: true),
  ]

  func importing(by loader: [Frame]) -> [StyledFailure] {
    let main = Frame("<module>", "/app/\(package)/main.py", 12)
    return [
      StyledFailure(
        "module-missing", in: "import",
        SimulatedTrace(
          .python,
          [
            Raised(
              "ModuleNotFoundError", "No module named 'redis'",
              [Frame("<module>", "/app/\(package)/cache.py", 3), main] + loader)
          ]), message: "ModuleNotFoundError: No module named 'redis'",
        signature: "python-module-not-found", messageSignature: "python-module-not-found",
        end: .code(3)),
      StyledFailure(
        "flags-unreadable", in: "import",
        SimulatedTrace(
          .python,
          [
            Raised(
              "ValueError", "flag file has no section rollout",
              [Frame("read_flags", "/app/\(package)/flags.py", 44)]),
            Raised(
              "\(package).errors.FlagError", "cannot read flags",
              [
                Frame("load_flags", "/app/\(package)/flags.py", 31),
                Frame("<module>", "/app/\(package)/settings.py", 9), main,
              ] + loader),
          ]), message: "cannot read flags", end: .code(3)),
    ]
  }

  func starting(in stage: String) -> [StyledFailure] {
    let lifespan = [
      Frame("lifespan", "/app/\(package)/lifespan.py", 64),
      Frame("lifespan", "\(PythonStyleFailures.packages)/starlette/routing.py", 693, library: true),
    ]
    let refused =
      "connection to server at \"db.internal\", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?"
    return [
      StyledFailure(
        "database-refused-\(stage)", in: stage,
        SimulatedTrace(
          .python,
          [
            Raised(
              "psycopg2.OperationalError", refused,
              [
                Frame(
                  "connect", "\(PythonStyleFailures.packages)/psycopg2/__init__.py", 122,
                  library: true),
                Frame("open_database", "/app/\(package)/db/session.py", 58),
              ] + lifespan)
          ]),
        message: "connection to server at \"db.internal\", port 5432 failed: Connection refused",
        signature: "postgres-connection-refused", messageSignature: "postgres-connection-refused",
        end: .code(3)),
      StyledFailure(
        "ledger-\(stage)", in: stage,
        SimulatedTrace(
          .python,
          [
            Raised(
              "\(package).ledger.LedgerSchemaMismatch",
              "table postings has schema 41, this build needs 43",
              [Frame("verify_schema", "/app/\(package)/ledger.py", 88)] + lifespan)
          ]), message: "table postings has schema 41, this build needs 43", end: .code(3)),
    ]
  }
}
