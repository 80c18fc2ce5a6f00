"""The question that every peer answers, and how an answer is printed.

"Which messages contain one of these literals, per service?" A message is `textPayload` or
`jsonPayload.message`, a service is the label `service_name` or `container_name`. An answer has one
line for each service and literal that occurs: service, number of the literal from 1, messages.

As a program: `alternation` prints the pattern for jq, `count` turns its hits into an answer.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
from typing import Iterable

THREADS = 2


def literals() -> list[str]:
    """They hold nothing that JSON escapes, so that a raw line may be searched for them."""
    text = pathlib.Path(__file__).with_name("literals.txt").read_text(encoding="utf-8")
    return text.splitlines()


def patterns() -> list[str]:
    """Each literal as a regular expression that RE2, Oniguruma and Vectorscan read alike."""
    return [re.sub(r"([.()\[\]{}*+?|^$\\])", r"\\\1", literal) for literal in literals()]


def alternation() -> str:
    """One regular expression that finds any of the literals."""
    return "|".join(patterns())


def counted(hits: Iterable[tuple[str, str]]) -> list[str]:
    """The lines of an answer, from service and message of what holds a literal."""
    counts: dict[tuple[str, int], int] = {}
    for service, message in hits:
        for number, literal in enumerate(literals(), 1):
            if literal in message:
                counts[service, number] = counts.get((service, number), 0) + 1
    return [f"{service}\t{number}\t{count}" for (service, number), count in sorted(counts.items())]


def print_answer(hits: Iterable[tuple[str, str]]) -> None:
    for line in counted(hits):
        print(line)


if __name__ == "__main__":
    if sys.argv[1:] == ["alternation"]:
        print(alternation())
    elif sys.argv[1:] == ["count"]:
        print_answer(tuple(json.loads(line)) for line in sys.stdin)
    else:
        sys.exit("usage: question.py alternation|count")
