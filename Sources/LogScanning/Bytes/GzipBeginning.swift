/// What a gzip file begins with.
public enum GzipBeginning {
  /// The first bytes of the text in a gzip file, as far as its own first bytes tell.
  ///
  /// - Returns: nil where the bytes are not those of a gzip file.
  public static func text(of bytes: [UInt8], limit: Int) -> [UInt8]? {
    guard bytes.starts(with: [0x1F, 0x8B]), limit > 0 else { return nil }
    guard var inflater = GzipInflater<ZlibInflater>() else { return nil }
    let source: ByteSource
    do throws(ByteSource.Failure) {
      source = try ByteSource(InputObject(kind: .memory(name: "", bytes: bytes)))
    } catch {
      return nil
    }
    var window = InputWindow(source)
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: limit)
    defer { room.deallocate() }
    var filled = 0
    while filled < limit {
      if window.count == 0, (try? window.refill { false }) != true { break }
      let (step, produced) = inflater.step(&window, into: room + filled, limit - filled)
      filled += produced
      if case .ended = step { inflater.beginMember() }
      if case .damaged = step { break }
    }
    return Array(Bytes(start: room, count: filled))
  }

  /// The bytes of text in the last member of a gzip file, modulo 2³²; nil where the file is too short.
  ///
  /// - Parameter end: the last bytes of the file.
  public static func textLength(end: [UInt8]) -> UInt32? {
    guard end.count >= 4 else { return nil }
    return end.suffix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
