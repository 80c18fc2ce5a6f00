/// Spans of time as pattern files spell them: `30s`, `1m`, `500ms`.
public enum SpanWords {
  public static func of(seconds: Double) -> String {
    of(nanoseconds: Int64((seconds * 1e9).rounded()))
  }

  /// In the largest unit that leaves no fraction; below a millisecond rounded to one.
  public static func of(nanoseconds: Int64) -> String {
    let milliseconds = Int64((Double(nanoseconds) / 1e6).rounded())
    for (unit, size) in [("h", 3_600_000), ("m", 60_000), ("s", 1000)] as [(String, Int64)]
    where milliseconds != 0 && milliseconds % size == 0 {
      return "\(milliseconds / size)\(unit)"
    }
    return "\(milliseconds)ms"
  }
}
