/// Something about an input that the user should know: it could not be read, in part or whole.
public struct Problem: Hashable, Comparable, Sendable {
  /// The input's name as the user gave it.
  public var file: String
  /// 1-based ordinal of the entry, where it concerns one.
  public var entry: Int?
  /// 0-based offset in the (inflated) input, where it is known.
  public var byteOffset: Int?
  /// One sentence: what is wrong, and what was done about it.
  public var reason: String
  /// True where input was lost: the run then ends with exit status 3.
  public var isLoss: Bool

  public init(
    file: String, entry: Int? = nil, byteOffset: Int? = nil, reason: String, isLoss: Bool = true
  ) {
    self.file = file
    self.entry = entry
    self.byteOffset = byteOffset
    self.reason = reason
    self.isLoss = isLoss
  }

  public static func < (left: Problem, right: Problem) -> Bool {
    (left.file, left.byteOffset ?? -1, left.entry ?? -1, left.reason)
      < (right.file, right.byteOffset ?? -1, right.entry ?? -1, right.reason)
  }
}
