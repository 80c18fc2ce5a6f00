public import LogModel

/// Which frames of stack traces are those of libraries, and which the application's, where a language
/// cannot tell by itself: packages of frameworks, and whatever a user adds.
public struct FrameConventions: Sendable {
  /// Matched against a frame's file and against its qualified function.
  public private(set) var library: [Glob]
  /// The same; wins over ``library``.
  public private(set) var application: [Glob]
  private var libraryIndex: GlobIndex
  private var applicationIndex: GlobIndex

  public init(library: [Glob] = [], application: [Glob] = []) {
    self.library = library
    self.application = application
    libraryIndex = GlobIndex(library)
    applicationIndex = GlobIndex(application)
  }

  public var isEmpty: Bool { library.isEmpty && application.isEmpty }

  /// With those of a later file.
  func adding(_ other: FrameConventions) -> FrameConventions {
    FrameConventions(
      library: library + other.library, application: application + other.application)
  }

  /// Whether a frame is the application's; nil where no convention says so. O(log globs) for globs
  /// that end in their only `*`, O(globs) for others.
  public func isApplication(_ frame: StackFrame) -> Bool? {
    if applicationIndex.matches(frame) { return true }
    return libraryIndex.matches(frame) ? false : nil
  }
}

extension GlobIndex {
  fileprivate func matches(_ frame: StackFrame) -> Bool {
    matches(frame.file) || frame.function.map { matches($0) } ?? false
  }
}
