import LogModel

/// Which entries are lines or segments of a trace that was logged in several: what is seen on one of
/// them is seen once, on the trace.
struct TraceMembership: Sendable {
  private var traces: [SeenEntry: SeenEntry] = [:]

  init(_ all: TraceBook) {
    for trace in all {
      let entries = trace.entries
      guard entries.count > 1 else { continue }
      for entry in entries { traces[entry] = trace.telling }
    }
  }

  /// The entry that stands for the trace of an entry; the entry itself where it is part of none.
  func telling(_ entry: SeenEntry) -> SeenEntry {
    traces.isEmpty ? entry : traces[entry] ?? entry
  }
}
