"""The logs and the libraries that are measured: generated once, then kept.

Everything is seeded, so that the same sources give the same bytes on every machine. What the
generator says about a corpus (its true number of entries) is kept beside it.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
from typing import Iterator

MEBIBYTE = 1 << 20


@dataclasses.dataclass(frozen=True)
class Corpus:
    path: pathlib.Path
    # Uncompressed.
    bytes: int
    compressed: int
    entries: int
    # What is true about it (`simulate-logs corpus --diagnosis`); None where nothing is known.
    diagnosis: dict | None

    @property
    def ratio(self) -> float:
        return self.bytes / self.compressed


class Corpora:
    """Makes what is asked for, below a folder that belongs to it."""

    def __init__(self, folder: pathlib.Path, simulator: pathlib.Path, sources: pathlib.Path):
        self.folder = folder
        self._simulator = simulator
        # Another generator makes other logs: what it made before is not taken for them.
        self._generator = fingerprint(sources)
        folder.mkdir(parents=True, exist_ok=True)

    def mixed(self, mebibytes: float, seed: int = 1, incidents: int | None = None) -> Corpus:
        extra = () if incidents is None else ("--incidents", str(incidents))
        return self.corpus("mixed", "ndjson", mebibytes, seed, extra)

    def corpus(
        self, kind: str, form: str, mebibytes: float, seed: int = 1, extra: tuple[str, ...] = ()
    ) -> Corpus:
        size = max(1, int(mebibytes * MEBIBYTE))
        arguments = ["--kind", kind, "--form", form, "--bytes", str(size), "--seed", str(seed)]
        arguments += extra
        name = "-".join([kind, form, str(size), str(seed), *(extra[1:])])
        path = self.folder / f"{name}.json.gz"
        note = self.folder / f"{name}.note.json"
        kept = _read(note)
        if kept is None or kept["generator"] != self._generator or not path.exists():
            kept = self._generate(path, arguments, has_diagnosis=kind == "mixed")
            note.write_text(json.dumps(kept), encoding="utf-8")
        return Corpus(
            path, kept["bytes"], kept["compressed"], kept["entries"], kept["diagnosis"]
        )

    def _generate(self, path: pathlib.Path, arguments: list[str], has_diagnosis: bool) -> dict:
        print(f"  generating {path.name}", flush=True)
        draft = path.with_suffix(".draft")
        truth = path.with_suffix(".truth")
        command = [str(self._simulator), "corpus", *arguments, "--output", str(draft)]
        if has_diagnosis:
            command += ["--diagnosis", str(truth)]
        outcome = subprocess.run(command, check=True, stderr=subprocess.PIPE, encoding="utf-8")
        report = re.search(r": (\d+) entries, (\d+) bytes, (\d+) compressed", outcome.stderr)
        if not report:
            raise RuntimeError(f"simulate-logs said: {outcome.stderr}")
        draft.replace(path)
        diagnosis = None
        if has_diagnosis:
            diagnosis = json.loads(truth.read_text(encoding="utf-8"))
            truth.unlink()
        entries, size, compressed = map(int, report.groups())
        return {
            "generator": self._generator,
            "entries": entries,
            "bytes": size,
            "compressed": compressed,
            "diagnosis": diagnosis,
        }

    @property
    def makes_signatures(self) -> bool:
        """Whether the generator can write libraries of signatures."""
        usage = subprocess.run([str(self._simulator), "--help"], capture_output=True, text=True)
        return "simulate-logs signatures" in usage.stdout + usage.stderr

    def signatures(self, count: int) -> pathlib.Path:
        """A library of that many signatures."""
        folder = self.folder / f"signatures-{count}"
        note = self.folder / f"signatures-{count}.note.json"
        kept = _read(note)
        if kept is None or kept["generator"] != self._generator or not folder.is_dir():
            print(f"  generating {folder.name}", flush=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            command = [str(self._simulator), "signatures", "--count", str(count), "--seed", "1"]
            subprocess.run([*command, "--output", str(folder)], check=True)
            note.write_text(json.dumps({"generator": self._generator}), encoding="utf-8")
        return folder

    def two_lines(self) -> Corpus:
        """The first two entries of a mixed corpus, not compressed."""
        path = self.folder / "two-lines.json"
        with gzip.open(self.mixed(1).path) as stream:
            lines = stream.readline() + stream.readline()
        path.write_bytes(lines)
        return Corpus(path, len(lines), len(lines), 2, None)


def warm(path: pathlib.Path) -> None:
    """Reads a file, so that it lies in the page cache."""
    with open(path, "rb", buffering=0) as stream:
        while stream.read(8 * MEBIBYTE):
            pass


def fingerprint(sources: pathlib.Path) -> str:
    """Of the generator's source files."""
    digest = hashlib.sha256()
    for path in sorted(_files(sources)):
        digest.update(str(path.relative_to(sources)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    return (path for path in folder.rglob("*.swift") if path.is_file())


def _read(note: pathlib.Path) -> dict | None:
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
