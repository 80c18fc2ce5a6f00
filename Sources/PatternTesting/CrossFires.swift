public import Patterns

/// Signatures that fire on each other's examples: the reason why a failure gets the wrong name.
extension PatternExamples {
  /// A signature that fires on an example of another, though neither says that it does; or that is said to
  /// and does not.
  public struct CrossFire: Sendable, CustomStringConvertible {
    /// Whose example it is.
    public var signature: String
    public var location: SourceLocation
    /// What fires as well.
    public var other: String
    /// False where `crossFires` names it in vain.
    public var fires: Bool

    public var description: String {
      fires
        ? "\(location): \(signature): '\(other)' fires on this example as well; make one of them more"
          + " precise, or name it in 'crossFires'"
        : "\(location): \(signature): 'crossFires' names '\(other)', but neither fires on the other's"
          + " examples"
    }
  }

  /// What fires where nobody expects it, by place. O(examples × what one scan takes).
  ///
  /// An example of several entries may hold what others know, each for itself.
  public func crossFires() -> [CrossFire] {
    var found: [CrossFire] = []
    var seen: Set<Pair> = []
    for signature in library.signatures {
      let isGroup = signature.group != nil
      for example in signature.examples.matches {
        for other in firing(on: example).sorted() where other != signature.id {
          seen.insert(Pair(signature.id, other))
          if isGroup && library.signature(other)?.group == nil || isExpected(signature, other) {
            continue
          }
          found.append(
            CrossFire(
              signature: signature.id, location: example.location, other: other, fires: true))
        }
      }
    }
    for signature in library.signatures {
      for other in signature.crossFires where library.signature(other) != nil {
        guard !seen.contains(Pair(signature.id, other)), !seen.contains(Pair(other, signature.id))
        else { continue }
        found.append(
          CrossFire(
            signature: signature.id, location: signature.location, other: other, fires: false))
      }
    }
    return found.sorted { left, right in
      (left.location, left.signature, left.other) < (right.location, right.signature, right.other)
    }
  }

  private struct Pair: Hashable {
    var signature: String
    var other: String
    init(_ signature: String, _ other: String) {
      self.signature = signature
      self.other = other
    }
  }

  private func isExpected(_ signature: Signature, _ other: String) -> Bool {
    signature.crossFires.contains(other)
      || library.signature(other)?.crossFires.contains(signature.id) ?? false
  }
}
