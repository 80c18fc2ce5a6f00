"""What every row of measurements needs, and how a row leaves something out."""

from __future__ import annotations

import dataclasses
import pathlib
import shutil
from typing import Any, Mapping

from .corpora import Corpora, Corpus, warm
from .fivewhys import FiveWhys
from .measuring import Command, Run, alternate
from .spread import Spread


class Skipped(Exception):
    """A row cannot be measured here; says what is missing."""


@dataclasses.dataclass
class Context:
    tool: FiveWhys
    corpora: Corpora
    # Rounds of alternated runs, 5 at least where the result counts.
    pairs: int
    # Of the sizes of the corpora; 1 is what the targets are about.
    scale: float
    # The Python that has the peers' packages.
    python: pathlib.Path
    # What the current row has found: target or table → figures.
    found: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)

    def gibibyte(self, kind: str = "mixed", form: str = "ndjson", times: int = 1) -> Corpus:
        corpus = self.corpora.corpus(kind, form, 1024 * times * self.scale)
        warm(corpus.path)
        return corpus

    def measure(
        self, commands: Mapping[str, Command], rounds: int | None = None
    ) -> dict[str, list[Run]]:
        return alternate(commands, rounds or self.pairs)

    def decompressors(self, *corpora: Corpus) -> dict[str, Command]:
        """gzip, and ISA-L's igzip where it is installed."""
        paths = [str(corpus.path) for corpus in corpora]
        names = [name for name in ("gzip", "igzip") if shutil.which(name)]
        return {name: Command([name, "-dc", *paths]) for name in names}

    def record(self, target: str, spread: Spread, **details: Any) -> None:
        """Keeps what was measured for a target."""
        self.found[target] = {**dataclasses.asdict(spread), **details}

