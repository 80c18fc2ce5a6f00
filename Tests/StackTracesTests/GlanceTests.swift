import StackTraces
import Testing

@Suite struct GlanceTests {
  func glance(_ text: String) -> StackTraces.Glance {
    Array(text.utf8).withUnsafeBufferPointer { StackTraces.firstGlance($0) }
  }

  @Test(arguments: SampleTraces.all) func seesWholeTraces(_ text: String) {
    #expect(glance(text) == .wholeTrace)
  }

  @Test(arguments: [
    "Traceback (most recent call last):", "Traceback (most recent call last):\n",
    "ERROR:    Traceback (most recent call last):",
    "  + Exception Group Traceback (most recent call last):",
    "Task exception was never retrieved\nTraceback (most recent call last):\n",
    "  File \"/app/x.py\", line 3, in <module>", "  File \"/app/x.py\", line 3\n",
    "  File \"/app/x.py\", line 3, in f\n    g()", "    raise ValueError(", "    ~~~~^^^^",
    "        ^^^",
    "    return await handler(request)", "    ws = manager()", "    @app.get(\"/\")",
    "ValueError: bad", "KeyError", "SystemExit: 3", "KeyboardInterrupt", "StopAsyncIteration",
    "sqlalchemy.exc.OperationalError: (x) y", "app.errors.NotReady", "socket.timeout: timed out",
    "__main__.Odd: x", "google.api_core.exceptions.ServiceUnavailable: 503 x",
    "pydantic_core.ValidationError: 1 validation error\nFIELD\n  Field required",
    SampleTraces.context, "\n" + SampleTraces.cause + "\n\n", "  |   File \"a.py\", line 1, in f",
    "    | ValueError: x", "  +-+---------------- 1 ----------------",
    "    +------------------------------------",
  ]) func seesFragments(_ text: String) {
    #expect(glance(text) == .fragment)
  }

  @Test(arguments: [
    "", "\n\n\n", "   ", "INFO", "INFO: started", "ERROR: no", "WARNING",
    "Error while a module is loaded",
    "Warning: deprecated", "Starting gunicorn 21.2.0", "Timeout: 5", "Iteration: 7", "Exit",
    "https://example.com/ValueError", "gunicorn.error: x", "app.main: started", "Foo.Bar: x",
    "config.DEBUG: true", "ValueError while reading", "ValueError:x", "ValueError.: x", ".Error: x",
    "GET /healthz 200", "    \"name\": \"value\",", "    at main (file.js:1)", "    }",
    "    - item",
    "    plain words that go on", "    FAIL: WebSocket (WebSocket)", "  PASS: x", "    123 = 5",
    "    | a | b |", "  + added (x)", "    " + String(repeating: "x = (1)", count: 60),
    "The above exception was the direct cause", "two\nlines", "\u{1F6A8}   CRITICAL: x",
    "first\nValueError: x", "Traceback (most recent call last): no", "  File \"x\"",
    "File \"x\", line ?",
  ]) func seesNothing(_ text: String) {
    #expect(glance(text) == .none)
  }

  @Test func whatIsSeenWholeIsRead() {
    for text in SampleTraces.all { #expect(StackTraces.parse(text) != nil) }
  }
}
