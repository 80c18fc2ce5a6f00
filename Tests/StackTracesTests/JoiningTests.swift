import LogModel
import StackTraces
import Testing

@Suite struct JoiningTests {
  func join(_ pieces: some Sequence<TracePiece>) -> [JoinedTrace] {
    StackTraces.join(
      pieces.enumerated().map { index, piece in
        TracePiece(content: piece.content, timestamp: piece.timestamp, index: index)
      })
  }

  /// A piece at a number of seconds, read as the scanner would.
  func piece(_ text: String, at seconds: Double) -> TracePiece {
    let timestamp = Timestamp(nanoseconds: 1_757_983_273_000_000_000).advanced(bySeconds: seconds)
    let glance = Array(text.utf8).withUnsafeBufferPointer { StackTraces.firstGlance($0) }
    if glance == .wholeTrace, let trace = StackTraces.parse(text) {
      return TracePiece(
        content: .whole(TraceRecord(trace: trace, text: text)), timestamp: timestamp, index: 0)
    }
    return TracePiece(content: .line(text), timestamp: timestamp, index: 0)
  }

  func lines(_ text: String, from start: Double = 0, step: Double = 0.001) -> [TracePiece] {
    text.split(separator: "\n").enumerated().map {
      piece(String($1), at: start + Double($0) * step)
    }
  }

  func join(_ texts: [String], step: Double = 0.001) -> [JoinedTrace] {
    join(texts.enumerated().map { piece($1, at: Double($0) * step) })
  }

  @Test func segmentConnectorSegmentIsOneChain() throws {
    let joined = join([SampleTraces.root, SampleTraces.context, SampleTraces.wrapper])
    let chain = try #require(joined.first)
    #expect(joined.count == 1)
    #expect(chain.members == [0, 1, 2])
    #expect(chain.trace.exceptions.map(\.link) == [.root, .context])
    #expect(chain.trace.origin?.function == "get_websocket_manager")
    #expect(!chain.trace.continuesEarlier)
    #expect(StackTraces.parse(chain.text) == chain.trace)
  }

  @Test func membersAreTheCallersIndices() {
    let pieces = [(SampleTraces.root, 70), (SampleTraces.context, 8), (SampleTraces.wrapper, 900)]
      .map { text, index in
        let piece = piece(text, at: 0.1)
        return TracePiece(content: piece.content, timestamp: piece.timestamp, index: index)
      }
    #expect(StackTraces.join(pieces).map(\.members) == [[70, 8, 900]])
  }

  @Test func theLinkIsTheConnectors() {
    let joined = join([SampleTraces.root, SampleTraces.cause, SampleTraces.wrapper])
    #expect(joined.first?.trace.exceptions.map(\.link) == [.root, .cause])
  }

  @Test func aSegmentMayBringItsConnector() {
    let before = join([SampleTraces.root, SampleTraces.context + "\n" + SampleTraces.wrapper])
    let after = join([SampleTraces.root + "\n" + SampleTraces.context, SampleTraces.wrapper])
    #expect(before.map(\.members) == [[0, 1]])
    #expect(after.map(\.members) == [[0, 1]])
    #expect(before.first?.trace == after.first?.trace)
  }

  @Test func wholeTracesWithoutAConnectorStayApart() {
    let joined = join([SampleTraces.root, SampleTraces.wrapper])
    #expect(joined.map(\.members) == [[0], [1]])
  }

  @Test func aChainIsBoundWithinFiveSecondsOnly() {
    let texts = [SampleTraces.root, SampleTraces.context, SampleTraces.wrapper]
    #expect(join(texts, step: 5).map(\.members) == [[0, 1, 2]])
    let late = join(texts, step: 5.1)
    #expect(late.map(\.members) == [[0], [2]])
  }

  @Test func aConnectorWithoutASegmentBeforeItMarksTheNext() {
    let joined = join([SampleTraces.context, SampleTraces.wrapper])
    #expect(joined.map(\.members) == [[0, 1]])
    #expect(joined.first?.trace.continuesEarlier == true)
    #expect(joined.first?.trace.exceptions.map(\.link) == [.context])
  }

  @Test(arguments: SampleTraces.all) func lineByLineGivesTheSameExceptions(_ text: String) throws {
    let pieces = lines(text)
    let joined = join(pieces)
    let whole = try #require(StackTraces.parse(text))
    #expect(joined.count == 1)
    #expect(joined.first?.trace.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(joined.first?.trace.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
    #expect(joined.first?.trace.exceptions.map(\.link) == whole.exceptions.map(\.link))
  }

  @Test func membersArePositionsOfTheLinesThatCount() {
    let pieces = lines(SampleTraces.reference)
    let joined = join([piece("KeyError: stray", at: -3)] + pieces)
    // Neither the stray exception nor gunicorn's own line is a part of it.
    #expect(joined.map(\.members) == [Array(2...pieces.count)])
    #expect(joined.first?.first == pieces[1].timestamp)
  }

