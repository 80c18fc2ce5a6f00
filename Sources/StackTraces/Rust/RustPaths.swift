/// Which frames of a Rust trace are not the application's own: the one place with conventions.
enum RustPaths {
  /// False for the standard library, crates of others and code without a file.
  static func isApplication(file: String, function: String?) -> Bool {
    guard let first = file.utf8.first, first != 0x3C else { return false }
    if roots.contains(where: { file.hasPrefix($0) }) { return false }
    // Elsewhere a folder of that name holds what was downloaded or built for others.
    let parts = file.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).map {
      String(Substring($0))
    }
    if parts.contains(where: { folders.contains($0) || $0.hasPrefix("rustc-") }) { return false }
    guard let function else { return true }
    // `<core::option::Option<T> as …>::f` is the core's as well.
    let name = function.utf8.first == 0x3C ? function.dropFirst() : Substring(function)
    return !crates.contains { name.hasPrefix($0) }
  }

  private static let roots = ["/rustc/", "library/std/", "library/core/", "library/alloc/"]
  private static let folders: Set<String> = [".cargo", ".rustup", "registry", "vendor"]
  private static let crates = [
    "std::", "core::", "alloc::", "rust_begin_unwind", "rust_panic", "__rust", "backtrace::",
    "tokio::", "anyhow::", "eyre::", "color_eyre::", "test::", "__libc", "_start",
  ]
}
