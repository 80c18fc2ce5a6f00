public import LogModel

extension RaisedException {
  /// True for an exception that was raised from another, or while another was handled.
  ///
  /// Told by structure, not by names: `DeterministicStartupError`, `HaltServer` and the like wrap
  /// only where they follow another exception, and then whatever follows does.
  public var isWrapper: Bool { link != .root }
}

extension StackTrace {
  /// The exceptions that only pass on the root's failure, innermost first.
  public var wrappers: [RaisedException] { exceptions.filter(\.isWrapper) }
}
