import LogModel
import StackTraces
import Testing

/// Frames that were read before change nothing but the time it takes.
@Suite struct KnownFramesTests {
  /// Texts read one after the other with what was known by then, and each by itself.
  private func check(_ texts: [String]) {
    let known = KnownFrames()
    for text in texts {
      #expect(StackTraces.parse(text, known: known) == StackTraces.parse(text), "\(text)")
    }
  }

  @Test func samplesAreReadTheSame() {
    check(SampleTraces.all + SampleTraces.all.reversed() + SampleTraces.all)
  }

  @Test func everyCutIsReadTheSame() {
    for text in SampleTraces.all {
      let bytes = Array(text.utf8)
      var texts = [text]
      for count in stride(from: 0, through: bytes.count, by: 3) {
        texts.append(String(decoding: bytes.prefix(count), as: UTF8.self))
        texts.append(String(decoding: bytes.suffix(count), as: UTF8.self))
      }
      check(texts + texts.reversed())
    }
  }

  @Test func shuffledAndChangedLinesAreReadTheSame() {
    var dice = Dice(state: 23)
    let samples = SampleTraces.all.map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    let pool = samples.flatMap { $0 }
    var texts: [String] = []
    for _ in 0..<3000 {
      var lines = samples.randomElement(using: &dice) ?? []
      for _ in 0..<Int.random(in: 0...3, using: &dice) {
        let place = Int.random(in: lines.indices, using: &dice)
        switch Int.random(in: 0..<6, using: &dice) {
        case 0: lines[place] = pool.randomElement(using: &dice) ?? ""
        case 1: lines.insert(pool.randomElement(using: &dice) ?? "", at: place)
        case 2: lines[place] = "  " + lines[place]
        case 3: lines[place] = String(lines[place].drop { $0 == " " })
        case 4: lines[place] += String(dice.next(), radix: 16)
        default: if lines.count > 1 { lines.remove(at: place) }
        }
      }
      texts.append(lines.joined(separator: "\n"))
    }
    check(texts)
  }
}
