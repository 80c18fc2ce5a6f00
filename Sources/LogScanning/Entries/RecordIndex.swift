internal import CJSONIndex

/// Where the quotes and brackets of a record are, in ascending order.
struct Tape {
  let marks: UnsafePointer<UInt32>
  let count: Int

  /// Where in the record a mark is.
  @inline(__always)
  static func offset(_ mark: UInt32) -> Int { Int(truncatingIfNeeded: mark & 0xFF_FFFF) }

  /// The quote or bracket itself.
  @inline(__always)
  static func byte(_ mark: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: mark &>> 24) }

  /// Texts below this length can be indexed.
  static let longest = 1 << 24
}

/// Makes the ``Tape`` of one record after another, in the same memory.
final class RecordIndex {
  /// Longer records are walked byte by byte, so that hostile ones cost no more memory than honest.
  static let limit = 256 << 10

  /// How the bytes are looked at; every path gives the same tape.
  enum Path: CaseIterable, Sendable {
    case scalar, avx2, avx512, neon

    var native: json_index_path {
      switch self {
      case .scalar: json_index_scalar
      case .avx2: json_index_avx2
      case .avx512: json_index_avx512
      case .neon: json_index_neon
      }
    }

    /// Whether this processor can go it.
    var isSupported: Bool { json_index_is_supported(native) != 0 }

    /// The fastest that this processor can go.
    static let fastest: Path = allCases.first { $0.native == json_index_fastest() } ?? .scalar
  }

  private let path: json_index_path?
  private var marks: UnsafeMutablePointer<UInt32>
  private var capacity: Int

  /// - Parameter path: nil for no tapes at all.
  init(path: Path?) {
    self.path = path?.native
    capacity = 4096
    marks = .allocate(capacity: capacity)
  }

  deinit { marks.deallocate() }

  /// The tape of a record; valid until the next one is asked for.
  ///
  /// Nil where the record is too long, or is no JSON for a backslash that stands outside of strings:
  /// there what is a string depends on who reads, so that the walk by bytes has to decide.
  func tape(of record: Bytes) -> Tape? {
    guard let path, let base = record.baseAddress, record.count <= RecordIndex.limit else {
      return nil
    }
    let needed = record.count + Int(JSON_INDEX_SLACK)
    if needed > capacity { grow(to: needed) }
    var state = json_index_state()
    let count = json_index(path, base, record.count, &state, marks)
    guard state.backslash_outside == 0 else { return nil }
    return Tape(marks: UnsafePointer(marks), count: count)
  }

  private func grow(to needed: Int) {
    marks.deallocate()
    capacity = max(needed, capacity * 2)
    marks = .allocate(capacity: capacity)
  }
}
