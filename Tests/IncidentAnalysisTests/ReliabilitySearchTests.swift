import Foundation
import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

/// What rules of the CRE format fire on among the lines of one scope.
///
/// Lines are drawn as seconds and letters: `2 ab` is a line at second 2 of which the tests `a` and `b` hold.
@Suite struct ReliabilitySearchTests {
  typealias Rule = ReliabilityRule

  private static let test = LineTest.text(
    TextPredicate(
      test: .contains("x"), ignoreCase: false,
      location: SourceLocation(file: "a.yaml", line: 1, column: 1)))

  /// A rule of which only the shape counts: `a`, `b`, … are its terms, the letters behind them its vetoes.
  private func rule(
    _ kind: Rule.Kind, _ counts: [Int], window: Double = 10, vetoes: [Veto] = []
  ) -> Rule {
    Rule(
      kind: kind, terms: counts.map { Rule.Term(test: ReliabilitySearchTests.test, count: $0) },
      vetoes: vetoes.map(\.veto), window: Int64(window * 1e9))
  }

  struct Veto {
    var window = 0.0
    var slide = 0.0
    var anchor = 0
    var isAbsolute = false

    var veto: Rule.Veto {
      Rule.Veto(
        test: ReliabilitySearchTests.test, window: Int64((window * 1e9).rounded()),
        slide: Int64((slide * 1e9).rounded()), anchor: anchor, isAbsolute: isAbsolute)
    }
  }

  /// Lines by a drawing such as `0 a, 1 b`.
  private func lines(_ drawing: String) -> [ReliabilitySearch.Line] {
    drawing.split(separator: ",").map { part in
      let words = part.split(separator: " ")
      var line = ReliabilitySearch.Line(
        time: Int64(((Double(words[0]) ?? 0) * 1e9).rounded()), held: 0)
      for letter in words.dropFirst().joined().unicodeScalars {
        line.held |= 1 << UInt128(letter.value - 97)
      }
      return line
    }
  }

  private func found(_ rule: Rule, _ lines: [ReliabilitySearch.Line]) -> [[Int]] {
    var search = ReliabilitySearch(rule, lines)
    return search.found()
  }

  private func found(_ rule: Rule, _ drawing: String) -> [[Int]] { found(rule, lines(drawing)) }

  // MARK: Sets

  @Test func aSetIsInAnyOrderWithinItsWindow() {
    let pair = rule(.set, [1, 1])
    #expect(found(pair, "1 a, 2 b") == [[0, 1]])
    #expect(found(pair, "1 b, 2 a") == [[0, 1]])
    #expect(found(pair, "1 a, 11 b") == [[0, 1]])
    #expect(found(pair, "1 a, 11.000000001 b") == [])
    #expect(found(pair, "1 a, 6 a, 12 b") == [[1, 2]])
    #expect(found(rule(.set, [1, 1, 1]), "1 c, 5 a, 11 b") == [[0, 1, 2]])
    #expect(found(rule(.set, [1, 1, 1]), "1 c, 5 a, 11.5 b, 12 c") == [[1, 2, 3]])
  }

  @Test func aLineMaySatisfySeveralTermsOfASet() {
    let pair = rule(.set, [1, 1])
    #expect(found(pair, "1 ab") == [[0]])
    #expect(found(pair, "1 ab, 2 ab") == [[0], [1]])
    #expect(found(rule(.set, [2, 1]), "1 ab, 2 a") == [[0, 1]])
  }

  @Test func aHitUsesUpTheOldest() {
    let pair = rule(.set, [1, 1])
    #expect(found(pair, "1 a, 2 a, 3 b") == [[0, 2]])
    #expect(found(pair, "1 a, 2 a, 3 b, 4 b") == [[0, 2], [1, 3]])
    #expect(found(rule(.sequence, [1, 1]), "1 a, 2 a, 3 b, 4 b") == [[0, 2], [1, 3]])
  }

  @Test func aCountNeedsAsManyLines() {
    let three = rule(.set, [3])
    #expect(found(three, "1 a, 2 a") == [])
    #expect(found(three, "1 a, 2 a, 11 a, 12 a") == [[0, 1, 2]])
    #expect(found(three, "1 a, 2 a, 11.000000001 a, 12 a") == [[1, 2, 3]])
    #expect(found(three, "1 a, 2 a, 3 a, 4 a, 5 a, 6 a") == [[0, 1, 2], [3, 4, 5]])
    #expect(found(rule(.set, [2, 1]), "1 a, 2 b, 3 b, 4 a") == [[0, 1, 3]])
  }

