#if ISAL
  private import CISAL

  /// Inflates with ISA-L: the owner of its state, which has the window of 32 KiB in it.
  ///
  /// ISA-L is laxer than zlib in one thing: it takes Huffman codes that leave some bits without a
  /// meaning, and goes on until it meets such bits. So damage that zlib sees in the header of a block
  /// may show in ISA-L much later; see ``BlockProducer``.
  struct ISALInflater: RawInflater, ~Copyable {
    private let state: UnsafeMutablePointer<inflate_state>

    init?() {
      state = .allocate(capacity: 1)
      isal_inflate_init(state)
      // The check sum is taken, but no header and no trailer is read.
      state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR)
    }

    deinit { state.deallocate() }

    mutating func reset() {
      isal_inflate_reset(state)
      state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR)
    }

    var checkSum: UInt32 { state.pointee.crc }

    mutating func step(
      _ input: UnsafeMutablePointer<UInt8>, _ available: Int,
      into output: UnsafeMutablePointer<UInt8>, _ room: Int
    ) -> RawStep {
      state.pointee.next_in = input
      state.pointee.avail_in = UInt32(clamping: available)
      state.pointee.next_out = output
      state.pointee.avail_out = UInt32(clamping: room)
      let given = Int(state.pointee.avail_in)
      let offered = Int(state.pointee.avail_out)
      let status = isal_inflate(state)
      var step = RawStep(
        status: .going, consumed: given - Int(state.pointee.avail_in),
        produced: offered - Int(state.pointee.avail_out))
      if status < 0 {
        step.status = .invalid
      } else if state.pointee.block_state == ISAL_BLOCK_FINISH {
        step.status = .ended
        // It reads eight bytes at a time; those behind the data are given back.
        step.consumed -= Int(max(0, state.pointee.read_in_length)) / 8
      }
      return step
    }
  }
#endif
