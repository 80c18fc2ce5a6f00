"""Runs whole programs, by turns."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from typing import Callable, Mapping, Sequence

Check = Callable[[bytes], None]


class Failure(Exception):
    """A program failed or gave a wrong answer: then its speed means nothing."""


@dataclasses.dataclass(frozen=True)
class Command:
    """A program to be measured, and what must be true of its output."""

    argv: Sequence[str]
    # None for what only decompresses: its output goes to /dev/null.
    check: Check | None = None
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Run:
    """Seconds from start to exit, seconds of processor time, bytes of memory at most."""

    wall: float
    cpu: float
    peak: int


def run(command: Command) -> Run:
    """One run of a whole process; raises Failure where it fails or its output is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "output") if command.check else os.devnull
        reader, writer = os.pipe()
        try:
            outcome = subprocess.run(
                [sys.executable, "-I", "-S", str(_TIMED_RUN), str(writer), output, *command.argv],
                pass_fds=[writer],
                env=_environment(command.environment),
                stdin=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        finally:
            os.close(writer)
        with os.fdopen(reader) as stream:
            report = stream.read()
        errors = outcome.stderr.decode(errors="replace").strip()
        name = os.path.basename(command.argv[0])
        if outcome.returncode != 0 or not report:
            raise Failure(f"{name} could not be run: {errors[-500:]}")
        measured = json.loads(report)
        if measured.pop("status") != 0:
            raise Failure(f"{name} failed: {errors[-500:]}")
        if command.check:
            command.check(pathlib.Path(output).read_bytes())
    return Run(**measured)


def alternate(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Run]]:
    """Runs the commands by turns, A B C A B C …, so that whatever slows the machine down for a
    while slows down all of them. A round before the first fills caches and is not counted."""
    for command in commands.values():
        run(command)
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


_TIMED_RUN = pathlib.Path(__file__).with_name("timed_run.py")


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The caller's, less what changes results; bytes are bytes, which is grep's fastest way."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FIVEWHYS_")}
    return {**kept, "LC_ALL": "C", **extra}
