/// The names of .NET's methods: what the compiler made of them, and whose they are.
enum DotNetNames {
  /// False for the runtime, its libraries and ASP.NET.
  static func isApplication(_ function: String) -> Bool {
    !platform.contains { function.hasPrefix($0) }
  }

  private static let platform = ["System.", "Microsoft.", "Interop.", "Internal.", "Mono."]

  /// The method that was written: `Shop.Cart.<AddAsync>d__5.MoveNext` is `Shop.Cart.AddAsync`,
  /// `Program.<>c__DisplayClass0_0.<<Main>$>b__0` is `Program.Main`. O(name).
  static func written(_ function: String) -> String {
    let bytes = Array(function.utf8)
    guard let open = bytes.firstIndex(of: 0x3C), open > 0, bytes[open - 1] == 0x2E else {
      return function
    }
    // The innermost name in angle brackets that is not empty.
    var start: Int?
    for position in bytes.indices {
      if bytes[position] == 0x3C { start = position + 1 }
      if bytes[position] == 0x3E, let first = start {
        start = nil
        guard position > first, position + 1 < bytes.count else { continue }
        let owner = bytes[..<(open - 1)]
        return String(decoding: owner, as: UTF8.self) + "."
          + String(decoding: bytes[first..<position], as: UTF8.self)
      }
    }
    return function
  }
}
