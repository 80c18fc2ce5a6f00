/// What a reader can tell of a style's boots on any platform.
struct StyleTraits: Sendable {
  /// Whether it writes a line that marks its start before it can fail, be it the marker of its first
  /// phase.
  var showsStart: Bool
  var showsReadiness: Bool

  init(_ style: any StartupStyle) {
    var generator = SeededGenerator(seed: 0)
    let first = style.stages.first.map { StyledEnding.hangs(stage: $0) } ?? .ready
    showsStart = style.lines(of: first, using: &generator).contains(where: \.marksStart)
    showsReadiness = style.showsReadiness
  }

  private init(showsStart: Bool, showsReadiness: Bool) {
    self.showsStart = showsStart
    self.showsReadiness = showsReadiness
  }

  /// By the name of the style.
  static let all: [String: StyleTraits] = {
    var all: [String: StyleTraits] = [:]
    for style in StartupStyles.all + StartupStyles.givenByUsers {
      all[style.name] = StyleTraits(style)
    }
    for style in ScenarioAxes.PythonStyle.allCases {
      // A worker without uvicorn says nowhere that it has loaded the application.
      all[style.rawValue] = StyleTraits(showsStart: true, showsReadiness: style != .sync)
    }
    return all
  }()
}
