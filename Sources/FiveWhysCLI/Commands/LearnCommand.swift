extension Command {
  static let learn = Command(
    name: .learn,
    operands: "[PATH…]",
    summary: "Draft signatures for failures that none explains.",
    description: [
      "Reads the logs as scan does, several times, and prints a signature for each failed boot,"
        + " stack trace and frequent error that no signature explains: YAML, one document each, the"
        + " weightiest first. What the messages have in common stands in the pattern as it is, what"
        + " varies as a placeholder; examples come from the logs, and secrets, addresses and the owners"
        + " of home directories in them are replaced by invented ones. A name in the midst of words"
        + " looks like any word: read a draft before you share it.",
      "A draft is printed only if it lints and tests clean, fires on no example of another signature"
        + " and, scanned again, on just the failures that it was drafted for. Which were drafted, which"
        + " were not, and why, is said on standard error.",
      "Whatever a signature of --patterns or of the output directory explains is not drafted again."
        + " A draft carries the tag 'draft' until a person has said why the failure happens and what"
        + " helps.",
      "PATH is as for scan. What is piped in is kept in a temporary file (TMPDIR) until the end.",
    ],
    examples: [
      Example(line: "fivewhys learn logs/ > drafts.yaml", purpose: "what would be worth knowing?"),
      Example(
        line: "fivewhys learn --output-directory mine/ logs/",
        purpose: "a file each, beside those that are there"),
    ],
    exitStatuses: [
      ("0", "Done, with or without drafts."),
      ("2", "The command line or a pattern is wrong, or a draft cannot be written."),
      ("3", "Done, but some input was missing, unreadable or truncated."),
      ("128+n", "Ended by signal n."),
    ],
    run: { invocation, environment throws(CommandError) in
      try LearnRun(invocation: invocation, environment: environment).perform()
    })
}
