import LogModel
import StackTraces
import Testing

/// A small generator whose numbers are the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct HostileTextTests {
  /// What every result must satisfy, however broken the text.
  func check(_ trace: StackTrace?, _ comment: Comment? = nil) {
    guard let trace else { return }
    #expect(!trace.exceptions.isEmpty, comment)
    for exception in trace.exceptions { #expect(!exception.type.isEmpty, comment) }
    let first = trace.exceptions.first?.link
    #expect(trace.continuesEarlier ? first != .root : first == .root, comment)
  }

  func glanceAndParse(_ bytes: [UInt8]) -> StackTrace? {
    let glance = bytes.withUnsafeBufferPointer { StackTraces.firstGlance($0) }
    let trace = StackTraces.parse(String(decoding: bytes, as: UTF8.self))
    // What can be read was seen: the glance never costs a trace.
    if trace != nil { #expect(glance == .wholeTrace, "\(String(decoding: bytes, as: UTF8.self))") }
    return trace
  }

  @Test(arguments: SampleTraces.all) func everyPrefixIsReadTheSameWayTwice(_ text: String) {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      let prefix = Array(bytes.prefix(count))
      let trace = glanceAndParse(prefix)
      check(trace)
      if count % 16 == 0 {
        #expect(trace == StackTraces.parse(String(decoding: prefix, as: UTF8.self)))
      }
    }
  }

  @Test(arguments: SampleTraces.all) func everySuffixIsRead(_ text: String) {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count { check(glanceAndParse(Array(bytes.suffix(count)))) }
  }

  @Test func shuffledLinesAreRead() {
    var dice = Dice(state: 42)
    let pool = SampleTraces.all.flatMap {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
    }
    for _ in 0..<2000 {
      let lines = (0..<Int.random(in: 1...30, using: &dice)).compactMap { _ in
        pool.randomElement(using: &dice)
      }
      let text = lines.joined(separator: "\n")
      let trace = glanceAndParse(Array(text.utf8))
      check(trace, "\(text)")
      #expect(trace == StackTraces.parse(text))
    }
  }

  @Test func changedBytesAreRead() {
    var dice = Dice(state: 7)
    for text in SampleTraces.all {
      for _ in 0..<400 {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...12, using: &dice) {
          let position = Int.random(in: bytes.indices, using: &dice)
          bytes[position] = UInt8.random(in: 0...255, using: &dice)
        }
        _ = bytes.withUnsafeBufferPointer { StackTraces.firstGlance($0) }
        check(StackTraces.parse(String(decoding: bytes, as: UTF8.self)))
      }
    }
  }

  @Test func anyOrderOfPiecesIsJoinedTheSameWayTwice() {
    var dice = Dice(state: 11)
    let pool =
      SampleTraces.all.flatMap { $0.split(separator: "\n") }.map(String.init)
      + [SampleTraces.context, SampleTraces.cause, SampleTraces.root, SampleTraces.wrapper]
    for _ in 0..<500 {
      var time = Timestamp(nanoseconds: 1_757_983_273_000_000_000)
      let pieces = (0..<Int.random(in: 0...40, using: &dice)).map { index -> TracePiece in
        time = time.advanced(bySeconds: [0, 0, 0.01, 2, 6].randomElement(using: &dice) ?? 0)
        let text = pool.randomElement(using: &dice) ?? ""
        let content = StackTraces.parse(text).map {
          TracePiece.Content.whole(TraceRecord(trace: $0, text: text))
        }
        return TracePiece(content: content ?? .line(text), timestamp: time, index: index)
      }
      let joined = StackTraces.join(pieces)
      let again = StackTraces.join(pieces)
      #expect(joined.map(\.members) == again.map(\.members))
      #expect(joined.map(\.trace) == again.map(\.trace))
      #expect(joined.map(\.text) == again.map(\.text))
      let members = joined.flatMap(\.members)
      #expect(Set(members).count == members.count)
      #expect(members.allSatisfy(pieces.indices.contains))
      // No whole trace is lost.
      let whole = pieces.indices.filter {
        if case .whole = pieces[$0].content { true } else { false }
      }
      #expect(Set(whole).isSubset(of: members))
      for result in joined { check(result.trace) }
    }
  }
}
