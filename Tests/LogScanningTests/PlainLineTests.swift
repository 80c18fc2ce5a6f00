import LogModel
import Patterns
import Testing

@testable import LogScanning

@Suite struct PlainLineTests {
  @Test(
    "levels are read where levels stand",
    arguments: [
      ("[2025-09-16 00:41:13 +0000] [14] [ERROR] x", Severity.error),
      ("[2025-09-16 00:41:13 +0000] [14] [CRITICAL] x", .critical),
      ("2025-09-16 00:41:13,123 - app.db - ERROR - x", .error),
      ("2025-09-16 00:41:13.123 | WARNING  | app:run:12 - x", .warning),
      ("2025-09-16 00:41:13.123 ERROR 1 --- [main] o.s.Boot : x", .error),
      ("00:41:13.123 [main] ERROR c.e.App - x", .error),
      ("ERROR:    Application startup failed. Exiting.", .error),
      ("INFO:     Started server process [1]", .info),
      ("CRITICAL something", .critical),
      ("FATAL:  password authentication failed", .critical),
      ("time=x level=error msg=\"y\"", .error),
      ("level=\"warn\" msg=y", .warning),
      ("2025/09/16 00:41:13 [error] 7#7: x", .error),
      ("E0311 14:00:19.000001       1 main.go:7] x", .error),
      ("there was an ERROR in the middle", .default),
      ("no error - just words", .default),
      ("the level=errors of it", .default),
      ("see [Errno 2] there", .default),
      ("ALERT manager started", .default),
      ("ALERT: disk full", .alert),
      ("ERROR_CODE 5", .default),
      ("handled [ERROR_A] fine", .default),
    ])
  func levels(line: String, expected: Severity) throws {
    let (entries, _) = try read(line)
    #expect(entries.map(\.severity) == [expected])
    let wrapped = line.replacing("\"", with: "\\\"")
    let (objects, _) = try read(#"{"insertId":"a","severity":"DEBUG","textPayload":"\#(wrapped)"}"#)
    #expect(objects.map(\.severity) == [max(expected, .debug)])
    let (higher, _) = try read(#"{"insertId":"a","severity":"ALERT","textPayload":"\#(wrapped)"}"#)
    #expect(higher.map(\.severity) == [.alert])
  }

  @Test func tracebacksAreFolded() throws {
    let text = """
      2025-09-16 00:41:13,123 - app - ERROR - failed
      Traceback (most recent call last):
        File "/app/main.py", line 3, in run
          go()
      KeyError: 'x'

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "/app/main.py", line 5, in run
      app.errors.StartupError: no
      next line stands alone
      2025-09-16 00:41:14,000 - app - ERROR - java
      java.lang.IllegalStateException: y
      \tat a.B.c(B.java:3)
      Caused by: java.lang.Error: z
      \t... 3 more
      undated
        indented after undated
      """
    for blockSize in [64, 4096] {
      let (entries, outcome) = try read(text, blockSize: blockSize)
      #expect(outcome.problems.isEmpty)
      #expect(entries.count == 5)
      #expect(entries[0].message.hasSuffix("line 5, in run\napp.errors.StartupError: no"))
      #expect(!entries[0].message.contains("\n\n"))
      #expect(entries[0].severity == .error)
      #expect(entries[1].message == "next line stands alone")
      #expect(entries[1].timestamp == entries[0].timestamp)
      #expect(entries[2].message.hasSuffix("\t... 3 more"))
      #expect(entries[3].message == "undated")
      #expect(entries[4].message == "  indented after undated")
    }
  }

  @Test func foldingIsBounded() throws {
    let text = "2025-09-16T00:41:13Z start\n" + String(repeating: " more and more\n", count: 40_000)
    let (entries, _) = try read(text)
    #expect(entries.allSatisfy { $0.message.utf8.count <= 256 << 10 })
    #expect(entries[0].message.utf8.count > 200 << 10)
  }

  @Test func sourceIsTheFile() throws {
    let (entries, _) = try read(Array("hello\n".utf8), name: "pod-a.log")
    #expect(entries[0].source.instance == "pod-a.log")
    #expect(
      entries[0].source.service == ServiceIdentity(project: nil, name: nil, environment: "unknown"))
    #expect(entries[0].timestamp == .undated(ordinal: 1))
  }

  @Test func containerRuntimeLines() throws {
    let text = """
      2025-09-16T00:41:13.100000000Z stdout F one
      2025-09-16T00:41:13.200000000Z stderr P two, first part,
      2025-09-16T00:41:13.300000000+00:00 stdout F {"severity":"ERROR","message":"three"}
      2025-09-16T00:41:13.400000000Z stderr F second part
      2025-09-16T00:41:13.500000000Z stdout P cut off at the end
      """
    let (entries, _) = try read(text)
    #expect(
      entries.map(\.message) == [
        "one", "three", "two, first part,second part", "cut off at the end",
      ])
    #expect(entries[1].severity == .error)
    #expect(entries[1].timestamp.rfc3339 == "2025-09-16T00:41:13.300Z")
    #expect(entries[2].timestamp.rfc3339 == "2025-09-16T00:41:13.200Z")
  }

  @Test func dockerLines() throws {
    let text = #"""
      {"log":"plain \u003cline\u003e\n","stream":"stdout","time":"2025-09-16T00:41:13.1Z"}
      {"log":"[ERROR] first ","stream":"stderr","time":"2025-09-16T00:41:13.2Z"}
      {"log":"other\n","stream":"stdout","time":"2025-09-16T00:41:13.3Z"}
      {"log":"second\n","stream":"stderr","time":"2025-09-16T00:41:13.4Z"}
      {"log":"{\"severity\":\"CRITICAL\",\"message\":\"m \\\"q\\\"\",\"k\":{\"v\":1}}\n","stream":"stdout","time":"2025-09-16T00:41:13.5Z"}
      {"log":"unfinished","stream":"stdout","time":"2025-09-16T00:41:13.6Z"}
      """#
    var fields: [String] = []
    let (entries, outcome) = try read(Array(text.utf8), blockSize: 64) {
      fields.append($0.field(["jsonPayload", "k", "v"])?.text ?? "")
    }
    #expect(outcome.problems.isEmpty)
    #expect(
      entries.map(\.message) == [
        "plain <line>", "other", "[ERROR] first second", #"m "q""#, "unfinished",
      ])
    #expect(entries.map(\.severity) == [.default, .default, .error, .critical, .default])
    #expect(entries[2].timestamp.rfc3339 == "2025-09-16T00:41:13.200Z")
    #expect(entries[3].timestamp.rfc3339 == "2025-09-16T00:41:13.500Z")
    #expect(fields == ["", "", "", "1", ""])
  }
}
