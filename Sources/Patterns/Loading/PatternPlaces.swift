/// Where in their files the keys and items of patterns stand that the library keeps no place of.
public struct PatternPlaces: Sendable {
  private var trees: [SourceLocation: YAMLNode] = [:]

  /// None is known: whoever asks is told the place of the whole.
  public init() {}

  /// O(size of the files). What does not parse has no places.
  public init(of files: [PatternFile]) {
    for file in files {
      for tree in YAMLParser.parse(file.contents, file: file.name).documents {
        guard case .mapping(let members) = tree.content,
          let id = members.first(where: { $0.key == "id" })
        else { continue }
        trees[SourceLocation(file: file.name, id.keyMark)] = tree
      }
    }
  }

  /// The place of a key, or of the value among those below it that is a text.
  ///
  /// - Parameters:
  ///   - owner: the place of a signature or a profile.
  ///   - occurrence: where the text stands there several times, which of them, from 0.
  ///   - keys: from the outermost on; where they lead through a list, any of its items is meant.
  /// - Returns: the owner's place where it is not known.
  public func place(
    of text: String? = nil, occurrence: Int = 0, under keys: String..., in owner: SourceLocation
  ) -> SourceLocation {
    guard let tree = trees[owner] else { return owner }
    var found: [(mark: YAMLNode.Mark, node: YAMLNode)] = [(tree.mark, tree)]
    for key in keys {
      found = found.flatMap { _, node in
        PatternPlaces.members(of: node).filter { $0.key == key }.map { ($0.keyMark, $0.value) }
      }
    }
    let marks = text.map { text in found.flatMap { $0.node.marks(of: text) } } ?? []
    let mark = occurrence < marks.count ? marks[occurrence] : marks.last ?? found.first?.mark
    return mark.map { SourceLocation(file: owner.file, $0) } ?? owner
  }

  private static func members(of node: YAMLNode) -> [YAMLNode.Member] {
    switch node.content {
    case .mapping(let members): members
    case .sequence(let items): items.flatMap(members)
    case .scalar: []
    }
  }
}

extension YAMLNode {
  /// Of every key and value below that is this text.
  fileprivate func marks(of text: String) -> [Mark] {
    switch content {
    case .scalar(let scalar): scalar.text == text ? [mark] : []
    case .sequence(let items): items.flatMap { $0.marks(of: text) }
    case .mapping(let members):
      members.flatMap { ($0.key == text ? [$0.keyMark] : []) + $0.value.marks(of: text) }
    }
  }
}
