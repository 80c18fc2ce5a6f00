import LogModel
import Testing

@testable import LogScanning

@Suite struct ExplorerLineTests {
  @Test func copiedTextIsReadAsTheEntriesItShows() throws {
    let text = """
      INFO 2026-03-05T17:47:34.077518Z Starting new instance. Reason: AUTOSCALING
      DEFAULT 2026-03-05T17:47:35.1Z ERROR: Application startup failed. Exiting.
      ERROR 2026-03-05T17:47:36Z Traceback (most recent call last):
        File "/srv/a.py", line 3, in run
      KeyError: 'x'
      WARNING 2026-03-05T17:47:37.914208100Z Container called exit(3).
      NOTICE 2026-03-05T17:47:38Z {"message":"inner","severity":"DEFAULT"}
      CRITICAL 2026-03-05 17:47:39 an application's own
      """
    let (entries, outcome) = try read(text)
    #expect(outcome.problems.isEmpty)
    #expect(
      entries.map(\.message) == [
        "Starting new instance. Reason: AUTOSCALING", "ERROR: Application startup failed. Exiting.",
        "Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in run\nKeyError: 'x'",
        "Container called exit(3).", "inner", "CRITICAL 2026-03-05 17:47:39 an application's own",
      ])
    #expect(entries.map(\.severity) == [.info, .error, .error, .warning, .notice, .critical])
    #expect(entries[3].timestamp.rfc3339 == "2026-03-05T17:47:37.914208100Z")
  }

  @Test func requestsAreReadFromTheirFields() throws {
    let fields =
      "[httpRequest.requestMethod: GET] [httpRequest.status: 503] [httpRequest.latency: 114 ms]"
    let text = """
      ERROR 2026-03-05T17:47:34Z \(fields) [httpRequest.userAgent: x 1] https://a.example/b?c The request failed
      WARNING 2026-03-05T17:47:35Z [httpRequest.status: 404] [httpRequest.latency: 1.25 s] /x
      INFO 2026-03-05T17:47:36Z [httpRequest.status: teapot] x
      INFO 2026-03-05T17:47:37Z \(fields)
      """
    var methods: [String?] = []
    var urls: [String?] = []
    let (entries, _) = try read(Array(text.utf8)) {
      methods.append($0.request?.method)
      urls.append($0.request?.url)
    }
    #expect(entries.map(\.status) == [503, 404, nil, 503])
    #expect(entries.map(\.latency) == [114_000_000, 1_250_000_000, nil, 114_000_000])
    #expect(
      entries.map(\.message) == ["The request failed", "/x", "[httpRequest.status: teapot] x", ""])
    #expect(methods == ["GET", nil, nil, "GET"])
    #expect(urls == ["https://a.example/b?c", nil, nil, nil])
  }
}
