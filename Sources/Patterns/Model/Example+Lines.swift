private import LogModel

extension Examples.Example {
  /// When the first entry of an example was logged that does not say it: nanoseconds since 1970.
  private static let start: Int64 = 1_757_980_800_000_000_000

  /// The entry that a plain text stands for, as an object on one line.
  public static func line(of text: String) -> String {
    "{\"severity\":\"ERROR\",\"textPayload\":\(jsonString(text))}"
  }

  /// Entries without a time, as if they had been logged one after the other.
  ///
  /// - Parameter lines: objects with at least one member.
  public static func inOrder(_ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      let time = Timestamp(nanoseconds: start + Int64(index) * 1_000_000)
      let members = line.drop { $0 != "{" }.dropFirst()
      return "{\"timestamp\":\(jsonString(time.rfc3339)),\(members)"
    }
  }
}
