import LogModel

/// Requests as Cloud Run logs them: stamped with their start, not their end.
extension LogComposer {
  static let brokenConnection =
    "The request failed because either the HTTP response was malformed or connection to the instance had an error. Additional troubleshooting documentation can be found at: https://cloud.google.com/run/docs/troubleshooting#malformed-response-or-connection-error"
  static let couldNotStart =
    "The request failed because the instance could not start successfully."
  static let noInstance =
    "The request was aborted because there was no available instance. Additional troubleshooting documentation can be found at: https://cloud.google.com/run/docs/troubleshooting#abort-request"

  static let userAgents = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "python-httpx/0.27.2",
    "GoogleStackdriverMonitoring-UptimeChecks(https://cloud.google.com/monitoring)",
    "curl/8.5.0",
  ]

  /// - Parameter ended: when the answer was there; the start is `latency` seconds before.
  mutating func request(
    _ instance: SimulatedInstance, _ method: String, _ path: String, status: Int,
    ended: Timestamp, latency seconds: Double, text: String? = nil
  ) {
    // Stamped in microseconds, measured in nanoseconds.
    let latency = Int64(seconds * 1e9)
    let began = (ended.nanoseconds - latency) / 1000 * 1000
    let severity: Severity = status >= 500 ? .error : status >= 400 ? .warning : .info
    let request = SimulatedEntry.HTTPRequest(
      method: method, url: "https://\(instance.service.host)\(path)", status: status,
      latency: latency, requestSize: generator.within(240...2400),
      responseSize: status == 304
        ? 0 : status >= 400 ? generator.within(110...900) : generator.within(300...60_000),
      userAgent: generator.pick(LogComposer.userAgents), remoteIp: generator.documentationAddress(),
      serverIp: status == 503 ? nil : "198.51.100.53",
      referer: method == "GET" && generator.chance(0.2) ? "https://app.acme.example/threads" : nil)
    let trace = generator.hexadecimal(digits: 32)
    add(
      instance, log: "run.googleapis.com/requests", at: Timestamp(nanoseconds: began),
      severity: severity, payload: text.map { .text($0) } ?? .none, request: request, trace: trace)
  }
}
