/// A library that inflates. Whichever does, the same bytes and the same problems come out.
public enum InflateLibrary: String, CaseIterable, Sendable {
  /// Intel's ISA-L, optional: it is there where `pkg-config` found it when this was built.
  case isal
  case zlib

  public var isBuiltIn: Bool {
    switch self {
    case .isal:
      #if ISAL
        return true
      #else
        return false
      #endif
    case .zlib: return true
    }
  }

  /// The faster of those that are built in.
  public static var preferred: InflateLibrary { isal.isBuiltIn ? .isal : .zlib }
}
