/// Cuts blocks into the objects that stand one after another, in an array, or in pages
/// (`{"entries":[…],"nextPageToken":…}`), compact or pretty.
///
/// A state machine over bytes: it may stop and go on anywhere. Only an object that spans blocks is
/// copied, and none beyond the limit.
struct ObjectFramer {
  /// Where in the input's own structure the framer stands.
  private enum Place {
    case top, array, page, pageArray
  }

  private enum State {
    case between
    /// In a string of a page, outside of any record.
    case stringBetween
    case record
    /// After a structural error: on the way to the next plausible beginning.
    case recovering
  }

  private let limit: Int
  private let window: RecordWindow
  private let carry = ByteBuffer()
  private var place = Place.top
  private var state = State.between
  /// Offset of the block at hand in the input, in bytes.
  private var blockOffset: Int
  /// Offset of the line at hand in the input.
  private var lineOffset: Int
  /// Whether only white space came before in the line at hand.
  private var isLineBlank = true
  private var isEscaped = false

  // The record at hand.
  private var recordOffset = 0
  /// Its first byte in the block at hand; what came in blocks before is in `carry`.
  private var recordStart = 0
  private var brackets = BracketStack()
  private var isInString = false
  /// The last byte that is neither white space nor in a string; a quote for a string.
  private var lastToken: UInt8 = 0
  /// Whether the record may turn out to be a page: its first key is not known yet.
  private var mayBePage = false
  /// Whether it is read over: too long, or no entry.
  private var isDiscarded = false
  private var isOversized = false

  /// The column in which the last record began; nil where it began amid a line. At first the one
  /// that `json.dumps(indent=2)` gives the elements of an array.
  private var recoveryColumn: Int? = 2
  /// Bytes seen last while recovering amid a line: a brace, then a comma.
  private var recoveryTrail: UInt8 = 0

  init(limit: Int, offset: Int, indexPath: RecordIndex.Path?) {
    self.limit = limit
    window = RecordWindow(path: indexPath)
    blockOffset = offset
    lineOffset = offset
  }

  mutating func feed(_ block: Bytes, to decoder: EntryDecoder) {
    guard let base = block.baseAddress else { return }
    var index = 0
    recordStart = 0
    window.reset()
    while index < block.count, !decoder.isStopped {
      switch state {
      case .between: index = scanBetween(base, index, block.count, decoder)
      case .stringBetween: index = scanStringBetween(base, index, block.count)
      case .record: index = scanRecord(base, index, block.count, decoder)
      case .recovering: index = scanForBeginning(base, index, block.count)
      }
    }
    if state == .record { keep(base, recordStart, block.count, decoder) }
    blockOffset += block.count
  }

  /// Whether the input ended inside a record or inside its outer structure.
  var endsInside: Bool { state == .record || place != .top }

  /// Where the unfinished record, or else the end, is.
  var endOffset: Int { state == .record ? recordOffset : blockOffset }

  // MARK: Between records

  private mutating func scanBetween(
    _ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int, _ decoder: EntryDecoder
  ) -> Int {
    var index = from
    while index < end {
      let byte = base[index]
      switch byte {
      case 0x0A:
        lineOffset = blockOffset + index + 1
        isLineBlank = true
        index += 1
        continue
      case 0x20, 0x09, 0x0D:
        index += 1
        continue
      case 0x2C, 0x1E: index += 1
      case 0x7B:
        begin(index)
        guard let end = wholeRecord(base, index, end, decoder) else { return index }
        index = end
        if decoder.isStopped { return index }
        continue
      case 0x5B where place == .top:
        place = .array
        index += 1
      case 0x5B where place == .page:
        place = .pageArray
        index += 1
      case 0x5D where place == .array:
        place = .top
        index += 1
      case 0x5D where place == .pageArray:
        place = .page
        index += 1
      case 0x7D where place == .page:
        place = .top
        index += 1
      case 0x22 where place == .page || place == .pageArray:
        state = .stringBetween
        isEscaped = false
        return index + 1
      case 0x00, 0x5D, 0x7D, 0x3A: index += 1
      default:
        guard place == .page || place == .pageArray else {
          decoder.problems.addMalformed("text between entries", at: blockOffset + index)
          // The column of the record before: the next one will have it too.
          recover(column: recoveryColumn)
          return index + 1
        }
        index += 1
      }
      isLineBlank = false
    }
    return index
  }

