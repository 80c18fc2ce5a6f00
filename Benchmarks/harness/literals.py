"""The 50 literals as signatures, and the answer that the incidents of these signatures give."""

from __future__ import annotations

import json
import pathlib
from collections import Counter

_LITERALS = pathlib.Path(__file__).parent.parent / "peers" / "literals.txt"

# Critical: one occurrence suffices for an incident.
_SIGNATURE = """\
---
id: literal-{number}
title: the text of literal {number}
severity: critical
role: cause
tags: [benchmark]
match: {{ message: {{ contains: {literal} }} }}
why: [ It is one of the literals that are looked for. ]
fixes: [ {{ horizon: immediate, text: None. }} ]
examples:
  matches: [ {literal} ]
  ignores: [ nothing of the kind ]
"""


def write_signatures(path: pathlib.Path) -> pathlib.Path:
    """One signature for each literal; those occur in entries of severity ERROR and above only, so
    that fivewhys counts what the others count."""
    texts = _LITERALS.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "".join(
            _SIGNATURE.format(number=number, literal=json.dumps(text))
            for number, text in enumerate(texts, 1)
        ),
        encoding="utf-8",
    )
    return path


def answer(digest: bytes) -> list[str]:
    """In the form of `peers/question.py`: service, number of the literal, messages."""
    counts: Counter[tuple[str, int]] = Counter()
    for incident in json.loads(digest)["incidents"]:
        number = int(incident["rootCause"]["signature"].removeprefix("literal-"))
        counts[incident["service"]["name"], number] += incident["occurrences"]
    return [f"{service}\t{number}\t{count}" for (service, number), count in sorted(counts.items())]
