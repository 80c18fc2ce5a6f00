/// Traces of Rust as services write them, for more than one test.
enum SampleRustTraces {
  static let rust = """
    thread 'main' panicked at src/config.rs:12:39:
    called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "No such file or directory" }
    stack backtrace:
       0: rust_begin_unwind
                 at /rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/std/src/panicking.rs:665:5
       1: core::result::unwrap_failed
                 at /rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/core/src/result.rs:1704:5
       2: core::result::Result<T,E>::unwrap
                 at /rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/core/src/result.rs:1109:23
       3: shop::config::load
                 at ./src/config.rs:12:39
       4: shop::main
                 at ./src/main.rs:4:5
    note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
    """

  static let rustQuoted = """
    thread 'tokio-runtime-worker' panicked at 'index out of bounds: the len is 3 but the index is 99', src/cart.rs:31:9
    note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
    """

  static let rustCauses = """
    Error: cannot start

    Caused by:
        0: cannot read /app/config.toml
        1: No such file or directory (os error 2)

    Location:
        src/config.rs:18:10
    """

  static let colored = """
    The application panicked (crashed).
    Message:  no cart
    Location: src/cart.rs:31

      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ BACKTRACE ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                                    ⋮ 8 frames hidden ⋮\u{20}\u{20}
       9: core::panicking::panic::h1b0af24502591aff
          at /rustc/13e6f24b9adda67852fb86538541adaa68aff6e8/library/core/src/panicking.rs:127
      10: shop::cart::total::hbcd4195430211455
          at /app/src/cart.rs:31
      11: shop::main::h74d25b490126aede
          at /app/src/main.rs:10
                                    ⋮ 14 frames hidden ⋮\u{20}\u{20}

    Run with COLORBT_SHOW_HIDDEN=1 environment variable to disable frame filtering.
    """

  static let eyre = """
    Error:\u{20}
       0: cannot start
       1: cannot read /app/config.toml
       2: No such file or directory (os error 2)

    Location:
       src/config.rs:18

    Backtrace omitted. Run with RUST_BACKTRACE=1 environment variable to display it.
    """

  static let anyhow = """
    Error: no data for the map

    Caused by:
        No loader for "map.yaml"

    Stack backtrace:
       0: anyhow::error::<impl anyhow::Error>::msg
                 at /usr/local/cargo/registry/src/index.crates.io-6f17d22bba15001f/anyhow-1.0.75/src/backtrace.rs:27:14
       1: maps::loader::Loader::open
                 at ./src/loader.rs:52:13
       2: maps::main
                 at ./src/main.rs:9:5
       3: main
       4: __libc_start_call_main
                 at ./csu/../sysdeps/nptl/libc_start_call_main.h:58:16
       5: _start
    """

  static let overflow = """
    thread 'main' has overflowed its stack
    fatal runtime error: stack overflow
    """

  /// For tests that must hold for any trace.
  static let all = [rust, rustQuoted, rustCauses, colored, eyre, anyhow, overflow]
}

extension SampleRustTraces {
  /// A megabyte each, to keep a reader busy.
  static let huge = [
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
  ]
}
