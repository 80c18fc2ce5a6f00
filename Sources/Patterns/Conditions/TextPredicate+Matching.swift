extension TextPredicate {
  /// Whether the predicate holds of a text.
  public func matches(_ text: String, in workspace: RegexWorkspace = RegexWorkspace()) -> Bool {
    switch test {
    case .contains(let part):
      return ignoreCase
        ? text.lowercased().utf8.contains(part.lowercased()) : text.utf8.contains(part)
    case .equals(let other):
      return ignoreCase
        ? text.lowercased() == other.lowercased() : text.utf8.elementsEqual(other.utf8)
    case .regex(let regex): return regex.matches(text, in: workspace)
    }
  }

  /// Named groups of the regex's first match; empty where it does not hold or is no regex.
  public func captures(
    in text: String, _ workspace: RegexWorkspace = RegexWorkspace()
  ) -> [String: String] {
    guard case .regex(let regex) = test else { return [:] }
    return regex.captures(in: text, workspace)
  }
}

extension String.UTF8View {
  /// Whether the bytes of another text occur. O(n × m) at worst.
  func contains(_ part: String) -> Bool {
    let found = self.withContiguousStorageIfAvailable { haystack in
      part.utf8.withContiguousStorageIfAvailable { needle in
        guard let first = needle.first else { return true }
        guard haystack.count >= needle.count else { return false }
        var index = 0
        while index <= haystack.count - needle.count {
          if haystack[index] == first,
            haystack[index..<(index + needle.count)].elementsEqual(needle)
          {
            return true
          }
          index += 1
        }
        return false
      }
    }
    if let found = found as? Bool { return found }
    return Array(self).firstRange(of: Array(part.utf8)) != nil
  }
}
