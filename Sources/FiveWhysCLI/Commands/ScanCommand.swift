extension Command {
  static let scan = Command(
    name: .scan,
    operands: "[PATH…]",
    summary: "Find the incidents in log exports (the default command).",
    description: [
      "Reads Google Cloud style logs, finds the known failures in them, and prints the incidents:"
        + " what broke, since when, in which phase of start-up, why, at what cost, and what to do.",
      "PATH is a file, a directory, a pattern ('logs/**/*.json.gz', with *, ?, […] and **) or '-'"
        + " for standard input. Without a PATH, what is piped in is read. To read a file that is"
        + " named like a command, write './scan'. Form and compression are told by content, never"
        + " by name.",
      "Of a directory, everything below it is read whose name is that of a log: *.json, *.jsonl,"
        + " *.ndjson, *.log, *.txt and *.gz (no archives such as *.tar.gz), rotated ones such as"
        + " app.log.1 or app.log-20250907 included, and files without an extension if they begin"
        + " like JSON or gzip. Hidden files and directories are left out, symbolic links are"
        + " followed. A file that is named, itself or by a pattern, is read whatever it is called."
        + " A file that is met twice is read once.",
    ],
    examples: [
      Example(
        line: "gcloud logging read 'resource.type=\"cloud_run_revision\"' --freshness=1h"
          + " --format=json | fivewhys",
        purpose: "the last hour of all Cloud Run services"),
      Example(line: "fivewhys logs/", purpose: "everything that a log sink has stored"),
      Example(
        line: "fivewhys --patterns impact.yaml --output json=digest.json --fail-on P1 logs/",
        purpose: "for people and for scripts, with figures of your own"),
      Example(
        line: "find logs -name '*.gz' -mtime -1 -print0 | fivewhys --files-from -",
        purpose: "only some files"),
    ],
    exitStatuses: [
      ("0", "Done, with or without incidents; also when whoever reads the output goes away."),
      ("1", "There is an incident at or above --fail-on. This wins over 3."),
      (
        "2",
        "The command line, a variable, a pattern or an output file is wrong, or there is"
          + " nothing to read."
      ),
      (
        "3",
        "Done, but some input was missing, unreadable or truncated, or more than one record in a"
          + " hundred is malformed; what was read is reported."
      ),
      ("128+n", "Ended by signal n."),
    ],
    run: { invocation, environment throws(CommandError) in
      try ScanRun(invocation: invocation, environment: environment).perform()
    })
}
