"""Runs one program and reports its wall time, processor time and peak of memory.

usage: python3 -I -S timed_run.py REPORT_FD OUTPUT PROGRAM [ARGUMENT…]

A program of its own, small on purpose: Linux starts a child's peak of memory with that of the
process which started it, so that whoever starts must be smaller than what is measured.
"""

import json
import os
import sys
import time


def main() -> None:
    report, output, argv = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    os.set_inheritable(report, False)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    start = time.perf_counter_ns()
    child = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter_ns() - start
    measured = {
        "wall": wall / 1e9,
        "cpu": usage.ru_utime + usage.ru_stime,
        # Linux counts in KiB, and includes what the children of the program needed at most.
        "peak": usage.ru_maxrss * 1024,
        "status": os.waitstatus_to_exitcode(status),
    }
    with os.fdopen(report, "w") as stream:
        json.dump(measured, stream)


main()
