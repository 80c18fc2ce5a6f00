import LogModel

/// uvicorn on its own: it binds the port after the application has started, and its first line comes
/// after the import.
public struct UvicornStyle: StartupStyle {
  public let name = "uvicorn-alone"
  public let profile = "uvicorn"
  public let language = SimulatedTrace.Language.python
  public var package = "shop"

  public init() {}

  private func line(
    _ level: String = "INFO", _ text: String, _ role: StyledLine.Role = .chatter,
    after: Double = 0.003
  ) -> StyledLine {
    let gap = String(repeating: " ", count: max(1, 9 - level.count))
    return StyledLine(level + ":" + gap + text, role, on: .stderr, after: after)
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    StyledScript(
      opening: [],
      stages: [
        StyledStage(
          "import", .init(profile, layer: 1, "import", 1),
          done: [line("INFO", "Started server process [1]", .phaseDone("import")).beginning],
          seconds: 0.9...1.6, isNamedByFrames: true),
        StyledStage(
          "application-startup", .init(profile, layer: 1, "application-startup", 2),
          enter: [
            line("INFO", "Waiting for application startup.", .phaseEntered("application-startup"))
          ],
          done: [
            line("INFO", "Application startup complete.", .phaseDone("application-startup"))
              .readying
          ]),
      ],
      ready: [
        line(
          "INFO", "Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)"
        ).binding
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    if failure.trace == nil, failure.stage == "import" {
      return [line("ERROR", failure.message, .phaseFailed("import")).ending]
    }
    var lines = failure.traceLines(logging, logger: "start-up failed", on: .stderr, nil)
    if failure.stage == "application-startup" {
      lines.append(
        line(
          "ERROR", "Application startup failed. Exiting.", .phaseFailed("application-startup")
        ).ending)
    }
    return lines
  }

  public var failures: [StyledFailure] {
    let known = PythonStyleFailures(package: package)
    var importing = known.importing(by: PythonStyleFailures.uvicornLoader)
    for index in importing.indices { importing[index].end = .code(1) }
    let missing = "Error loading ASGI app. Could not import module \"\(package).main\"."
    return importing + [
      StyledFailure(
        "asgi-app-missing", in: "import", nil, message: missing,
        messageSignature: "uvicorn-cannot-load-application", end: .code(1))
    ] + known.starting(in: "application-startup")
  }
}
