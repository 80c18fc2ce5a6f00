/// An exception with what led to it, as a language's runtime prints it, and the truth about it.
public struct SimulatedTrace: Hashable, Sendable {
  public enum Language: String, CaseIterable, Hashable, Sendable {
    case python, jvm, node, go, ruby, php, dotnet, rust
  }

  /// One call.
  public struct Frame: Hashable, Sendable {
    /// As printed.
    public var file: String
    public var line: Int
    /// As printed, e.g. `com.acme.orders.Ledger.open`.
    public var function: String
    /// False for frames of the language, its libraries and servers.
    public var isApplication: Bool
    /// Whether it waited for the one within it, which Node prints.
    public var isAwaiting: Bool

    public init(
      _ function: String, _ file: String, _ line: Int, library: Bool = false,
      awaiting: Bool = false
    ) {
      self.file = file
      self.line = line
      self.function = function
      isApplication = !library
      isAwaiting = awaiting
    }
  }

  /// One exception of the chain.
  public struct Raised: Hashable, Sendable {
    /// As printed, e.g. `java.lang.IllegalStateException`.
    public var type: String
    /// May have several lines.
    public var message: String
    /// Innermost call first, with those that it shares with what wrapped it.
    public var frames: [Frame]

    public init(_ type: String, _ message: String, _ frames: [Frame]) {
      self.type = type
      self.message = message
      self.frames = frames
    }
  }

  public var language: Language
  /// Root first, then what wrapped it, in the order in which they were raised.
  public var chain: [Raised]

  public init(_ language: Language, _ chain: [Raised]) {
    self.language = language
    self.chain = chain
  }

  public var root: Raised? { chain.first }

  /// The innermost application frame of the root; of what wrapped it, where the root has none.
  public var origin: Frame? {
    for raised in chain {
      if let frame = raised.frames.first(where: \.isApplication) { return frame }
    }
    return nil
  }

  /// The whole as the runtime prints it, without its last line break.
  public var text: String { lines.joined(separator: "\n") }

  /// The lines of ``text``.
  public var lines: [String] {
    switch language {
    case .jvm: jvmLines
    case .node: nodeLines
    case .go: goLines
    case .python: pythonLines
    case .ruby: rubyLines
    case .php: phpLines
    case .dotnet: dotnetLines
    case .rust: rustLines
    }
  }

  /// `TYPE: MESSAGE`, split into lines.
  static func head(_ raised: Raised, separator: String = ": ") -> [String] {
    let text = raised.message.isEmpty ? raised.type : raised.type + separator + raised.message
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
