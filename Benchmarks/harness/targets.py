"""What the project promises about its speed, and when a promise is kept."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Target:
    name: str
    # The row of measurements it comes from.
    row: str
    what: str
    gate: float
    aim: float
    # "×" (times faster, more is better), "%", "MiB" or "ms" (less is better).
    unit: str

    def verdict(self, measured: float) -> str:
        """`aim`, `gate`, or `no` where not even the gate is met."""
        for bound, word in ((self.aim, "aim"), (self.gate, "gate")):
            if measured >= bound if self.unit == "×" else measured <= bound:
                return word
        return "no"


TARGETS = [
    Target("mixed/gzip", "mixed", "1 GiB of mixed traffic vs `gzip -dc`", 3.8, 4.4, "×"),
    Target("mixed/igzip", "mixed", "the same vs `igzip -dc`", 0.88, 1.05, "×"),
    Target("dense/gzip", "dense", "1 GiB of dense boot logs vs `gzip -dc`", 5.5, 7.5, "×"),
    Target("dense/igzip", "dense", "the same vs `igzip -dc`", 0.80, 1.0, "×"),
    Target(
        "files/gzip", "files", "8 files of 128 MiB, 2 threads, vs `gzip -dc` of one after another",
        5.5, 6.5, "×",
    ),
    Target(
        "signatures/5000", "signatures", "5,000 signatures instead of the shipped ones: slower by",
        10, 3, "%",
    ),
    Target(
        "crash-loop/gzip", "crash-loop",
        "1 GiB of one crash loop, every tenth entry a match, vs `gzip -dc`", 3, 4, "×",
    ),
    Target(
        "peers/best", "peers", "50 literals by service: the whole analysis vs the fastest peer",
        1, 2, "×",
    ),
    Target("memory/1", "memory", "peak of memory, 1 GiB of mixed traffic", 96, 48, "MiB"),
    Target("memory/further", "memory", "each further GiB", 24, 14, "MiB"),
    Target("startup/500", "startup", "2 lines, 500 signatures, warm cache", 15, 6, "ms"),
    Target("array/gzip", "array", "1 GiB pretty-printed array vs `gzip -dc`", 2, 3, "×"),
    Target("envelopes/gzip", "envelopes", "1 GiB of Pub/Sub envelopes vs `gzip -dc`", 2, 3, "×"),
    Target(
        "zlib/gzip", "zlib", "1 GiB of mixed traffic without ISA-L vs `gzip -dc`", 2.2, 2.3, "×",
    ),
]
