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

  /// Bytes. `getrusage` would count the caller's memory where that is larger: a process takes over
  /// what was the peak before it was replaced.
  private var peakMemory: Int {
    let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    guard let content = try? Descriptor.readAll(descriptor, limit: 1 << 16) else { return 0 }
    for line in String(decoding: content, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("VmHWM:") {
      return (Int(line.filter { $0.isNumber }) ?? 0) * 1024
    }
    return 0
  }
}
