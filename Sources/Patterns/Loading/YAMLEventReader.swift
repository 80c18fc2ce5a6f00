private import CYAML

/// What libyaml reports, one after another.
enum YAMLEvent {
  case documentStart
  case documentEnd
  case streamEnd
  case scalar(YAMLNode.Scalar, anchored: Bool, tagged: Bool)
  case sequenceStart(anchored: Bool, tagged: Bool)
  case sequenceEnd
  case mappingStart(anchored: Bool, tagged: Bool)
  case mappingEnd
  case alias
}

/// Owns a libyaml parser over bytes that outlive it.
///
/// The parser lies on the heap, since libyaml keeps a pointer to itself in it.
struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>

  struct SyntaxError: Error {
    var mark: YAMLNode.Mark
    var message: String
  }

  /// Nil where there is no memory for a parser. The bytes must stay where they are.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    self.parser = parser
    self.bytes = bytes
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event with the place where it begins.
  ///
  /// - Throws: ``SyntaxError`` where the bytes are not YAML.
  mutating func next() throws(SyntaxError) -> (event: YAMLEvent, mark: YAMLNode.Mark) {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
      defer { yaml_event_delete(&event) }
      if let translated = translate(event) {
        return (translated, YAMLNode.Mark(event.start_mark))
      }
    }
  }

  private func translate(_ event: yaml_event_t) -> YAMLEvent? {
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .streamEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return .sequenceStart(anchored: start.anchor != nil, tagged: start.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return .mappingStart(anchored: start.anchor != nil, tagged: start.tag != nil)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let style: YAMLNode.Style =
        switch scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .plain
        }
      let isOneLine = event.start_mark.line == event.end_mark.line
      let width = Int32(clamping: event.end_mark.column - (isOneLine ? event.start_mark.column : 0))
      return .scalar(
        YAMLNode.Scalar(text: text, style: style, width: isOneLine ? width : nil),
        anchored: scalar.anchor != nil, tagged: scalar.tag != nil)
    default: return nil
    }
  }

  private func syntaxError() -> SyntaxError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "the file cannot be read"
    if parser.pointee.error == YAML_READER_ERROR {
      return SyntaxError(
        mark: mark(ofByte: parser.pointee.problem_offset),
        message: "not YAML: \(problem); expected UTF-8 text without control characters")
    }
    let context = parser.pointee.context.map { String(cString: $0) + ": " } ?? ""
    return SyntaxError(
      mark: YAMLNode.Mark(parser.pointee.problem_mark), message: "not YAML: \(context)\(problem)")
  }

  /// libyaml names only the byte where decoding fails.
  private func mark(ofByte offset: Int) -> YAMLNode.Mark {
    var line: Int32 = 1
    var column: Int32 = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return YAMLNode.Mark(line: line, column: column)
  }
}

extension YAMLNode.Mark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int32(clamping: mark.line + 1), column: Int32(clamping: mark.column + 1))
  }
}
