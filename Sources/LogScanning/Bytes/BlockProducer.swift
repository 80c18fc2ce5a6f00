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
  }

  private let input: InputObject
  private let ring: BlockRing
  private(set) var outcome = Outcome()
  /// Text produced so far, in bytes.
  private var bytesProduced = 0

  init(input: InputObject, ring: BlockRing) {
    self.input = input
    self.ring = ring
  }

  /// Reads to the end, or until the consumer goes. Does not finish the ring.
  mutating func run() {
    do throws(ByteSource.Failure) {
      var source = try ByteSource(input)
      try copy(&source)
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

  private static let inputSize = 128 * 1024

  private mutating func copy(_ source: inout ByteSource) throws(ByteSource.Failure) {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: BlockProducer.inputSize)
    defer { buffer.deallocate() }
    // Enough for every magic number, however small the pieces in which a pipe delivers.
    var count = 0
    while count < 6 {
      let length = try read(&source, into: buffer + count, BlockProducer.inputSize - count)
      if length == 0 { break }
      count += length
    }
    let head = Bytes(start: buffer, count: count)
    if count >= 2, head[0] == 0x1F, head[1] == 0x8B {
      try inflate(&source, buffer, count)
    } else if let reason = ForeignContainer.reason(head) {
      outcome.problems.append(Problem(file: input.name, byteOffset: 0, reason: reason))
    } else {
      try copyPlain(&source, head)
    }
  }

  private mutating func read(
    _ source: inout ByteSource, into buffer: UnsafeMutablePointer<UInt8>, _ count: Int
  ) throws(ByteSource.Failure) -> Int {
    let length = try source.read(into: buffer, count) { ring.consumerHasGone }
    outcome.bytesRead += length
    return length
  }

  private mutating func publish(_ count: Int) {
    bytesProduced += count
    ring.publish(count: count, bytesRead: outcome.bytesRead)
  }

  private mutating func copyPlain(
    _ source: inout ByteSource, _ head: Bytes
  ) throws(ByteSource.Failure) {
    var rest = head
    while let base = rest.baseAddress, !rest.isEmpty, let room = ring.room() {
      let count = min(rest.count, ring.blockSize)
      room.update(from: base, count: count)
      publish(count)
      rest = rest.part(count..<rest.count)
    }
    while let room = ring.room() {
      let count = try read(&source, into: room, ring.blockSize)
      if count == 0 { return }
      publish(count)
    }
  }

  private mutating func inflate(
    _ source: inout ByteSource, _ buffer: UnsafeMutablePointer<UInt8>, _ available: Int
  ) throws(ByteSource.Failure) {
    guard let inflater = Inflater(), var room = ring.room() else { return }
    var end = available
    var start = 0
    var used = 0
    var isInMember = true
    // False where zlib may hold text that had no room.
    var isDrained = true
    // Whatever was inflated before trouble came is used.
    defer { if used > 0, !isForeign(room, used) { publish(used) } }
    while true {
      if start == end, isDrained || !isInMember {
        start = 0
        end = try read(&source, into: buffer, BlockProducer.inputSize)
        if end == 0 {
          if isInMember, !ring.consumerHasGone {
            fail("the gzip data ends early; what came before was used")
          }
          return
        }
      }
      if !isInMember {
        guard try beginsMember(&source, buffer, &start, &end) else { return }
        inflater.reset()
        isInMember = true
      }
      let (step, consumed, produced) = inflater.step(
        buffer + start, end - start, into: room + used, ring.blockSize - used)
      start += consumed
      used += produced
      isDrained = used < ring.blockSize
      switch step {
      case .going:
        // Nothing moved although there is input and room: zlib would never say so of sound data.
        if consumed == 0, produced == 0, start < end, used < ring.blockSize {
          fail(
            "the gzip data is corrupt; what came before was used",
            at: outcome.bytesRead - end + start)
          return
        }
      case .ended: isInMember = false
      case .corrupt(let reason):
        fail(
          "the gzip data is corrupt (\(reason)); what came before was used",
          at: outcome.bytesRead - end + start)
        return
      }
      if used == ring.blockSize {
        if isForeign(room, used) {
          used = 0
          return
        }
        publish(used)
        used = 0
        guard let next = ring.room() else { return }
        room = next
      }
    }
  }

  /// Whether what was inflated is, by its beginning, nothing to read; says so.
  private mutating func isForeign(_ text: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
    guard bytesProduced == 0,
      let reason = ForeignContainer.reasonWithinGzip(Bytes(start: text, count: count))
    else { return false }
    outcome.problems.append(Problem(file: input.name, byteOffset: 0, reason: reason))
    return true
  }

  /// Whether another member follows; zero padding and garbage are read over as `gzip` does.
  private mutating func beginsMember(
    _ source: inout ByteSource, _ buffer: UnsafeMutablePointer<UInt8>, _ start: inout Int,
    _ end: inout Int
  ) throws(ByteSource.Failure) -> Bool {
    if buffer[start] == 0x1F {
      if start + 1 == end {
        buffer[0] = 0x1F
        start = 0
        end = 1 + (try read(&source, into: buffer + 1, BlockProducer.inputSize - 1))
      }
      if start + 1 == end || buffer[start + 1] == 0x8B { return true }
    }
    while true {
      while start < end, buffer[start] == 0 { start += 1 }
      if start < end {
        outcome.problems.append(
          Problem(
            file: input.name, byteOffset: outcome.bytesRead - end + start,
            reason: "garbage after the gzip data was ignored", isLoss: false))
        return false
      }
      start = 0
      end = try read(&source, into: buffer, BlockProducer.inputSize)
      if end == 0 { return false }
    }
  }

  private mutating func fail(_ reason: String, at offset: Int? = nil) {
    outcome.isTruncated = true
    outcome.problems.append(
      Problem(file: input.name, byteOffset: offset ?? outcome.bytesRead, reason: reason))
  }
}