  private mutating func scanStringBetween(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int)
    -> Int
  {
    var index = from
    while index < end {
      let byte = base[index]
      index += 1
      if byte == 0x0A {
        lineOffset = blockOffset + index
        isLineBlank = true
        state = .between
        return index
      }
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else if byte == 0x22 {
        state = .between
        return index
      }
    }
    return index
  }

  /// A record begins with the brace at an index, which is yet to be scanned.
  private mutating func begin(_ index: Int) {
    state = .record
    recordStart = index
    recordOffset = blockOffset + index
    recoveryColumn = isLineBlank ? recordOffset - lineOffset : nil
    carry.removeAll()
    brackets.clear()
    isInString = false
    isEscaped = false
    lastToken = 0
    mayBePage = place == .top
    isDiscarded = place == .page
    isOversized = false
  }

  /// Hands on the record that begins at an index, if it is sound and ends in the block.
  ///
  /// - Returns: the index behind it; nil where the record has to be scanned byte by byte.
  private mutating func wholeRecord(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ blockEnd: Int, _ decoder: EntryDecoder
  ) -> Int? {
    guard !isDiscarded, !mayBePage || !beginsPage(base, start, blockEnd),
      let found = window.record(base, at: start, blockEnd, column: recoveryColumn),
      found.end - start <= limit
    else { return nil }
    state = .between
    isLineBlank = false
    let record = Bytes(start: base + start, count: found.end - start)
    if let newline = ByteScan.lastNewline(record) { lineOffset = recordOffset + newline + 1 }
    decoder.object(record, at: recordOffset, along: found.tape)
    return found.end
  }

  /// Whether the object at an index is a page, or may be one whose first key is not to be seen yet.
  private func beginsPage(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let quote = ByteScan.afterBlanks(base, start + 1, end)
    guard quote < end, base[quote] == 0x22,
      let close = JSONCursor(base, from: 0, to: min(end, quote + 64)).closingQuote(quote + 1)
    else { return true }
    return PageKey.isOne(Bytes(start: base + quote + 1, count: close - quote - 1))
  }

  // MARK: In a record

  private mutating func scanRecord(
    _ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int, _ decoder: EntryDecoder
  ) -> Int {
    var index = from
    while index < end {
      if isInString {
        if isEscaped {
          isEscaped = false
          index += 1
          continue
        }
        index = ByteScan.quoteBackslashOrControl(base, index, end)
        guard index < end else { break }
        switch base[index] {
        case 0x22:
          isInString = false
          if mayBePage, isPage(base, index) { return enterPage(index + 1) }
        case 0x5C: isEscaped = true
        case 0x0A: return fail("a string is not closed in its line", index, decoder)
        default: break
        }
        index += 1
        continue
      }
      let byte = base[index]
      switch byte {
      case 0x20, 0x09, 0x0D: break
      case 0x0A:
        lineOffset = blockOffset + index + 1
        isLineBlank = true
      case 0x22:
        isInString = true
        isLineBlank = false
        lastToken = byte
      case 0x7B, 0x5B:
        if byte == 0x7B, isAtColumnOfRecord(index) {
          return fail("the next record begins before it ends", index, decoder)
        }
        let isValue =
          lastToken == 0x3A || (!brackets.isObject && (lastToken == 0x5B || lastToken == 0x2C))
        guard isValue || brackets.depth == 0 else {
          return fail("a bracket stands where no value may", index, decoder)
        }
        brackets.push(isObject: byte == 0x7B)
        isLineBlank = false
        lastToken = byte
      case 0x7D, 0x5D:
        guard brackets.isObject == (byte == 0x7D) else {
          return fail("brackets do not match", index, decoder)
        }
        brackets.pop()
        isLineBlank = false
        lastToken = byte
        if brackets.depth == 0 {
          endRecord(base, index + 1, decoder)
          return index + 1
        }
      default:
        isLineBlank = false
        lastToken = byte
      }
      index += 1
    }
    return index
  }

