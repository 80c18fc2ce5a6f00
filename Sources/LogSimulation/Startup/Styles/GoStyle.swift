import LogModel

/// A Go server on gin. Go shows no phases; a panic ends the process with code 2.
public struct GoStyle: StartupStyle {
  public let name = "go"
  public let profile = "go"
  public let language = SimulatedTrace.Language.go

  public init() {}

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    StyledScript(
      opening: [
        StyledLine("2025/09/11 08:30:12 reading configuration", on: .stderr, after: 0.05)
      ],
      stages: [
        StyledStage("configuration", seconds: 0.02...0.06),
        StyledStage(
          "database",
          enter: [StyledLine("2025/09/11 08:30:12 connecting to postgres", on: .stderr)]),
        StyledStage(
          "routes",
          enter: [
            StyledLine("[GIN-debug] GET    /healthz                  --> main.health (3 handlers)")
          ], seconds: 0.01...0.03),
      ],
      ready: [
        StyledLine("[GIN-debug] Listening and serving HTTP on :8080", .ready).binding
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    if failure.trace == nil || logging == .messageOnly {
      // `log.Fatal` prints one line and exits with 1.
      return failure.traceLines(
        logging, prefix: "2025/09/11 08:30:12 ", logger: "", on: .stderr, nil)
    }
    var lines = failure.traceLines(logging, logger: "start-up failed", on: .stderr, nil)
    // `panic: ` is the profile's marker of the end.
    if !lines.isEmpty { lines[0] = lines[0].ending }
    return lines
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    func trace(_ message: String, _ frames: [Frame], type: String = "panic") -> SimulatedTrace {
      SimulatedTrace(.go, [Raised(type, message, frames)])
    }
    let main = Frame("main.main", "/src/cmd/server/main.go", 34)
    let refused = "dial tcp 10.12.0.3:5432: connect: connection refused"
    return [
      StyledFailure(
        "nil-pointer", in: "configuration",
        trace(
          "invalid memory address or nil pointer dereference",
          [
            Frame(
              "github.com/acme/gateway/internal/config.(*Loader).Load",
              "/src/internal/config/loader.go", 41), main,
          ], type: "runtime.Error"), message: "configuration: missing section upstreams",
        signature: "go-nil-pointer-dereference", end: .code(2)),
      StyledFailure(
        "database-refused", in: "database",
        trace(
          refused,
          [
            Frame(
              "github.com/acme/gateway/internal/store.MustOpen", "/src/internal/store/store.go", 27
            ), main,
          ]), message: refused, signature: "postgres-connection-refused",
        messageSignature: "postgres-connection-refused", end: .code(2)),
      StyledFailure(
        "route-conflict", in: "routes",
        trace(
          "handlers are already registered for path '/v1/tenants/:id'",
          [
            Frame(
              "github.com/gin-gonic/gin.(*node).addRoute",
              "/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/tree.go", 246, library: true),
            Frame("github.com/acme/gateway/internal/api.Routes", "/src/internal/api/routes.go", 63),
            main,
          ]), message: "routes: tenant table has no rows", signature: "go-route-conflict",
        end: .code(2)),
      StyledFailure(
        "tenant-table", in: "routes",
        trace(
          "tenant table: column upstream of row 14 is empty",
          [
            Frame(
              "github.com/acme/gateway/internal/tenants.(*Table).Row",
              "/src/internal/tenants/table.go", 88), main,
          ]), message: "routes: tenant table has no rows", end: .code(2)),
    ]
  }
}
