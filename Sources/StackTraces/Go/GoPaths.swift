/// Which frames of a Go trace are not the application's own: the one place with conventions.
enum GoPaths {
  /// False for the standard library, modules of others and vendored ones.
  static func isApplication(file: String, function: String?) -> Bool {
    let isForeign = markers.contains { marker in file.utf8.contains(marker) }
    if isForeign || file.hasPrefix("vendor/") || file == "_cgo_gotypes.go" { return false }
    guard let function else { return true }
    // The package's path ends with the first dot behind its last slash; its first part says whose
    // it is: only the standard library's has no dot and no module's name.
    let package = function.utf8.prefix { $0 != 0x2F && $0 != 0x2E && $0 != 0x28 }
    return !standard.contains(String(Substring(package)))
  }

  private static let markers = ["/pkg/mod/", "/vendor/", "/go/src/runtime/"].map { Array($0.utf8) }

  /// The first parts of the standard library's packages, and `panic` itself.
  private static let standard: Set<String> = [
    "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database",
    "debug", "embed", "encoding", "errors", "expvar", "flag", "fmt", "go", "hash", "html", "image",
    "index", "internal", "io", "iter", "log", "maps", "math", "mime", "net", "os", "panic", "path",
    "plugin", "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "structs",
    "sync", "syscall", "testing", "text", "time", "unicode", "unique", "unsafe", "weak",
  ]
}

extension String.UTF8View {
  /// O(text × part), parts being short.
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    var rest = self[...]
    while let start = rest.firstIndex(of: part[0]) {
      rest = rest[start...]
      if rest.starts(with: part) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
