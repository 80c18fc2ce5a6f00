import LogModel
import Testing

@testable import LogScanning

@Suite struct UncaughtErrorTests {
  @Test(
    "a text that begins with an uncaught error is one where the severity says nothing",
    arguments: [
      ("panic: runtime error: index out of range", Severity.critical),
      ("crit: Microsoft.AspNetCore.Server.Kestrel[0]", .critical),
      ("fail: Microsoft.Extensions.Hosting.Internal.Host[11]", .error),
      ("fatal error: all goroutines are asleep - deadlock!", .error),
      ("Unhandled exception. System.IO.IOException: x", .error),
      ("Uncaught Exception: x", .error),
      ("Exception in thread \"main\" java.lang.Error", .error),
      ("Traceback (most recent call last):\n  File", .error),
      ("Error: Cannot find module 'x'", .error),
      ("TypeError [ERR_INVALID_ARG]: x", .error),
      ("TypeError[ERR_INVALID_ARG]: x", .error),
      ("org.x.Bean$CreationException: x", .error),
      ("KeyError: 'x'", .error),
      ("no panic: fine", .default),
      ("Errors: 0", .default),
      ("errorHandler: ready", .default),
      ("Exception handling: on", .default),
      ("ValueError", .default),
      ("Error:", .default),
      ("failure: none", .default),
      ("Error [unclosed: x", .default),
    ])
  func levels(text: String, expected: Severity) throws {
    let (lines, _) = try read(text)
    #expect(lines.first?.severity == expected)
    let json = text.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    func entry(_ severity: String) throws -> Severity? {
      try read(#"{"insertId":"a",\#(severity)"textPayload":"\#(json)"}"#).entries.first?.severity
    }
    #expect(try entry("") == expected)
    #expect(try entry(#""severity":"DEFAULT","#) == expected)
    #expect(try entry(#""severity":"INFO","#) == .info)
    let (stamped, _) = try read("2025-09-16T00:41:13Z \(text)")
    #expect(stamped.first?.severity == expected)
  }

  @Test(
    "what Error Reporting groups is an error where the severity says nothing",
    arguments: [
      (#""errorGroups":[{"id":"CJ"}]"#, Severity.error),
      (#""errorGroups":[{"id":"CJ"}],"severity":"WARNING""#, .warning),
      (#""errorGroups":[]"#, .default), (#""errorGroups":null"#, .default),
      (#""jsonPayload":{"errorGroups":[{"id":"CJ"}]}"#, .default),
    ])
  func groups(members: String, expected: Severity) throws {
    let (entries, _) = try read(
      #"{"insertId":"a","textPayload":"x",\#(members)}"# + "\n" + #"{"insertId":"b"}"# + "\nplain")
    #expect(entries.map(\.severity) == [expected, .default, .default])
  }
}
