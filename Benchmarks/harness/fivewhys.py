"""The program under test: its command lines, and what must be true of its digests."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Sequence

from .corpora import Corpus
from .measuring import Check, Command, Failure

# The day after the corpora: a digest does not depend on the day of the measurement.
NOW = "2025-09-08T00:00:00Z"


class FiveWhys:
    def __init__(self, program: pathlib.Path, patterns: pathlib.Path, cache: pathlib.Path):
        self.program = program
        self._patterns = patterns
        self._environment = {"XDG_CACHE_HOME": str(cache)}
        self.help = self._says("--help")
        self.version = self._says("--version").strip().removeprefix("fivewhys ")

    def _says(self, option: str) -> str:
        return subprocess.run([self.program, option], capture_output=True, text=True).stdout

    def scan(
        self, *corpora: Corpus, extra: Sequence[str] = (), check: Check | None = None,
        knows_truth: bool = True,
    ) -> Command:
        """The whole analysis. Every run must read every entry and give the same digest; of one
        corpus whose truth is known, read with the shipped signatures, it must also find the true
        incidents."""
        checks = [same_every_time(), entries_are(sum(corpus.entries for corpus in corpora))]
        if check:
            checks.append(check)
        if knows_truth and len(corpora) == 1 and "--no-default-patterns" not in extra:
            if (diagnosis := corpora[0].diagnosis) is not None:
                checks.append(incidents_are(diagnosis))
        argv = [str(self.program), "scan", "--format", "json", "--quiet", "--now", NOW, *extra]

        def check_all(output: bytes) -> None:
            for each in checks:
                each(output)

        paths = [str(corpus.path) for corpus in corpora]
        return Command(argv + paths, check_all, self._environment)

    def only(self, signatures: pathlib.Path) -> list[str]:
        """Options that put signatures in the place of the shipped ones, and leave the shipped
        profiles, environments and priorities as they are."""
        others = [self._patterns / name for name in ("profiles", "impact.yaml", "frames.yaml")]
        paths = [signatures, *(path for path in others if path.exists())]
        return ["--no-default-patterns", *(f"--patterns={path}" for path in paths)]


def entries_are(count: int) -> Check:
    def check(output: bytes) -> None:
        source = json.loads(output)["input"]
        found = source["entries"] + source["duplicates"]
        if found != count or source["malformed"] or source["problems"]:
            raise Failure(f"fivewhys read {found} of {count} entries")

    return check


def same_every_time() -> Check:
    first: list[bytes] = []

    def check(output: bytes) -> None:
        if first and output != first[0]:
            raise Failure("fivewhys printed two different digests of the same logs")
        first[:] = [output]

    return check


def incidents_are(diagnosis: dict) -> Check:
    expected = sorted(
        (incident["service"], incident["kind"], incident["signature"] or "")
        for incident in diagnosis["incidents"]
    )

    def check(output: bytes) -> None:
        found = sorted(
            (
                incident["service"]["name"],
                incident["kind"],
                incident["rootCause"]["signature"] or "",
            )
            for incident in json.loads(output)["incidents"]
        )
        if found != expected:
            raise Failure(f"fivewhys found {found[:5]}…, not {expected[:5]}…")

    return check
