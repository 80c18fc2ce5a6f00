private import Glibc

/// The program.
public enum FiveWhys {
  /// Runs what the process was asked for, and ends it.
  public static func main() -> Never {
    Interruption.ignoreBrokenPipes()
    let status = run(Array(CommandLine.arguments.dropFirst()), environment: .process)
    exit(status.rawValue)
  }

  static func run(_ arguments: [String], environment: Environment) -> ExitStatus {
    if arguments.isEmpty, Terminal.isTerminal(STDIN_FILENO) {
      StandardError.write(HelpText.short)
      return .misuse
    }
    do {
      let invocation = try Invocation(arguments, environment: environment)
      if invocation.settings.showsHelp {
        try StandardOutput.write(
          HelpText.full(of: invocation.command, isExplicit: invocation.isExplicit))
        return .done
      }
      if invocation.settings.showsVersion {
        try StandardOutput.write("fivewhys \(Version.current)\n")
        return .done
      }
      return try Command.named(invocation.command).run(invocation, environment)
    } catch {
      StandardError.say(error.prose)
      return .misuse
    }
  }
}
