/// Which values go together.
extension ScenarioAxes {
  /// False for combinations that no system shows, or that differ in nothing from another.
  var isMeaningful: Bool { placeExists && layoutExists && shapeExists && deliveryApplies }

  /// The nearest combination that is meaningful; nil where nothing near is.
  func settled() -> ScenarioAxes? {
    var near = self
    if !raises {
      (near.place, near.failure, near.layout) = (.importing, .known, .whole)
    } else if !placeExists {
      switch python {
      case .deterministic: near.place = .finalize
      case .workers, .uvicorn: near.place = .startup
      case .sync: near.place = .importing
      case nil: break
      }
    }
    if shape == .advancing, python == .deterministic, near.phasesBefore.isEmpty {
      near.place = .finalize
    }
    if !near.layoutExists { near.layout = .whole }
    if shape == .environments { near.environment = .staging }
    if delivery == .missingSeverities || !hasReadiness { near.decoy = .none }
    return near.isMeaningful ? near : nil
  }

  private var placeExists: Bool {
    switch place {
    case .importing: true
    case .startup: python != .deterministic && python != .sync
    case .initialise, .dependencies, .database, .cache, .services, .websocket, .finalize:
      python == .deterministic || python == nil
    }
  }

  private var layoutExists: Bool {
    switch layout {
    // Other platforms take up one text, or one line, an entry.
    case .segments: platform == "cloud-run" && python != nil
    case .whole, .lines, .member: true
    case .split: python == nil
    // Words that nobody knows make no cause of their own, beside another.
    case .words: python == nil && shape != .twoCauses
    }
  }

  private var shapeExists: Bool {
    let traits = StyleTraits.all[style]
    if python != nil, platform != "cloud-run", platform != "kubernetes" { return false }
    if needsReadiness, traits?.showsReadiness != true || !hasReadiness { return false }
    if decoy != .none, !hasReadiness { return false }
    // A machine is its own service: what fails there restarts there.
    if platform == "compute-engine", !isOfOneInstance || !showsStart { return false }
    if shape == .environments, environment != .staging { return false }
    // What fails here is no start-up, or raises nothing.
    if !raises, (place, failure, layout) != (.importing, .known, .whole) { return false }
    switch shape {
    // Requests are the platform's to log here.
    case .surge, .outage, .memory: return platform == "cloud-run"
    case .hanging, .probeFailure, .killedAtStart, .stalled: return python == nil
    case .advancing: return python == .deterministic && !phasesBefore.isEmpty
    // Only a start in the same place tells that what was before is over.
    case .silent: return python == nil && platform == "kubernetes" && showsStart
    // Without a start marker of its own, what uvicorn's import leaves in one pod cannot be told apart.
    default: return platform == "cloud-run" || python != .uvicorn || place != .importing
    }
  }

  private var deliveryApplies: Bool {
    switch delivery {
    case .cutHead, .cutTail:
      (shape == .crashLoop || shape == .single || shape == .mended) && showsStart
    case .missingExits: platform == "cloud-run" && raises
    // What runs is judged by its severities.
    case .missingSeverities: raises && decoy == .none
    case .complete, .newestFirst, .shuffled, .doubled, .sharded, .late, .skewedClocks: true
    }
  }

  /// The phases of the Python application before the one that fails; none for other places.
  var phasesBefore: [Place] {
    let phases: [Place] = [
      .initialise, .dependencies, .database, .cache, .services, .websocket, .finalize,
    ]
    return Array(phases[..<(phases.firstIndex(of: place) ?? 0)])
  }

  /// Whether the logs show where a boot begins.
  var showsStart: Bool {
    platform == "cloud-run" || StyleTraits.all[style]?.showsStart == true
  }

  /// A job is done when it ends, and serves nobody.
  private var hasReadiness: Bool { platform != "cloud-run-job" }

  private var isOfOneInstance: Bool {
    switch shape {
    case .rolling, .autoscaling, .healthy, .memory, .hanging, .stalled: false
    default: true
    }
  }

  private var needsReadiness: Bool {
    switch shape {
    case .healthy, .mended, .rollback, .flapping, .transient, .rolling, .memory, .surge, .outage,
      .erring, .stalled, .environments:
      true
    case .advancing, .crashLoop, .single, .autoscaling, .twoCauses, .twoServices, .hanging,
      .probeFailure,
      .killedAtStart, .silent:
      false
    }
  }

  /// Whether the shape has boots that fail by what they raise.
  var raises: Bool {
    switch shape {
    case .healthy, .memory, .surge, .outage, .erring, .hanging, .probeFailure, .killedAtStart,
      .silent, .stalled:
      false
    case .advancing, .crashLoop, .single, .mended, .rollback, .flapping, .transient, .rolling,
      .autoscaling,
      .twoCauses, .twoServices, .environments:
      true
    }
  }
}
