#!/usr/bin/env python3
"""Measures fivewhys against others and writes results.md; `make bench` builds all and calls it."""

from __future__ import annotations

import argparse
import datetime
import pathlib
import sys
import time

from harness import machine, report, results
from harness.context import Context, Skipped
from harness.corpora import Corpora
from harness.fivewhys import FiveWhys
from harness.measuring import Failure
from harness.rows import ROWS

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, required=True, help="fivewhys")
    parser.add_argument("--simulator", type=pathlib.Path, required=True, help="simulate-logs")
    parser.add_argument(
        "--rows", default="", help=f"only these, separated by commas: {', '.join(ROWS)}"
    )
    parser.add_argument("--pairs", type=int, default=5, help="rounds of alternated runs")
    parser.add_argument(
        "--scale", type=float, default=1.0,
        help="of all sizes, for trying the harness out; results go to corpora/ then",
    )
    chosen = parser.parse_args()
    chosen.rows = [row for row in chosen.rows.split(",") if row] or list(ROWS)
    if unknown := [row for row in chosen.rows if row not in ROWS]:
        parser.error(f"no such row: {', '.join(unknown)}; there are: {', '.join(ROWS)}")
    if chosen.pairs < 1 or chosen.scale <= 0:
        parser.error("--pairs and --scale are positive")
    return chosen


def main() -> int:
    chosen = arguments()
    corpora = Corpora(HERE / "corpora", chosen.simulator, ROOT / "Sources" / "LogSimulation")
    tool = FiveWhys(chosen.program, ROOT / "patterns", corpora.folder / "cache")
    own_python = HERE / ".venv" / "bin" / "python"
    python = own_python if own_python.exists() else pathlib.Path(sys.executable)
    folder = HERE if chosen.scale == 1 else corpora.folder
    kept = results.Results(folder / "results.json", scale=chosen.scale)
    kept.describe(
        machine=machine.machine(),
        versions=machine.versions(tool.version, python),
        commit=machine.commit(ROOT),
        date=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
    )
    is_right = True
    for row in chosen.rows:
        context = Context(tool, corpora, chosen.pairs, chosen.scale, python)
        start = time.monotonic()
        print(f"{row} …", flush=True)
        try:
            ROWS[row](context)
        except Skipped as reason:
            kept.skip(row, str(reason))
            print(f"  skipped: {reason}", flush=True)
        except Failure as reason:
            # A wrong answer takes the row out of the results: it is no slow answer.
            is_right = False
            kept.skip(row, f"failed: {reason}")
            print(f"  FAILED: {reason}", file=sys.stderr, flush=True)
        else:
            kept.replace(row, context.found)
            print(f"  {time.monotonic() - start:.0f} s", flush=True)
        # After each row, so that an interrupted run keeps what it has.
        kept.save()
        (folder / "results.md").write_text(report.markdown(kept.document), encoding="utf-8")
    print(f"results: {(folder / 'results.md').relative_to(ROOT)}")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
