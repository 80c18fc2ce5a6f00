import LogModel
import Patterns

/// Puts the decisions behind one incident into words, in the order in which they are made.
struct IncidentExplainer {
  let library: PatternLibrary
  let run: AnalysedRun
  let assessment: ImpactAssessment

  func explanation(of draft: IncidentDraft, told incident: Incident) -> Explanation {
    let index = run.index
    let finder = BootCauseFinder(
      library: library, traces: run.traces, membership: run.membership)
    let extent = ExtentDecisions(index: index, draft: draft, incident: incident)
    let sections = [
      IdentityDecisions(
        draft: draft, incident: incident,
        siblings: run.drafts.filter { $0.service == draft.service }
      ).section(),
      BootDecisions(library: library, index: index, draft: draft).section(),
      OccurrenceDecisions(draft: draft, incident: incident).section(),
      CauseDecisions(
        library: library, index: index, traces: run.traces, finder: finder, draft: draft
      ).section(),
      PhaseDecisions(library: library, index: index, draft: draft, incident: incident).section(),
      extent.users(),
      extent.recovery(),
      PriorityDecisions(
        library: library, incident: incident,
        rule: assessment.rule(Urgency(of: incident, library: library))
      ).section(),
      UnseenSigns(library: library, index: index, draft: draft, incident: incident).section(),
    ]
    return Explanation(incident: incident, sections: sections.compactMap { $0 })
  }
}
