import LogModel
import LogScanning

private import StackTraces

/// Reads of the logs the messages that share most words with a draft, and are none of its own.
struct NearMissCollector: EntryCollector {
  /// What to look for; shared.
  final class Wanted: Sendable {
    /// Of each draft its words.
    let words: [Set<String>]
    /// Of each draft the templates of its own.
    let templates: [Set<String>]
    let byWord: [String: [Int]]

    init(_ drafts: [FailureDraft]) {
      words = drafts.map { Set($0.words.map { $0.lowercased() }) }
      templates = drafts.map(\.target.templates)
      var byWord: [String: [Int]] = [:]
      for (index, own) in words.enumerated() {
        for word in own { byWord[word, default: []].append(index) }
      }
      self.byWord = byWord
    }
  }

  struct NearMiss: Sendable {
    var score: Int
    var template: String
    /// The first of its texts in their order.
    var text: String

    static func isNearer(_ left: NearMiss, _ right: NearMiss) -> Bool {
      left.score != right.score ? left.score > right.score : left.template < right.template
    }
  }

  private let wanted: Wanted
  /// Of each draft the nearest, the best first.
  private(set) var nearest: [[NearMiss]]
  /// Templates that are near to none; begun anew when there are many.
  private var far: Set<String> = []

  private static let mostOfDraft = 6
  private static let mostFar = 20_000
  private static let longestText = 400

  init(_ drafts: [FailureDraft]) {
    wanted = Wanted(drafts)
    nearest = drafts.map { _ in [] }
  }

  mutating func take(_ entry: DecodedEntry) {
    guard !entry.message.isEmpty, !entry.isPart, entry.attachedTrace.isEmpty,
      StackTraces.firstGlance(entry.message) != .wholeTrace
    else { return }
    let excerpt = entry.excerpt
    let template = MessageTemplate.mask(excerpt)
    guard !far.contains(template) else { return }
    let scores = self.scores(of: template)
    var isNear = false
    for (index, score) in scores where !wanted.templates[index].contains(template) {
      let text = String(
        MessageShape.tellingLine(of: String(decoding: entry.message.prefix(8192), as: UTF8.self))
          .prefix(NearMissCollector.longestText))
      if add(NearMiss(score: score, template: template, text: text), to: index) { isNear = true }
    }
    if isNear { return }
    if far.count >= NearMissCollector.mostFar { far.removeAll() }
    far.insert(template)
  }

  mutating func merge(_ other: NearMissCollector) {
    for (index, all) in other.nearest.enumerated() {
      for one in all { add(one, to: index) }
    }
  }

  /// - Returns: whether it is among the nearest.
  @discardableResult
  private mutating func add(_ one: NearMiss, to index: Int) -> Bool {
    if let known = nearest[index].firstIndex(where: { $0.template == one.template }) {
      if one.text < nearest[index][known].text { nearest[index][known].text = one.text }
      return true
    }
    let place = nearest[index].firstIndex { NearMiss.isNearer(one, $0) } ?? nearest[index].count
    guard place < NearMissCollector.mostOfDraft else { return false }
    nearest[index].insert(one, at: place)
    if nearest[index].count > NearMissCollector.mostOfDraft { nearest[index].removeLast() }
    return true
  }

  /// Drafts that share words with a template, and how many; a third of the draft's at least.
  private func scores(of template: String) -> [(Int, Int)] {
    var shared: [Int: Int] = [:]
    var seen: Set<String> = []
    for word in template.split(whereSeparator: { !$0.isLetter }).prefix(80) {
      let word = word.lowercased()
      guard let drafts = wanted.byWord[word], seen.insert(word).inserted else { continue }
      for draft in drafts { shared[draft, default: 0] += 1 }
    }
    return shared.filter { $0.value * 3 >= wanted.words[$0.key].count }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
