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
      "Feb 30 02:19:04 host without a colon", "Feb 21 2:19:04 host: x",
      "<34567>Feb 21 02:19:04 a b: x",
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
    // Without a clock, in the year 2000; the program's own time is the better one.
    #expect(entries[0].timestamp.rfc3339 == "2000-02-21T02:19:04Z")
    #expect(entries[1].timestamp.rfc3339 == "2022-02-21T02:19:04Z")
    #expect(entries[2].timestamp.rfc3339 == "2000-02-01T02:19:05Z")
    #expect(entries[3].timestamp.rfc3339 == "2022-02-21T02:19:06.123456Z")
  }

  @Test func aTimeAloneIsNoHost() throws {
    let (entries, _) = try read("Feb 21 02:19:04 host without a colon")
    #expect(entries.map(\.message) == ["host without a colon"])
    #expect(entries.map(\.source.instance) == ["input"])
    #expect(entries.map(\.timestamp.rfc3339) == ["2000-02-21T02:19:04Z"])
  }

  @Test func syslogOfAnyPrecisionAndOverTheWire() throws {
    let text = """
      Feb 21 02:19:04.123456 vm-a app[7]: one
      <34>Feb 21 02:19:05 vm-b app: two
      Feb  1 02:19:06 vm-b app[7]: {"message":"three","severity":"ERROR"}
      """
    let (entries, _) = try read(text)
    #expect(entries.map(\.message) == ["one", "two", "three"])
    #expect(entries.map(\.source.instance) == ["vm-a", "vm-b", "vm-b"])
    #expect(
      entries.map(\.timestamp.rfc3339) == [
        "2000-02-21T02:19:04.123456Z", "2000-02-21T02:19:05Z", "2000-02-01T02:19:06Z",
      ])
  }

  @Test func whatContinuesAProgramsRecordIsFoldedThoughSyslogDatesEachLine() throws {
    let text = """
      Feb 21 02:19:04 vm-a app[7]: [2022-02-21 02:19:03 +0000] [7] [ERROR] failed
      Feb 21 02:19:05 vm-a app[7]: Traceback (most recent call last):
      Feb 21 02:19:05 vm-a app[7]:   File "/srv/a.py", line 3, in run
      Feb 21 02:19:05 vm-a app[7]: KeyError: 'x'
      Feb 21 02:19:06 vm-a app[7]: another line
      """
    let (entries, _) = try read(text)
    #expect(entries.count == 2)
    #expect(entries[0].message.hasSuffix("in run\nKeyError: 'x'"))
    #expect(
      entries.map(\.timestamp.rfc3339) == ["2022-02-21T02:19:03Z", "2000-02-21T02:19:06Z"])
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

  @Test func damagedPrefixesAreSurvivedHoweverTheyArrive() throws {
    let lines = [
      "[pod/shop-6c8f/web] 2026-03-03T10:00:01.2Z Error: x", "web-1  | 2026-03-03 10:00:01,5 - y",
      "Feb 21 02:19:04 vm-a gunicorn[34866]: panic: z", "2026-03-03T10:00:01Z vm a[7]: KeyError: q",
      "ERROR 2026-03-03T10:00:01Z [httpRequest.status: 503] [httpRequest.latency: 1.5 s] http://a/b",
      "2026-02-24 01:46:59.836 IST", "2026-02-24 01:46:59 GMT+5:30 TypeError [E]: a", "insertId: x",
    ]
    let alphabet = Array(" :[]|-_/.TZ0169azER\u{1B}{\"\u{FF}".utf8)
    var dice = Dice(29)
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      for _ in 0...dice.roll(4) {
        var line = Array(lines[dice.roll(lines.count)].utf8)
        for _ in 0..<dice.roll(4) {
          line[dice.roll(line.count)] = alphabet[dice.roll(alphabet.count)]
        }
        line.removeLast(dice.roll(2) * dice.roll(line.count))
        bytes += line + [0x0A]
      }
      let (whole, outcome) = try read(bytes)
      let (parts, again) = try read(bytes, blockSize: 64)
      #expect(whole == parts)
      #expect(
        outcome.problems
          == again.problems.map { problem in
            var problem = problem
            problem.file = outcome.problems.first?.file ?? ""
            return problem
          })
    }
  }
}
