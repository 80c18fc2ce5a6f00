"""Programs that answer less than fivewhys does: which messages hold one of 50 literals, by service.

fivewhys does its whole work meanwhile, with the shipped library and the literals as 50 signatures
more. Nothing is measured whose answer differs from that of fivewhys.
"""

from __future__ import annotations

import dataclasses
import pathlib
import shutil
import subprocess
from typing import Sequence

from . import literals
from .context import Context
from .corpora import Corpus, warm
from .measuring import Check, Command, Failure, run
from .spread import mebibytes, seconds, times_faster

PEERS = pathlib.Path(__file__).parent.parent / "peers"


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    # Programs, and packages of the peers' Python, that must be there.
    programs: Sequence[str] = ()
    package: str | None = None
    # False for those that find lines and say nothing about services: the easier question.
    is_by_service: bool = True
    # Of the corpus; a program that takes a minute for a GiB is shown less.
    share: float = 1

    def argv(self, python: pathlib.Path, path: pathlib.Path) -> list[str]:
        script = str(PEERS / f"{self.name.lower()}_literals")
        if self.package:
            return [str(python), f"{script}.py", str(path)]
        if self.name == "jq":
            return [f"{script}.sh", str(python), str(path)]
        # `-c`, because GNU grep stops at the first match where its output is thrown away.
        search = ["-c", "-F", "-f", str(PEERS / "literals.txt")]
        if self.name == "rg -z":
            return ["rg", "-z", *search, str(path)]
        return ["sh", "-c", 'zcat "$1" | exec grep -c -F -f "$2"', "sh", str(path), search[-1]]


ALL = [
    Peer("DuckDB", package="duckdb"),
    Peer("chdb", package="chdb"),
    Peer("polars", package="polars"),
    Peer("zcat | grep -F", ["zcat", "grep"], is_by_service=False),
    Peer("rg -z", ["rg"], is_by_service=False),
    Peer("jq", ["gzip", "jq"], share=1 / 8),
]


def peers(context: Context) -> None:
    signatures = literals.write_signatures(context.corpora.folder / "literals.yaml")
    missing: list[str] = []
    answers: dict[float, list[str]] = {}
    line_counts: set[bytes] = set()
    for peer in ALL:
        if not is_there(peer, context.python):
            missing.append(peer.name)
            continue
        corpus = context.corpora.mixed(1024 * context.scale * peer.share)
        warm(corpus.path)
        if peer.share not in answers:
            answers[peer.share] = own_answer(context, corpus, signatures)
        check = (
            says(answers[peer.share], peer.name)
            if peer.is_by_service
            else counts_lines(answers[peer.share], line_counts, peer.name)
        )
        # The literals take some matches from the shipped signatures: the incidents are others.
        ours = context.tool.scan(corpus, extra=[f"--patterns={signatures}"], knows_truth=False)
        theirs = Command(peer.argv(context.python, corpus.path), check)
        runs = context.measure({"fivewhys": ours, peer.name: theirs})
        context.record(
            f"peers/{peer.name}", times_faster(runs["fivewhys"], runs[peer.name]),
            seconds=seconds(runs["fivewhys"]).median, theirs=seconds(runs[peer.name]).median,
            mebibytes=mebibytes(runs["fivewhys"]).median,
            theirMebibytes=mebibytes(runs[peer.name]).median,
            entries=corpus.entries, answer="by service" if peer.is_by_service else "lines",
        )
    measured = {key: value for key, value in context.found.items() if key.startswith("peers/")}
    if measured:
        best = min(measured, key=lambda key: measured[key]["median"])
        context.found["peers/best"] = {**measured[best], "peer": best.removeprefix("peers/")}
    context.found["missing peers"] = {"names": missing}


def own_answer(context: Context, corpus: Corpus, signatures: pathlib.Path) -> list[str]:
    """With the 50 literals alone, an incident of fivewhys is a service and a literal."""
    answer: list[str] = []

    def keep(output: bytes) -> None:
        answer[:] = literals.answer(output)

    alone = ["--no-default-patterns", f"--patterns={signatures}"]
    run(context.tool.scan(corpus, extra=alone, check=keep))
    if not answer:
        raise Failure("no literal occurs: nothing could be compared")
    return answer


def says(answer: list[str], name: str) -> Check:
    def check(output: bytes) -> None:
        if output.decode().splitlines() != answer:
            theirs = output.decode(errors="replace").splitlines()
            raise Failure(f"{name} and fivewhys differ: {theirs[:9]}… {answer[:9]}…")

    return check


def counts_lines(answer: list[str], counts: set[bytes], name: str) -> Check:
    """Lines hold more than messages do, so there may be more; all must find equally many."""
    least = max(int(line.split("\t")[2]) for line in answer)

    def check(output: bytes) -> None:
        counts.add(output.strip())
        if len(counts) > 1 or int(output) < least:
            raise Failure(f"{name} counts {output.decode()} lines, of at least {least}: {counts}")

    return check


def is_there(peer: Peer, python: pathlib.Path) -> bool:
    if any(not shutil.which(program) for program in peer.programs):
        return False
    if peer.package is None:
        return True
    probe = [str(python), "-c", f"import {peer.package}"]
    return subprocess.run(probe, stderr=subprocess.DEVNULL).returncode == 0
