/// Keeps what is costly to make of patterns from one run to the next.
///
/// A cache may forget anything and may refuse to keep anything, so that who asks it must be able to
/// do without. What it hands out is what was kept under that very key.
public protocol PatternCache: Sendable {
  /// What is kept under a key; nil for nothing, and for anything that is not as it was kept.
  func content(for key: PatternCacheKey) -> [UInt8]?
  /// Keeps a content for other runs, if it can.
  func keep(_ content: [UInt8], for key: PatternCacheKey)
}

/// Names a content by all that it was made of.
public struct PatternCacheKey: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A library as its files state it.
    case library
    /// The automaton of a library's message predicates.
    case automaton
  }

  public var kind: Kind
  public var fingerprint: Fingerprint

  public init(kind: Kind, fingerprint: Fingerprint) {
    self.kind = kind
    self.fingerprint = fingerprint
  }
}
