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
  }

  /// Reads to the end, or until the consumer goes. Does not finish the ring.
  mutating func run() {
    do throws(ByteSource.Failure) {
      var window = InputWindow(try ByteSource(input))
      try copy(&window)
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
    outcome.bytesRead = window.bytesRead
    let head = window.bytes
    if head.count >= 2, head[0] == 0x1F, head[1] == 0x8B {
      try inflate(&window)
    } else if let reason = ForeignContainer.reason(head) {
      outcome.problems.append(Problem(file: input.name, byteOffset: 0, reason: reason))
    } else {
      try copyPlain(&window)
    }
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
      outcome.bytesRead = window.bytesRead
      if count == 0 { return }
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
