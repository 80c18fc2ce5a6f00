import LogModel

/// Rails, started by `bin/rails server` on Puma in single mode: Puma listens after the application
/// is loaded.
public struct RailsStyle: StartupStyle {
  public let name = "rails"
  public let profile = "rails"
  public let language = SimulatedTrace.Language.ruby

  public init() {}

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    StyledScript(
      opening: [],
      stages: [
        StyledStage(
          "boot", .init(profile, "boot", 1),
          enter: [StyledLine("=> Booting Puma", .phaseEntered("boot"), after: 1.1).beginning],
          seconds: 0.05...0.2),
        StyledStage(
          "application", .init(profile, "application", 2),
          enter: [
            StyledLine(
              "=> Rails 7.1.2 application starting in production", .phaseEntered("application")),
            StyledLine("=> Run `bin/rails server --help` for more startup options"),
          ], seconds: 1.0...2.5),
      ],
      ready: [
        StyledLine("Puma starting in single mode..."),
        StyledLine("* Puma version: 6.4.0 (ruby 3.2.2-p53) (\"The Eagle of Durin\")"),
        StyledLine("*  Min threads: \(generator.within(3...5))"),
        StyledLine("*  Environment: production"),
        StyledLine("* Listening on http://0.0.0.0:8080", .ready).binding,
        StyledLine("Use Ctrl-C to stop"),
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    let trace = failure.traceLines(logging, logger: "boot failed", on: .stderr, nil)
    guard failure.stage == "application" else { return trace }
    return [StyledLine("Exiting")] + trace
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let gems = "/usr/local/bundle/gems"
    let server = [
      Frame("require", "\(gems)/zeitwerk-2.6.12/lib/zeitwerk/kernel.rb", 34, library: true),
      Frame(
        "build_app_and_options_from_config", "\(gems)/rack-2.2.8/lib/rack/server.rb", 355,
        library: true),
      Frame("<main>", "bin/rails", 4),
    ]
    return [
      StyledFailure(
        "gem-missing", in: "boot",
        SimulatedTrace(
          .ruby,
          [
            Raised(
              "LoadError", "cannot load such file -- image_processing",
              [
                Frame("<top (required)>", "/app/config/initializers/images.rb", 3),
                Frame("<top (required)>", "/app/config/environment.rb", 5),
              ] + server)
          ]), message: "LoadError: cannot load such file -- image_processing",
        signature: "ruby-load-error", messageSignature: "ruby-load-error", end: .code(1)),
      StyledFailure(
        "constant-missing", in: "application",
        SimulatedTrace(
          .ruby,
          [
            Raised(
              "NameError", "uninitialized constant Billing::TaxTable",
              [
                Frame("<module:Billing>", "/app/app/services/billing/invoice.rb", 7),
                Frame("<top (required)>", "/app/app/services/billing/invoice.rb", 1),
              ] + server)
          ]), message: "NameError: uninitialized constant Billing::TaxTable",
        signature: "ruby-constant-missing", messageSignature: "ruby-constant-missing",
        end: .code(1)),
      StyledFailure(
        "tax-rates", in: "application",
        SimulatedTrace(
          .ruby,
          [
            Raised(
              "KeyError", "key not found: \"CH\"",
              [Frame("fetch", "/app/app/services/billing/tax_table.rb", 19)] + server),
            Raised(
              "Billing::RatesError", "no tax rates for CH",
              [
                Frame("rescue in load", "/app/app/services/billing/tax_table.rb", 27),
                Frame("load", "/app/app/services/billing/tax_table.rb", 14),
                Frame("<top (required)>", "/app/config/initializers/billing.rb", 2),
              ] + server),
          ]), message: "no tax rates for CH", end: .code(1)),
    ]
  }
}
