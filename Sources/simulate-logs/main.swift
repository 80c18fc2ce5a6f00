import Glibc

exit(await SimulateLogs.run(Array(CommandLine.arguments.dropFirst())))
