import IncidentAnalysis
import LogModel
import PatternTesting
import Patterns

/// One look at how well the library's signatures are told apart, and at what they explain of some logs.
struct CoverageRun {
  let invocation: Invocation
  let environment: Environment

  /// Lines of each list of what logs show.
  private static let shown = 10
  /// Characters of a template.
  private static let widest = 100

  func perform() throws(CommandError) -> ExitStatus {
    let readsLogs = !invocation.operands.isEmpty || invocation.settings.filesFrom != nil
    let library = try Library.load(
      for: invocation, environment: environment, warns: !readsLogs)
    let crossFires = try Library.examples(of: library).crossFires()
    try StandardOutput.write(crossFires.map { "\($0)\n" }.joined())
    if crossFires.isEmpty {
      let examples = library.signatures.reduce(0) { $0 + $1.examples.matches.count }
      let pairs = library.signatures.reduce(0) { $0 + $1.crossFires.count }
      let expected = pairs == 0 ? "" : ", \(counted(pairs, "expected pair")) aside"
      try StandardOutput.write(
        "\(counted(library.signatures.count, "signature")), \(counted(examples, "example")) to match: none fires on"
          + " another's\(expected).\n")
    }
    let status: ExitStatus = crossFires.isEmpty ? .done : .misuse
    guard readsLogs else { return status }
    let reading = try LogReading(invocation: invocation, environment: environment)
    let result = try reading.scan()
    let digest = reading.analyzer.digest(of: result)
    try StandardOutput.write(text(of: PatternCoverage(digest)))
    reading.report(digest.input.problems)
    return status == .done && reading.lostInput(result) ? .inputLost : status
  }

  private func text(of coverage: PatternCoverage) -> String {
    var text = "\n"
    text += "error entries  \(words(coverage.errorEntries))\n"
    text += "failed boots   \(words(coverage.failedBoots))\n"
    text += list(
      "Explained by", coverage.bySignature.sorted { ($1.value, $0.key) < ($0.value, $1.key) },
      { ("\($0.value) ×", $0.key) })
    text += list(
      "Failed boots that no signature explains", coverage.unnamed,
      { incident in
        (
          "\(incident.boots.counts.failed) ×",
          "\(incident.service.name ?? "-")  \(incident.rootCause.title)"
        )
      })
    text += list(
      "Error entries that no signature explains", coverage.unexplained,
      { template in
        (
          "\(template.count) ×",
          "\(template.services.joined(separator: ", "))  \(template.template)"
        )
      })
    return text
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  private func words(_ share: PatternCoverage.Share) -> String {
    guard share.of > 0 else { return "none" }
    let percent = Int((100 * Double(share.explained) / Double(share.of)).rounded(.down))
    return "\(share.explained) of \(share.of) explained (\(percent) %)"
  }

  private func list<Item>(
    _ title: String, _ items: [Item], _ row: (Item) -> (count: String, text: String)
  ) -> String {
    guard !items.isEmpty else { return "" }
    let rows = items.prefix(CoverageRun.shown).map(row)
    let width = rows.map(\.count.count).max() ?? 0
    var text = "\n\(title):\n"
    for row in rows {
      let gap = String(repeating: " ", count: width - row.count.count)
      text +=
        "  \(gap)\(row.count)  \(visible(Excerpt.middleCut(row.text, limit: CoverageRun.widest)))\n"
    }
    let rest = items.count - rows.count
    return rest > 0 ? text + "  … and \(rest) more\n" : text
  }
}
