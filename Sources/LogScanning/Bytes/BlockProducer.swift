import LogModel

/// Reads an input, inflates it where it is gzip, and fills a ring with the text. Runs on a thread of
/// its own.
struct BlockProducer {
  /// What came of it; complete once the ring is finished.
  struct Outcome {
    var bytesRead = 0
    var problems: [Problem] = []
    /// True where the input ends before its content does.
    var isTruncated = false
    /// True where the text handed over goes on behind the damage: all of it must be forgotten, and
    /// the input read again with zlib. Never after zlib.
    var overran = false
    /// Whether the input was read to where it ends, and nothing was wrong with it.
    var isSound = false
    /// False for pipes and the like.
    var canGoBack = false
    var isGzip = false
    /// The last place at which a member of gzip ended, and a line with it.
    var boundary = Boundary()
    /// Where to end when the input is read again, as what follows is not whole yet; all that was handed
    /// over must be forgotten. In bytes of the input; nil where it need not be read again.
    var retreat: Int?
  }

  /// A place in an input.
  struct Boundary {
    /// Bytes of the input as it is stored.
    var stored = 0
    /// Bytes of its text.
    var text = 0
  }

  let input: InputObject
  let library: InflateLibrary
  let ring: BlockRing
  var outcome = Outcome()
  /// Text handed over so far, in bytes.
  private(set) var bytesProduced = 0

  init(input: InputObject, library: InflateLibrary, ring: BlockRing) {
    self.input = input
    self.library = library
    self.ring = ring
    if input.start.storedOffset > 0 {
      outcome.boundary = Boundary(
        stored: input.start.storedOffset, text: input.start.textOffset)
    }
    outcome.isGzip = input.start.isGzip
  }

  /// Reads to the end, or until the consumer goes. Does not finish the ring.
  mutating func run() {
    do throws(ByteSource.Failure) {
      var window = InputWindow(try ByteSource(input))
      outcome.canGoBack = window.canGoBack
      if input.start.isBeginning { try copy(&window) } else { try copyOn(&window) }
    } catch {
      outcome.problems.append(Problem(file: input.name, reason: error.reason))
      outcome.isTruncated = bytesProduced > 0
    }
  }

  /// For where the thread that should run it cannot be had.
  mutating func giveUp() {
    outcome.problems.append(
      Problem(file: input.name, reason: "was not read: the system gives no thread to read it"))
  }

  private mutating func copy(_ window: inout InputWindow) throws(ByteSource.Failure) {
    // Enough for every magic number, however small the pieces in which a pipe delivers.
    while window.count < 6 {
      guard try window.extend(isAbandoned: { ring.consumerHasGone }) else { break }
    }
    count(window)
    let head = window.bytes
    if head.count >= 2, head[0] == 0x1F, head[1] == 0x8B {
      outcome.isGzip = true
      try inflate(&window)
    } else if let reason = ForeignContainer.reason(head) {
      outcome.problems.append(Problem(file: input.name, byteOffset: 0, reason: reason))
    } else {
      try copyPlain(&window)
    }
  }

  /// Reads on from the middle.
  private mutating func copyOn(_ window: inout InputWindow) throws(ByteSource.Failure) {
    let start = input.start.storedOffset
    guard window.canGoBack else {
      throw ByteSource.Failure(reason: "cannot be read on from its middle: it is no regular file")
    }
    try window.goBack(to: start) { ring.consumerHasGone }
    guard window.position == start else { throw BlockProducer.tooShort }
    count(window)
    // Nothing new.
    guard window.count > 0 else { return outcome.isSound = !ring.consumerHasGone }
    if input.start.isGzip { try inflate(&window) } else { try copyPlain(&window) }
  }

  static let tooShort = ByteSource.Failure(reason: "is shorter than what had been read of it")

  /// Takes in how much was read, of what was to be read.
  mutating func count(_ window: borrowing InputWindow) {
    outcome.bytesRead = max(0, window.bytesRead - input.start.storedOffset)
  }

  private mutating func copyPlain(_ window: inout InputWindow) throws(ByteSource.Failure) {
    while window.count > 0, let room = ring.room() {
      let count = min(window.count, ring.blockSize)
      room.update(from: window.start, count: count)
      window.advance(by: count)
      publish(count)
    }
    while let room = ring.room() {
      let count = try window.readDirectly(into: room, ring.blockSize) { ring.consumerHasGone }
      self.count(window)
      if count == 0 {
        outcome.isSound = !ring.consumerHasGone
        return
      }
      publish(count)
    }
  }

  mutating func publish(_ count: Int) {
    bytesProduced += count
    ring.publish(count: count, bytesRead: outcome.bytesRead)
  }

  mutating func fail(_ reason: String, at offset: Int) {
    outcome.isTruncated = true
    outcome.problems.append(Problem(file: input.name, byteOffset: offset, reason: reason))
  }
}
