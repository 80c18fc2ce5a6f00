import LogModel

/// Django by its own management commands: `migrate`, then `runserver`.
public struct DjangoStyle: StartupStyle {
  public let name = "django"
  public let profile = "django"
  public let language = SimulatedTrace.Language.python
  public var package = "catalog"

  public init() {}

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    let migrates = generator.chance(0.5)
    return StyledScript(
      opening: [],
      stages: [
        StyledStage("settings", seconds: 0.4...0.8),
        StyledStage(
          "migrations", .init(profile, "migrations", 1),
          enter: [
            StyledLine("Operations to perform:"),
            StyledLine("  Apply all migrations: admin, auth, \(package), sessions"),
            StyledLine("Running migrations:", .phaseEntered("migrations")),
          ],
          done: migrates
            ? [StyledLine("  Applying \(package).0042_price_currency... OK", after: 0.2)]
            : [StyledLine("  No migrations to apply.", .phaseDone("migrations"))]),
        StyledStage(
          "system-checks", .init(profile, "system-checks", 2),
          enter: [
            StyledLine("Performing system checks...", .phaseEntered("system-checks"), after: 0.4)
          ],
          done: [
            StyledLine(
              "System check identified no issues (0 silenced).", .phaseDone("system-checks"))
          ]),
      ],
      ready: [
        StyledLine("Django version 4.2.7, using settings '\(package).settings'"),
        StyledLine("Starting development server at http://0.0.0.0:8080/", .ready).binding,
        StyledLine("Quit the server with CONTROL-C."),
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    var lines = failure.traceLines(logging, logger: "command failed", on: .stderr, nil)
    // The last line of these traces is the profile's marker.
    if !lines.isEmpty, failure.name != "settings-empty", failure.name != "price-currency" {
      let marks = logging == .messageOnly ? failure.stage == "system-checks" : true
      if marks {
        lines[lines.count - 1].role = .phaseFailed(failure.stage)
        lines[lines.count - 1].endsBoot = failure.stage == "system-checks"
      }
    }
    return lines
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let packages = "/usr/local/lib/python3.11/site-packages/django"
    func command(_ name: String) -> [Frame] {
      [
        Frame("handle", "\(packages)/core/management/commands/\(name).py", 117, library: true),
        Frame("execute", "\(packages)/core/management/base.py", 458, library: true),
        Frame("main", "/app/manage.py", 18),
      ]
    }
    let history =
      "Migration admin.0001_initial is applied before its dependency \(package).0001_initial on database 'default'."
    let issues =
      "System check identified some issues:\n\nERRORS:\n\(package).Price.currency: (fields.E120) CharFields must define a 'max_length' attribute."
    return [
      StyledFailure(
        "settings-empty", in: "settings",
        SimulatedTrace(
          .python,
          [
            Raised(
              "django.core.exceptions.ImproperlyConfigured",
              "The SECRET_KEY setting must not be empty.",
              [
                Frame("__init__", "\(packages)/conf/__init__.py", 190, library: true),
                Frame("main", "/app/manage.py", 11),
              ])
          ]),
        message:
          "django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.",
        signature: "django-improperly-configured", messageSignature: "django-improperly-configured",
        signaturePhase: ExpectedPhase(profile: "uvicorn", name: "import", basis: .signature),
        end: .code(1)),
      StyledFailure(
        "migration-history", in: "migrations",
        SimulatedTrace(
          .python,
          [
            Raised(
              "django.db.migrations.exceptions.InconsistentMigrationHistory", history,
              [
                Frame(
                  "check_consistent_history", "\(packages)/db/migrations/loader.py", 327,
                  library: true)
              ] + command("migrate"))
          ]), message: "CommandError: \(history)",
        signature: "database-migration-revision-missing", end: .code(1)),
      StyledFailure(
        "price-currency", in: "migrations",
        SimulatedTrace(
          .python,
          [
            Raised(
              "ValueError", "price 1841 has no currency",
              [
                Frame("fill_currency", "/app/\(package)/migrations/0042_price_currency.py", 21),
                Frame(
                  "database_forwards", "\(packages)/db/migrations/operations/special.py", 193,
                  library: true),
              ] + command("migrate"))
          ]), message: "price 1841 has no currency", end: .code(1)),
      StyledFailure(
        "system-check", in: "system-checks",
        SimulatedTrace(
          .python,
          [
            Raised(
              "django.core.management.base.SystemCheckError", issues,
              [Frame("check", "\(packages)/core/management/base.py", 546, library: true)]
                + command("runserver"))
          ]),
        message:
          "SystemCheckError: System check identified some issues:",
        end: .code(1)),
    ]
  }
}
