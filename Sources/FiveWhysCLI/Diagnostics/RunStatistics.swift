import LogModel

private import Glibc

/// What `--stats` says about a run.
struct RunStatistics: Sendable {
  let input: InputSummary
  /// From the start of reading until the digest was made.
  let seconds: Double

  var text: String {
    let rows = [
      ("files", Quantity.grouped(input.files)),
      ("entries", Quantity.grouped(input.entries)),
      ("duplicates", Quantity.grouped(input.duplicates)),
      ("bytes read", Quantity.grouped(input.bytesRead)),
      ("bytes inflated", Quantity.grouped(input.bytesInflated)),
      ("seconds", Quantity.decimal(seconds, places: 3)),
      ("MB/s", speed),
      ("peak memory", Quantity.bytes(Double(peakMemory))),
    ]
    return rows.map { label, value in
      "\(label):" + String(repeating: " ", count: 16 - label.count) + value + "\n"
    }.joined()
  }

  /// Of inflated text, which is what the work depends on.
  private var speed: String {
    Quantity.decimal(Double(input.bytesInflated) / 1e6 / max(seconds, 1e-6), places: 1)
  }

  /// Bytes.
  private var peakMemory: Int {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return Int(usage.ru_maxrss) * 1024
  }
}
