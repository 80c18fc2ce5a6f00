import Dispatch
import Glibc
import Synchronization

/// The built program, run as a user runs it.
struct Tool {
  struct Outcome: Equatable {
    var stdout: [UInt8]
    var stderr: [UInt8]
    /// As a shell reports it: 128 + n where signal n ended the run.
    var status: Int32
    /// Of the processor, with those of its threads; what two runs of the same may differ in.
    var processorSeconds = 0.0

    static func == (left: Outcome, right: Outcome) -> Bool {
      left.stdout == right.stdout && left.stderr == right.stderr && left.status == right.status
    }

    var output: String { String(decoding: stdout, as: UTF8.self) }
    var errors: String { String(decoding: stderr, as: UTF8.self) }
  }

  enum Input {
    /// Standard input is /dev/null.
    case none
    /// Standard input is a pipe that carries these bytes.
    case pipe([UInt8])
    case closed
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Seconds after which a run counts as hanging and is killed (status 137).
  static let patience = 300

  /// The program beside the running test bundle; `FIVEWHYS_BINARY` names another one.
  static let path: String = {
    if let named = getenv("FIVEWHYS_BINARY") { return String(cString: named) }
    for start in ["/proc/self/exe", CommandLine.arguments.first ?? ""] {
      guard let real = realpath(start, nil) else { continue }
      defer { free(real) }
      let beside = String(cString: real).parentDirectory + "/fivewhys"
      if access(beside, X_OK) == 0 { return beside }
    }
    return Checkout.path + "/.build/debug/fivewhys"
  }()

  /// Whether `FIVEWHYS_BINARY` names the program: one that was built for speed.
  static let isGiven = getenv("FIVEWHYS_BINARY") != nil

  var executable = Tool.path
  /// Where it runs; nil for the current directory.
  var directory: String?
  /// All of its variables but PATH and, so that no run depends on one before, FIVEWHYS_CACHE.
  var environment: [String: String] = [:]
  /// False: the reader of standard output is gone before the program starts.
  var readsOutput = true

  /// Runs the program to its end.
  func run(_ arguments: [String], input: Input = .none) throws -> Outcome {
    let scratch = try ScratchDirectory()
    let outputPath = scratch.path + "/stdout"
    let errorPath = scratch.path + "/stderr"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }

    var inputPipe: (read: Int32, write: Int32)?
    var descriptors: [Int32] = []
    defer { for descriptor in descriptors { close(descriptor) } }
    switch input {
    case .none: posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    case .closed: posix_spawn_file_actions_addclose(&actions, 0)
    case .pipe:
      let ends = try Tool.pipe()
      inputPipe = ends
      posix_spawn_file_actions_adddup2(&actions, ends.read, 0)
    }
    if readsOutput {
      posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT, 0o600)
    } else {
      let ends = try Tool.pipe()
      close(ends.read)
      descriptors.append(ends.write)
      posix_spawn_file_actions_adddup2(&actions, ends.write, 1)
    }
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT, 0o600)
    let process = try spawn(arguments, &actions)
    if case .pipe(let bytes) = input, let ends = inputPipe {
      close(ends.read)
      Tool.feed(bytes, to: ends.write)
    }
    let (status, seconds) = Tool.wait(for: process)
    return Outcome(
      stdout: readsOutput ? try Checkout.read(outputPath) : [],
      stderr: try Checkout.read(errorPath), status: status, processorSeconds: seconds)
  }

  private func spawn(
    _ arguments: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let variables = environment.merging(["PATH": path, "FIVEWHYS_CACHE": "off"]) {
      given, _ in given
    }
    var line = [executable] + arguments
    if let directory {
      line = ["sh", "-c", #"cd "$1" && shift && exec "$@""#, "sh", directory] + line
    }
    let words = line.map { strdup($0) } + [nil]
    let settings = variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    defer { for text in words + settings { free(text) } }
    var process: pid_t = 0
    // What this process ignores, its children would ignore as well.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let code = Tool.spawning.withLock { _ in
      posix_spawnp(&process, line[0], &actions, &attributes, words, settings + [nil])
    }
    guard code == 0 else {
      throw Failure(description: "cannot run \(executable): \(String(cString: strerror(code)))")
    }
    return process
  }

  /// Close-on-exec: no program that another test starts may hold an end of it open. The lock closes
  /// the gap between the two calls.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    return try spawning.withLock { _ in
      guard Glibc.pipe(&ends) == 0 else { throw Failure(description: "no pipe") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (ends[0], ends[1])
    }
  }

  private static let spawning = Mutex(())

  private static func feed(_ bytes: [UInt8], to descriptor: Int32) {
    // The program may end before it has read everything.
    signal(SIGPIPE, SIG_IGN)
    DispatchQueue.global().async {
      bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
          let part = UnsafeRawBufferPointer(rebasing: rest)
          let written = write(descriptor, part.baseAddress, part.count)
          if written < 0, errno == EINTR { continue }
          guard written > 0 else { break }
          rest = rest.dropFirst(written)
        }
      }
      close(descriptor)
    }
  }

  private static func wait(for process: pid_t) -> (status: Int32, processorSeconds: Double) {
    let watchdog = DispatchWorkItem { kill(process, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(patience), execute: watchdog)
    defer { watchdog.cancel() }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let signal = status & 0x7F
    let seconds = [usage.ru_utime, usage.ru_stime].reduce(0) { sum, time in
      sum + Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
    return (signal == 0 ? (status >> 8) & 0xFF : 128 + signal, seconds)
  }
}
