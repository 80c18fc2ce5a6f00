import LogModel

/// What the lines before leave to those that follow.
struct ReadingPast {
  fileprivate var lastTimestamp: Timestamp?
  fileprivate let origin = ByteBuffer(capacity: 64)
  fileprivate var line = PendingText()
  fileprivate var continuation = ContinuationRule()
  fileprivate var output = PendingText()
  fileprivate var errors = PendingText()
  fileprivate var fold = LineFold()

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
