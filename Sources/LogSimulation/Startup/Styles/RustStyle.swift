import LogModel

/// A Rust server on actix-web, as env_logger prints it. A panic of the main thread ends the process
/// with code 101.
public struct RustStyle: StartupStyle {
  public let name = "rust"
  public let profile = "rust"
  public let language = SimulatedTrace.Language.rust

  public init() {}

  private func line(_ module: String, _ text: String, _ role: StyledLine.Role = .chatter)
    -> StyledLine
  {
    StyledLine("[2025-09-11T08:30:12Z INFO  \(module)] \(text)", role, on: .stderr)
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    let workers = generator.within(1...8)
    return StyledScript(
      opening: [line("relay", "reading configuration")],
      stages: [
        StyledStage("configuration", seconds: 0.01...0.03),
        StyledStage("store", enter: [line("relay::store", "opening store")]),
      ],
      ready: [
        line("actix_server::builder", "starting \(workers) workers"),
        line("actix_server::server", "Tokio runtime found; starting in existing Tokio runtime"),
        line(
          "actix_server::server",
          "starting service: \"actix-web-service-0.0.0.0:8080\", workers: \(workers), listening on: 0.0.0.0:8080",
          .ready
        ).binding,
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    var lines = failure.traceLines(logging, logger: "start-up failed", on: .stderr, nil)
    // The panic's first line is the profile's marker of the end.
    if logging != .messageOnly, !lines.isEmpty { lines[0] = lines[0].ending }
    return lines
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let begin = Frame(
      "rust_begin_unwind",
      "/rustc/07dca489ac2d933c78d3c5158e3f43beefeb02ce/library/std/src/panicking.rs",
      645, library: true)
    let unwrap = Frame(
      "core::result::unwrap_failed",
      "/rustc/07dca489ac2d933c78d3c5158e3f43beefeb02ce/library/core/src/result.rs", 1649,
      library: true)
    let main = Frame("relay::main", "./src/main.rs", 27)
    return [
      StyledFailure(
        "port-variable", in: "configuration",
        SimulatedTrace(
          .rust,
          [
            Raised(
              "panic", "RELAY_UPSTREAMS names no upstream",
              [
                begin, Frame("relay::settings::Settings::read", "./src/settings.rs", 48), main,
              ])
          ]), message: "Error: RELAY_UPSTREAMS names no upstream", end: .code(101)),
      StyledFailure(
        "store-refused", in: "store",
        SimulatedTrace(
          .rust,
          [
            Raised(
              "panic",
              "called `Result::unwrap()` on an `Err` value: Os { code: 111, kind: ConnectionRefused, message: \"Connection refused\" }",
              [begin, unwrap, Frame("relay::store::Store::open", "./src/store.rs", 31), main])
          ]), message: "Error: Os { code: 111, kind: ConnectionRefused }", end: .code(101)),
    ]
  }
}
