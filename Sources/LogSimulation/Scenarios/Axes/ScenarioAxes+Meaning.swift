/// Which values go together.
extension ScenarioAxes {
  /// False for combinations that no system shows, or that differ in nothing from another.
  var isMeaningful: Bool { placeExists && layoutExists && shapeExists && deliveryApplies }

  /// The nearest combination that is meaningful; nil where nothing near is.
  func settled() -> ScenarioAxes? {
    var near = self
    if !failsToStart {
      (near.place, near.failure, near.layout) = (.importing, .known, .whole)
    } else if !placeExists {
      switch style {
      case .deterministic: near.place = .finalize
      case .workers, .uvicorn: near.place = .startup
      case .sync: near.place = .importing
      }
    }
    if !near.layoutExists { near.layout = .whole }
    if shape == .environments { near.environment = .staging }
    if delivery == .missingSeverities { near.decoy = .none }
    return near.isMeaningful ? near : nil
  }

  private var placeExists: Bool {
    switch place {
    case .importing: true
    case .startup: style == .workers || style == .uvicorn
    case .initialise, .dependencies, .database, .cache, .services, .websocket, .finalize:
      style == .deterministic
    }
  }

  private var layoutExists: Bool {
    // The kubelet's log agent takes up one line an entry; only Cloud Run joins segments.
    layout != .segments || platform == .cloudRun
  }

  private var shapeExists: Bool {
    switch shape {
    // A worker without uvicorn says nowhere that it has loaded the application.
    case .healthy, .mended, .rollback, .flapping, .transient, .rolling, .memory, .surge, .erring,
      .environments:
      if style == .sync { return false }
    case .crashLoop, .single, .autoscaling, .twoCauses, .twoServices: break
    }
    if shape == .environments, environment != .staging { return false }
    switch shape {
    // What fails here is no start-up.
    case .healthy, .memory, .surge, .erring:
      guard place == .importing, failure == .known, layout == .whole else { return false }
    case .crashLoop, .single, .mended, .rollback, .flapping, .transient, .rolling, .autoscaling,
      .twoCauses, .twoServices, .environments: break
    }
    switch shape {
    // Requests are Cloud Run's to log here.
    case .surge, .memory: return platform == .cloudRun
    // Without a start marker of its own, what uvicorn's import leaves in one pod cannot be told apart.
    default: return platform == .cloudRun || style != .uvicorn || place != .importing
    }
  }

  private var deliveryApplies: Bool {
    switch delivery {
    case .cutHead, .cutTail: shape == .crashLoop || shape == .single || shape == .mended
    case .missingExits: platform == .cloudRun && failsToStart
    // What runs is judged by its severities.
    case .missingSeverities: failsToStart && decoy == .none
    case .complete, .newestFirst, .shuffled, .doubled, .sharded, .late, .skewedClocks: true
    }
  }

  /// Whether the shape has boots that fail.
  var failsToStart: Bool {
    switch shape {
    case .healthy, .memory, .surge, .erring: false
    case .crashLoop, .single, .mended, .rollback, .flapping, .transient, .rolling, .autoscaling,
      .twoCauses, .twoServices, .environments: true
    }
  }
}