  // MARK: Sequences

  @Test func aSequenceIsInOrder() {
    let three = rule(.sequence, [1, 1, 1])
    #expect(found(three, "1 a, 2 b, 3 c") == [[0, 1, 2]])
    #expect(found(three, "1 b, 2 a, 3 c") == [])
    #expect(found(three, "1 a, 2 c, 3 b") == [])
    #expect(found(three, "1 a, 2 c, 3 b, 4 c") == [[0, 2, 3]])
  }

  @Test func aLineIsOneStepAtMost() {
    let pair = rule(.sequence, [1, 1])
    #expect(found(pair, "1 ab") == [])
    #expect(found(pair, "1 ab, 2 ab") == [[0, 1]])
    // The second begins where the first ended.
    #expect(found(pair, "1 ab, 2 ab, 3 ab") == [[0, 1], [1, 2]])
  }

  @Test func linesOfOneTimeAreOrdered() {
    #expect(found(rule(.sequence, [1, 1]), "1 a, 1 b") == [[0, 1]])
    #expect(found(rule(.sequence, [1, 1]), "1 b, 1 a") == [[0, 1]])
    #expect(found(rule(.sequence, [1, 1, 1]), "1 c, 1 b, 1 a") == [[0, 1, 2]])
    #expect(found(rule(.sequence, [2, 1]), "1 b, 1 a, 1 a") == [[0, 1, 2]])
  }

  /// A file without dates has nothing but its order.
  @Test func linesWithoutTimeAreInTheOrderOfTheirFile() {
    #expect(found(rule(.sequence, [1, 1]), "0 a, 0 b") == [[0, 1]])
    #expect(found(rule(.sequence, [1, 1]), "0 b, 0 a") == [])
    #expect(found(rule(.set, [1, 1]), "0 b, 0 a") == [[0, 1]])
    #expect(found(rule(.set, [1, 1], vetoes: [Veto()]), "0 b, 0 a, 0 c") == [])
  }

