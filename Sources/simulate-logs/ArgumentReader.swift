/// The command was not understood.
struct UsageError: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Hands out arguments one by one.
struct ArgumentReader {
  private var rest: ArraySlice<String>

  init(_ arguments: [String]) { rest = arguments[...] }

  mutating func next() -> String? { rest.popFirst() }

  mutating func value(for option: String) throws(UsageError) -> String {
    guard let value = rest.popFirst() else { throw UsageError("\(option) needs a value") }
    return value
  }

  mutating func number<Number: FixedWidthInteger>(for option: String) throws(UsageError) -> Number {
    let text = try value(for: option)
    guard let number = Number(text) else { throw UsageError("\(option): \(text) is no number") }
    return number
  }

  func finish() throws(UsageError) {
    if let extra = rest.first { throw UsageError("unexpected argument \(extra)") }
  }
}
