/// What the reader's screen can do; a renderer for machines ignores it.
public struct RenderOptions: Sendable {
  /// Columns that a line may fill; values below ``narrowest`` are taken for it.
  public var width: Int = 100
  /// True where priority, question numbers and evidence times may be coloured by SGR sequences.
  public var color: Bool = false

  /// Below this a report cannot be told from noise.
  public static let narrowest = 32

  public init(width: Int = 100, color: Bool = false) {
    self.width = width
    self.color = color
  }
}
