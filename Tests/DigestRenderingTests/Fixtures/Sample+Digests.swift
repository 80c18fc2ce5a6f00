import LogModel

extension Sample {
  static var referenceDigest: Digest {
    var input = input(files: 8, entries: 1_204_118, errors: 412, explained: 398)
    input.duplicates = 2_311
    input.truncatedFiles = 1
    input.problems = [
      Problem(
        file: "07:00:00_07:59:59_S0.json.gz", byteOffset: 1_204_551,
        reason: "the gzip data ends early: 31,044 entries were read")
    ]
    let search = ServiceIdentity(
      project: project, name: "acme-search", environment: "staging")
    let template = UnexplainedTemplate(
      template: "index <id> not reachable in <n> s", severity: .error, count: 9,
      services: ["acme-search"], firstSeen: at("09:10:00"), lastSeen: at("09:20:00"),
      example: entry(
        at("09:10:00"), "index 9f3c not reachable in 30 s", service: search, insertId: "s1",
        file: "search.json", ordinal: 3))
    return digest(
      [reference], boots: counts(failed: 14, ready: 3, inProgress: 1), input: input,
      unexplained: [template])
  }

  static var unknownExceptionDigest: Digest {
    digest(
      [unknownException], services: 1, boots: counts(failed: 1),
      input: input(files: 1, entries: 12),
      from: nil, to: nil)
  }

  /// Spans two days.
  static var recoveredDigest: Digest {
    digest(
      [recovered], boots: counts(failed: 14, ready: 2, stopped: 1),
      input: input(files: 2, entries: 90_000), to: at("06:00:00", day: 8),
      generatedAt: at("07:00:00", day: 8))
  }

  /// Rendered three weeks later.
  static var servingErrorsDigest: Digest {
    digest(
      [servingErrors], services: 1, input: input(files: 1, entries: 5_000, errors: 412),
      generatedAt: at("07:00:00", day: 28))
  }

  static var quietDigest: Digest {
    digest([], boots: counts(ready: 12), input: input(files: 8, entries: 1_204_118))
  }

  static var emptyDigest: Digest {
    digest([], services: 0, input: InputSummary(), from: nil, to: nil)
  }

  static var hostileDigest: Digest {
    var input = input(files: 1, entries: 2, errors: 2)
    input.deduplicatedAll = false
    input.malformed = 3
    input.problems = (1...14).reversed().map { Problem(file: hostile, entry: $0, reason: hostile) }
    let template = UnexplainedTemplate(
      template: hostile, severity: .emergency, count: 2, services: [hostile, hostile],
      firstSeen: at("09:00:00"), lastSeen: at("09:00:00"), example: entry(at("09:00:00"), hostile))
    return digest(
      [hostileIncident], input: input, unexplained: Array(repeating: template, count: 7))
  }

  /// Twelve incidents of all priorities, as a bad night brings them.
  static var twelveDigest: Digest {
    let kinds = [reference, servingErrors, unknownException, recovered]
    let incidents = (0..<12).map { index in
      var incident = kinds[index % kinds.count]
      incident.id = "00000000000000" + (index < 10 ? "0" : "") + String(index)
      incident.priority = Priority.allCases[index / 3]
      return incident
    }
    return digest(
      incidents, boots: counts(failed: 40, ready: 2), input: input(files: 3, entries: 40_000),
      to: at("06:00:00", day: 8), generatedAt: at("07:00:00", day: 8))
  }

  /// Every digest of the tests, by the name of its golden files.
  static var all: [(name: String, digest: Digest)] {
    [
      ("reference", referenceDigest), ("unknown-exception", unknownExceptionDigest),
      ("recovered", recoveredDigest), ("serving-errors", servingErrorsDigest),
      ("quiet", quietDigest), ("empty", emptyDigest), ("hostile", hostileDigest),
      ("twelve", twelveDigest),
    ]
  }
}
