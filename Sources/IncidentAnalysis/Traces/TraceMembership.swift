import LogModel

/// Which entries are lines or segments of a trace that was logged in several: what is seen on one of
/// them is seen once, on the trace.
struct TraceMembership: Sendable {
  private var traces: [SeenEntry: SeenEntry] = [:]

  init(_ all: [TraceEvidence]) {
    for trace in all where trace.entries.count > 1 {
      for entry in trace.entries { traces[entry] = trace.telling }
    }
  }

  /// The entry that stands for the trace of an entry; the entry itself where it is part of none.
  func telling(_ entry: SeenEntry) -> SeenEntry {
    traces.isEmpty ? entry : traces[entry] ?? entry
  }
}
