import LogModel

/// The host that a root cause names: what a signature captured as `host`, else the first host with a
/// port, an address or a URL in the exception's message.
enum Dependency {
  /// Messages are read up to here, in bytes.
  private static let readBytes = 2000
  /// The longest name of the domain name system.
  private static let longestHost = 253

  /// What a name with dots and a number after it ends in where it is a place in a source file.
  private static let fileEndings: Set<Substring> = [
    "c", "cc", "cjs", "cpp", "cs", "go", "h", "java", "js", "json", "jsx", "kt", "log", "mjs",
    "php",
    "py", "rb", "rs", "scala", "sh", "swift", "ts", "tsx", "txt", "yaml", "yml",
  ]

  /// Lower case, without its port.
  static func host(of cause: RootCause) -> String? {
    if let host = cause.captures["host"], !host.isEmpty {
      return trimmed(host[...]).map(String.init)
    }
    guard cause.signature == nil, let message = cause.exceptionMessage else { return nil }
    return host(in: message)
  }

  /// Whether it names the machine, or the pod, that asks: every service has one of its own.
  static func isLocal(_ host: String) -> Bool {
    host == "localhost" || host.hasPrefix("127.") || host == "0.0.0.0" || host == "::1"
  }

  static func host(in message: String) -> String? {
    let bytes = message.utf8.prefix(readBytes)
    return bytes.split(whereSeparator: isSeparator).lazy.compactMap { host(ofToken: $0) }.first
  }

  /// White space, quotes, brackets, commas, equals and semicolons.
  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "\"'`()[]{}<>,;=|".utf8.contains(byte)
  }

  private static func host(ofToken token: String.UTF8View.SubSequence.SubSequence) -> String? {
    var text = Substring(token).lowercased()[...]
    let scheme = text.firstRange(of: "://")
    if let scheme { text = text[scheme.upperBound...] }
    text = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = text.lastIndex(of: "@") { text = text[text.index(after: at)...] }
    while let last = text.last, last == "." || last == ":" { text.removeLast() }
    guard let host = trimmed(text) else { return nil }
    let hasPort = host.endIndex < text.endIndex
    let isAddress = isAddress(host)
    // Without a port or a scheme `app.db.session` would be a host as well.
    guard isAddress || ((hasPort || scheme != nil) && (host.contains(".") || scheme != nil)) else {
      return nil
    }
    if scheme == nil, let ending = host.split(separator: ".").last, fileEndings.contains(ending) {
      return nil
    }
    return String(host)
  }

  /// A host before its port, in lower case; nil for what cannot be one.
  private static func trimmed(_ text: Substring) -> Substring? {
    let text = text.lowercased()[...]
    var host = text
    if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
      let port = text[text.index(after: colon)...]
      guard !port.isEmpty, port.utf8.count <= 5, port.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
        return nil
      }
      host = text[..<colon]
    }
    guard let first = host.utf8.first, host.utf8.count <= longestHost, first != 0x2D, first != 0x2E,
      host.utf8.allSatisfy({ isHostByte($0) })
    else { return nil }
    return host
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == 0x2E || byte == 0x2D || byte == 0x5F
      || byte == 0x3A
  }

  /// Four numbers with dots between.
  private static func isAddress(_ host: Substring) -> Bool {
    let parts = host.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        1...3 ~= part.count && part.allSatisfy { 0x30...0x39 ~= $0 }
          && Int(Substring(part)) ?? 256 < 256
      }
  }
}
