"""What was measured, kept from run to run, so that one row can be measured anew."""

from __future__ import annotations

import json
import pathlib
from typing import Any, Mapping


class Results:
    """The document behind results.md.

    `figures` maps a name to what was measured, with the row and the commit it comes from;
    `skipped` maps a row to why it has no figures.
    """

    def __init__(self, path: pathlib.Path, scale: float):
        self._path = path
        self.document: dict[str, Any] = {"figures": {}, "skipped": {}, "scale": scale}
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        # Figures of other sizes do not belong beside these.
        if kept.get("scale") == scale:
            self.document = kept

    def describe(self, **facts: Any) -> None:
        """Machine, versions, commit and date of this run."""
        self.document.update(facts)

    def replace(self, row: str, found: Mapping[str, Mapping[str, Any]]) -> None:
        self._drop(row)
        for name, figures in found.items():
            origin = {"row": row, "commit": self.document["commit"], "date": self.document["date"]}
            self.document["figures"][name] = {**figures, **origin}

    def skip(self, row: str, reason: str) -> None:
        self._drop(row)
        self.document["skipped"][row] = reason

    def _drop(self, row: str) -> None:
        figures = self.document["figures"]
        self.document["figures"] = {
            name: each for name, each in figures.items() if each["row"] != row
        }
        self.document["skipped"].pop(row, None)

    def save(self) -> None:
        text = json.dumps(self.document, indent=1, ensure_ascii=False, sort_keys=True)
        self._path.write_text(text + "\n", encoding="utf-8")
