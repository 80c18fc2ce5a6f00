import Foundation
import Testing

/// What broke naive readers of real exports, each trap in a log of its own, through the built program.
/// `docs/traps.md` names the tests.
@Suite struct TrapTests {
  private func only(_ document: DigestDocument) throws -> [String: Any] {
    #expect(document.incidents.count == 1, "\(document.incidents.map { $0.text("title") ?? "" })")
    return try #require(document.incidents.first)
  }

  /// As texts, 13.333007 stands before 13.333 and 13.5+02:00 after all of them.
  @Test func timesAreOrderedByValueWhateverTheirDigits() throws {
    var log = TrapLog()
    log.add("2025-09-16T02:41:12.5+02:00", "Starting new instance. Reason: AUTOSCALING", .system)
    log.add("00:41:13.333", "[2025-09-16 00:41:13 +0000] [1] [INFO] Starting gunicorn 21.2.0")
    log.add("00:41:13.333007", "[2025-09-16 00:41:13 +0000] [1] [INFO] Booting worker with pid: 14")
    log.add(
      "00:41:13.333007123", "[2025-09-16 00:41:13 +0000] [14] [ERROR] Exception in worker process")
    log.add("00:41:13.4", "Container called exit(3).", .system)
    for order in [{ $0 }, { $0.reversed() }, { $0.sorted() }] as [([String]) -> [String]] {
      let incident = try only(try log.digest(order))
      #expect(incident.number("boots.failed") == 1)
      #expect(incident.number("boots.truncatedHead") == 0)
      // From 12.5 to 13.333007123 s.
      #expect((incident[path: "boots.medianSecondsToFailure"] as? NSNumber)?.doubleValue == 0.833)
      #expect(incident.text("firstSeen") == "2025-09-16T00:41:12.500Z")
      #expect(incident.text("phase.name") == "import")
    }
  }

  @Test func aChainOfTracebacksIsOneIncidentOfItsFirstException() throws {
    var log = TrapLog()
    log.start("09:00")
    log.add("09:00:05.000", TrapLog.traceback("KeyError: 'PAYMENT_KEY'", in: "load_keys"))
    log.add(
      "09:00:05.001",
      "During handling of the above exception, another exception occurred:")
    log.add("09:00:05.002", TrapLog.traceback("ConnectionError: no keys", in: "connect"))
    log.add(
      "09:00:05.003", "The above exception was the direct cause of the following exception:")
    log.add("09:00:05.004", TrapLog.traceback("RuntimeError: start-up failed", in: "start"))
    log.crash("09:00")
    let incident = try only(try log.digest())
    #expect(incident.text("rootCause.exception.type") == "KeyError")
    #expect(incident.text("rootCause.origin.function") == "load_keys")
    #expect(incident.number("occurrences") == 1)
    #expect(incident.number("boots.failed") == 1)
  }

  @Test func aProbeThatSucceedsIsNoReadiness() throws {
    var log = TrapLog()
    log.start("09:00")
    log.add(
      "09:00:03",
      #"Default STARTUP TCP probe succeeded after 1 attempt for container \"shop-1\" on port 8080."#,
      .system, severity: "INFO")
    log.crash("09:00")
    let incident = try only(try log.digest())
    #expect(incident.text("kind") == "startup-failure")
    #expect(incident.number("boots.failed") == 1)
    #expect(incident.number("boots.ready") == 0)
    #expect(incident["recoveredAt"] is NSNull)
  }

