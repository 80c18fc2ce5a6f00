public import LogModel

/// What stack traces of one failure have in common: the root exception's type and where it comes from;
/// where no frame tells, also what it says.
public struct TraceKind: Hashable, Comparable, Sendable {
  public var type: String
  /// Of the origin; empty where there is none.
  public var file: String
  public var function: String
  /// Of the message; empty where there is an origin.
  public var template: String

  /// Nil for a trace without an exception.
  public init?(_ trace: StackTrace) {
    guard let root = trace.root else { return nil }
    let origin = trace.origin
    type = root.type
    file = origin?.file ?? ""
    function = origin?.function ?? ""
    template = origin == nil ? MessageTemplate.mask(root.message) : ""
  }

  public static func < (left: TraceKind, right: TraceKind) -> Bool {
    (left.type, left.file, left.function, left.template)
      < (right.type, right.file, right.function, right.template)
  }
}
