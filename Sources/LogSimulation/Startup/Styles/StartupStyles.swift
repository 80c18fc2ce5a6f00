/// Every style there is.
public enum StartupStyles {
  /// In the order of their names.
  public static let all: [any StartupStyle] = [
    GoStyle(), NodeStyle(), SpringBootStyle(),
  ]

  /// Nil where no style has that name.
  public static func named(_ name: String) -> (any StartupStyle)? {
    all.first { $0.name == name }
  }
}
