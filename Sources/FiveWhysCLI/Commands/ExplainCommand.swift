extension Command {
  static let explain = Command(
    name: .explain,
    operands: "ID [PATH…]",
    summary: "Say every decision behind an incident.",
    description: [
      "Reads the logs as scan does, with the same options, and says of one incident which markers"
        + " opened and closed each boot, why this cause and not the other candidates, why this phase"
        + " and this priority, and what was looked for and not seen.",
      "ID is what the digest gives (more  incident 0a1b2c3d4e5f6071), or its first digits, four at"
        + " least. PATH is as for scan; without one, what is piped in is read.",
    ],
    examples: [
      Example(line: "fivewhys explain 0a1b2c3d4e5f6071 logs/", purpose: "why does it say so?")
    ],
    exitStatuses: [
      ("0", "Done."),
      ("2", "The command line or a pattern is wrong, or the logs hold no such incident."),
      ("3", "Done, but some input was missing, unreadable or truncated."),
      ("128+n", "Ended by signal n."),
    ],
    run: { invocation, environment throws(CommandError) in
      try ExplainRun(invocation: invocation, environment: environment).perform()
    })
}
