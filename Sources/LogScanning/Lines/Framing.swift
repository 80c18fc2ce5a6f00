/// Cuts an input into records, by the form that its first bytes show.
struct Framing {
  private let limit: Int
  private let indexPath: RecordIndex.Path?
  /// The beginning of the input, until its form is known.
  private let head = ByteBuffer()
  private var framer = Framer.unknown
  /// Where the input ended inside a record; known once it has ended.
  private(set) var truncatedAt: Int?

  private enum Framer {
    case unknown
    case lines(LineFramer)
    case objects(ObjectFramer)
    /// Nothing of it can be read.
    case foreign
  }

  /// - Parameter start: where reading begins; elsewhere than at the beginning only where records are
  ///   lines.
  init(limit: Int, indexPath: RecordIndex.Path?, start: ReadingStart = .beginning) {
    self.limit = limit
    self.indexPath = indexPath
    if !start.isBeginning { framer = .lines(LineFramer(limit: limit, offset: start.textOffset)) }
  }

  /// Whether records are lines, as far as it is known.
  var isLines: Bool {
    if case .lines = framer { return true }
    return false
  }

  /// Gives away what cuts lines, for another to go on; nil where records are no lines, or may be none.
  mutating func takeLines() -> LineFramer? {
    guard case .lines(let lines) = framer else { return nil }
    framer = .unknown
    return lines
  }

  /// - Parameter index: of the block, if somebody made one.
  mutating func feed(_ block: Bytes, _ index: LineIndex? = nil, to decoder: EntryDecoder) {
    // Taken out and put back, so that it is changed in place.
    var current = framer
    framer = .unknown
    switch current {
    case .unknown:
      head.append(block)
      decide(isWhole: false, decoder)
      return
    case .lines(var lines):
      current = .unknown
      lines.feed(block, index, to: decoder)
      framer = .lines(lines)
    case .objects(var objects):
      current = .unknown
      objects.feed(block, to: decoder)
      framer = .objects(objects)
    case .foreign: framer = .foreign
    }
  }

  /// Ends the reading of an input that may go on; gives what of it was left.
  mutating func leave(_ decoder: EntryDecoder) -> ReadingRest {
    switch framer {
    case .unknown: return ReadingRest(place: .beginning, isTail: !head.isEmpty)
    case .lines(let lines): return lines.leave(decoder)
    case .objects(let objects): return ReadingRest(place: .none, isTail: objects.endsInside)
    case .foreign: return ReadingRest(place: .none, isTail: false)
    }
  }

  /// Ends the reading of an input.
  ///
  /// - Returns: where it could be read on, if it did grow.
  mutating func finish(_ decoder: EntryDecoder) -> ReadingRest {
    var rest = ReadingRest(place: .none, isTail: false)
    if case .lines(let lines) = framer, !lines.isWithinLine { rest.place = .text(lines.end) }
    if case .unknown = framer, head.isEmpty { rest.place = .beginning }
    end(decoder)
    return rest
  }

  private mutating func end(_ decoder: EntryDecoder) {
    if case .unknown = framer { decide(isWhole: true, decoder) }
    switch framer {
    case .unknown, .foreign: break
    case .lines(let lines): lines.finish(decoder)
    case .objects(let objects): if objects.endsInside { truncatedAt = objects.endOffset }
    }
    decoder.finish()
  }

  private mutating func decide(isWhole: Bool, _ decoder: EntryDecoder) {
    guard let found = InputForm.detect(head.bytes, isWhole: isWhole) else { return }
    if found.form == .yaml {
      framer = .foreign
      head.removeAll()
      decoder.refuse("is YAML as gcloud prints by default; read it again with --format=json")
      return
    }
    if found.firstRecord > found.start {
      decoder.problems.addMalformed("the input begins inside it", at: found.start)
    }
    let start = found.firstRecord
    switch found.form {
    case .lines: framer = .lines(LineFramer(limit: limit, offset: start))
    case .objects:
      framer = .objects(ObjectFramer(limit: limit, offset: start, indexPath: indexPath))
    case .yaml: return
    }
    guard head.count > start else { return }
    feed(head.bytes.part(start..<head.count), to: decoder)
    head.removeAll()
  }
}
