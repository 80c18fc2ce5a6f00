/// The files under samples/ that are generated: one export a story, and a table of them.
public enum SampleSet {
  /// The seed of the committed samples.
  public static let seed: UInt64 = 20_250_907

  /// File name → content, in the order of the table, the table last. Exports are gzipped arrays as
  /// gcloud prints them, newest first.
  public static func files() throws(ZlibFailure) -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    let stories = Story.all(seed: seed)
    for story in stories {
      let array = PackagedForm.gcloud.encode(Packaging.newestFirst(story.entries))
      files.append((story.name + ".json.gz", try Gzip.compress(array)))
    }
    files.append(("README.md", Array(readme(stories).utf8)))
    return files
  }

  static func readme(_ stories: [Story]) -> String {
    var lines = [
      "# Samples",
      "",
      "Made by `simulate-logs samples samples` (seed \(seed)); no line of them comes from a real system. Each file",
      "is what `gcloud logging read … --format=json | gzip` prints: one array, newest first.",
      "`simulate-logs diagnosis NAME` prints what is true about a story as JSON. `impact.yaml` is written by",
      "hand: it says what the chat of the reference incident is worth.",
      "",
      "| file | story | expected diagnosis |",
      "|---|---|---|",
    ]
    for story in stories {
      let incidents = story.diagnosis.incidents.map(sentence)
      let expected = incidents.isEmpty ? "no incident" : incidents.joined(separator: "<br>")
      lines.append("| `\(story.name).json.gz` | \(story.summary) | \(expected) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func sentence(_ incident: ExpectedIncident) -> String {
    var parts = ["\(incident.kind.rawValue) of \(incident.service) (\(incident.environment))"]
    let cause = incident.signature.map { "`\($0)`" } ?? "no signature"
    parts.append(incident.exceptionType.map { "\(cause), \($0)" } ?? cause)
    if let phase = incident.phase {
      let origin = incident.phaseOrigin.map { ", from \($0)" } ?? ""
      parts.append("fails in \(phase)\(origin)")
    }
    if incident.failedBoots > 0 {
      parts.append("\(incident.failedBoots) failed boot\(incident.failedBoots == 1 ? "" : "s")")
    }
    if incident.usersFailed > 0 {
      let statuses = incident.statuses.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
      parts.append(
        "\(incident.usersFailed) of \(incident.usersRequests) requests failed (\(statuses.joined(separator: ", ")))"
      )
    }
    parts.append(incident.recovered ? "recovered" : "not recovered")
    return parts.joined(separator: "; ")
  }
}
