import LogModel
import Testing

@Suite struct ExcerptTests {
  @Test func shortTextsStay() {
    for text in [
      "", "a", String(repeating: "x", count: 500), String(repeating: "\u{E9}", count: 500),
    ] {
      #expect(Excerpt.middleCut(text, limit: 500) == text)
    }
  }

  @Test func longTextsLoseTheirMiddle() {
    let text = "begin" + String(repeating: ".", count: 2000) + "end"
    let cut = Excerpt.middleCut(text, limit: 100)
    #expect(cut.count == 100)
    #expect(cut.hasPrefix("begin."))
    #expect(cut.hasSuffix(".end"))
    #expect(cut.contains(" \u{2026} "))
  }

  @Test func neverCutsWithinACharacter() {
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"
    let text = String(repeating: family, count: 300)
    let cut = Excerpt.middleCut(text, limit: 21)
    let kept = cut.filter { $0 != " " && $0 != "\u{2026}" }
    #expect(kept.count == 18)
    #expect(kept.allSatisfy { String($0) == family })
  }

  /// Plain text is cut by bytes: the same as what has one character more than ASCII where the gap is.
  @Test func plainTextIsCutLikeAnyOther() {
    let frames = (1...40).map { "  File \"/app/x.py\", line \($0), in f\n" }.joined()
    let texts = [
      String(repeating: "word ", count: 300),
      frames + "Error: " + String(repeating: "y", count: 90),
      frames + "Error: " + String(repeating: "z", count: 900),
    ]
    for text in texts {
      var other = Array(text)
      // In the middle of the exception line of the last, else amid what is left out.
      other[text == texts[2] ? text.count - 450 : text.count / 2] = "\u{E9}"
      for limit in [20, 100, 101, 300] {
        #expect(
          Excerpt.middleCut(text, limit: limit) == Excerpt.middleCut(String(other), limit: limit))
      }
    }
    let pairs = String(repeating: "a\r\n", count: 300)
    #expect(Excerpt.middleCut(pairs, limit: 101).count == 101)
  }

  @Test func anEndlessCharacterIsBounded() {
    let text = "a" + String(repeating: "\u{301}", count: 60_000)
    #expect(Excerpt.middleCut(text, limit: 500).unicodeScalars.count <= 500)
  }

  @Test func ofAStackTraceTheExceptionLineStays() {
    let frames = (1...80).map { "  File \"/app/x.py\", line \($0), in f\n    g()\n" }.joined()
    let exception = "app.errors.NotReady: " + String(repeating: "why ", count: 60) + "end"
    let text = "Traceback (most recent call last):\n" + frames + exception + "\n"
    let cut = Excerpt.middleCut(text, limit: 500)
    #expect(cut.count == 500)
    #expect(cut.hasPrefix("Traceback"))
    #expect(cut.hasSuffix(" \u{2026} " + exception))
    // Also where the message has further lines.
    let more = Excerpt.middleCut(text + "FIELD\n  is required\n", limit: 500)
    #expect(more.hasSuffix(exception + "\nFIELD\n  is required"))
  }

  @Test func anExceptionLineThatIsTooLongIsCutItself() {
    let exception = "ValueError: " + String(repeating: "x", count: 900) + "end"
    let text = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n" + exception
    let cut = Excerpt.middleCut(text, limit: 200)
    #expect(cut.count == 200)
    #expect(cut.hasPrefix("ValueError: x"))
    #expect(cut.hasSuffix("xend"))
  }

  @Test func anyLimitHolds() {
    let text =
      "Traceback\n  File \"a\", line 1\nE: \u{1F6A8} " + String(repeating: "y\n", count: 50)
    for limit in -1...60 { #expect(Excerpt.middleCut(text, limit: limit).count <= max(0, limit)) }
  }
}
