/// One thing to read: a file, standard input, or bytes at hand.
public struct InputObject: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case file(path: String)
    case standardInput
    /// Bytes at hand, such as the examples of a signature.
    case memory(name: String, bytes: [UInt8])
  }

  public var kind: Kind

  public init(kind: Kind) { self.kind = kind }

  /// As the user gave it; `-` for standard input.
  public var name: String {
    switch kind {
    case .file(let path): path
    case .standardInput: "-"
    case .memory(let name, _): name
    }
  }

  /// The file's name without its directory; nil for standard input.
  var lastComponent: String? {
    guard case .file(let path) = kind else { return nil }
    return path.split(separator: "/").last.map { String($0) }
  }
}
