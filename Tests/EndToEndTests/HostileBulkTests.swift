import LogSimulation
import Testing

/// Much of everything: memory stays bounded, time stays linear, nothing is lost in silence.
///
/// A debug build gets a tenth; `FIVEWHYS_BINARY` names the build that is to take all of it.
@Suite struct HostileBulkTests {
  private static let scale = Tool.isGiven ? 1 : 10
  private static let memory = 400.0 * 1024 * 1024

  private func run(_ damage: [UInt8], _ arguments: [String] = []) throws -> HostileRun {
    let run = try HostileRun(HostileLog.lines(around: damage).bytes, arguments)
    #expect(run.outcome.status == 0, "\(run.outcome.errors.prefix(2000))")
    #expect(run.incidents.contains(HostileRun.incidentsOfLog.first ?? "none"))
    #expect(run.peakMemory < HostileBulkTests.memory)
    return run
  }

  private func entries(_ count: Int, _ entry: (Int) -> [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<count {
      if index > 0 { bytes.append(0x0A) }
      bytes += entry(index)
    }
    return bytes
  }

  /// Letters that stand for a number: a template keeps them.
  private func word(_ number: Int) -> String {
    var rest = number
    var word = ""
    repeat {
      word.unicodeScalars.append(Unicode.Scalar(UInt8(0x61 + rest % 26)))
      rest /= 26
    } while rest > 0
    return word
  }

  @Test func services() throws {
    let count = 100_000 / HostileBulkTests.scale
    let services = Set(HostileLog.entries.map { $0.resource.labels["service_name"] }).count
    let run = try run(
      entries(count) { HostileLog.entry("", insertId: "\($0)", service: "s\($0)") })
    #expect(run.input("entries") == HostileLog.entries.count + count)
    #expect(run.digest.root.number("summary.services") == count + services)
    let unexplained = run.digest.root["unexplained"] as? [[String: Any]] ?? []
    #expect(unexplained.count == 1)
    #expect(unexplained.first?.number("count") == count)
    #expect((unexplained.first?["services"] as? [Any])?.count == count)
  }

  @Test func templates() throws {
    let count = 220_000 / HostileBulkTests.scale
    let run = try run(
      entries(count) {
        HostileLog.entry("", insertId: "\($0)", text: "the \(word($0)) broke")
      })
    #expect(run.input("entries") == HostileLog.entries.count + count)
    let kept = (run.digest.root["unexplained"] as? [Any])?.count ?? 0
    #expect(kept == 20_000)
    #expect(
      run.problems.map(\.reason) == [
        "\(count - kept) unexplained error entries are not listed: this input has more than 20000"
          + " different ones"
      ])
  }

  @Test func duplicates() throws {
    let count = 1_000_000 / HostileBulkTests.scale
    let run = try run(entries(count) { _ in HostileLog.entry("", insertId: "same") })
    #expect(run.input("entries") == HostileLog.entries.count + 1)
    #expect(run.input("duplicates") == count - 1)
  }

  @Test func splitsThatNothingCompletes() throws {
    let run = try run(
      entries(10_000) {
        HostileLog.entry(
          #""split":{"uid":"u\#($0)","index":\#($0 % 3),"totalSplits":1000000000}"#,
          insertId: "\($0)")
      })
    #expect(run.input("entries") == HostileLog.entries.count + 10_000)
  }

  @Test func tracebackOneLineAnEntry() throws {
    let count = 200_000 / HostileBulkTests.scale
    let run = try run(
      entries(count) { index in
        HostileLog.entry(
          "", insertId: "\(1_000_000 + index)",
          text: index == 0
            ? "Traceback (most recent call last):"
            : index == count - 1 ? "ValueError: hostile" : #"  File \"/app/a.py\", line 1, in f"#)
      })
    #expect(run.input("entries") == HostileLog.entries.count + count)
  }

  /// As endless recursion leaves them: 1,300 frames each, none like another.
  @Test func longTraces() throws {
    let count = 500 / HostileBulkTests.scale
    let run = try run(
      entries(count) { index in
        HostileLog.entry(
          "", insertId: "\(index)",
          text: #"Traceback (most recent call last):\n"#
            + String(
              repeating: #"  File \"/app/a\#(index).py\", line 1, in f\n    x\n"#, count: 1300)
            + "RecursionError: maximum recursion depth exceeded")
      })
    #expect(run.input("entries") == HostileLog.entries.count + count)
    let unexplained = run.digest.root["unexplained"] as? [[String: Any]] ?? []
    #expect(unexplained.map { $0.number("count") } == [count])
  }

  /// Each has another id in its message, and so has what a signature captures of it.
  @Test func differentTraces() throws {
    let count = 150_000 / HostileBulkTests.scale
    let scratch = try ScratchDirectory()
    let signature = try scratch.write(
      #"""
      id: order-missing
      title: an order is not in the ledger
      severity: error
      role: cause
      tags: [ledger]
      match:
        exception: { type: KeyError, message: { regex: 'order (?<order>[a-z]+) is not' } }
      why: [The order was never written.]
      fixes: [{ horizon: immediate, text: Write it. }]
      examples:
        matches: ["Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'order a is not'"]
        ignores: ["order a is not"]
      """#, to: "order-missing.yaml")
    let frames = (0..<12).map {
      #"  File \"/app/layer\#($0).py\", line 1, in f\#($0)\n    return self.next(\#($0))\n"#
    }
    let damage = entries(count) { index in
      HostileLog.entry(
        "", insertId: "\(index)",
        text: #"request \#(word(index * 7919)) failed\nTraceback (most recent call last):\n"#
          + frames.joined() + "KeyError: 'order \(word(index * 7919)) is not in the ledger'")
    }
    let run = try run(damage, ["--patterns", signature])
    #expect(run.peakMemory < 100 * 1024 * 1024)
    let incidents = run.digest.root["incidents"] as? [[String: Any]] ?? []
    let own = incidents.first { $0.text("rootCause.signature") == "order-missing" }
    #expect(own?.number("occurrences") == count)
  }

  @Test func chainOneSegmentAnEntry() throws {
    let count = 10_000 / (HostileBulkTests.scale > 1 ? 2 : 1)
    let connector = "The above exception was the direct cause of the following exception:"
    let run = try run(
      entries(count) { index in
        HostileLog.entry(
          "", insertId: "\(1_000_000 + index)",
          text: index % 2 == 1
            ? connector
            : #"Traceback (most recent call last):\n  File \"/app/a.py\", line \#(index), in f\n"#
              + #"    x\nValueError: \#(word(index))"#)
      })
    #expect(run.input("entries") == HostileLog.entries.count + count)
  }

  /// More of them than the reader remembers at a time: each entry still counts for its own service.
  @Test func instances() throws {
    let count = Tool.isGiven ? 200_000 : 70_000
    let run = try HostileRun(
      entries(count) {
        Array(
          (#"{"insertId":"\#($0)","timestamp":"2025-09-07T09:05:00Z","labels":{"instanceId":"i\#($0)"},"#
            + #""resource":{"type":"cloud_run_revision","labels":{"service_name":"s\#($0 % 2)"}}}"#)
            .utf8)
      }, ["--service", "*1"])
    #expect(run.outcome.status == 0)
    #expect(run.peakMemory < HostileBulkTests.memory)
    #expect(run.input("entries") == count / 2)
    #expect(run.digest.root.number("summary.services") == 1)
  }
}
