private import CJQ
private import Glibc

/// The functions of libjq, opened when they are first asked for: few rules need them, and to load them
/// would cost every run a millisecond.
private struct JQLibrary: Sendable {
  typealias State = OpaquePointer
  typealias Handler = @convention(c) (UnsafeMutableRawPointer?, jv) -> Void
  typealias MakeState = @convention(c) () -> State?
  typealias Compile = @convention(c) (State?, UnsafePointer<CChar>?) -> Int32
  typealias Start = @convention(c) (State?, jv, Int32) -> Void
  typealias Next = @convention(c) (State?) -> jv
  typealias Teardown = @convention(c) (UnsafeMutablePointer<State?>?) -> Void
  typealias SetErrorHandler = @convention(c) (State?, Handler?, UnsafeMutableRawPointer?) -> Void
  typealias SetDebugHandler = @convention(c) (State?, Handler?, UnsafeMutableRawPointer?) -> Void
  typealias Parse = @convention(c) (UnsafePointer<CChar>?, Int32) -> jv
  typealias Kind = @convention(c) (jv) -> jv_kind
  typealias Free = @convention(c) (jv) -> Void
  typealias Text = @convention(c) (jv) -> UnsafePointer<CChar>?
  typealias HasMessage = @convention(c) (jv) -> Int32

  let makeState: MakeState
  let compile: Compile
  let start: Start
  let next: Next
  let teardown: Teardown
  let setErrorHandler: SetErrorHandler
  let setDebugHandler: SetDebugHandler
  let parse: Parse
  let kind: Kind
  let free: Free
  let text: Text
  /// Takes its value over, as `free` does.
  let hasMessage: HasMessage

  /// Nil where the library is not installed.
  static let shared = JQLibrary()

  private init?() {
    // The name of its ABI, by which packages of the library without its headers provide it.
    guard let handle = dlopen("libjq.so.1", RTLD_NOW | RTLD_LOCAL) else { return nil }
    func function<Function>(_ name: String, _ type: Function.Type) -> Function? {
      dlsym(handle, name).map { unsafeBitCast($0, to: type) }
    }
    guard
      let makeState = function("jq_init", MakeState.self),
      let compile = function("jq_compile", Compile.self),
      let start = function("jq_start", Start.self),
      let next = function("jq_next", Next.self),
      let teardown = function("jq_teardown", Teardown.self),
      let setErrorHandler = function("jq_set_error_cb", SetErrorHandler.self),
      let setDebugHandler = function("jq_set_debug_cb", SetDebugHandler.self),
      let parse = function("jv_parse_sized", Parse.self),
      let kind = function("jv_get_kind", Kind.self),
      let free = function("jv_free", Free.self),
      let text = function("jv_string_value", Text.self),
      let hasMessage = function("jv_invalid_has_msg", HasMessage.self)
    else { return nil }
    self.makeState = makeState
    self.compile = compile
    self.start = start
    self.next = next
    self.teardown = teardown
    self.setErrorHandler = setErrorHandler
    self.setDebugHandler = setDebugHandler
    self.parse = parse
    self.kind = kind
    self.free = free
    self.text = text
    self.hasMessage = hasMessage
  }
}

/// A program of jq, compiled; of one thread.
public final class JQProgram {
  public enum SetupError: Error, Sendable {
    /// The library is not installed.
    case missingLibrary
    /// The program is not valid; holds jq's own words.
    case invalid(String)
  }

  private let library: JQLibrary
  private var state: JQLibrary.State?

  /// Whether there is a library to run programs with.
  static var isAvailable: Bool { JQLibrary.shared != nil }

  /// - Complexity: some 15 ms, as jq compiles its own definitions each time.
  public init(_ program: String) throws(SetupError) {
    guard let library = JQLibrary.shared, let state = library.makeState() else {
      throw .missingLibrary
    }
    self.library = library
    self.state = state
    let words = Words(library)
    let address = Unmanaged.passUnretained(words).toOpaque()
    library.setErrorHandler(
      state,
      { address, message in
        guard let address else { return }
        Unmanaged<Words>.fromOpaque(address).takeUnretainedValue().take(message)
      }, address)
    let isCompiled = library.compile(state, JQProgram.closed + program) != 0
    // What goes wrong on a line is no one's business but the term's.
    library.setErrorHandler(state, JQProgram.discard, Unmanaged.passUnretained(self).toOpaque())
    library.setDebugHandler(state, JQProgram.discard, Unmanaged.passUnretained(self).toOpaque())
    guard isCompiled else {
      library.teardown(&self.state)
      throw .invalid(words.text)
    }
  }

  /// What looks beyond the line is an error for it, and modules are no longer where they may be: libjq
  /// crashes on these where nobody gave it inputs and paths. On one line, so that places stay.
  private static let closed =
    ["input", "inputs", "stderr", "halt_error", "halt_error(f)", "modulemeta", "get_search_list"]
    .map { "def \($0): error(\"\"); " }.joined()

  private static let discard: JQLibrary.Handler = { address, message in
    guard let address else { return }
    Unmanaged<JQProgram>.fromOpaque(address).takeUnretainedValue().library.free(message)
  }

  deinit { library.teardown(&state) }

  /// The first line of what jq says.
  private final class Words {
    private let library: JQLibrary
    private(set) var text = ""

    init(_ library: JQLibrary) { self.library = library }

    func take(_ message: jv) {
      if text.isEmpty, library.kind(message) == JV_KIND_STRING,
        let words = library.text(message)
      {
        let all = String(cString: words)
        text = String(all.prefix { $0 != "\n" })
      }
      library.free(message)
    }
  }

  /// Outputs of one line that are looked at: a program may go on for ever.
  private static let mostOutputs = 10_000

  /// Whether it gives anything but null and false of a JSON text; an error anywhere is a no.
  ///
  /// - Parameter json: at most 2 GiB; what is no JSON is a no.
  public func holds(of json: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = json.baseAddress, json.count <= Int32.max else { return false }
    let value = base.withMemoryRebound(to: CChar.self, capacity: json.count) {
      library.parse($0, Int32(json.count))
    }
    guard library.kind(value) != JV_KIND_INVALID else {
      library.free(value)
      return false
    }
    // Takes the value over.
    library.start(state, value, 0)
    var holds = false
    for _ in 0..<JQProgram.mostOutputs {
      let output = library.next(state)
      switch library.kind(output) {
      case JV_KIND_INVALID:
        return library.hasMessage(output) == 0 && holds
      case JV_KIND_NULL, JV_KIND_FALSE: break
      default: holds = true
      }
      library.free(output)
    }
    return holds
  }
}
