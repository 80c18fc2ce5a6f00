import LogModel

extension LogComposer {
  /// Writes a traceback and returns the moment after its last entry.
  mutating func traceback(
    _ instance: SimulatedInstance, at time: Timestamp, _ traceback: PythonTraceback,
    _ layout: TracebackLayout
  ) -> Timestamp {
    var clock = time
    func tick() -> Timestamp {
      clock = clock.advanced(byNanoseconds: 37_000)
      return clock
    }
    switch layout {
    case .segments:
      for (index, segment) in traceback.segments.enumerated() {
        if index > 0 { stderr(instance, at: tick(), segment.link.rawValue) }
        stderr(
          instance, at: tick(),
          segment.lines.filter { !$0.isEmpty }.joined(separator: "\n"), severity: .error)
      }
    case .whole: stderr(instance, at: tick(), traceback.text, severity: .error)
    case .lines:
      for (index, segment) in traceback.segments.enumerated() {
        if index > 0 { stderr(instance, at: tick(), segment.link.rawValue) }
        for line in segment.lines where !line.isEmpty { stderr(instance, at: tick(), line) }
      }
    case .member(let name, let logger, let message):
      record(
        instance, at: tick(), .error, logger: logger, message,
        [.init(name, .string(traceback.text))])
    }
    return clock
  }
}
