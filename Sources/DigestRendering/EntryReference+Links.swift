import LogModel

extension EntryReference {
  /// `projects/P/logs/ENCODED-ID` where the project is known, else the log's id; nil without a log.
  var logName: String? {
    guard !source.log.isEmpty else { return nil }
    guard let project = source.service.project, !project.isEmpty else { return source.log }
    return "projects/\(project)/logs/\(PercentEncoding.encode(source.log))"
  }

  /// The link that shows this entry in Logs Explorer; nil where project, time or insertId is missing.
  ///
  /// The query holds no parentheses and every part is percent-encoded, so a link is plain ASCII and
  /// means the same in a terminal, in Markdown and in a mail.
  var logsExplorerURL: String? {
    guard let project = source.service.project, !project.isEmpty, timestamp.isDated,
      !insertId.isEmpty
    else { return nil }
    let time = timestamp.rfc3339
    var conditions = ["insertId=\(quoted(insertId))", "timestamp=\(quoted(time))"]
    if let logName { conditions.append("logName=\(quoted(logName))") }
    let query = PercentEncoding.encode(conditions.joined(separator: "\n"))
    let pin = "\(time)%2F\(PercentEncoding.encode(insertId))"
    return "https://console.cloud.google.com/logs/query;query=\(query);cursorTimestamp=\(time);"
      + "pinnedLogId=\(pin)?project=\(PercentEncoding.encode(project))"
  }

  /// A string literal of the Logging query language.
  private func quoted(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { literal += "\\" }
      literal.unicodeScalars.append(scalar)
    }
    return literal + "\""
  }
}
