/// Why a simulated start-up fails, and what a reader should find of it.
struct ScenarioFailure: Hashable, Sendable {
  var trace: PythonTraceback
  /// What the phase that fails says.
  var reason: String
  /// The shipped signature that explains it, with the tags of its impact.
  var signature: String?
  var tags: [String] = []
  /// Capabilities that the signature itself names.
  var capabilities: [String] = []

  /// Of the root exception.
  var type: String { trace.segments[0].type }
  var message: String { trace.segments[0].message }

  /// The innermost frame of the application, of the first exception that has one.
  var origin: PythonTraceback.Frame? {
    for segment in trace.segments {
      if let frame = segment.frames.last(where: { $0.file.hasPrefix("/app/") }) { return frame }
    }
    return nil
  }

  /// What makes failures of one service the same: the signature, else the exception and its origin.
  var cause: String {
    signature ?? "\(type) \(origin.map { "\($0.file) \($0.function)" } ?? "")"
  }
}
