private import Glibc

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

  /// False for pipes and the like, whose bytes are gone once they were read.
  var canBeReadAgain: Bool {
    var status = stat()
    return switch kind {
    case .memory: true
    case .standardInput: fstat(0, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    case .file(let path): stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// The file's name without its directory; nil for standard input.
  var lastComponent: String? {
    guard case .file(let path) = kind else { return nil }
    return path.split(separator: "/").last.map { String($0) }
  }
}
