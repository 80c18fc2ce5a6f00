import LogModel

/// Templates of messages that differ in one word are one message about several things.
struct TemplateClusters {
  /// Template → what it is known by: itself, or the template with the word left open.
  private(set) var keys: [String: String] = [:]

  /// Templates from which on a word is taken for a value.
  private static let leastMembers = 3
  /// Words of a template below which one of them is too much of it.
  private static let leastWords = 4
  private static let mostTemplates = 20_000

  /// Depends on the set of templates alone. O(templates × words²).
  init(_ templates: some Collection<String>) {
    var members: [String: [String]] = [:]
    let all = Set(templates).sorted().prefix(TemplateClusters.mostTemplates)
    for template in all {
      for key in TemplateClusters.openings(of: template) {
        members[key, default: []].append(template)
      }
    }
    let clusters = members.filter { $0.value.count >= TemplateClusters.leastMembers }
      .sorted { left, right in
        left.value.count != right.value.count
          ? left.value.count > right.value.count : left.key < right.key
      }
    for template in all { keys[template] = template }
    var taken: Set<String> = []
    for (key, own) in clusters {
      let free = own.filter { !taken.contains($0) }
      guard free.count >= TemplateClusters.leastMembers else { continue }
      for template in free {
        taken.insert(template)
        keys[template] = key
      }
    }
  }

  /// The template with each of its words left open.
  private static func openings(of template: String) -> [String] {
    let words = template.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= leastWords, words.count <= 40 else { return [] }
    return words.indices.compactMap { index in
      // A placeholder is open already.
      guard words[index].utf8.count >= 2, !words[index].contains("<") else { return nil }
      var open = words
      open[index] = "<*>"
      return open.joined(separator: " ")
    }
  }
}
