import LogModel

/// What makes failures the same incident.
enum RootCauseKey: Hashable, Sendable {
  case signature(String)
  case exception(type: String, file: String, function: String)
  case template(String)

  /// Stable text of the key; part of the incident's id.
  var text: String {
    switch self {
    case .signature(let id): "signature:" + id
    case .exception(let type, let file, let function): "exception:\(type)|\(file)|\(function)"
    case .template(let template): "template:" + template
    }
  }

  /// By type, file and function of a trace, which stay the same when lines and messages change.
  init?(of trace: StackTrace) {
    guard let root = trace.root else { return nil }
    let origin = trace.origin
    self = .exception(
      type: root.type, file: origin?.file ?? "", function: origin?.function ?? "")
  }
}

/// Why one boot failed, as far as its own entries show.
struct BootCause: Sendable {
  var key: RootCauseKey
  var signature: String?
  var captures: [String: String] = [:]
  var trace: TraceEvidence?
  /// The entries that show it, in time order.
  var entries: [SeenEntry]
}
