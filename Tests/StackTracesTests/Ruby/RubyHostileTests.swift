import LogModel
import StackTraces
import Testing

/// Broken, cut and mixed traces of Ruby.
@Suite struct RubyHostileTests {
  private let checks = LanguageHostileChecks(samples: SampleRubyTraces.all)

  @Test(arguments: SampleRubyTraces.all) func everyCutIsRead(_ text: String) {
    checks.everyCutIsRead(text)
  }

  @Test(arguments: SampleRubyTraces.all) func otherLinesAroundChangeNothing(_ text: String) throws {
    try checks.otherLinesAroundChangeNothing(text)
  }

  @Test func changedBytesAndShuffledLinesAreRead() {
    checks.changedBytesAndShuffledLinesAreRead()
  }

  @Test(arguments: [
    String(repeating: "a.rb:1:in `", count: 90_000),
    String(repeating: "\tfrom a.rb:1:in `f'\n", count: 50_000),
    String(repeating: "A (x\na.rb:1:in `f'\n", count: 50_000),
    "a.rb:1:in `f': x (A)\n" + String(repeating: "a.rb:1:in `f': x (A)\n", count: 50_000),
    "a.rb:1:in `f'" + String(repeating: ": ", count: 400_000) + "(A)",
    String(repeating: "A::", count: 300_000),
    String(repeating: "(", count: 1_000_000),
    String(repeating: "[a] ", count: 250_000),
    String(repeating: "F, [a] FATAL -- : ", count: 60_000),
    String(repeating: "Caused by:\n", count: 80_000) + "A::B: x\na.rb:1:in `f'",
    "A::B: x\na.rb:1:in `f'\n"
      + String(repeating: "Caused by:\nA::B: x\na.rb:1:in `f'\n", count: 30_000),
  ]) func hugeTextsTakeLinearTime(_ text: String) {
    checks.takesLinearTime(text)
  }
}
