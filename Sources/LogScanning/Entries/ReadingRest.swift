import LogModel

/// What the reading of an input leaves at its end.
struct ReadingRest {
  enum Place {
    /// It cannot be read on.
    case none
    /// Nothing was read: its form is not known yet.
    case beginning
    /// Where the lines end that were read, in the inflated input.
    case text(Int)
  }

  var place: Place
  /// Whether there is more, which was not read.
  var isTail: Bool
}

extension LineFramer {
  /// What is left where the input may go on: the beginning of a line, and what waits for more lines.
  func leave(_ decoder: EntryDecoder) -> ReadingRest {
    ReadingRest(
      place: isWithinLongLine ? .none : .text(end), isTail: isWithinLine || decoder.isWaiting)
  }
}

extension BlockProducer.Outcome {
  /// Whether what is not whole at the end of an input is left to the next reading.
  func leavesTail(of input: InputObject) -> Bool { input.mayGrow && isSound && canGoBack }

  /// How far an input was read.
  ///
  /// - Parameters:
  ///   - past: what the lines that were read leave to those that follow.
  ///   - entries: of the whole input so far.
  func end(
    of input: InputObject, _ rest: ReadingRest, _ past: ReadingPast, entries: Int
  ) -> InputEnd {
    var end = InputEnd()
    end.entries = entries
    end.leftTail = rest.isTail || input.storedEnd != nil
    if let storedEnd = input.storedEnd, storedEnd <= input.start.storedOffset {
      end.resume = input.start
      return end
    }
    guard isSound, canGoBack, entries < ReadingStart.mostEntries else { return end }
    switch rest.place {
    case .none: break
    case .beginning: end.resume = .beginning
    case .text(let offset):
      // Of gzip, only what ends with a member can be read on.
      guard !isGzip || boundary.text == offset else { break }
      let carried = past.bytes
      guard carried.count <= ReadingStart.mostCarried else { break }
      end.resume = ReadingStart(
        storedOffset: isGzip ? boundary.stored : offset, textOffset: offset,
        entriesBefore: entries, isGzip: isGzip, carried: carried)
    }
    return end
  }
}
