"""On what was measured, and what exactly."""

from __future__ import annotations

import os
import pathlib
import platform
import re
import subprocess
from typing import Sequence


def machine() -> dict[str, str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory / (1 << 30):.0f} GiB",
        "system": f"{_system()}, Linux {platform.release()}",
    }


def commit(root: pathlib.Path) -> str:
    """Of the checkout; what is written here does not make it dirty."""
    git = ["git", "-C", str(root)]
    head = _says([*git, "rev-parse", "--short=12", "HEAD"])
    scope = [".", ":(exclude)Benchmarks/results.md", ":(exclude)Benchmarks/results.json"]
    changes = _says([*git, "status", "--porcelain", "--untracked-files=no", "--", *scope])
    return (head or "unknown") + (" (dirty)" if changes else "")


def versions(fivewhys: str, python: pathlib.Path) -> dict[str, str]:
    """Of everything that is measured or measured with; what is not installed is left out."""
    found = {
        "fivewhys": fivewhys,
        "Swift": _match(r"Swift version (\S+)", _says(["swift", "--version"])),
        "gzip": _match(r"gzip (\S+)", _says(["gzip", "--version"])),
        "igzip": _match(r"(\d[\d.]+)", _says(["igzip", "--version"])),
        "grep": _match(r"(\d[\d.]+)", _says(["grep", "--version"])),
        "ripgrep": _match(r"ripgrep (\S+)", _says(["rg", "--version"])),
        "jq": _match(r"jq-(\S+)", _says(["jq", "--version"])),
    }
    libraries = {
        "zlib": "zlib", "ISA-L": "libisal", "Hyperscan": "libhs", "PCRE2": "libpcre2-8",
        "libyaml": "yaml-0.1",
    }
    for name, package in libraries.items():
        found[name] = _says(["pkg-config", "--modversion", package])
    probe = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    for package in ("chdb", "duckdb", "polars"):
        found[package] = _says([str(python), "-c", probe, package])
    found["Python"] = platform.python_version()
    return {name: version for name, version in found.items() if version}


def _processor() -> str:
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        text = ""
    # Arm's kernels name no model there.
    return (
        _match(r"model name\s*: (.+)", text)
        or _match(r"Model name:\s*(.+)", _says(["lscpu"]))
        or platform.machine()
    )


def _system() -> str:
    try:
        text = pathlib.Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return platform.system()
    return _match(r'PRETTY_NAME="?([^"\n]+)', text) or platform.system()


def _match(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found.group(1) if found else ""


def _says(argv: Sequence[str]) -> str:
    try:
        outcome = subprocess.run(argv, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return (outcome.stdout or outcome.stderr).strip()
