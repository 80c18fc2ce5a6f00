import LogModel
import StackTraces
import Testing

/// Traces whose exception comes first, logged in pieces.
@Suite struct ExceptionFirstJoiningTests {
  static let samples = SampleJVMTraces.all + SampleDotNetTraces.all + SampleSwiftTraces.all

  func glance(_ text: String) -> StackTraces.Glance {
    Array(text.utf8).withUnsafeBufferPointer { StackTraces.firstGlance($0) }
  }

  /// A piece as the scanner would keep it; nil where it would keep none.
  func piece(_ text: String, at seconds: Double, index: Int) -> TracePiece? {
    let timestamp = Timestamp(nanoseconds: 1_757_983_273_000_000_000).advanced(bySeconds: seconds)
    switch glance(text) {
    case .none: return nil
    case .fragment: return TracePiece(content: .line(text), timestamp: timestamp, index: index)
    case .wholeTrace:
      guard let trace = StackTraces.parse(text) else { return nil }
      return TracePiece(
        content: .whole(TraceRecord(trace: trace, text: text)), timestamp: timestamp, index: index)
    }
  }

  func join(_ texts: [String], step: Double = 0.001) -> [JoinedTrace] {
    StackTraces.join(
      texts.enumerated().compactMap { piece($1, at: Double($0) * step, index: $0) })
  }

  func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test(arguments: samples) func oneLineAnEntryGivesTheSameExceptions(_ text: String) throws {
    let joined = join(lines(text))
    let whole = try #require(StackTraces.parse(text))
    #expect(joined.count == 1)
    let trace = try #require(joined.first?.trace)
    #expect(trace.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(trace.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
    #expect(trace.exceptions.map(\.link) == whole.exceptions.map(\.link))
  }

  @Test(arguments: samples) func partsOfAnyLengthGiveTheSameExceptions(_ text: String) throws {
    let whole = try #require(StackTraces.parse(text))
    let lines = lines(text)
    for cut in 1..<lines.count {
      let parts = [lines[..<cut], lines[cut...]].map { $0.joined(separator: "\n") }
      let types = join(parts).map { $0.trace.exceptions.map(\.type) }
      // A head without frames, whose first line is an ordinary one, cannot be told.
      if glance(parts[0]) == .none { continue }
      #expect(types == [whole.exceptions.map(\.type)], "cut before \(lines[cut])")
    }
  }

  /// A crash without a report before it may as well belong to the report above it.
  @Test(arguments: samples.filter { $0 != SampleSwiftTraces.pointer })
  func oneTraceAfterTheOtherStayTwo(_ text: String) throws {
    let whole = try #require(StackTraces.parse(text))
    let joined = join(lines(text) + lines(text))
    #expect(joined.count == 2)
    for trace in joined.map(\.trace) {
      #expect(trace.exceptions.map(\.type) == whole.exceptions.map(\.type))
    }
    #expect(Set(joined.flatMap(\.members)).count == joined.map(\.members.count).reduce(0, +))
  }

  @Test func aFrameSaysWhichLanguageItIs() {
    let line = "Shop.Odd.StrangeException: x"
    #expect(join([line, "   at Shop.Cart.Add()"]).map(\.trace.language) == ["dotnet"])
    #expect(join([line, "\tat shop.Cart.add(Cart.java:1)"]).map(\.trace.language) == ["jvm"])
    #expect(join([line]).isEmpty)
  }

  @Test func pythonIsNotDisturbed() {
    let python = lines(SampleTraces.reference)
    let java = lines(SampleJVMTraces.chain)
    var mixed: [String] = []
    for index in 0..<max(python.count, java.count) {
      if index < python.count { mixed.append(python[index]) }
      if index < java.count { mixed.append(java[index]) }
    }
    let joined = join(mixed)
    #expect(
      joined.first { $0.trace.language == "python" }?.trace
        == join(python).first?.trace)
    #expect(joined.contains { $0.trace.language == "jvm" })
  }

  @Test func aGapEndsATrace() {
    let java = lines(SampleJVMTraces.chain)
    #expect(join(java, step: 4).map(\.members.count) == [java.count])
    // Only its head is a trace by itself.
    #expect(
      join(java, step: 6).map { $0.trace.exceptions.map(\.shortType) } == [
        ["IllegalStateException"]
      ])
  }

  @Test func theExceptionGoesFirstWhereTimesAreEqual() throws {
    let java = lines(SampleJVMTraces.suppressed)
    let joined = join(Array(java.dropFirst() + java.prefix(1)), step: 0)
    #expect(joined.first?.trace.exceptions.last?.shortType == "IOException")
    #expect(joined.first?.members.first == java.count - 1)
  }

  @Test func whatIsLoggedInBetweenIsPassedOver() throws {
    let java = lines(SampleJVMTraces.chain).flatMap { [$0, "INFO still here", "request served"] }
    let whole = try #require(StackTraces.parse(SampleJVMTraces.chain))
    #expect(join(java).map(\.trace) == [whole])
  }

  /// `Error: x` may begin a trace of Node, and be a line of any message.
  @Test(arguments: samples) func whatAnotherLanguageMayBeginEndsNothing(_ text: String) throws {
    let whole = try #require(StackTraces.parse(text))
    let lines = lines(text).flatMap { [$0, "Error: x", "UserNotFound: y"] }
    let joined = join(lines)
    #expect(joined.map { $0.trace.exceptions.map(\.type) } == [whole.exceptions.map(\.type)])
    #expect(
      joined.map { $0.trace.exceptions.map(\.frames) } == [whole.exceptions.map(\.frames)])
  }

  @Test func theLatestExceptionLineHasTheFrames() {
    let joined = join([
      "a.b.FirstException: x", "Error: y", "OrderFailed: z", "\tat a.b.C.d(C.java:1)",
      "    at f (/app/a.js:1:2)", "TypeError: last", "    at g (/app/a.js:3:4)",
    ])
    #expect(joined.map { $0.trace.root?.type } == ["a.b.FirstException", "TypeError"])
  }

  @Test func textIsBounded() {
    let frames = (0..<9000).map { "\tat com.example.Deep.call\($0)(Deep.java:\($0))" }
    let joined = join(
      ["a.b.CException: x"] + frames + ["Caused by: a.b.RootException: y"] + frames, step: 0.0001)
    #expect(joined.count == 1)
    #expect(joined.first?.trace.root?.type == "a.b.RootException")
    #expect((joined.first?.text.utf8.count ?? .max) <= 64 << 10)
    let chain = join((0..<20000).map { "Caused by: a.b.Odd\($0)Exception: x" }, step: 0)
    #expect(chain.allSatisfy { $0.text.utf8.count <= 64 << 10 })
  }
}
