import LogModel
import Patterns

/// What an engineer would look for next and these logs do not hold.
struct UnseenSigns {
  let library: PatternLibrary
  let index: BootIndex
  let draft: IncidentDraft
  let incident: Incident

  func section() -> Explanation.Section? {
    var list = DecisionList()
    let boots = draft.failedBoots.map { index.boots[$0] }
    addBoots(boots, to: &list)
    if draft.trace == nil {
      list.add(.missing, "No stack trace that can be read goes with the failures.")
    }
    if draft.signature == nil {
      list.add(.missing, "No signature of the library (role: cause) fires on them.")
    }
    if let end = incident.whysEnd { list.add(.missing, end) }
    if incident.revisions.isEmpty {
      list.add(.missing, "The entries name no revision.")
    }
    return list.section("What was not seen?")
  }

  private func addBoots(_ boots: [ObservedBoot], to list: inout DecisionList) {
    guard !boots.isEmpty else { return }
    func add(_ silent: [ObservedBoot], _ what: String) {
      guard !silent.isEmpty else { return }
      let subject =
        silent.count == boots.count
        ? (boots.count == 1 ? "The failed boot has" : "None of the failed boots has")
        : "\(silent.count) of \(boots.count) failed boots \(silent.count == 1 ? "has" : "have")"
      let negation = silent.count == boots.count && boots.count > 1 ? "" : "no "
      list.add(
        .missing, "\(subject) \(negation)\(what).",
        silent.flatMap { $0.markers.prefix(1).map(\.entry) })
    }
    add(boots.filter { $0.exitCode == nil }, "logged exit code")
    add(boots.filter { $0.startedAt == nil }, "start in these logs")
    add(
      boots.filter { boot in
        !boot.markers.contains { library.profiles[$0.profile].layer != .platform }
      },
      "marker of a server or an application")
  }
}
