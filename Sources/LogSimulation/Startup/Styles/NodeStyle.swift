import LogModel

/// A NestJS server on Node: Nest's console logger, and Node's own words about an uncaught error.
public struct NodeStyle: StartupStyle {
  public let name = "node"
  public let profile = "node"
  public let language = SimulatedTrace.Language.node

  public init() {}

  private func nest(
    _ context: String, _ text: String, _ role: StyledLine.Role = .chatter, after: Double = 0.006
  ) -> StyledLine {
    StyledLine(
      "[Nest] 1  - 09/11/2025, 8:30:12 AM     LOG [\(context)] \(text)", role, after: after)
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    let modules = StyledStage(
      "modules", .init(profile, "modules", 1),
      enter: [
        nest("NestFactory", "Starting Nest application...", .phaseEntered("modules")),
        nest("InstanceLoader", "AppModule dependencies initialized +\(generator.within(8...40))ms"),
      ],
      done: [
        nest("RoutesResolver", "HealthController {/health}: +3ms"),
        nest(
          "NestApplication", "Nest application successfully started +2ms", .phaseDone("modules")
        )
        .readying,
      ])
    return StyledScript(
      opening: [
        StyledLine("> billing@1.8.0 start:prod", after: 0.5),
        StyledLine("> node dist/main"),
      ], stages: [StyledStage("loading", seconds: 0.3...0.9), modules],
      ready: [
        StyledLine("Server listening at http://0.0.0.0:8080", .ready).binding
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    switch logging {
    case .field:
      return failure.traceLines(logging, logger: "start-up failed", on: .stdout, .error)
    case .messageOnly:
      return failure.traceLines(logging, logger: "", on: .stderr, nil)
    case .text, .lines, .split:
      return failure.traceLines(
        logging, prefix: place(of: failure), logger: "", on: .stderr, nil)
        + [StyledLine("Node.js v20.11.1", .bootFailed, on: .stderr)]
    }
  }

  /// What Node prints above the error: where it was thrown, the code there, and a caret.
  private func place(of failure: StyledFailure) -> String {
    guard let raised = failure.trace?.chain.last, let first = raised.frames.first else { return "" }
    if raised.frames.contains(where: \.isAwaiting) {
      return """
        node:internal/process/promises:288
                    triggerUncaughtException(err, true /* fromPromise */);
                    ^


        """
    }
    return "\(first.file):\(first.line)\n  throw err;\n  ^\n\n"
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let loader = [
      Frame("Module._resolveFilename", "node:internal/modules/cjs/loader", 1134, library: true),
      Frame("Module._load", "node:internal/modules/cjs/loader", 975, library: true),
      Frame("require", "node:internal/modules/helpers", 177, library: true),
    ]
    let refused = "connect ECONNREFUSED 10.12.0.3:5432"
    let rates = "tariff table is empty for region eu-3"
    return [
      StyledFailure(
        "module-missing", in: "loading",
        SimulatedTrace(
          .node,
          [
            Raised(
              "Error", "Cannot find module 'stripe'",
              loader + [
                Frame("Object.<anonymous>", "/app/dist/payments/client.js", 3),
                Frame("Object.<anonymous>", "/app/dist/main.js", 9),
              ])
          ]), message: "Error: Cannot find module 'stripe'", signature: "node-module-not-found",
        messageSignature: "node-module-not-found", end: .code(1)),
      StyledFailure(
        "database-refused", in: "modules",
        SimulatedTrace(
          .node,
          [
            Raised(
              "Error", refused,
              [
                Frame(
                  "TCPConnectWrap.afterConnect [as oncomplete]", "node:net", 1595, library: true),
                Frame("Database.connect", "/app/dist/database/database.js", 42, awaiting: true),
                Frame("bootstrap", "/app/dist/main.js", 17, awaiting: true),
              ])
          ]), message: "Error: \(refused)", signature: "postgres-connection-refused",
        messageSignature: "postgres-connection-refused", end: .code(1)),
      StyledFailure(
        "tariffs", in: "modules",
        SimulatedTrace(
          .node,
          [
            Raised(
              "TariffError", rates,
              [
                Frame("TariffTable.load", "/app/dist/billing/tariff-table.js", 58),
                Frame(
                  "BillingModule.onModuleInit", "/app/dist/billing/billing.module.js", 24,
                  awaiting: true),
              ])
          ]), message: "cannot start: \(rates)", end: .code(1)),
      StyledFailure(
        "tariffs-wrapped", in: "modules",
        SimulatedTrace(
          .node,
          [
            Raised(
              "TypeError", "Cannot read properties of undefined (reading 'regions')",
              [Frame("TariffTable.parse", "/app/dist/billing/tariff-table.js", 31)]),
            Raised(
              "Error", "billing module failed to initialise",
              [
                Frame("BillingModule.onModuleInit", "/app/dist/billing/billing.module.js", 27),
                Frame("bootstrap", "/app/dist/main.js", 21, awaiting: true),
              ]),
          ]), message: "billing module failed to initialise", end: .code(1)),
    ]
  }
}
