"""How cost grows: with the size of the input, of the library, and with what goes wrong."""

from __future__ import annotations

from .context import Context, Skipped
from .corpora import Corpus, warm
from .measuring import Command
from .spread import mebibytes, seconds

# Rows of these tables, in the order in which they are printed.
SIZES = [1, 10, 100, 1000]
SIGNATURES = [1, 50, 500, 5000]
INCIDENTS = [1, 10, 1000]


def growth_bytes(context: Context) -> None:
    corpora = {size: context.corpora.mixed(size * context.scale) for size in SIZES}
    commands = {size: context.tool.scan(corpus) for size, corpus in corpora.items()}
    record(context, "growth-bytes", corpora, commands)


def growth_signatures(context: Context) -> None:
    """The same 1 GiB with libraries that grow."""
    if not context.corpora.makes_signatures:
        raise Skipped("simulate-logs has no command `signatures`")
    corpus = context.gibibyte()
    commands = {
        count: context.tool.scan(
            corpus, extra=context.tool.only(context.corpora.signatures(count))
        )
        for count in SIGNATURES
    }
    record(context, "growth-signatures", dict.fromkeys(SIGNATURES, corpus), commands)


def growth_incidents(context: Context) -> None:
    """As much traffic each time, in which more and more services fail."""
    corpora = {
        count: context.corpora.mixed(256 * context.scale, incidents=count) for count in INCIDENTS
    }
    commands = {count: context.tool.scan(corpus) for count, corpus in corpora.items()}
    record(context, "growth-incidents", corpora, commands)


def record(
    context: Context, table: str, corpora: dict[int, Corpus],
    commands: dict[int, Command],
) -> None:
    for corpus in corpora.values():
        warm(corpus.path)
    runs = context.measure({str(step): command for step, command in commands.items()})
    for step in commands:
        own = runs[str(step)]
        context.record(
            f"{table}/{step}", seconds(own), step=step,
            mebibytes=mebibytes(own).median,
            cpu=sum(run.cpu for run in own) / len(own),
            entries=corpora[step].entries, bytes=corpora[step].bytes,
        )
