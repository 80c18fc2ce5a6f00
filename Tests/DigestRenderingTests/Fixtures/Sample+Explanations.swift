import LogModel

extension Sample {
  /// Explanations of incidents of the samples.
  static var explanations: [(name: String, explanation: Explanation)] {
    [
      ("reference", explanation(of: reference, text: "4 boots failed: " + message)),
      ("serving errors", explanation(of: servingErrors, text: "412 of 3,004 requests failed.")),
      ("hostile", explanation(of: hostileIncident, text: hostile)),
    ]
  }

  /// Every verdict, with and without entries.
  private static func explanation(of incident: Incident, text: String) -> Explanation {
    let cited = incident.evidence + incident.rootCause.evidence
    return Explanation(
      incident: incident,
      sections: [
        .init(
          question: incident.title == hostile ? hostile : "Which boots failed?",
          decisions: [
            .init(.taken, text, evidence: Array(cited.prefix(3)), furtherEvidence: 11),
            .init(.taken, text, evidence: Array(cited.prefix(1))),
          ]),
        .init(
          question: "What was not seen?",
          decisions: [.init(.rejected, text), .init(.missing, text)]),
      ])
  }
}
