/// The documents of a YAML file as trees, within limits that keep a hostile file harmless.
struct YAMLParser: ~Copyable {
  /// Bytes of a file.
  static let largestFile = 4 << 20
  /// Lists and mappings within each other.
  static let deepestNesting = 64
  /// Values of a file.
  static let mostNodes = 200_000

  private let file: String
  private var reader: YAMLEventReader
  private var nodes = 0
  private var errors: [PatternError] = []
  private var documents: [YAMLNode] = []

  private init(file: String, reader: consuming YAMLEventReader) {
    self.file = file
    self.reader = reader
  }

  /// Parses a file of any number of documents; empty ones are left out.
  ///
  /// - Returns: the documents up to the first error that ends the reading, and all errors.
  static func parse(_ contents: [UInt8], file: String) -> (
    documents: [YAMLNode], errors: [PatternError]
  ) {
    func failure(_ message: String) -> (documents: [YAMLNode], errors: [PatternError]) {
      ([], [PatternError(location: SourceLocation(file: file), message: message)])
    }
    guard contents.count <= largestFile else {
      return failure(
        "the file has \(contents.count) bytes; a pattern file may have \(largestFile) at most")
    }
    return contents.withUnsafeBufferPointer { bytes in
      guard let reader = YAMLEventReader(bytes) else { return failure("out of memory") }
      var parser = YAMLParser(file: file, reader: reader)
      do throws(PatternError) {
        try parser.parseDocuments()
      } catch {
        parser.errors.append(error)
      }
      return (parser.documents, parser.errors)
    }
  }

  private mutating func parseDocuments() throws(PatternError) {
    while true {
      let (event, mark) = try next()
      switch event {
      case .streamEnd: return
      case .documentStart, .documentEnd: continue
      default:
        let document = try node(from: event, at: mark, depth: 0)
        if !document.isNull { documents.append(document) }
      }
    }
  }

  private mutating func node(
    from event: YAMLEvent, at mark: YAMLNode.Mark, depth: Int
  ) throws(PatternError) -> YAMLNode {
    nodes += 1
    if nodes > YAMLParser.mostNodes {
      throw error(at: mark, "more than \(YAMLParser.mostNodes) values in one file; split it")
    }
    if depth > YAMLParser.deepestNesting {
      throw error(
        at: mark, "lists and mappings nested more than \(YAMLParser.deepestNesting) deep")
    }
    switch event {
    case .scalar(let scalar, let anchored, let tagged):
      try refuse(anchored: anchored, tagged: tagged, at: mark)
      return YAMLNode(content: .scalar(scalar), mark: mark)
    case .sequenceStart(let anchored, let tagged):
      try refuse(anchored: anchored, tagged: tagged, at: mark)
      return YAMLNode(content: .sequence(try items(depth: depth)), mark: mark)
    case .mappingStart(let anchored, let tagged):
      try refuse(anchored: anchored, tagged: tagged, at: mark)
      return YAMLNode(content: .mapping(try members(depth: depth)), mark: mark)
    case .alias:
      throw error(at: mark, "aliases (*name) are not supported; write the value out")
    case .documentStart, .documentEnd, .streamEnd, .sequenceEnd, .mappingEnd:
      throw error(at: mark, "not YAML: a value is missing")
    }
  }

  private mutating func items(depth: Int) throws(PatternError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let (event, mark) = try next()
      if case .sequenceEnd = event { return items }
      items.append(try node(from: event, at: mark, depth: depth + 1))
    }
  }

  private mutating func members(depth: Int) throws(PatternError) -> [YAMLNode.Member] {
    var members: [YAMLNode.Member] = []
    var firstMarks: [String: YAMLNode.Mark] = [:]
    while true {
      let (event, mark) = try next()
      if case .mappingEnd = event { return members }
      guard case .scalar(let key, let anchored, let tagged) = event else {
        if case .alias = event { _ = try node(from: event, at: mark, depth: depth + 1) }
        throw error(at: mark, "a key must be plain text")
      }
      try refuse(anchored: anchored, tagged: tagged, at: mark)
      let (valueEvent, valueMark) = try next()
      let value = try node(from: valueEvent, at: valueMark, depth: depth + 1)
      if let first = firstMarks[key.text] {
        errors.append(
          error(
            at: mark,
            "duplicate key \(quoted(key.text)); first given on line \(first.line)"))
      } else {
        firstMarks[key.text] = mark
        members.append(YAMLNode.Member(key: key.text, keyMark: mark, value: value))
      }
    }
  }

  private mutating func next() throws(PatternError) -> (event: YAMLEvent, mark: YAMLNode.Mark) {
    do throws(YAMLEventReader.SyntaxError) {
      return try reader.next()
    } catch {
      throw self.error(at: error.mark, error.message)
    }
  }

  private func refuse(
    anchored: Bool, tagged: Bool, at mark: YAMLNode.Mark
  ) throws(PatternError) {
    if anchored { throw error(at: mark, "anchors (&name) are not supported; write the value out") }
    if tagged { throw error(at: mark, "tags (!name) are not supported; leave the tag out") }
  }

  private func error(at mark: YAMLNode.Mark, _ message: String) -> PatternError {
    PatternError(location: SourceLocation(file: file, mark), message: message)
  }
}

extension SourceLocation {
  init(file: String, _ mark: YAMLNode.Mark) {
    self.init(file: file, line: Int(mark.line), column: Int(mark.column))
  }

  /// A file as a whole.
  init(file: String) { self.init(file: file, line: 0, column: 0) }
}
