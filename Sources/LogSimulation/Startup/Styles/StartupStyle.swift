/// How a kind of software starts: what it logs, how it fails, and what is true about a failure.
public protocol StartupStyle: Sendable {
  /// Kebab-case, unique among styles.
  var name: String { get }
  /// The id of the profile that reads it.
  var profile: String { get }
  var language: SimulatedTrace.Language { get }
  /// A healthy start. Draws from the generator the same numbers for every ending.
  func script(using generator: inout SeededGenerator) -> StyledScript
  /// The profile as its user would write it; nil where it ships.
  var profileYAML: String? { get }
  /// Whether its log says that it became ready: false where only an answered request shows it.
  var showsReadiness: Bool { get }
  /// The failures that it knows, at least one of them unknown to the shipped signatures.
  var failures: [StyledFailure] { get }
  /// What it logs when it fails, in the order of the log, the trace among it.
  func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine]
}

/// The phase that a reader should find, by construction.
public struct ExpectedPhase: Hashable, Sendable {
  public enum Basis: String, Hashable, Sendable {
    case failureMarker = "failure-marker"
    case enterMarker = "enter-marker"
    case exit, traceback, signature, inferred
  }

  public var profile: String
  public var name: String
  public var basis: Basis
  /// Where the failing code belongs, if that is another phase and shows.
  public var origin: String?

  public init(profile: String, name: String, basis: Basis, origin: String? = nil) {
    self.profile = profile
    self.name = name
    self.basis = basis
    self.origin = origin
  }
}

extension StartupStyle {
  public var showsReadiness: Bool { true }
  public var profileYAML: String? { nil }

  /// The profile's phases that its log shows, in the order in which they begin.
  public var phases: [String] {
    var generator = SeededGenerator(seed: 0)
    return script(using: &generator).allStages.compactMap { $0.phase?.name }
  }

  /// Where a boot can stop, in order.
  public var stages: [String] {
    var generator = SeededGenerator(seed: 0)
    return script(using: &generator).allStages.map(\.name)
  }

  /// The phase of a boot that did not become ready, by the contract's rules; nil where its log does
  /// not tell.
  ///
  /// - Parameter exitIsLogged: whether anything in the logs tells its end: false for a boot that
  ///   only its successor cuts off.
  public func expectedPhase(of ending: StyledEnding, exitIsLogged: Bool = true) -> ExpectedPhase? {
    var generator = SeededGenerator(seed: 0)
    let script = script(using: &generator)
    guard let name = ending.stage else { return nil }
    let path = script.path(to: name)
    func phase(_ stage: StyledStage?, _ basis: ExpectedPhase.Basis) -> ExpectedPhase? {
      stage?.phase.map { ExpectedPhase(profile: $0.profile, name: $0.name, basis: basis) }
    }
    /// The innermost layer first, then the deepest.
    func innermost(_ stages: [StyledStage]) -> StyledStage? {
      stages.enumerated().max { left, right in
        (left.element.phase?.layer ?? 0, left.offset)
          < (right.element.phase?.layer ?? 0, right.offset)
      }?.element
    }
    if case .fails(let failure, let logging) = ending {
      let said = lines(of: failure, logging).map(\.role)
      let failed = script.allStages.filter { stage in
        stage.phase.map { said.contains(.phaseFailed($0.name)) } ?? false
      }
      if let stage = innermost(failed) { return phase(stage, .failureMarker) }
    }
    if let stage = innermost(path.filter(\.marksEntry)) { return phase(stage, .enterMarker) }
    if let next = following(path, in: script) {
      return ExpectedPhase(
        profile: next.profile, name: next.name, basis: exitIsLogged ? .exit : .inferred)
    }
    if case .fails(let failure, let logging) = ending, failure.trace != nil,
      logging != .messageOnly, let stage = innermost(path.filter(\.isNamedByFrames))
    {
      return phase(stage, .traceback)
    }
    if case .fails(let failure, let logging) = ending, failure.signature(logging) != nil {
      return failure.signaturePhase
    }
    return nil
  }

  /// The phase after the last one that was done before a boot stopped.
  private func following(_ path: [StyledStage], in script: StyledScript) -> StyledStage.Phase? {
    guard let last = path.last else { return nil }
    let all = script.allStages
    let open = Set(path.map(\.name))
    let before = all.prefix { $0.name != last.name }
      .filter { !open.contains($0.name) && $0.marksEnd }.compactMap(\.phase)
    guard let done = before.max(by: { ($0.layer, $0.ordinal) < ($1.layer, $1.ordinal) }) else {
      return nil
    }
    return all.compactMap(\.phase).first {
      $0.profile == done.profile && $0.ordinal == done.ordinal + 1
    }
  }

  /// Every line that a start writes, in order, with its time.
  public func lines(
    of ending: StyledEnding, using generator: inout SeededGenerator
  ) -> [StyledLine] {
    let script = script(using: &generator)
    var pacing = StyledPacing(generator: generator)
    defer { generator = pacing.generator }
    pacing.say(script.opening)
    let stop = ending.stage
    func run(_ stages: [StyledStage]) -> Bool {
      for stage in stages {
        pacing.say(stage.enter)
        pacing.wait(stage.seconds)
        if stage.name == stop { return false }
        guard run(stage.inner) else { return false }
        pacing.say(stage.done)
      }
      return true
    }
    if run(script.stages) {
      pacing.say(script.ready)
    } else if case .fails(let failure, let logging) = ending {
      pacing.say(lines(of: failure, logging))
    }
    return pacing.lines
  }
}

/// Gives the lines of a script their times.
private struct StyledPacing {
  var generator: SeededGenerator
  var lines: [StyledLine] = []
  private var now = 0.0

  init(generator: SeededGenerator) { self.generator = generator }

  mutating func say(_ script: [StyledLine]) {
    for line in script {
      // Lines of one process never share a microsecond.
      now += max(line.seconds * generator.within(0.8...1.2), 0.000_05)
      lines.append(line)
      lines[lines.count - 1].seconds = now
    }
  }

  mutating func wait(_ seconds: ClosedRange<Double>) { now += generator.within(seconds) }
}
