import LogModel

/// References and facts that differ in every member an order could overlook.
enum SampleFacts {
  static let sources: [EntrySource] = [nil, "", "a", "b"].flatMap { instance in
    [nil, "", "p"].flatMap { project in
      ["stderr", "stdout"].map { log in
        EntrySource(
          service: ServiceIdentity(project: project, name: instance, environment: "unknown"),
          platform: project, resourceType: nil, location: instance, revision: project,
          instance: instance, log: log)
      }
    }
  }

  static func reference(
    _ time: Int64, _ source: EntrySource, id: String, hash: UInt64 = 0, file: String = "f",
    ordinal: Int = 1
  ) -> EntryReference {
    EntryReference(
      timestamp: Timestamp(nanoseconds: time), source: source, insertId: id, severity: .error,
      text: "text", contentHash: hash, file: file, ordinal: ordinal)
  }

  static let references: [EntryReference] = sources.flatMap { source in
    [
      reference(1, source, id: "x"), reference(2, source, id: "x"),
      reference(1, source, id: "x", hash: 9), reference(1, source, id: "y", file: "g"),
      reference(1, source, id: "x", file: "a", ordinal: 7),
      reference(1, source, id: "", file: "a"), reference(1, source, id: "", file: "b"),
      reference(1, source, id: "", file: "b", ordinal: 2),
    ]
  }

  static let facts: [Fact] = references.enumerated().flatMap { index, reference in
    [
      Fact(
        entry: reference, kind: .match(SignatureMatch(signature: "s\(index % 2)", captures: [:]))),
      Fact(entry: reference, kind: .traceFragment(text: "KeyError")),
      Fact(
        entry: reference,
        kind: .marker(
          BootMarker(
            profile: "stages", slot: index % 3 == 0 ? .start : .phaseEnter("init"),
            condition: index % 2,
            captures: [:]))),
    ]
  }

  /// A set as text, the places included.
  static func outline(_ set: FactSet) -> [String] {
    set.sorted.map { fact in
      let entry = fact.entry
      let source = entry.source
      return
        "\(entry.timestamp.nanoseconds) \(source.log) \(String(describing: source.instance)) "
        + "\(String(describing: source.service.project)) \(entry.insertId) \(entry.contentHash) "
        + "\(entry.file):\(entry.ordinal) \(fact.kind.sortKey)"
    }
  }
}
