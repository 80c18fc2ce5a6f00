/// Which files of a JavaScript trace are not the application's own: the one place with conventions.
enum NodePaths {
  /// A file as an editor would open it: without the schemes of modules and bundlers.
  static func path(_ place: String) -> String {
    if place.hasPrefix("file://") { return String(place.dropFirst("file://".count)) }
    guard place.hasPrefix("webpack") else { return place }
    // `webpack://shop/./src/x.ts`, `webpack:///src/x.ts`, `webpack-internal:///./src/x.ts`.
    guard let scheme = place.range(of: "://") else { return place }
    let rest = place[scheme.upperBound...]
    guard let slash = rest.firstIndex(of: "/") else { return String(rest) }
    var path = rest[rest.index(after: slash)...]
    if path.hasPrefix("./") { path = path.dropFirst(2) }
    return String(path)
  }

  /// False for Node itself, installed packages, bundlers' own code and what has no file.
  static func isApplication(_ path: String) -> Bool {
    guard let first = path.utf8.first, first != 0x3C else { return false }
    if path == "native" || schemes.contains(where: { path.hasPrefix($0) }) { return false }
    let parts = path.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).map {
      String(Substring($0))
    }
    guard let name = parts.last else { return false }
    if parts.dropLast().contains(where: { folders.contains($0) }) { return false }
    if roots.contains(where: { path.hasPrefix($0) }) { return false }
    // Before version 16 Node's own files had bare names; an application's have a folder.
    return parts.count > 1 || !(ownFiles.contains(name) || name.hasPrefix("_"))
  }

  private static let schemes = [
    "node:", "internal/", "ext:", "deno:", "bun:", "native:", "webpack/", "(webpack)", "index ",
    "evalmachine.", "[eval]", "[worker", "https://deno.land/", "https://jsr.io/", "npm:",
  ]

  private static let roots = ["/var/runtime/", "/usr/lib/node", "/usr/local/lib/node"]

  private static let folders: Set<String> = [
    "node_modules", ".yarn", ".pnpm", ".pnpm-store", ".npm", "bower_components", "__virtual__",
    "$$virtual",
  ]

  private static let ownFiles: Set<String> = [
    "assert.js", "bootstrap_node.js", "buffer.js", "child_process.js", "cluster.js", "crypto.js",
    "dgram.js", "dns.js", "domain.js", "events.js", "fs.js", "http.js", "http2.js", "https.js",
    "module.js", "net.js", "node.js", "path.js", "querystring.js", "readline.js", "repl.js",
    "stream.js", "string_decoder.js", "timers.js", "tls.js", "tty.js", "url.js", "util.js", "v8.js",
    "vm.js", "zlib.js",
  ]
}

extension String {
  /// Where a part stands first.
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        return start..<index(start, offsetBy: part.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