  @Test func interleavedInstancesJoinSeparately() {
    let left = lines(SampleTraces.reference)
    let right = lines(SampleTraces.syntaxError, from: 0.0005)
    let mixed = (left.map { ("a", $0) } + right.map { ("b", $0) })
      .sorted { $0.1.timestamp < $1.1.timestamp }
    let types = ["a", "b"].map { instance in
      join(mixed.filter { $0.0 == instance }.map(\.1)).map { joined in
        joined.trace.exceptions.map(\.shortType)
      }
    }
    #expect(types == [[["ValueError", "DeterministicStartupError"]], [["SyntaxError"]]])
  }

  @Test func aGapEndsATraceOfLines() {
    let head = lines(SampleTraces.root).dropLast()
    let late = piece("ValueError: too late", at: 9)
    #expect(join(head + [late]).isEmpty)
    let soon = piece("ValueError: in time", at: 4)
    #expect(join(head + [soon]).first?.trace.root?.message == "in time")
  }

  @Test func anExceptionMayBringTheLinesOfItsMessage() throws {
    let lines = SampleTraces.validation.split(separator: "\n").map(String.init)
    let frames = lines.prefix { !$0.hasPrefix("pydantic_core") }
    let joined = join(frames + [lines.dropFirst(frames.count).joined(separator: "\n")])
    #expect(joined.map(\.trace) == [try #require(StackTraces.parse(SampleTraces.validation))])
  }

  @Test func framesBeforeTheHeaderAreDropped() {
    let stray = piece("  File \"/app/stray.py\", line 1, in stray", at: -1)
    let joined = join([stray] + lines(SampleTraces.root))
    #expect(joined.count == 1)
    #expect(joined.first?.trace.root?.frames.count == 3)
    #expect(joined.first?.members.first == 1)
  }

  @Test func aTraceWithoutItsHeadIsJoinedFromItsFirstFrame() {
    // The code of a frame that is missing, then frames.
    let rest = lines(SampleTraces.root).dropFirst(2)
    let joined = join(rest)
    #expect(joined.map(\.members) == [Array(1..<rest.count)])
    #expect(joined.first?.trace.root?.frames.map(\.line) == [899, 58])
    #expect(joined.first?.trace.root?.message == SampleTraces.message)
  }

  @Test func strayFramesDoNotPartAChain() {
    let pieces = [
      piece(SampleTraces.root, at: 0), piece("  File \"/app/stray.py\", line 1, in stray", at: 1),
      piece(SampleTraces.context, at: 2), piece(SampleTraces.wrapper, at: 3),
    ]
    #expect(join(pieces).map { $0.trace.exceptions.count } == [2])
  }

  @Test func equalTimesInAnImpossibleOrderAreSetRight() {
    let ordered = lines(SampleTraces.root, step: 0)
    let joined = join(
      ordered.suffix(1) + ordered.dropFirst().dropLast() + ordered.prefix(1))
    #expect(joined.first?.trace == StackTraces.parse(SampleTraces.root))
    let segments = join([SampleTraces.context, SampleTraces.root, SampleTraces.wrapper], step: 0)
    #expect(segments.map(\.members) == [[1, 0, 2]])
  }

  @Test func aSegmentWithoutItsExceptionDoesNotLinkAcrossIt() {
    let broken = lines(SampleTraces.root).dropLast()
    let pieces =
      [piece(SampleTraces.syntaxError, at: 0)]
      + broken.map {
        TracePiece(content: $0.content, timestamp: $0.timestamp.advanced(bySeconds: 1), index: 0)
      }
      + [piece(SampleTraces.context, at: 2), piece(SampleTraces.wrapper, at: 2.1)]
    let joined = join(pieces)
    #expect(
      joined.map { $0.trace.exceptions.map(\.shortType) } == [
        ["SyntaxError"], ["DeterministicStartupError"],
      ])
    #expect(joined.last?.trace.continuesEarlier == true)
  }

  @Test func textIsBounded() {
    let long = (0..<4000).map { "  File \"/app/x.py\", line \($0), in function_\($0)" }
    let joined = join(["Traceback (most recent call last):"] + long + ["ValueError: x"])
    #expect(joined.first?.trace.root?.message == "x")
    #expect((joined.first?.text.utf8.count ?? .max) <= 64 << 10)
    let chain = join(
      (0..<400).flatMap { _ in [SampleTraces.root, SampleTraces.context] } + [SampleTraces.wrapper])
    #expect(chain.count == 1)
    #expect(chain.first?.trace.exceptions.count == 401)
    #expect((chain.first?.text.utf8.count ?? .max) <= 64 << 10)
  }
}
