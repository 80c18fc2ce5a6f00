private import Glibc
private import Synchronization

/// How far reading has come, on one line of standard error that is gone when the work is done.
final class ProgressLine: Sendable {
  /// Seconds: shorter runs show nothing.
  private static let delay = 1.0

  /// Whether a line stands on the terminal now. Of the process, since there is one terminal.
  private static let isShown = Mutex(false)

  /// Bytes to read; nil where nobody knows.
  private let total: Int?
  private let start: Double
  /// Seconds between two updates.
  private let interval: Double
  private let isTerminal: Bool
  private let state: Mutex<State>

  private struct State {
    var bytesRead = 0
    /// Seconds, of the clock that ``start`` is read from.
    var nextUpdate: Double
  }

  /// Nil where no progress is wanted.
  init?(_ wish: Settings.Automatic, isQuiet: Bool, total: Int?) {
    isTerminal = Terminal.isTerminal(STDERR_FILENO)
    switch wish {
    case .never: return nil
    case .auto where !isTerminal || isQuiet: return nil
    case .auto, .always: break
    }
    self.total = total
    interval = isTerminal ? 0.1 : 1
    start = SystemClock.seconds
    state = Mutex(State(nextUpdate: start + ProgressLine.delay))
  }

  /// To be told how many bytes were read since the last call, from any thread and as often as
  /// convenient.
  func advance(by count: Int) {
    let now = SystemClock.seconds
    let due: Int? = state.withLock { state in
      state.bytesRead += count
      guard now >= state.nextUpdate else { return nil }
      state.nextUpdate = now + interval
      return state.bytesRead
    }
    guard let due else { return }
    let text = line(bytesRead: due, seconds: now - start)
    if isTerminal {
      let columns = max(20, Terminal.windowColumns(STDERR_FILENO) ?? 80)
      ProgressLine.isShown.withLock { isShown in
        isShown = true
        StandardError.writeRaw("\r" + text.prefix(columns - 1) + "\u{1B}[K")
      }
    } else {
      StandardError.writeRaw(text + "\n")
    }
  }

  /// Makes room for other text, or for the shell.
  static func clearShown() {
    isShown.withLock { isShown in
      if isShown { StandardError.writeRaw("\r\u{1B}[K") }
      isShown = false
    }
  }

  private func line(bytesRead: Int, seconds: Double) -> String {
    let speed = Double(bytesRead) / max(seconds, 0.001)
    var text = "reading: " + Quantity.bytes(Double(bytesRead))
    // A file may have grown since it was measured.
    if let total, total >= bytesRead, total > 0 {
      let share = Int(Double(bytesRead) / Double(total) * 100)
      text += " of \(Quantity.bytes(Double(total))), \(share) %"
    }
    text += ", \(Quantity.bytes(speed))/s"
    if let total, total > bytesRead, speed > 0 {
      text += ", \(Quantity.duration(Double(total - bytesRead) / speed)) left"
    }
    return text
  }
}