  /// Its timestamp lies before the boot that it waited for; it failed twelve seconds later.
  @Test func aRequestFailsWhenItEnds() throws {
    var log = TrapLog()
    log.add(
      "08:59:59.500", nil, .requests, severity: "ERROR",
      more:
        #""httpRequest":{"requestMethod":"GET","requestUrl":"https://shop.example/","status":503,"#
        + #""latency":"7.250s"}"#)
    log.start("09:00")
    log.crash("09:00")
    let incident = try only(try log.digest())
    #expect(incident.number("users.failed") == 1)
    #expect(incident.counts("users.statuses") == [503: 1])
    #expect(incident.text("users.from") == "2025-09-16T09:00:06.750Z")
    #expect(incident.text("firstSeen") == "2025-09-16T09:00:00Z")
  }

  @Test func crashesWithoutAnExitLineAreCounted() throws {
    var log = TrapLog()
    for (number, clock) in ["09:00", "09:01", "09:02", "09:03"].enumerated() {
      log.instance = "i\(number)"
      log.start(clock)
      log.crash(clock, exit: number % 2 == 0)
    }
    let incident = try only(try log.digest())
    #expect(incident.text("kind") == "crash-loop")
    #expect(incident.number("boots.failed") == 4)
    #expect(incident.counts("boots.exitCodes") == [3: 2])
  }

  /// No entry of it has a severity of ERROR or above; some have none at all.
  @Test func crashesThatNoSeverityTellsAreSeen() throws {
    var log = TrapLog()
    log.start("09:00")
    log.add("09:00:04", TrapLog.traceback("shop.keys.KeyFileMissing: /keys", in: "load_keys"))
    log.crash("09:00")
    #expect(!log.lines.contains { $0.contains(#""severity":"ERROR""#) })
    let incident = try only(try log.digest())
    #expect(incident.text("rootCause.exception.type") == "shop.keys.KeyFileMissing")
    #expect(incident.number("boots.failed") == 1)
    #expect(incident.counts("boots.exitCodes") == [3: 1])
  }

  /// What an order service says of a broken one, or logs of its own data, is no failure of its own.
  @Test func nestedFieldsAreNotTheEntrysOwn() throws {
    var log = TrapLog()
    for second in 10..<40 {
      log.add(
        "09:00:\(second)", nil, severity: "INFO",
        more: #""jsonPayload":{"message":"forwarded","entry":{"severity":"ERROR","#
          + #""timestamp":"2001-01-01T00:00:00Z","textPayload":"Exception in worker process","#
          + #""labels":{"instanceId":"other"},"message":"Container called exit(3).","#
          + #""httpRequest":{"status":503}}}"#)
    }
    let document = try log.digest()
    #expect(document.incidents.isEmpty)
    #expect(document.root.number("input.errorEntries") == 0)
    #expect(document.root.number("summary.boots.failed") == 0)
    #expect(document.root.text("window.from") == "2025-09-16T09:00:10Z")
  }

  /// The same bytes of text escaped as Go, JavaScript and PHP write them, coloured, and with glyphs
  /// that a console could not show.
  @Test(arguments: [
    "[1] [ERROR] Reason: Worker failed to boot.",
    #"\u005b1] [ERROR\u005d Reason: Worker failed to boot."#,
    #"gunicorn.errors.HaltServer: \u003cHaltServer \u0027Worker failed to boot.\u0027 3\u003e"#,
    #"gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>"#,
    #"\u001b[31m[1] [ERROR] Reason: Worker failed to boot.\u001b[0m"#,
    #"\ud83d\udea8 CRITICAL: DETERMINISTIC STARTUP SEQUENCE FAILED"#,
    "? CRITICAL: DETERMINISTIC STARTUP SEQUENCE FAILED",
    #"\u001b[1m\u274c CRITICAL: \u001b[31mDETERMINISTIC STARTUP\u001b[0m SEQUENCE FAILED"#,
  ])
  func escapesColoursAndLostGlyphsHideNothing(text: String) throws {
    var log = TrapLog()
    log.start("09:00")
    log.add("09:00:05", text)
    let incident = try only(try log.digest())
    #expect(incident.number("boots.failed") == 1)
  }

  @Test func edgesOfTheWindowAreNoWholeBootsAndInstancesThatOverlapAreKeptApart() throws {
    var log = TrapLog()
    // Its start lies before the logs.
    log.instance = "head"
    log.crash("08:59")
    // Two at once.
    for (instance, tenth) in [("b", "09:00:00.00"), ("c", "09:00:00.05")] {
      log.instance = instance
      log.add(tenth, "Starting new instance. Reason: AUTOSCALING", .system, severity: "INFO")
      log.add(tenth + "1", "[2025-09-16 09:00:00 +0000] [1] [INFO] Starting gunicorn 21.2.0")
    }
    for instance in ["c", "b"] {
      log.instance = instance
      log.crash("09:00")
    }
    // The logs end before it does.
    log.instance = "tail"
    log.start("09:02")
    let incident = try only(try log.digest())
    #expect(incident.number("boots.failed") == 3)
    #expect(incident.number("boots.truncatedHead") == 1)
    #expect(incident.number("boots.inProgress") == 1)
    // Of the two whole ones, 5 and 4.95 s: the head and the tail have no length.
    #expect((incident[path: "boots.medianSecondsToFailure"] as? NSNumber)?.doubleValue == 4.975)
    #expect(incident["recoveredAt"] is NSNull)
  }
}

/// The list in the documentation.
@Suite struct TrapListTests {
  private struct Row {
    var number: Int
    /// `Suite.test`.
    var tests: [String]
  }

  private func rows() throws -> [Row] {
    let text = try #require(Checkout.text(Checkout.path + "/docs/traps.md"))
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, let number = Int(cells[0]) else { return nil }
      return Row(
        number: number, tests: cells[2].matches(of: /`([^`]+)`/).map { String($0.output.1) })
    }
  }

  @Test func everyTrapHasTestsAndEveryTestIsThere() throws {
    let rows = try rows()
    #expect(rows.map(\.number) == Array(1...10))
    let folder = URL(fileURLWithPath: Checkout.path + "/Tests")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    ).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    let sources = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    for row in rows {
      #expect(!row.tests.isEmpty, "trap \(row.number)")
      for test in row.tests {
        let parts = test.split(separator: ".").map { String($0) }
        try #require(parts.count == 2, "\(test)")
        let isThere = sources.contains { source in
          guard let suite = source.firstRange(of: "struct \(parts[0]) {") else { return false }
          return source[suite.upperBound...].contains("func \(parts[1])(")
        }
        #expect(isThere, "trap \(row.number) names \(test), which is no test")
      }
    }
  }
}
