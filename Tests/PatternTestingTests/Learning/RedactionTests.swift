import LogModel
import Testing

@testable import PatternTesting

@Suite struct RedactionTests {
  @Test(arguments: [
    ("login of bob@corp.com failed", "bob@corp.com"),
    ("connect to 10.12.0.3:5432 refused", "10.12.0.3"),
    ("connect to fd00:12:0:0:0:0:0:3 refused", "fd00:12:0:0:0:0:0:3"),
    ("dsn postgres://svc:hunter2@db.internal:5432/shop", "hunter2"),
    ("dsn postgres://svc:hunter2@db.internal:5432/shop", "svc:"),
    ("cannot read /home/mallory/.pgpass", "mallory"),
    (#"cannot read C:\Users\mallory\key.pem"#, "mallory"),
    ("request 3f2b8c1e-9a4d-4e6f-8b7a-0c1d2e3f4a5b failed", "3f2b8c1e"),
    ("key AIzaSyD8xK2mN4pQ7rT1uV3wX5yZ9aB0cE6fG is bad", "AIzaSyD8xK2mN4pQ7rT1uV3wX5yZ9aB0cE6fG"),
    ("password=hunter2 was refused", "hunter2"),
    (#"{"api_key": "abc", "n": 1}"#, "abc"),
    ("Authorization: Bearer abc123def", "abc123def"),
    ("token: Zq8 refused", "Zq8"),
    ("card 4111111111111111 declined", "4111111111111111"),
    ("user 'bob@corp.com' is locked", "bob@corp.com"),
    ("GET https://api.example.org/v1?token=s3cr3t&x=1", "s3cr3t"),
  ])
  func takesOutWhatMustNotLeaveTheLogs(_ text: String, _ secret: String) {
    let redacted = Redaction().redacted(text)
    #expect(!redacted.contains(secret), "\(redacted)")
  }

  @Test(arguments: [
    "Failed to open table orders after 3 attempts (code 17)",
    "password: must not be empty",
    "listening on 127.0.0.1 and 0.0.0.0",
    "No module named 'redis' in /app/shop/main.py line 12",
    "WebSocketManagerCreationRequiresAValidUserExecutionContext",
    "revision netra-backend-staging-00697-m5z at 2025-09-16T00:41:13.123456Z",
  ])
  func leavesAloneWhatGivesNobodyAway(_ text: String) {
    #expect(Redaction().redacted(text) == text)
  }

  /// What stands in has the same pieces, so that what matched the one matches the other.
  @Test func keepsTheShape() {
    let texts = [
      "login of bob@corp.com from 10.1.2.3 with key 0123456789abcdef0123 at /home/bob/x failed",
      "request 3f2b8c1e-9a4d-4e6f-8b7a-0c1d2e3f4a5b of 'eve@corp.com': 502",
    ]
    for text in texts {
      let redacted = Redaction(salt: 2).redacted(text)
      let kinds = MessagePiece.pieces(of: text, isWhole: true).map(\.kind)
      #expect(MessagePiece.pieces(of: redacted, isWhole: true).map(\.kind) == kinds)
      #expect(redacted != text)
    }
  }

  /// It depends on the shape alone: nobody can try out what was there.
  @Test func saysNothingOfWhatItStandsFor() {
    let one = Redaction().redacted("token=Ab12cd is bad")
    #expect(one == Redaction().redacted("token=Zx98yw is bad"))
    #expect(one != Redaction(salt: 1).redacted("token=Ab12cd is bad"))
  }

  /// The pieces of a line are the line.
  @Test(arguments: [
    "", "  two  blanks ", "naïve café 12ms (x=0xFFab) \"quoted 'inner'\" <tag>",
    "a\u{0}b\u{7F}\u{FFFE}",
    "[2025-09-11 08:30:12 +0000] [7] [ERROR] Reason: Worker failed", "…— 日本語 エラー 42",
  ])
  func piecesAreTheLine(_ line: String) {
    #expect(MessagePiece.pieces(of: line, isWhole: true).map(\.text).joined() == line)
  }

  @Test(arguments: [
    ("[2025-09-11 08:30:12 +0000] [7] [ERROR] Reason: no", Severity.error),
    ("INFO:     Started server process [1]", .info),
    ("[2025-09-11 08:30:12,345: INFO/MainProcess] Connected", .info),
    ("ERROR while reading", nil), ("plain words", nil),
  ])
  func levelOfThePrefixIsRead(_ line: String, _ level: Severity?) {
    #expect(MessagePiece.statedLevel(of: line) == level)
  }
}
