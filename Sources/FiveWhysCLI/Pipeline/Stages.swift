import LogModel

enum DigestFormat: String, CaseIterable, Sendable { case text, json, markdown }

struct RenderOptions: Sendable {
  var width = 100
  var color = false
}

enum DigestRenderers {
  static func render(_ digest: Digest, as format: DigestFormat, options: RenderOptions) -> String {
    var out = "\(digest.summary)\n\(digest.input)\n"
    for i in digest.incidents {
      out += "\(i.priority.rawValue) \(i.id) \(i.kind) \(i.state) \(i.title)\n boots \(i.boots.counts) exit \(i.boots.exitCodes) reached \(i.boots.phaseReached) ttf \(String(describing: i.boots.medianSecondsToFailure)) between \(String(describing: i.boots.medianSecondsBetween)) trunc \(i.boots.truncatedHead)\n phase \(String(describing: i.phase))\n users \(String(describing: i.users.map { ($0.requests, $0.failed, $0.statuses) })) recovered \(String(describing: i.recoveredAt?.rfc3339))\n risk \(String(describing: i.productionRisk))\n impact \(i.impact)\n"
      for w in i.whys { out += "  \(w.number) \(w.question) -- \(w.answer) [\(w.basis)] \(w.evidence.count)+\(w.furtherEvidence) \(w.evidence.first?.text.prefix(90) ?? "")\n" }
      out += "  end: \(String(describing: i.whysEnd))\n"
    }
    for u in digest.unexplained { out += "  UNEXPL \(u.count) \(u.severity) \(u.template)\n" }
    return out
  }
}
