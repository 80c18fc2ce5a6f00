import LogModel
import StackTraces
import Testing

@Suite struct FrameVerdictTests {
  /// Says that the shop is a library.
  func known() -> KnownFrames {
    KnownFrames { frame in
      if frame.function?.hasPrefix("com.example.shop.Stock") == true { return false }
      if frame.file.hasSuffix("arbiter.py") { return true }
      return frame.function?.hasPrefix("java.sql.") == true ? true : nil
    }
  }

  @Test func aVerdictOverrulesTheLanguage() throws {
    let trace = try #require(StackTraces.parse(SampleJVMTraces.chain, known: known()))
    #expect(trace.origin?.function == "org.postgresql.core.PGStream.createSocket")
    let root = try #require(trace.root)
    let own = root.frames.filter(\.isApplication).compactMap(\.function)
    #expect(
      own == [
        "com.example.shop.Launcher.main", "com.example.shop.Launcher.start",
        "java.sql.DriverManager.getConnection", "org.postgresql.core.PGStream.createSocket",
      ])
  }

  @Test func aVerdictHoldsForFramesThatWereReadBefore() throws {
    let known = known()
    for _ in 0..<3 {
      let trace = try #require(StackTraces.parse(SampleTraces.reference, known: known))
      let frames = try #require(trace.exceptions.last).frames
      #expect(frames.map(\.isApplication) == [true, false, true])
    }
  }

  @Test func aVerdictHoldsForWhatIsJoined() {
    let pieces = SampleJVMTraces.chain.split(separator: "\n").enumerated().map { index, line in
      TracePiece(
        content: .line(String(line)), timestamp: Timestamp(nanoseconds: Int64(index)), index: index)
    }
    let joined = StackTraces.join(pieces, known: known())
    #expect(joined.map(\.trace) == [StackTraces.parse(SampleJVMTraces.chain, known: known())])
    #expect(joined.first?.trace.origin?.function == "org.postgresql.core.PGStream.createSocket")
  }
}
