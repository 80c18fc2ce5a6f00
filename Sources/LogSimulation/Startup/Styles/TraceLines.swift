public import LogModel

extension StyledFailure {
  /// What a logging leaves of the failure's trace: its entries in order. Where nothing is raised the
  /// message stands for it.
  ///
  /// - Parameters:
  ///   - prefix: what the first line of a text has before the trace, e.g. a logger's own words.
  ///   - logger: the message of a structured entry that carries the trace in a member.
  public func traceLines(
    _ logging: FailureLogging, prefix: String = "", logger: String, on stream: StyledStream,
    _ severity: Severity?
  ) -> [StyledLine] {
    guard let trace, logging != .messageOnly else {
      return [StyledLine(prefix + message, .failure, on: stream, severity)]
    }
    switch logging {
    case .text, .messageOnly:
      return [StyledLine(prefix + trace.text, .failure, on: stream, severity)]
    case .field(let member):
      return [
        StyledLine(
          .json([
            "message": .string(logger), "level": "error",
          ]).adding(member, trace.text), .failure, on: stream, severity ?? .error)
      ]
    case .lines:
      // Runtimes print blank lines too; a platform drops them.
      return (prefix + trace.text).split(separator: "\n").map {
        StyledLine(String($0), .failure, on: stream, severity, after: 0.000_06)
      }
    case .split(let parts):
      let text = Array((prefix + trace.text).utf8)
      // A trace is ASCII, so that any cut is one between characters.
      let size = (text.count + parts - 1) / max(1, parts)
      var lines: [StyledLine] = []
      for index in 0..<max(1, parts) {
        let part = text[min(index * size, text.count)..<min((index + 1) * size, text.count)]
        var line = StyledLine(
          String(decoding: part, as: UTF8.self), .failure, on: stream, severity, after: 0.000_06)
        line.split = SimulatedEntry.Split(uid: "", index: index, totalSplits: max(1, parts))
        lines.append(line)
      }
      return lines
    }
  }
}

extension StyledLine.Payload {
  /// An object with one more text.
  func adding(_ name: String, _ text: String) -> StyledLine.Payload {
    guard case .json(.object(let members)) = self else { return self }
    return .json(.object(members + [JSONValue.Member(name, .string(text))]))
  }
}
