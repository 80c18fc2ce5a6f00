/// Inflates gzip members (RFC 1952), one after another, and verifies what they say of themselves.
struct GzipInflater<Library: RawInflater & ~Copyable>: ~Copyable {
  enum Step {
    /// More input or more room is needed.
    case going
    /// The member ended, and was sound.
    case ended
    case damaged(GzipDamage)
  }

  private enum Part { case header, data, trailer }

  private static var trailerLength: Int { 8 }

  private var library: Library
  private var part = Part.header
  private var header = GzipHeader()
  private var trailer: UInt64 = 0
  private var trailerCount = 0
  /// Bytes inflated of this member.
  private(set) var length = 0

  init?() {
    guard let library = Library() else { return nil }
    self.library = library
  }

  /// Makes it ready for the next member.
  mutating func beginMember() {
    library.reset()
    part = .header
    header = GzipHeader()
    trailer = 0
    trailerCount = 0
    length = 0
  }

  /// Takes what it can from the window and inflates into the room, of which `produced` was filled.
  mutating func step(
    _ window: inout InputWindow, into output: UnsafeMutablePointer<UInt8>, _ room: Int
  ) -> (step: Step, produced: Int) {
    switch part {
    case .header:
      while let byte = window.next() {
        switch header.feed(byte) {
        case .going: continue
        case .ended: part = .data
        case .damaged(let damage): return (.damaged(damage), 0)
        }
        return (.going, 0)
      }
      return (.going, 0)
    case .data:
      let step = library.step(window.start, window.count, into: output, room)
      window.advance(by: step.consumed)
      length += step.produced
      switch step.status {
      case .going:
        // Nothing moved although there is input and room: neither library does so with sound data.
        if step.consumed == 0, step.produced == 0, window.count > 0, room > 0 {
          return (.damaged(.data), 0)
        }
      case .ended: part = .trailer
      case .invalid: return (.damaged(.data), step.produced)
      }
      return (.going, step.produced)
    case .trailer:
      while trailerCount < GzipInflater.trailerLength, let byte = window.next() {
        trailer |= UInt64(byte) << UInt64(8 * trailerCount)
        trailerCount += 1
      }
      if trailerCount < GzipInflater.trailerLength { return (.going, 0) }
      if UInt32(truncatingIfNeeded: trailer) != library.checkSum {
        return (.damaged(.checkSum), 0)
      }
      if UInt32(truncatingIfNeeded: trailer >> 32) != UInt32(truncatingIfNeeded: length) {
        return (.damaged(.length), 0)
      }
      return (.ended, 0)
    }
  }
}
