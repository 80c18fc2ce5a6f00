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

  static let all = [rust, rustQuoted, rustCauses]
}
