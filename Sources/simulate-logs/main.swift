import Glibc

exit(SimulateLogs.run(Array(CommandLine.arguments.dropFirst())))