  @Test func onlyAdjacentDuplicatesAreOneStep() {
    #expect(found(rule(.sequence, [2, 1]), "1 a, 2 b") == [])
    #expect(found(rule(.sequence, [2, 1]), "1 a, 2 b, 3 a, 4 b") == [[0, 2, 3]])
    // a, b, a: the third step is a test of its own here.
    #expect(found(rule(.sequence, [1, 1, 1]), "1 ac, 2 b") == [])
    #expect(found(rule(.sequence, [1, 1, 1]), "1 ac, 2 b, 3 ac") == [[0, 1, 2]])
    #expect(
      found(rule(.sequence, [1, 1, 1]), "1 ac, 2 b, 3 ac, 4 b, 5 ac") == [[0, 1, 2], [2, 3, 4]])
  }

  @Test func earlierStepsGoOnCollecting() {
    let three = rule(.sequence, [1, 1, 1])
    #expect(
      found(three, "1 a, 2 a, 3 b, 4 b, 5 c, 6 c") == [[0, 2, 4], [1, 3, 5]])
    #expect(found(three, "1 a, 2 b, 3 a, 4 c, 5 b, 6 c") == [[0, 1, 3], [2, 4, 5]])
    // What is left of a hit is no hit where it is out of order.
    #expect(
      found(rule(.sequence, [1, 1, 1, 1], window: 20), "1 a, 2 b, 3 c, 4 a, 5 c, 6 b, 7 d, 8 d")
        == [[0, 1, 2, 6]])
  }

  @Test func theWindowOfASequenceRunsFromItsFirstStep() {
    let three = rule(.sequence, [1, 1, 1])
    #expect(found(three, "1 a, 10 b, 11 c") == [[0, 1, 2]])
    #expect(found(three, "1 a, 10 b, 11.000000001 c") == [])
    #expect(found(three, "1 a, 6 a, 7 b, 12 c") == [[1, 2, 3]])
    // What stood behind the old first step alone is behind no other.
    #expect(found(three, "1 a, 3 b, 6 a, 12 c") == [])
  }

  // MARK: Vetoes

  @Test func withoutOptionsItIsTheSpanOfTheLines() {
    for kind in [Rule.Kind.set, .sequence] {
      let pair = rule(kind, [1, 1], vetoes: [Veto()])
      #expect(found(pair, "1 a, 2 c, 3 b") == [])
      #expect(found(pair, "1 ac, 3 b") == [])
      #expect(found(pair, "1 a, 3 bc") == [])
      #expect(found(pair, "1 a, 3 b, 3 c") == [])
      #expect(found(pair, "1 c, 1 a, 3 b") == [])
      #expect(found(pair, "0.999999999 c, 1 a, 3 b, 3.000000001 c") == [[1, 2]])
    }
    let one = rule(.set, [1], window: 0, vetoes: [Veto()])
    #expect(found(one, "1 ab, 2 a, 2 b, 3 a") == [[3]])
  }

  @Test func aWindowIsAddedToTheSpanUnlessAbsolute() {
    let relative = rule(.set, [1, 1], vetoes: [Veto(window: 5)])
    #expect(found(relative, "1 a, 3 b, 8 c") == [])
    #expect(found(relative, "1 a, 3 b, 8.000000001 c") == [[0, 1]])
    let absolute = rule(.set, [1, 1], vetoes: [Veto(window: 5, isAbsolute: true)])
    #expect(found(absolute, "1 a, 3 b, 6 c") == [])
    #expect(found(absolute, "1 a, 3 b, 6.000000001 c") == [[0, 1]])
    let moment = rule(.set, [1, 1], vetoes: [Veto(isAbsolute: true)])
    #expect(found(moment, "1 a, 1 c, 3 b") == [])
    #expect(found(moment, "1 a, 2 c, 3 b") == [[0, 2]])
  }

  @Test func aSlideMovesTheWindow() {
    let before = rule(.set, [1], window: 0, vetoes: [Veto(window: 5, slide: -5)])
    // Before the first line of all there is time as well.
    #expect(found(before, "1 b, 6 a") == [])
    #expect(found(before, "0.999999999 b, 6 a") == [[1]])
    #expect(found(before, "6 a, 6 b") == [])
    #expect(found(before, "6 a, 6.000000001 b") == [[0]])
    let after = rule(.set, [1], window: 0, vetoes: [Veto(window: 5, slide: 5)])
    #expect(found(after, "1 a, 5.999999999 b, 11.000000001 b") == [[0]])
    #expect(found(after, "1 a, 6 b") == [])
    #expect(found(after, "1 a, 11 b") == [])
    let moment = rule(.set, [1], window: 0, vetoes: [Veto(slide: 5)])
    #expect(found(moment, "1 a, 6 b, 20 a, 24 b, 26 b") == [[2]])
  }

  @Test func anAnchorIsCountedByTimeInASet() {
    let second = rule(.set, [1, 1], vetoes: [Veto(window: 1, anchor: 1, isAbsolute: true)])
    #expect(found(second, "1 a, 2 c, 3 b") == [[0, 2]])
    #expect(found(second, "1 a, 3 b, 4 c") == [])
    // It is the later line that is dropped, whichever term's it is.
    #expect(found(second, "1 a, 3 b, 4 c, 6 b") == [[0, 3]])
    #expect(found(second, "1 b, 3 a, 4 c, 6 a") == [[0, 3]])
    // The span is that of all lines, wherever it is laid.
    let relative = rule(.set, [1, 1], vetoes: [Veto(anchor: 1)])
    #expect(found(relative, "1 a, 3 b, 5 c") == [])
    #expect(found(relative, "1 a, 3 b, 5.000000001 c") == [[0, 1]])
    // Of a count every line is one.
    let third = rule(.set, [3], vetoes: [Veto(window: 1, anchor: 2, isAbsolute: true)])
    #expect(found(third, "1 a, 2 a, 3 a, 4 b, 5.5 a") == [[0, 1, 4]])
  }

  @Test func anAnchorIsCountedByOrderInASequence() {
    let second = rule(
      .sequence, [1, 1, 1], window: 20, vetoes: [Veto(window: 1, anchor: 1, isAbsolute: true)])
    #expect(found(second, "1 a, 3 b, 4 d, 5 c") == [])
    #expect(found(second, "1 a, 3 b, 4 d, 4.5 b, 6 c") == [[0, 3, 4]])
    #expect(found(second, "1 a, 1.5 d, 3 b, 5 c") == [[0, 2, 3]])
  }

  @Test func aVetoDropsNothingButItsAnchor() {
    let pair = rule(.set, [1, 1], vetoes: [Veto()])
    #expect(found(pair, "1 a, 2 c, 3 a, 4 b") == [[2, 3]])
    #expect(found(pair, "1 b, 2 c, 3 a, 4 b") == [[2, 3]])
    // A line that was dropped for one term is there for another.
    #expect(found(pair, "1 ab, 1 c, 5 a, 6 b") == [[2, 3]])
    let sequence = rule(.sequence, [1, 1], vetoes: [Veto()])
    #expect(found(sequence, "1 a, 2 c, 3 a, 4 b, 5 b") == [[2, 3]])
  }

  @Test func theFirstOfSeveralVetoesDecidesWhatIsDropped() {
    let both = [Veto(window: 1, anchor: 1, isAbsolute: true), Veto(window: 1, isAbsolute: true)]
    // The first drops b, the second a.
    #expect(found(rule(.sequence, [1, 1], vetoes: both), "1 a, 1.5 d, 3 b, 4 c, 5.5 b") == [])
    #expect(found(rule(.sequence, [1, 1], vetoes: both), "1 a, 3 b, 4 c, 5.5 b") == [[0, 3]])
    #expect(found(rule(.sequence, [1, 1], vetoes: both), "1 a, 1.5 d, 2.5 a, 3.6 b") == [[2, 3]])
  }

  @Test func theEndOfTheInputIsAnAnswer() {
    #expect(found(rule(.set, [1], window: 0, vetoes: [Veto(window: 3600)]), "1 a") == [[0]])
    #expect(found(rule(.sequence, [1, 1], vetoes: [Veto(slide: 3600)]), "1 a, 2 b") == [[0, 1]])
  }

  // MARK: Against a model

  /// The format's description, taken at its word: after each line the hits that there are, each made of the
  /// oldest lines that nothing used up. Lines have different times, in order.
  private func expected(_ rule: Rule, _ lines: [ReliabilitySearch.Line]) -> [[Int]] {
    var hits: [[Int]] = []
    var unused = rule.terms.indices.map { term in
      lines.indices.filter { lines[$0].held & 1 << UInt128(term) != 0 }
    }
    for newest in lines.indices {
      while let frame = frame(of: rule, unused, lines, upTo: newest) {
        if let dropped = vetoed(rule, frame, lines) {
          unused[dropped.term].removeAll { $0 == dropped.line }
        } else {
          hits.append(Set(frame.map(\.line)).sorted())
          for (term, line) in frame { unused[term].removeAll { $0 == line } }
        }
      }
    }
    return hits
  }

  private typealias Frame = [(term: Int, line: Int)]

  private func frame(
    of rule: Rule, _ unused: [[Int]], _ lines: [ReliabilitySearch.Line], upTo newest: Int
  ) -> Frame? {
    var frame: Frame = []
    for (term, wanted) in rule.terms.enumerated() {
      let previous = frame.last?.line ?? -1
      let oldest = lines[newest].time - rule.window
      let chosen = unused[term].filter { line in
        guard line <= newest else { return false }
        switch rule.kind {
        case .set: return lines[line].time >= oldest
        case .sequence: return line > previous && (term > 0 || lines[line].time >= oldest)
        }
      }.prefix(wanted.count)
      if chosen.count < wanted.count { return nil }
      frame += chosen.map { (term, $0) }
    }
    // Anchors of a set are counted by time.
    return rule.kind == .sequence ? frame : frame.sorted { ($0.line, $0.term) < ($1.line, $1.term) }
  }

  private func vetoed(
    _ rule: Rule, _ frame: Frame, _ lines: [ReliabilitySearch.Line]
  ) -> (term: Int, line: Int)? {
    let times = frame.map { lines[$0.line].time }
    let span = times.reduce(0, max) - times.reduce(.max, min)
    for (number, veto) in rule.vetoes.enumerated() {
      let bit = (1 as UInt128) << UInt128(rule.terms.count + number)
      let start = times[veto.anchor] + veto.slide
      let end = start + veto.window + (veto.isAbsolute ? 0 : span)
      if lines.contains(where: { $0.held & bit != 0 && start <= $0.time && $0.time <= end }) {
        return frame[veto.anchor]
      }
    }
    return nil
  }

  @Test(arguments: [Rule.Kind.set, .sequence], [0, 1, 2])
  func anyLinesGiveWhatTheFormatSays(kind: Rule.Kind, vetoes: Int) {
    var dice = DeterminismTests.Dice(state: 5 + UInt64(vetoes))
    func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    var total = 0
    for _ in 0..<2500 {
      let counts = (0..<roll(kind == .set ? 1...3 : 2...3)).map { _ in roll(1...5) == 1 ? 2 : 1 }
      let lineCount = counts.reduce(0, +)
      let rule = rule(
        kind, counts, window: lineCount == 1 ? 0 : Double(roll(1...6)),
        vetoes: (0..<vetoes).map { _ in
          Veto(
            window: Double(roll(0...3)), slide: Double(roll(-3...2)),
            anchor: roll(0...lineCount - 1), isAbsolute: roll(0...1) == 1)
        })
      var time = 100
      let lines = (0..<roll(1...16)).map { _ -> ReliabilitySearch.Line in
        time += roll(1...2)
        var held: UInt128 = 0
        for test in 0..<counts.count where roll(1...3) == 1 { held |= 1 << UInt128(test) }
        for test in 0..<vetoes where roll(1...9) == 1 { held |= 1 << UInt128(counts.count + test) }
        return ReliabilitySearch.Line(time: Int64(time) * 1_000_000_000, held: held)
      }
      let hits = found(rule, lines)
      total += hits.count
      #expect(hits == expected(rule, lines), "\(rule) \(lines)")
    }
    // The dice do not make nothing all the time.
    #expect(total > 500)
  }

  /// However lines of one time stand, there is a hit or there is none.
  @Test(arguments: [Rule.Kind.set, .sequence])
  func linesOfOneTimeMayStandInAnyOrder(kind: Rule.Kind) {
    var dice = DeterminismTests.Dice(state: 23)
    var total = 0
    for _ in 0..<1500 {
      let rule = rule(kind, [1, Int.random(in: 1...2, using: &dice), 1], window: 4)
      var lines = (0..<10).map { _ in
        ReliabilitySearch.Line(
          time: Int64.random(in: 1...6, using: &dice) * 1_000_000_000,
          held: 1 << UInt128(Int.random(in: 0...2, using: &dice)))
      }.sorted { $0.time < $1.time }
      let isHit = !found(rule, lines).isEmpty
      total += isHit ? 1 : 0
      for _ in 0..<4 {
        lines.shuffle(using: &dice)
        lines.sort { $0.time < $1.time }
        #expect(found(rule, lines).isEmpty != isHit, "\(lines)")
      }
    }
    #expect(total > 300 && total < 1400)
  }

  // MARK: Time

  /// Many lines wait for ever, are used up at once, or are dropped one by one.
  @Test func manyLinesTakeLittleMoreThanLinearTime() {
    let start = ReliabilitySearchTests.secondsOfThread
    let many = 30_000
    func line(_ second: Double, _ held: UInt128) -> ReliabilitySearch.Line {
      ReliabilitySearch.Line(time: Int64(second * 1e9), held: held)
    }
    let begun = (0..<many).map { line(1 + Double($0) * 0.1, 1) }
    let ended = (0..<many).map { line(20_000 + Double($0) * 0.1, 2) }
    for kind in [Rule.Kind.set, .sequence] {
      let pair = rule(kind, [1, 1], window: 86_400)
      #expect(found(pair, begun + ended).count == many)
      #expect(found(pair, begun).isEmpty)
      // All that began is dropped by one line between.
      let vetoed = rule(kind, [1, 1], window: 86_400, vetoes: [Veto()])
      #expect(found(vetoed, begun + [line(15_000, 4)] + ended).isEmpty)
      // None is dropped although each is looked up.
      let never = rule(kind, [1, 1], window: 86_400, vetoes: [Veto(slide: -86_400)])
      let noise = begun.map { ReliabilitySearch.Line(time: $0.time, held: $0.held | 4) }
      #expect(found(never, noise + ended).count == many)
      let same = Array(repeating: line(1, 3), count: many)
      #expect(found(pair, same).count == (kind == .set ? many : many - 1))
    }
    // What looks at every pair takes minutes.
    #expect(ReliabilitySearchTests.secondsOfThread - start < 30)
  }

  /// What the thread has computed, in seconds, however busy the machine is.
  private static var secondsOfThread: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
