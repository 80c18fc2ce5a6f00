"""The rows of measurements behind the targets. Each takes a context and records what it finds."""

from __future__ import annotations

from typing import Callable

from .context import Context, Skipped
from .growth import growth_bytes, growth_incidents, growth_signatures
from .measuring import Command
from .peers import peers
from .spread import (
    Spread, difference, mebibytes, percent_slower, seconds, times_faster,
)


def mixed(context: Context) -> None:
    against_decompression(context, "mixed", "mixed")


def dense(context: Context) -> None:
    against_decompression(context, "dense", "dense")


def crash_loop(context: Context) -> None:
    against_decompression(context, "crash-loop", "crash-loop")


def array(context: Context) -> None:
    against_decompression(context, "array", "mixed", "array")


def envelopes(context: Context) -> None:
    against_decompression(context, "envelopes", "mixed", "envelopes")


def zlib(context: Context) -> None:
    if "--inflate" not in context.tool.help:
        raise Skipped("this fivewhys has no --inflate")
    against_decompression(context, "zlib", "mixed", extra=("--inflate", "zlib"))


def against_decompression(
    context: Context, row: str, kind: str, form: str = "ndjson", extra: tuple[str, ...] = ()
) -> None:
    corpus = context.gibibyte(kind, form)
    peers = context.decompressors(corpus)
    runs = context.measure({"fivewhys": context.tool.scan(corpus, extra=extra), **peers})
    for name in peers:
        record_ratio(context, f"{row}/{name}", runs, name, ratio=corpus.ratio)


def record_ratio(context: Context, target: str, runs: dict, peer: str, **details: float) -> None:
    ours = runs["fivewhys"]
    context.record(
        target, times_faster(ours, runs[peer]),
        seconds=seconds(ours).median, theirs=seconds(runs[peer]).median,
        cpu=Spread.of([run.cpu for run in ours]).median, mebibytes=mebibytes(ours).median,
        **details,
    )


def files(context: Context) -> None:
    """Eight shards of mixed traffic, each with a seed of its own."""
    shards = [context.corpora.mixed(128 * context.scale, seed=11 + shard) for shard in range(8)]
    gzip = context.decompressors(*shards)["gzip"]
    command = context.tool.scan(*shards, extra=("--threads", "2"))
    runs = context.measure({"fivewhys": command, "gzip": gzip})
    record_ratio(context, "files/gzip", runs, "gzip")


def signatures(context: Context) -> None:
    if not context.corpora.makes_signatures:
        raise Skipped("simulate-logs has no command `signatures`")
    corpus = context.gibibyte()
    library = context.corpora.signatures(5000)
    many = context.tool.scan(corpus, extra=context.tool.only(library))
    runs = context.measure({"5000": many, "shipped": context.tool.scan(corpus)})
    context.record(
        "signatures/5000", percent_slower(runs["5000"], runs["shipped"]),
        seconds=seconds(runs["5000"]).median, theirs=seconds(runs["shipped"]).median,
        mebibytes=mebibytes(runs["5000"]).median,
    )


def memory(context: Context) -> None:
    one, two = context.gibibyte(), context.gibibyte(times=2)
    runs = context.measure({"1": context.tool.scan(one), "2": context.tool.scan(two)})
    context.record("memory/1", mebibytes(runs["1"]), seconds=seconds(runs["1"]).median)
    further = difference(runs["2"], runs["1"], of=lambda run: run.peak / (1 << 20))
    context.record("memory/further", further, seconds=seconds(runs["2"]).median)


def startup(context: Context) -> None:
    """Milliseconds from start to exit; `true` shows what starting any process costs."""
    if not context.corpora.makes_signatures:
        raise Skipped("simulate-logs has no command `signatures`")
    library = context.corpora.signatures(500)
    command = context.tool.scan(context.corpora.two_lines(), extra=context.tool.only(library))
    runs = context.measure({"500": command, "true": Command(["true"])}, 20 * context.pairs)
    context.record(
        "startup/500", seconds(runs["500"]).scaled(1000),
        theirs=seconds(runs["true"]).median, mebibytes=mebibytes(runs["500"]).median,
    )


ROWS: dict[str, Callable[[Context], None]] = {
    "mixed": mixed,
    "dense": dense,
    "files": files,
    "signatures": signatures,
    "crash-loop": crash_loop,
    "peers": peers,
    "memory": memory,
    "startup": startup,
    "array": array,
    "envelopes": envelopes,
    "zlib": zlib,
    "growth-bytes": growth_bytes,
    "growth-signatures": growth_signatures,
    "growth-incidents": growth_incidents,
}
