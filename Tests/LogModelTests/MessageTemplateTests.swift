import LogModel
import Testing

@Suite struct MessageTemplateTests {
  @Test(arguments: [
    ("Request took 0.123s", "Request took <n>s"),
    ("waited 12 ms of 1,234,567 in 1e-05 or 99.5%", "waited <n> ms of <n> in <n> or <n>%"),
    (
      "Memory limit of 512 MiB exceeded with 526MiB used",
      "Memory limit of <n> MiB exceeded with <n>MiB used"
    ),
    (
      "[2025-09-16 00:41:13 +0000] [14] [ERROR] Exception in worker process",
      "Exception in worker process"
    ),
    ("ERROR:    Application startup failed. Exiting.", "Application startup failed. Exiting."),
    ("2025-09-16 00:41:13,123 - ERROR - disk full", "disk full"),
    ("2025-09-16T00:41:13.123456Z WARNING: slow", "slow"),
    ("2025/09/16 00:41:13 listen tcp :8080: bind", "listen tcp :<n>: bind"),
    ("ERROR while reading", "ERROR while reading"),
    ("at 2025-09-16T00:41:13.123456+02:00 and 00:41:13", "at <time> and <time>"),
    (
      "10.0.0.1 - - [16/Sep/2025:00:41:13 +0000] \"GET /a HTTP/1.1\" 503",
      "<ip> - - [<time>] <str> <n>"
    ),
    (
      "connect to 10.8.0.3:5432 or ::1 or 2001:db8::8a2e:370:7334 refused",
      "connect to <ip>:<n> or <ip> or <ip> refused"
    ),
    ("user 3f2504e0-4f89-11d3-9a0c-0305e82c3301 gone", "user <id> gone"),
    ("req_8f3a2b1c9d failed at 0x7ffdeadbeef", "req_<id> failed at <id>"),
    ("pod api-7d9f8b6c5-x7k2p on worker3", "pod api-<id>-<id> on worker<n>"),
    ("sqlite3.OperationalError: no such table 7", "sqlite3.OperationalError: no such table <n>"),
    ("raised psycopg2.errors.UndefinedTable: x", "raised psycopg2.errors.UndefinedTable: x"),
    ("OAuth2Error or S3UploadFailedError", "OAuth2Error or S3UploadFailedError"),
    ("Worker3 and Xk29fQ7 and Ab3Cd", "Worker<n> and <id> and <id>"),
    ("db1.Example12345 v1.2 a.b3", "db<n>.Example<n> v<n>.<n> a.b<n>"),
    ("deadbeef facade decade", "deadbeef facade decade"),
    ("Missing field 'user id' in \"body\" of `x`", "Missing field <str> in <str> of <str>"),
    ("it doesn't matter, isn't it", "it doesn't matter, isn't it"),
    ("open /var/lib/data/x.db: No such file", "open <path>: No such file"),
    ("in app/db/session.py:31 and and/or N/A", "in <path>:<n> and and/or N/A"),
    ("GET https://api.example.com/v1/x?q=1, retry", "GET <url>, retry"),
    ("postgresql://u:p@db/x failed", "<url> failed"),
    ("mail to jane.doe+x@example.co.uk.", "mail to <email>."),
    ("C:\\svc\\app.log missing", "<path> missing"),
    ("first line\nsecond 12", "first line"),
    ("\n\n  third 3\r\nrest", "third <n>"),
    ("a\t \tb", "a b"),
    ("42", "<n>"), ("", ""), ("   ", ""), ("[ERROR]", "[ERROR]"),
    ("caf\u{E9} 7 \u{1F6A8} 8", "caf\u{E9} <n> \u{1F6A8} <n>"),
  ]) func masks(_ text: String, _ template: String) {
    #expect(MessageTemplate.mask(text) == template)
  }

  @Test func variantsOfOneMessageShareATemplate() {
    let templates = (0..<500).map { number in
      MessageTemplate.mask(
        "Worker (pid:\(number)) at 10.0.\(number % 256).7 failed after \(number).5s: "
          + "key '\(number * 7)' of /srv/\(number)/x")
    }
    #expect(Set(templates).count == 1)
  }

  @Test func isShortAndStable() {
    let texts = [
      String(repeating: "word ", count: 3000), String(repeating: "\u{1F6A8}", count: 3000),
      String(repeating: "'", count: 9000), String(repeating: "1:", count: 4000),
      String(repeating: "a/", count: 4000), String(repeating: "\u{301}", count: 4000),
    ]
    for text in texts {
      let template = MessageTemplate.mask(text)
      #expect(template.unicodeScalars.count <= 200)
      #expect(template == MessageTemplate.mask(text))
    }
  }

  @Test func everyPrefixOfHostileTextIsMasked() {
    let text =
      "[2025-09-16 00:41:13 +0000] [14] 'a\\' \"b /x/y://z a@b.c 1.2.3.4.5 ::: 0x \u{1F6A8}<n>`~/..//C:\\[["
    for count in 0...text.unicodeScalars.count {
      let prefix = String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
      #expect(MessageTemplate.mask(prefix).unicodeScalars.count <= 200)
    }
  }
}
