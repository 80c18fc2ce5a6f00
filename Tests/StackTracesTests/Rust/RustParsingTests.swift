import LogModel
import StackTraces
import Testing

/// Rust: what is read out of its traces.
@Suite struct RustParsingTests {
  @Test func rustHasPlacesAndCauses() throws {
    let trace = try #require(StackTraces.parse(SampleRustTraces.rust))
    #expect(trace.root?.type == "panic")
    #expect(
      trace.root?.message.hasPrefix("called `Result::unwrap()` on an `Err` value: Os {") == true)
    #expect(trace.origin?.function == "shop::config::load")
    #expect(trace.root?.frames.map(\.isApplication) == [true, true, false, false, false])
    #expect(
      try ToldTrace.told(SampleRustTraces.rustQuoted) == [
        "root panic: index out of bounds: the len is 3 but the index is 99",
        "  app src/cart.rs:31",
      ])
    #expect(
      try ToldTrace.told(SampleRustTraces.rustCauses) == [
        "root Error: No such file or directory (os error 2)", "  app src/config.rs:18",
        "cause Error: cannot read /app/config.toml", "cause Error: cannot start",
      ])
  }

  @Test(arguments: [
    ("thread 'main' (4711) panicked at src/a.rs:1:2:\nno cart", "no cart", "src/a.rs"),
    ("thread 'main' panicked at 'one\ntwo', src/a.rs:1:2", "one\ntwo", "src/a.rs"),
    ("thread 'main' panicked at 'it isn't', /app/src/a.rs:1", "it isn't", "/app/src/a.rs"),
    (
      "thread 'main' panicked at src/a.rs:1:2:\nno cart\nstack backtrace:\n   0:     0x55d0 - shop::f::h0123456789abcdef\n                               at /app/src/b.rs:3:4",
      "no cart", "src/a.rs"
    ),
  ]) func formsOfRust(_ text: String, _ message: String, _ file: String) throws {
    let trace = try #require(StackTraces.parse(text))
    #expect(trace.root?.message == message)
    #expect(trace.origin?.file == file)
  }

  @Test(arguments: [
    "Caused by:\n  the weather", "Error: x\nCaused by:", "thread 'main' started\nall is well",
  ]) func whatIsNoFailureIsNotRead(_ text: String) {
    #expect(StackTraces.parse(text) == nil)
  }
}
