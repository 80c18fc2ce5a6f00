"""The middle of several measurements and how far they lie apart."""

from __future__ import annotations

import dataclasses
import statistics
from typing import Callable, Sequence

from .measuring import Run


@dataclasses.dataclass(frozen=True)
class Spread:
    median: float
    low: float
    high: float
    count: int

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        return Spread(statistics.median(values), min(values), max(values), len(values))

    def scaled(self, factor: float) -> Spread:
        return Spread(self.median * factor, self.low * factor, self.high * factor, self.count)


def times_faster(ours: Sequence[Run], theirs: Sequence[Run]) -> Spread:
    """How many times as long the others take, pair by pair."""
    return Spread.of([other.wall / own.wall for own, other in zip(ours, theirs, strict=True)])


def percent_slower(runs: Sequence[Run], baseline: Sequence[Run]) -> Spread:
    """How much longer than the baseline it takes, pair by pair."""
    return Spread.of(
        [100 * (own.wall / other.wall - 1) for own, other in zip(runs, baseline, strict=True)]
    )


def seconds(runs: Sequence[Run]) -> Spread:
    return Spread.of([run.wall for run in runs])


def mebibytes(runs: Sequence[Run]) -> Spread:
    """Peak of memory."""
    return Spread.of([run.peak / (1 << 20) for run in runs])


def difference(more: Sequence[Run], less: Sequence[Run], of: Callable[[Run], float]) -> Spread:
    return Spread.of([of(one) - of(other) for one, other in zip(more, less, strict=True)])
