import LogModel
import StackTraces
import Testing

/// Traces of Rust that are logged one line an entry, and what only looks like their lines.
@Suite struct RustJoiningTests {
  @Test(arguments: [
    SampleRustTraces.rustQuoted, SampleRustTraces.overflow,
  ]) func lineByLineIsTheSame(_ text: String) throws {
    try ToldTrace.lineByLineIsTheSame(text)
  }

  /// How the standard library words it, the message is known by.
  @Test func aMessageOfTheLibraryIsKept() throws {
    try ToldTrace.lineByLineIsTheSame(SampleRustTraces.rust)
  }

  @Test(arguments: [
    "thread 'main' panicked at src/a.rs:1:2:",
    "stack backtrace:",
    "   0: rust_begin_unwind",
    "  15: main",
    "  17: _start",
    "   3: shop::config::load",
    "   3: <alloc::boxed::Box<dyn FnOnce() + Send> as core::ops::FnOnce<()>>::call_once",
    "             at ./src/config.rs:12:39",
    "             at ./nptl/pthread_create.c:447:8",
    "called `Option::unwrap()` on a `None` value",
    "index out of bounds: the len is 3 but the index is 99",
    "   7:     0x55d0c1a2 - shop::f::h0123456789abcdef",
  ]) func linesOfTracesAreFragments(_ text: String) {
    #expect(ToldTrace.glance(text) == .fragment)
  }

  @Test(arguments: [
    "stack backtrace:",
    "   0: rust_begin_unwind",
    "             at ./src/config.rs:12:39",
    "called `Option::unwrap()` on a `None` value",
  ]) func loneLinesAreNoTrace(_ text: String) {
    #expect(ToldTrace.joined([text]).isEmpty)
  }

  @Test(arguments: [
    "thread 'main' started",
    "   1: first",
    "  2: from here to there",
    "  3: std::thread is slow",
    "   4: main road",
    "   1: 2",
    "called twice",
    "index 3",
    "assertion of identity",
    "             at noon",
    "  at 12:30:45",
    "stack: 3",
    "Stack trace",
    "Location: Zurich",
    "The application started",
    "3: a::b",
    "2025-09-16T00:41:13Z INFO a::b: started",
    "Error no cart",
    "   12: order_placed and paid",
  ]) func ordinaryLinesAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }

  @Test(arguments: [
    "Summary:\n  0: ok\n  1: failed",
    "Location\n  Zurich",
    "steps\n   0: start\n   1: main",
    "calls\n  at home\n  at work",
  ]) func ordinaryTextsAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }
}
