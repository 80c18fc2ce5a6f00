import LogModel

/// What the lines before leave to those that follow.
struct ReadingPast {
  var lastTimestamp: Timestamp?
  let origin = ByteBuffer(capacity: 64)
  var line = PendingText()
  var continuation = ContinuationRule()
  var output = PendingText()
  var errors = PendingText()
  var fold = LineFold()

  /// Takes in that lines followed which left nothing but a time.
  mutating func pass(_ lastTimestamp: Timestamp?) {
    if let lastTimestamp { self.lastTimestamp = lastTimestamp }
  }
}

/// Where decoders share an input, what one of them knows of the past goes on to the next.
extension EntryDecoder {
  /// Begins a part of the input before which nothing is known; `recall` may tell it later.
  ///
  /// - Parameter ordinal: the number before that of the next entry.
  func begin(after ordinal: Int) {
    begin(counting: ordinal, from: 0)
    problems = ReadProblems(file: problems.file)
    lastTimestamp = nil
  }

  /// Takes over what came before. The part at hand may have begun, if with objects only: then nothing
  /// of the plain lines before it is left.
  ///
  /// - Parameter base: added to an ordinal of this part for that in the input.
  func resume(_ past: ReadingPast, base: Int) {
    begin(counting: delivered, from: base)
    lastTimestamp = lastTimestamp ?? past.lastTimestamp
    originBuffer.removeAll()
    originBuffer.append(past.origin.bytes)
    plainSource = nil
    pendingLine = past.line
    continuation = past.continuation
    pendingOutput = past.output
    pendingErrors = past.errors
    fold = past.fold
  }

  /// Begins where the input was read to before.
  func begin(_ start: ReadingStart) {
    guard !start.isBeginning else { return }
    begin(counting: start.entriesBefore, from: 0)
    resume(ReadingPast(bytes: start.carried) ?? ReadingPast(), base: 0)
    // Other patterns may want no lines held.
    if !keepsLines { releaseFold() }
  }

  /// Whether something of the lines before waits for those that follow.
  var isWaiting: Bool {
    !fold.isEmpty || pendingLine.offset != nil || pendingOutput.offset != nil
      || pendingErrors.offset != nil
  }

  /// Gives away what the next part needs, and keeps nothing of it.
  func takePast() -> ReadingPast {
    var past = ReadingPast()
    past.lastTimestamp = lastTimestamp
    past.origin.append(originBuffer.bytes)
    past.continuation = continuation
    swap(&past.line, &pendingLine)
    swap(&past.output, &pendingOutput)
    swap(&past.errors, &pendingErrors)
    swap(&past.fold, &fold)
    originBuffer.removeAll()
    plainSource = nil
    return past
  }
}
