import LogModel

/// PHP-FPM, started by an entrypoint that first lets the application warm its caches: whatever PHP
/// raises there ends the start before FPM says a word.
public struct PHPFPMStyle: StartupStyle {
  public let name = "php-fpm"
  public let profile = "php-fpm"
  public let language = SimulatedTrace.Language.php

  public init() {}

  private func line(_ level: String, _ text: String, _ role: StyledLine.Role = .chatter)
    -> StyledLine
  {
    StyledLine("[11-Sep-2025 08:30:12] \(level): \(text)", role, on: .stderr, after: 0.003)
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    StyledScript(
      opening: [],
      stages: [
        StyledStage("warm-up", seconds: 0.3...0.9),
        StyledStage("configuration", .init(profile, layer: 1, "configuration", 1)),
        StyledStage(
          "listen", .init(profile, layer: 1, "listen", 2), seconds: 0.01...0.02),
      ],
      ready: [
        line("NOTICE", "fpm is running, pid 1", .start),
        line("NOTICE", "ready to handle connections", .ready).binding,
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    guard failure.trace == nil else {
      return failure.traceLines(logging, logger: "cache warm-up failed", on: .stderr, nil)
    }
    return [
      line("ERROR", failure.message, .phaseFailed(failure.stage)),
      line("ERROR", "FPM initialization failed", .bootFailed),
    ]
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let kernel = [
      Frame("Acme\\Console\\WarmCommand->handle", "/var/www/app/Console/WarmCommand.php", 33),
      Frame(
        "Illuminate\\Console\\Command->execute",
        "/var/www/vendor/laravel/framework/src/Illuminate/Console/Command.php", 211, library: true),
      Frame("{main}", "/var/www/artisan", 35),
    ]
    return [
      StyledFailure(
        "tariffs", in: "warm-up",
        SimulatedTrace(
          .php,
          [
            Raised(
              "Acme\\Tariffs\\TariffException", "no tariff for zone 7",
              [
                Frame(
                  "Acme\\Tariffs\\TariffTable->load", "/var/www/app/Tariffs/TariffTable.php", 52)
              ] + kernel)
          ]), message: "no tariff for zone 7", end: .code(255)),
      StyledFailure(
        "unknown-entry", in: "configuration", nil,
        message: "[/usr/local/etc/php-fpm.d/www.conf:41] unknown entry 'decorate_workers_output'",
        end: .code(78)),
      StyledFailure(
        "port-taken", in: "listen", nil,
        message:
          "unable to bind listening socket for address '9000': Address already in use (98)",
        messageSignature: "port-in-use", end: .code(78)),
    ]
  }
}
