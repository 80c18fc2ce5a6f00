/// Where Swift code that is not the application's own lies.
enum SwiftPaths {
  /// - Parameter image: the program or library that holds the code; nil where the trace gives none.
  static func isApplication(_ file: String?, image: String?) -> Bool {
    if let image, image.hasPrefix("lib") || image.hasPrefix("[") || image.hasPrefix("ld-") {
      return false
    }
    guard let file else { return image != nil }
    return !file.hasPrefix("<") && !file.hasPrefix("Swift/")
      && !foreign.contains { file.contains($0) }
  }

  /// Packages, and the machine that built the standard library.
  private static let foreign = [
    "/checkouts/", "/SourcePackages/", "/home/build-user/", "/swift/stdlib/", "/usr/lib/swift",
  ]
}
