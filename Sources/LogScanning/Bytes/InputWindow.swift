/// The part of an input at hand: one chunk of it, and a few bytes of the chunk before.
struct InputWindow: ~Copyable {
  /// Bytes of a chunk.
  static let chunkSize = 128 << 10
  /// Bytes of the past that stay readable right before ``start``, and that ``advance(by:)`` can go
  /// back to.
  static let kept = 8

  private var source: ByteSource
  private let chunk: UnsafeMutablePointer<UInt8>
  private(set) var start: UnsafeMutablePointer<UInt8>
  private var end: UnsafeMutablePointer<UInt8>
  /// Bytes read of the input, up to the end of the chunk.
  private(set) var bytesRead = 0

  init(_ source: consuming ByteSource) {
    self.source = source
    let memory = UnsafeMutablePointer<UInt8>.allocate(
      capacity: InputWindow.kept + InputWindow.chunkSize)
    memory.initialize(repeating: 0, count: InputWindow.kept)
    chunk = memory + InputWindow.kept
    start = chunk
    end = chunk
  }

  deinit { (chunk - InputWindow.kept).deallocate() }

  var canGoBack: Bool { source.canGoBack }
  var count: Int { end - start }
  var bytes: Bytes { Bytes(start: start, count: count) }
  /// The offset of ``start`` in the input.
  var position: Int { bytesRead - count }

  mutating func advance(by count: Int) { start += count }

  mutating func next() -> UInt8? {
    guard start < end else { return nil }
    defer { start += 1 }
    return start.pointee
  }

  /// Reads the next chunk once this one is used up. False at the end of the input, or once
  /// `isAbandoned` says that nobody waits.
  mutating func refill(isAbandoned: () -> Bool) throws(ByteSource.Failure) -> Bool {
    for offset in -InputWindow.kept..<0 { chunk[offset] = end[offset] }
    start = chunk
    end = chunk
    return try extend(isAbandoned: isAbandoned)
  }

  /// Reads more into what is left of the chunk; false like ``refill(isAbandoned:)``.
  mutating func extend(isAbandoned: () -> Bool) throws(ByteSource.Failure) -> Bool {
    let room = chunk + InputWindow.chunkSize - end
    let length = try source.read(into: end, room, isAbandoned: isAbandoned)
    end += length
    bytesRead += length
    return length > 0
  }

  /// Reads past the window, once it is used up; 0 at the end of the input.
  mutating func readDirectly(
    into buffer: UnsafeMutablePointer<UInt8>, _ count: Int, isAbandoned: () -> Bool
  ) throws(ByteSource.Failure) -> Int {
    let length = try source.read(into: buffer, count, isAbandoned: isAbandoned)
    bytesRead += length
    return length
  }

  /// Goes back to an offset in the input. Only where the source can be read again.
  ///
  /// Chunks begin at the multiples of their size, as they do in an input read straight through.
  mutating func goBack(
    to offset: Int, isAbandoned: () -> Bool
  ) throws(ByteSource.Failure) {
    bytesRead = offset / InputWindow.chunkSize * InputWindow.chunkSize
    source.goBack(to: bytesRead)
    start = chunk
    end = chunk
    _ = try extend(isAbandoned: isAbandoned)
    start = min(end, chunk + offset % InputWindow.chunkSize)
  }
}
