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
  /// Where reading begins; elsewhere than at the beginning only in what can be read again.
  public var start = ReadingStart.beginning
  /// Whether somebody may still be writing it. Then what is not whole at its end is left to the next
  /// reading: a line without its newline, plain text that more lines may continue, a gzip member whose
  /// end is missing. Means nothing for pipes, which have ended when they end.
  public var mayGrow = false
  /// The path that the object had when it was first read, where it has been renamed since: entries
  /// that tell no more of their writer are known by it.
  public var formerPath: String?
  /// Where it ends, in bytes as it is stored; nil for where the bytes do.
  var storedEnd: Int?

  public init(kind: Kind) { self.kind = kind }

  /// As the user gave it, or as it was when it was first read; `-` for standard input.
  public var name: String {
    if let formerPath { return formerPath }
    return switch kind {
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
    return (formerPath ?? path).split(separator: "/").last.map { String($0) }
  }
}