  /// Whether a line begins with the byte at an index, in the very column of the record at hand: what
  /// is inside of it is indented further. Column 0 does not count, for some print without indenting.
  private func isAtColumnOfRecord(_ index: Int) -> Bool {
    guard isLineBlank, brackets.depth > 0, let column = recoveryColumn, column > 0 else {
      return false
    }
    return blockOffset + index - lineOffset == column
  }

  /// Whether the record at hand, whose first string ends at an index, is a page.
  private mutating func isPage(_ base: UnsafePointer<UInt8>, _ index: Int) -> Bool {
    mayBePage = false
    guard carry.count + index - recordStart < 256 else { return false }
    var text = Bytes(start: base + recordStart, count: index - recordStart)
    if !carry.isEmpty {
      carry.append(text)
      recordStart = index
      text = carry.bytes
    }
    guard let quote = text.firstIndex(of: 0x22) else { return false }
    return PageKey.isOne(text.part(quote + 1..<text.count))
  }

  private mutating func enterPage(_ index: Int) -> Int {
    carry.removeAll()
    place = .page
    state = .between
    isLineBlank = false
    return index
  }

  private mutating func endRecord(_ base: UnsafePointer<UInt8>, _ end: Int, _ decoder: EntryDecoder)
  {
    state = .between
    isLineBlank = false
    if isDiscarded {
      if isOversized { decoder.problems.addOversized(limit: limit, at: recordOffset) }
      return
    }
    let length = carry.count + end - recordStart
    if length > limit {
      decoder.problems.addOversized(limit: limit, at: recordOffset)
    } else if carry.isEmpty {
      decoder.object(Bytes(start: base + recordStart, count: end - recordStart), at: recordOffset)
    } else {
      carry.append(base + recordStart, end - recordStart)
      decoder.object(carry.bytes, at: recordOffset)
    }
    carry.removeAll()
  }

  private mutating func keep(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ decoder: EntryDecoder
  ) {
    guard !isDiscarded else { return }
    if carry.count + end - start > limit {
      carry.removeAll()
      isDiscarded = true
      isOversized = true
      mayBePage = false
    } else {
      carry.append(base + start, end - start)
    }
  }

  // MARK: After an error

  private mutating func fail(_ reason: String, _ index: Int, _ decoder: EntryDecoder) -> Int {
    decoder.problems.addMalformed(reason, at: recordOffset)
    carry.removeAll()
    // A brace where no value may stand is most likely the next record after one that lost its end,
    // so the offending byte is looked at again.
    recover(column: recoveryColumn)
    return index
  }

  private mutating func recover(column: Int?) {
    state = .recovering
    recoveryColumn = column
    recoveryTrail = 0x2C
  }

  /// Looks for a brace in the column of the failed record (or in the first), or behind `},` where
  /// records share a line.
  private mutating func scanForBeginning(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int)
    -> Int
  {
    var index = from
    while index < end {
      let byte = base[index]
      switch byte {
      case 0x0A:
        lineOffset = blockOffset + index + 1
        isLineBlank = true
      case 0x20, 0x09, 0x0D: break
      case 0x7B:
        let column = blockOffset + index - lineOffset
        let isInColumn = isLineBlank && (column == 0 || column <= recoveryColumn ?? 0)
        if isInColumn || (recoveryColumn == nil && recoveryTrail == 0x2C) {
          begin(index)
          return index
        }
        recoveryTrail = 0
        isLineBlank = false
      case 0x5B, 0x5D:
        let column = blockOffset + index - lineOffset
        if isLineBlank, column == 0 || column < recoveryColumn ?? 0 {
          // The outer structure ends, or another begins.
          place = byte == 0x5B ? .array : place == .pageArray ? .page : .top
          state = .between
          isLineBlank = false
          return index + 1
        }
        recoveryTrail = 0
        isLineBlank = false
      case 0x7D:
        recoveryTrail = byte
        isLineBlank = false
      case 0x2C:
        recoveryTrail = recoveryTrail == 0x7D ? byte : 0
        isLineBlank = false
      default:
        recoveryTrail = 0
        isLineBlank = false
      }
      index += 1
    }
    return index
  }
}
