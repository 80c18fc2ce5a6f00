import DigestRendering
import IncidentAnalysis
import LogModel

/// One explanation from the command line to its exit status.
struct ExplainRun {
  let invocation: Invocation
  let environment: Environment

  /// Digits of an id below which any might be meant.
  private static let fewestDigits = 4
  private static let digits = 16

  func perform() throws(CommandError) -> ExitStatus {
    guard let id = invocation.operands.first else { throw .missingIncident }
    let wanted = id.lowercased()
    guard (ExplainRun.fewestDigits...ExplainRun.digits).contains(wanted.count),
      wanted.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { throw .noIncidentID(id) }
    var rest = invocation
    rest.operands.removeFirst()
    let reading = try LogReading(invocation: rest, environment: environment)
    let result = try reading.scan()
    let (found, all) = reading.analyzer.explanations(of: wanted, in: result)
    guard let only = found.first, found.count == 1 else {
      throw .unknownIncident(id, known: found.isEmpty ? all : found.map(\.incident.id))
    }
    let settings = invocation.settings
    let options = RenderOptions(
      width: Terminal.width(environment: environment),
      color: Terminal.usesColor(settings.color, environment: environment))
    try StandardOutput.write(
      ExplanationRenderers.render(only, as: settings.format, options: options))
    reading.report((result.problems + result.givenUp.problems).sorted())
    return reading.lostInput(result) ? .inputLost : .done
  }
}
