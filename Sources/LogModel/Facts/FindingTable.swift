/// What a set's facts say: rules, what these captured, traces and requests, each once.
struct FindingTable: Sendable {
  /// What a fact says beside its entry.
  struct Finding: Sendable {
    var rule: UInt32
    /// Number of captures, index into traces or requests, or a text's address, as the rule's kind has it.
    var payload: UInt32
  }

  /// A stack trace: how it is laid out, and its text.
  struct Trace: Hashable, Sendable {
    /// Index into ``layouts``.
    var layout: UInt32
    /// Address of the text; nil where it is that of the entry.
    var text: UInt32?
  }

  private(set) var rules: [FactRule] = []
  private(set) var all: [Finding] = []
  private(set) var captures = CaptureTable()
  private(set) var layouts: [TraceLayout] = []
  private(set) var traces: [Trace] = []
  private(set) var requests: [FailedRequest] = []

  private var ruleNumbers: [FactRule: Int] = [:]
  /// Of each rule what it captured last, with the finding; mostly what it captures next.
  private var latest: [(captures: [String: String], finding: UInt32)?] = []
  private var captured: [Captured: UInt32] = [:]
  private var layoutNumbers: [TraceLayout: UInt32] = [:]
  private var traceFindings: [Trace: UInt32] = [:]

  private struct Captured: Hashable {
    var rule: Int
    var captures: [String: String]
  }

  /// Entries of a table of equals before it starts anew; bounds what rare ones can cost.
  private static let limit = 8192

  init() {}

  mutating func number(of rule: FactRule) -> Int {
    if let known = ruleNumbers[rule] { return known }
    ruleNumbers[rule] = rules.count
    rules.append(rule)
    latest.append(nil)
    return rules.count - 1
  }

  /// The finding that a marker's or a signature's rule held. O(1).
  mutating func finding(rule: Int, captures values: [String: String]) -> UInt32 {
    if let last = latest[rule], last.captures == values { return last.finding }
    let key = Captured(rule: rule, captures: values)
    let finding: UInt32
    if let known = captured[key] {
      finding = known
    } else {
      if captured.count >= FindingTable.limit { captured.removeAll(keepingCapacity: true) }
      finding = append(rule: rule, payload: captures.add(values, likeness: rule))
      captured[key] = finding
    }
    latest[rule] = (values, finding)
    return finding
  }

  /// The number of a layout. O(its exceptions).
  mutating func number(of layout: TraceLayout) -> UInt32 {
    if let known = layoutNumbers[layout] { return known }
    if layoutNumbers.count >= FindingTable.limit { layoutNumbers.removeAll(keepingCapacity: true) }
    let number = UInt32(truncatingIfNeeded: layouts.count)
    layouts.append(layout)
    layoutNumbers[layout] = number
    return number
  }

  mutating func finding(trace: Trace) -> UInt32 {
    if let known = traceFindings[trace] { return known }
    if traceFindings.count >= FindingTable.limit { traceFindings.removeAll(keepingCapacity: true) }
    let finding = append(rule: number(of: .trace), payload: traces.count)
    traces.append(trace)
    traceFindings[trace] = finding
    return finding
  }

  mutating func finding(request: FailedRequest) -> UInt32 {
    requests.append(request)
    return append(rule: number(of: .failedRequest), payload: requests.count - 1)
  }

  /// - Parameter text: the address of the line.
  mutating func finding(fragment text: UInt32) -> UInt32 {
    append(rule: number(of: .traceFragment), payload: Int(text))
  }

  private mutating func append(rule: Int, payload: Int) -> UInt32 {
    all.append(
      Finding(rule: UInt32(truncatingIfNeeded: rule), payload: UInt32(truncatingIfNeeded: payload)))
    return UInt32(truncatingIfNeeded: all.count - 1)
  }
}
