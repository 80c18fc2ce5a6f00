/// The seven phases of the deterministic start-up, in order.
public enum StartupPhase: String, CaseIterable, Hashable, Sendable {
  case initialise = "init"
  case dependencies, database, cache, services, websocket, finalize

  /// As the application logs it.
  var logged: String { rawValue.uppercased() }

  /// What the phase says about itself while it runs.
  var remarks: [String] {
    switch self {
    case .initialise: ["Configuration loaded", "Logging configured"]
    case .dependencies: ["Dependency container built", "Key manager initialized"]
    case .database: ["Database engine created", "Schema at head revision 8f1d02"]
    case .cache: ["Redis client connected, latency 1.2 ms"]
    case .services: ["Agent supervisor registered", "LLM manager ready", "Tool dispatcher created"]
    case .websocket: ["WebSocket bridge health verified"]
    case .finalize: ["Running startup validation", "Health endpoints registered"]
    }
  }
}
