import LogModel

/// What is said of the input of a run.
struct InputPhrases {
  let digest: Digest
  let clock: Clock

  /// `1,204,118 entries in 8 files, 09:00 – 10:00 UTC`.
  var extent: String {
    let input = digest.input
    let entries = Phrasing.count(input.entries, "entry", plural: "entries")
    let files = input.files > 0 ? " in " + Phrasing.count(input.files, "file") : ""
    return entries + files + (clock.window.map { ", " + $0 } ?? "")
  }

  /// `412 error entries, 398 explained`; nil where there is no error entry.
  var errors: String? {
    let input = digest.input
    guard input.errorEntries > 0 else { return nil }
    return Phrasing.count(input.errorEntries, "error entry", plural: "error entries")
      + ", \(Phrasing.count(input.explainedErrorEntries)) explained"
  }

  /// `3 services, 12 boots, all ready`; nil where neither was seen.
  var services: String? {
    let summary = digest.summary
    var parts: [String] = []
    if summary.services > 0 { parts.append(Phrasing.count(summary.services, "service")) }
    if summary.boots.total > 0 {
      parts.append(Phrasing.count(summary.boots.total, "boot"))
      if summary.boots.ready == summary.boots.total {
        parts.append(summary.boots.total == 1 ? "ready" : "all ready")
      } else {
        parts += outcomes(summary.boots)
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// What was left out or counted twice, a sentence each.
  var remarks: [String] {
    let input = digest.input
    var remarks: [String] = []
    if input.leftOut > 0 {
      remarks.append(
        Phrasing.count(input.leftOut, "entry", plural: "entries")
          + " not asked for (--since, --until, --service, --environment).")
    }
    if input.duplicates > 0 {
      remarks.append(
        Phrasing.count(input.duplicates, "duplicate entry", plural: "duplicate entries")
          + " left out.")
    }
    if !input.deduplicatedAll {
      remarks.append("Too many entries to remember: further duplicates may be counted twice.")
    }
    if input.malformed > 0 {
      remarks.append(
        Phrasing.count(input.malformed, "malformed record") + " skipped.")
    }
    return remarks
  }

  /// The masked message, or a word for entries without any text.
  static func template(_ template: UnexplainedTemplate, quote: String = "") -> String {
    VisibleText.line(template.template).isEmpty
      ? "(no text)" : quote + template.template + quote
  }

  /// `file, entry 12: reason`.
  static func problem(_ problem: Problem) -> String {
    var place = problem.file
    if let entry = problem.entry { place += ", entry \(Phrasing.count(entry))" }
    if let offset = problem.byteOffset, problem.entry == nil, offset > 0 {
      place += ", byte \(Phrasing.count(offset))"
    }
    return place + ": " + problem.reason
  }

  private func outcomes(_ boots: BootCounts) -> [String] {
    [
      (boots.failed, "failed"), (boots.ready, "ready"), (boots.inProgress, "in progress"),
      (boots.stopped, "stopped before ready"),
    ].filter { $0.0 > 0 }.map { "\(Phrasing.count($0.0)) \($0.1)" }
  }
}
