import LogModel
import StackTraces
import Testing

/// Broken, cut and mixed traces of PHP.
@Suite struct PHPHostileTests {
  private let checks = LanguageHostileChecks(samples: SamplePHPTraces.all)

  @Test(arguments: SamplePHPTraces.all) func everyCutIsRead(_ text: String) {
    checks.everyCutIsRead(text)
  }

  @Test(arguments: SamplePHPTraces.all) func otherLinesAroundChangeNothing(_ text: String) throws {
    try checks.otherLinesAroundChangeNothing(text)
  }

  @Test func changedBytesAndShuffledLinesAreRead() {
    checks.changedBytesAndShuffledLinesAreRead()
  }

  @Test(arguments: [
    String(repeating: "Uncaught A: x in f:1\nStack trace:\n", count: 30_000),
    "PHP Fatal error:  " + String(repeating: " in on line ", count: 80_000) + "1",
    "#0 " + String(repeating: "(1): ", count: 200_000),
    "PHP Fatal error:  Uncaught " + String(repeating: "\\nStack trace:\\n#", count: 60_000),
    "[2025-09-16 00:41:13] a.ERROR: " + String(repeating: "[object] (", count: 100_000),
    String(repeating: "Stack trace:\n", count: 80_000),
    "PHP Fatal error:  Uncaught A: x in /a.php:1\nStack trace:\n"
      + String(repeating: "#0 /a.php(1): f()\n", count: 60_000),
    String(repeating: "[a] said into stderr: \"", count: 40_000),
    "[" + String(repeating: "] PHP ", count: 160_000),
    String(repeating: "A: x in /a.php:1\nStack trace:\n#0 {main}\n\nNext ", count: 20_000),
  ]) func hugeTextsTakeLinearTime(_ text: String) {
    checks.takesLinearTime(text)
  }
}
