import LogModel

/// Inflating, by whichever library, so that the library cannot be told from what comes out.
///
/// Sound data is the same for all. Of damaged data zlib decides what can be used, down to the byte:
/// where ISA-L meets an error or the end, the member is inflated again by zlib, and what the consumer
/// already has is left out. It may have more than zlib grants, as ISA-L sees some damage late; then
/// ``BlockProducer/Outcome/overran`` says so. What cannot be read again is zlib's from the start.
///
/// One thing is left to ISA-L: a member that ends with the right check sum although its codes are
/// incomplete, which zlib refuses. No compressor writes such data.
extension BlockProducer {
  private enum Ending {
    case complete
    /// Nothing more is wanted: the consumer has gone, or the text is none.
    case stopped
    case early
    case damaged(GzipDamage)
  }

  /// How far inflating has come.
  private struct Position {
    /// The offset in the input at which the member at hand begins.
    var member = 0
    /// Text inflated before that member, in bytes.
    var textBefore = 0
    /// Text in the block at hand, in bytes.
    var used = 0
    /// Text that is inflated again, which the consumer has already.
    var known = 0
    /// False where the member before has ended and no other has begun.
    var isInMember: Bool
    /// The byte before the text to come; that of a newline at the beginning.
    var lastByte: UInt8 = 0x0A
  }

  mutating func inflate(_ window: inout InputWindow) throws(ByteSource.Failure) {
    // Whoever reads on does so behind a member, which may be the last, or passes over what it has.
    let isWithin = input.start.storedOffset > 0
    var position = Position(isInMember: !isWithin)
    position.known = isWithin ? 0 : input.start.textOffset
    #if ISAL
      if library == .isal, window.canGoBack {
        switch try inflate(&window, &position, with: ISALInflater.self) {
        case .complete:
          if position.known > 0 { throw BlockProducer.tooShort }
          complete(position)
          return finish(position)
        case .stopped: return finish(position)
        case .early, .damaged:
          if ring.consumerHasGone { return }
          try window.goBack(to: position.member) { ring.consumerHasGone }
          count(window)
          position.used = max(0, position.textBefore - bytesProduced)
          position.known = max(0, bytesProduced - position.textBefore)
        }
      }
    #endif
    let ending = try inflate(&window, &position, with: ZlibInflater.self)
    outcome.overran = position.known > 0 && bytesProduced > 0 && !ring.consumerHasGone
    switch ending {
    case .complete where position.known > 0 && bytesProduced == 0: throw BlockProducer.tooShort
    case .complete: complete(position)
    case .stopped: break
    case .early where leavesTail: retreat()
    case .early:
      fail("the gzip data ends early; what came before was used", at: window.bytesRead)
    case .damaged(let damage):
      fail(
        "the gzip data is corrupt (\(damage.words)); what came before was used",
        at: window.position)
    }
    finish(position)
  }

  /// Whether what is not whole at the end is left to the next reading.
  private var leavesTail: Bool {
    input.mayGrow && outcome.canGoBack && input.storedEnd == nil && !ring.consumerHasGone
  }

  /// The input ended behind a member.
  private mutating func complete(_ position: Position) {
    outcome.isSound = !ring.consumerHasGone
    if leavesTail, outcome.boundary.text != textEnd(position) {
      retreat()
    }
  }

  /// To where the last member ended that is whole, but not behind what was read before.
  private mutating func retreat() {
    let isNew = outcome.boundary.text >= input.start.textOffset
    outcome.retreat = isNew ? outcome.boundary.stored : input.start.storedOffset
  }

  /// Bytes of text that were inflated so far, in the whole input.
  private func textEnd(_ position: Position) -> Int {
    input.start.textOffset + bytesProduced - position.known + position.used
  }

  /// Hands over what is left in the block at hand.
  private mutating func finish(_ position: Position) {
    guard position.used > 0, let room = ring.room() else { return }
    if !isForeign(room, position.used) { publish(position.used) }
  }

  private mutating func inflate<Library: RawInflater & ~Copyable>(
    _ window: inout InputWindow, _ position: inout Position, with: Library.Type
  ) throws(ByteSource.Failure) -> Ending {
    guard var inflater = GzipInflater<Library>() else {
      outcome.problems.append(
        Problem(file: input.name, reason: "was not read: no memory to inflate it"))
      return .stopped
    }
    // False where the library may hold text that had no room.
    var isDrained = true
    position.member = window.position
    position.textBefore = bytesProduced - position.known + position.used
    while true {
      if window.count == 0, isDrained || !position.isInMember {
        guard try refill(&window) else {
          if !position.isInMember { return .complete }
          return ring.consumerHasGone ? .stopped : .early
        }
      }
      if !position.isInMember {
        guard try beginsMember(&window) else { return .complete }
        inflater.beginMember()
        position.isInMember = true
        position.member = window.position
        position.textBefore = bytesProduced - position.known + position.used
      }
      guard let room = ring.room() else { return .stopped }
      let limit =
        position.known > 0 ? min(position.known, ring.blockSize) : ring.blockSize - position.used
      let (step, produced) = inflater.step(&window, into: room + position.used, limit)
      isDrained = produced < limit
      if produced > 0 { position.lastByte = room[position.used + produced - 1] }
      if position.known > 0 { position.known -= produced } else { position.used += produced }
      switch step {
      case .going: break
      case .ended:
        position.isInMember = false
        if position.lastByte == 0x0A {
          outcome.boundary = Boundary(stored: window.position, text: textEnd(position))
        }
      case .damaged(let damage): return .damaged(damage)
      }
      if position.used == ring.blockSize {
        position.used = 0
        if isForeign(room, ring.blockSize) { return .stopped }
        publish(ring.blockSize)
      }
    }
  }

  private mutating func refill(_ window: inout InputWindow) throws(ByteSource.Failure) -> Bool {
    let goesOn = try window.refill { ring.consumerHasGone }
    count(window)
    return goesOn
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
    _ window: inout InputWindow
  ) throws(ByteSource.Failure) -> Bool {
    if window.start.pointee == 0x1F {
      if window.count == 1 {
        window.advance(by: 1)
        _ = try refill(&window)
        window.advance(by: -1)
      }
      if window.count == 1 || window.start[1] == 0x8B { return true }
    }
    while true {
      while window.count > 0, window.start.pointee == 0 { window.advance(by: 1) }
      if window.count > 0 {
        outcome.problems.append(
          Problem(
            file: input.name, byteOffset: window.position,
            reason: "garbage after the gzip data was ignored", isLoss: false))
        return false
      }
      guard try refill(&window) else { return false }
    }
  }
}
