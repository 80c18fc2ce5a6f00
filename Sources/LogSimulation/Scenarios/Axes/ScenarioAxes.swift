/// What makes one scenario differ from another: a value of each axis.
public struct ScenarioAxes: Hashable, Sendable {
  /// Python services, whose parts make many failures; the other styles bring their own.
  public enum PythonStyle: String, CaseIterable, Sendable {
    /// gunicorn with uvicorn workers; the application logs seven phases.
    case deterministic = "python-phases"
    /// gunicorn with uvicorn workers; the application logs nothing of its start-up.
    case workers = "python-workers"
    /// gunicorn with synchronous workers: a loaded application is a ready one.
    case sync = "python-sync"
    case uvicorn = "python-uvicorn"
  }

  /// Where the start-up fails; of a style that is not Python, only which of its failures it is.
  public enum Place: String, CaseIterable, Sendable {
    case importing = "import"
    case startup = "application-startup"
    case initialise = "init"
    case dependencies, database, cache, services, websocket, finalize
  }

  /// What is thrown there.
  public enum Failure: String, CaseIterable, Sendable {
    /// A failure that a shipped signature explains.
    case known
    /// The application's own exception, which none explains.
    case unknown
    /// A known failure that set off another while it was handled.
    case chained
    /// An unknown one, wrapped on its way out.
    case wrapped
  }

  /// How the exception reaches the log.
  public enum Layout: String, CaseIterable, Sendable {
    /// Python's, as Cloud Run takes them up: one entry each exception of the chain.
    case segments
    case whole, lines, member
    /// One text, cut into parts by the size limit of an entry.
    case split
    /// The message alone.
    case words
  }

  public enum Shape: String, CaseIterable, Sendable {
    case crashLoop = "crash-loop"
    case single = "single-failure"
    case mended = "new-revision"
    case rollback
    case flapping
    case transient
    case healthy
    case hanging
    case probeFailure = "probe-failure"
    case killedAtStart = "killed-at-start"
    case silent = "silent-restarts"
    case rolling = "rolling-deployment"
    case autoscaling
    case twoCauses = "two-causes"
    case twoServices = "two-services"
    case environments = "staging-and-production"
    case memory = "killed-for-memory"
    case surge = "serving-errors"
    case outage
    case erring = "runtime-errors"
    case advancing = "further-each-time"
    case stalled = "hanging-after-update"
  }

  /// What happens to the entries between the service and the file.
  public enum Delivery: String, CaseIterable, Sendable {
    case complete
    case newestFirst = "newest-first"
    case shuffled
    case doubled
    case sharded
    case late = "late-addenda"
    case cutHead = "cut-head"
    case cutTail = "cut-tail"
    case missingExits = "missing-exits"
    case missingSeverities = "missing-severities"
    case skewedClocks = "skewed-clocks"
  }

  public enum Decoy: String, CaseIterable, Sendable {
    case none
    case quoted
    case nested
    case retries
    case errorAfterReadiness = "error-after-readiness"
  }

  public enum Environment: String, CaseIterable, Sendable {
    case production, staging, unknown
  }

  /// What the user tells about the worth of the service.
  public enum Worth: String, CaseIterable, Sendable {
    case untold, small, great
  }

  /// Of ``SimulatedPlatforms``.
  public var platform: String
  /// Of ``PythonStyle`` or ``StartupStyles``.
  public var style: String
  public var place: Place
  public var failure: Failure
  public var layout: Layout
  public var shape: Shape
  public var delivery: Delivery
  public var form: PackagedForm
  public var isGzipped: Bool
  public var decoy: Decoy
  public var environment: Environment
  public var worth: Worth

  static let platforms = SimulatedPlatforms.all.map(\.name)
  static let styles =
    PythonStyle.allCases.map(\.rawValue)
    + (StartupStyles.all + StartupStyles.givenByUsers).map(\.name)

  /// Nil for a style that is not Python's.
  var python: PythonStyle? { PythonStyle(rawValue: style) }

  /// How many values each axis has, in the order of ``init(_:)``.
  static let sizes = [
    platforms.count, styles.count, Place.allCases.count, Failure.allCases.count,
    Layout.allCases.count, Shape.allCases.count, Delivery.allCases.count,
    PackagedForm.allCases.count, 2, Decoy.allCases.count, Environment.allCases.count,
    Worth.allCases.count,
  ]

  /// From the number of a value of each axis.
  init(_ values: [Int]) {
    platform = ScenarioAxes.platforms[values[0]]
    style = ScenarioAxes.styles[values[1]]
    place = Place.allCases[values[2]]
    failure = Failure.allCases[values[3]]
    layout = Layout.allCases[values[4]]
    shape = Shape.allCases[values[5]]
    delivery = Delivery.allCases[values[6]]
    form = PackagedForm.allCases[values[7]]
    isGzipped = values[8] == 1
    decoy = Decoy.allCases[values[9]]
    environment = Environment.allCases[values[10]]
    worth = Worth.allCases[values[11]]
  }

  /// The numbers of its values, in the order of ``init(_:)``.
  var values: [Int] {
    func number<Value: CaseIterable & Equatable>(_ value: Value) -> Int {
      Array(Value.allCases).firstIndex(of: value) ?? 0
    }
    return [
      ScenarioAxes.platforms.firstIndex(of: platform) ?? 0,
      ScenarioAxes.styles.firstIndex(of: style) ?? 0, number(place), number(failure),
      number(layout), number(shape), number(delivery), number(form), isGzipped ? 1 : 0,
      number(decoy), number(environment), number(worth),
    ]
  }

  /// The values, for names and reports.
  public var words: [String] {
    [
      platform, style, place.rawValue, failure.rawValue, layout.rawValue, shape.rawValue,
      delivery.rawValue, form.rawValue, isGzipped ? "gzip" : "plain", decoy.rawValue,
      environment.rawValue, worth.rawValue,
    ]
  }
}
