import LogModel
import Testing

@testable import LogScanning

@Suite struct LinePrefixTests {
  @Test func podsThatKubectlNames() throws {
    let text = """
      [pod/shop-6c8f-abcde/web] INFO:     Started server process [1]
      [pod/shop-6c8f-abcde/web] 2026-03-03T10:00:01.200000123Z [2026-03-03 10:00:01 +0000] [1] [ERROR] x
      [pod/shop-6c8f-abcde/proxy] {"severity":"ERROR","message":"upstream gone"}
      [pod/shop-6c8f-abcde/proxy]\u{20}
      """
    let (entries, outcome) = try read(text)
    #expect(outcome.problems.isEmpty)
    #expect(
      entries.map(\.message) == [
        "INFO:     Started server process [1]", "[2026-03-03 10:00:01 +0000] [1] [ERROR] x",
        "upstream gone",
      ])
    #expect(entries.map(\.source.service.name) == ["web", "web", "proxy"])
    #expect(
      entries.map(\.source.instance) == [
        "shop-6c8f-abcde/web", "shop-6c8f-abcde/web", "shop-6c8f-abcde/proxy",
      ])
    #expect(entries.map(\.source.platform) == ["kubernetes", "kubernetes", "kubernetes"])
    #expect(entries[0].source === entries[1].source)
    #expect(entries[1].timestamp.rfc3339 == "2026-03-03T10:00:01.200000123Z")
    #expect(entries.map(\.severity) == [.info, .error, .error])
  }

  @Test func servicesThatComposeNames() throws {
    let text = """
      web-1     | 2026-03-03 10:00:01,000 - app - ERROR - failed
      web-1     | Traceback (most recent call last):
      web-1     |   File "/srv/a.py", line 3, in run
      web-1     | KeyError: 'x'
      my_db_12  | ready
      \u{1B}[36mweb-2     | \u{1B}[0mhello
      web-2     |
      web-2 exited with code 3
      """
    for blockSize in [64, 4096] {
      let (entries, outcome) = try read(text, blockSize: blockSize)
      #expect(outcome.problems.isEmpty)
      #expect(entries.count == 4)
      #expect(entries[0].message.hasPrefix("app - ERROR - failed\nTraceback"))
      #expect(entries[0].message.hasSuffix("in run\nKeyError: 'x'"))
      #expect(entries.map(\.source.service.name) == ["web", "my_db", "web", nil])
      #expect(entries.map(\.source.instance) == ["web-1", "my_db_12", "web-2", "input"])
      #expect(entries[2].message == "hello")
    }
  }

  @Test(
    "tables and sentences have no writer in front",
    arguments: [
      "INFO | started", "name    | value", "2026-03-03 | 14 | x", "step-a | b", "-1 | x",
      "[pod/web] x", "[pod/a/b/c] x", "[pod/a/b", "a-1 || b", "May the force be with you: x",
      "Feb 21 02:19:04 host without a colon",
    ])
  func noPrefix(line: String) throws {
    let (entries, _) = try read(line)
    #expect(entries.map(\.message) == [line])
    #expect(entries.map(\.source.instance) == ["input"])
  }

  @Test func hostsThatTheJournalNames() throws {
    let text = """
      Feb 21 02:19:04 vm-a gunicorn[34866]: ModuleNotFoundError: No module named 'orders'
      Feb 21 02:19:04 vm-a gunicorn[34866]: [2022-02-21 02:19:04 +0000] [34866] [INFO] Worker exiting
      Feb  1 02:19:05 vm-b systemd: Failed with result 'exit-code'.
      2022-02-21T02:19:06.123456+00:00 vm-b app.service[7]: later
      2022-02-21T02:19:07Z worker done: nothing left
      """
    let (entries, _) = try read(text)
    #expect(
      entries.map(\.message) == [
        "ModuleNotFoundError: No module named 'orders'",
        "[2022-02-21 02:19:04 +0000] [34866] [INFO] Worker exiting",
        "Failed with result 'exit-code'.", "later", "worker done: nothing left",
      ])
    #expect(entries.map(\.source.instance) == ["vm-a", "vm-a", "vm-b", "vm-b", "input"])
    #expect(!entries[0].timestamp.isDated)
    #expect(entries[1].timestamp.rfc3339 == "2022-02-21T02:19:04Z")
    #expect(entries[3].timestamp.rfc3339 == "2022-02-21T02:19:06.123456Z")
  }

  @Test(
    "the path of a kubelet's log names pod and container",
    arguments: [
      ("/var/log/pods/shop_web-6c8f-abcde_12-34/web/0.log", "web-6c8f-abcde", "web"),
      ("pods/shop_web-0_1/app/12.log.20260303-100000.gz", "web-0", "app"),
      ("/var/log/pods/shop_web/web/0.log", nil, nil),
      ("/var/log/pods/shop_web_1/web/web.log", nil, nil),
      ("/var/log/web_a_1/web/0.log", nil, nil),
    ])
  func kubeletPath(path: String, pod: String?, container: String?) {
    let found = PodPath(InputObject(kind: .file(path: path)))
    #expect(found?.pod == pod)
    #expect(found?.container == container)
    var naming = SourceNaming()
    naming.podPath = found
    naming.fileName = "0.log"
    #expect(naming.named.service == container)
    #expect(naming.named.instance == (pod.map { "\($0)/\(container ?? "")" } ?? "0.log"))
  }
}
