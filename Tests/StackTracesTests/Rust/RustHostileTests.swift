import LogModel
import StackTraces
import Testing

/// Broken, cut and mixed traces of Rust.
@Suite struct RustHostileTests {
  private let checks = LanguageHostileChecks(samples: SampleRustTraces.all)

  @Test(arguments: SampleRustTraces.all) func everyCutIsRead(_ text: String) {
    checks.everyCutIsRead(text)
  }

  @Test(arguments: SampleRustTraces.all) func otherLinesAroundChangeNothing(_ text: String) throws {
    try checks.otherLinesAroundChangeNothing(text)
  }

  @Test func changedBytesAndShuffledLinesAreRead() {
    checks.changedBytesAndShuffledLinesAreRead()
  }

  @Test(arguments: [
    "thread 'main' panicked at '" + String(repeating: "'", count: 1_000_000),
    String(repeating: "thread 'main' panicked at 'x\n", count: 30_000),
    "Error: x\n" + String(repeating: "Caused by:\n", count: 80_000),
    "Error: \n" + String(repeating: "Location:\n", count: 80_000),
    String(repeating: "The application panicked (crashed).\n", count: 25_000),
    String(repeating: "Error:\n   0: x\nLocation:\n", count: 40_000),
    "thread 'main' panicked at a.rs:1:2:\nx\nstack backtrace:\n"
      + String(repeating: "   0: a::b\n             at ./a.rs:1:2\n", count: 40_000),
    "Error: x\n\nCaused by:\n" + String(repeating: "   0: x\n", count: 100_000),
    "\u{2501}" + String(repeating: " hidden", count: 140_000),
    "   0: " + String(repeating: "a::", count: 300_000),
  ]) func hugeTextsTakeLinearTime(_ text: String) {
    checks.takesLinearTime(text)
  }
}
