/// Which files of a JavaScript trace are not the application's own: the one place with conventions.
enum NodePaths {
  /// A file as an editor would open it: without the schemes of modules and bundlers.
  static func path(_ place: String) -> String {
    let bytes = Array(place.utf8)
    var path = bytes[...]
    if path.starts(with: "file://".utf8) { return decoded(path.dropFirst("file://".utf8.count)) }
    if let scheme = TextLine.find(embedded, in: bytes, bytes.indices) {
      // What a source map leads to: `/app/dist/webpack:/libs/x.ts`.
      return decoded(bytes[(scheme + embedded.count)...])
    }
    guard path.starts(with: "webpack".utf8),
      let scheme = TextLine.find(separator, in: bytes, bytes.indices)
    else { return place }
    // `webpack://shop/./src/x.ts?1a2b`, `webpack:///src/x.ts`, `webpack-internal:///(rsc)/./src/x.ts`.
    path = bytes[(scheme + separator.count)...]
    if let slash = path.firstIndex(of: 0x2F) { path = path[(slash + 1)...] }
    if path.first == 0x28, let end = path.firstIndex(of: 0x29), path.dropFirst().contains(0x2F) {
      path = path[(end + 1)...].drop { $0 == 0x2F }
    }
    if path.starts(with: "./".utf8) { path = path.dropFirst(2) }
    if let query = path.lastIndex(of: 0x3F) { path = path[..<query] }
    return decoded(path)
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static let separator = Array("://".utf8)
  private static let embedded = Array("/webpack:/".utf8)

  /// Whether a file is one of Node's own.
  static func isRuntime(_ path: String) -> Bool {
    path.hasPrefix("node:") || path.hasPrefix("internal/") || ownFiles.contains(path)
  }

  /// False for Node itself, installed packages, bundlers' own code and what has no file.
  static func isApplication(_ path: String) -> Bool {
    guard let first = path.utf8.first, first != 0x3C else { return false }
    if schemes.contains(where: { path.hasPrefix($0) }) { return false }
    let parts = path.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).map {
      String(Substring($0))
    }
    guard let name = parts.last else { return false }
    if parts.dropLast().contains(where: { folders.contains($0) }) { return false }
    if roots.contains(where: { path.hasPrefix($0) }) { return false }
    if generated.contains(name) { return false }
    // Before version 16 Node's own files had bare names; an application's have a folder.
    return parts.count > 1 || !(ownFiles.contains(name) || name.hasPrefix("_"))
  }

  private static let schemes = [
    "node:", "internal/", "ext:", "deno:", "bun:", "webpack/", "(webpack)", "external ",
    "evalmachine.", "[eval]", "[worker", "REPL", "npm:",
  ]

  private static let roots = [
    "/var/runtime/", "/usr/lib/node", "/usr/local/lib/node", "/layers/google.nodejs.",
  ]

  private static let folders: Set<String> = [
    "node_modules", ".yarn", ".pnpm", ".pnpm-store", ".npm", "bower_components", "__virtual__",
    "$$virtual",
  ]

  /// What bundlers and package managers put beside an application's own files.
  private static let generated: Set<String> = [
    ".pnp.cjs", ".pnp.js", "webpack-runtime.js", "webpack-api-runtime.js", "[turbopack]_runtime.js",
  ]

  private static let ownFiles: Set<String> = [
    "assert.js", "bootstrap_node.js", "buffer.js", "child_process.js", "cluster.js", "crypto.js",
    "dgram.js", "dns.js", "domain.js", "events.js", "fs.js", "http.js", "http2.js", "https.js",
    "module.js", "net.js", "node.js", "path.js", "querystring.js", "readline.js", "repl.js",
    "stream.js", "string_decoder.js", "timers.js", "tls.js", "tty.js", "url.js", "util.js", "v8.js",
    "vm.js", "zlib.js",
  ]
}
