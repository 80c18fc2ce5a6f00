import LogModel

/// Colours what colour may mark: priorities, question numbers and evidence times.
///
/// SGR sequences of ECMA-48; without colour the text is the same.
struct Paint {
  let isOn: Bool

  func priority(_ priority: Priority) -> String {
    switch priority {
    case .p0: sgr("1;31", priority.rawValue)
    case .p1: sgr("31", priority.rawValue)
    case .p2: sgr("33", priority.rawValue)
    case .p3: sgr("36", priority.rawValue)
    }
  }

  func number(_ text: String) -> String { sgr("1", text) }

  func time(_ text: String) -> String { sgr("2", text) }

  private func sgr(_ code: String, _ text: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
