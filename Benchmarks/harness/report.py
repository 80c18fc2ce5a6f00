"""The results as Markdown. Everything comes from the kept figures; nothing is measured here."""

from __future__ import annotations

from typing import Any, Iterable, Mapping

from .targets import TARGETS, Target

Figures = Mapping[str, Any]

# Alternated pairs below which a median says little.
LEAST = 5
_WORDS = {"aim": "yes, the aim", "gate": "yes", "no": "**no**"}


def markdown(results: Mapping[str, Any]) -> str:
    figures: Mapping[str, Figures] = results["figures"]
    sections = [
        "# Results\n\nWritten by `make bench`; "
        "[docs/performance.md](../docs/performance.md) says how it is measured.",
        _head(results),
        "## Targets\n\n" + _targets(figures, results["skipped"]),
        "## Against programs that answer less\n\n" + _peers(figures),
        "## How cost grows\n\n" + _growth(figures, results["skipped"]),
    ]
    return "\n\n".join(sections) + "\n"


def _head(results: Mapping[str, Any]) -> str:
    machine, versions = results["machine"], results["versions"]
    lines = [
        f"- machine: {machine['processor']}, {machine['cores']} cores, {machine['memory']}, "
        f"{machine['system']}",
        f"- last run: {results['date']}, commit {results['commit']}",
        "- versions: " + ", ".join(f"{name} {version}" for name, version in versions.items()),
    ]
    if results["scale"] != 1:
        lines.append(f"- **sizes scaled by {results['scale']:g}: no result counts**")
    few = {each["row"] for each in results["figures"].values() if each.get("count", LEAST) < LEAST}
    if few:
        names = ", ".join(sorted(few))
        lines.append(f"- **fewer than {LEAST} pairs, so no result counts**: {names}")
    for commit, rows in sorted(_earlier(results).items()):
        lines.append(f"- measured earlier, at {commit}: {', '.join(sorted(rows))}")
    return "\n".join(lines)


def _earlier(results: Mapping[str, Any]) -> dict[str, set[str]]:
    """Commit and date → rows that the last run did not measure."""
    rows: dict[str, set[str]] = {}
    for each in results["figures"].values():
        if each["commit"] != results["commit"]:
            rows.setdefault(f"{each['commit']}, {each['date']}", set()).add(each["row"])
    return rows


def table(header: list[str], rows: Iterable[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def number(value: float) -> str:
    """Three significant digits, or all of what is before the point."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}"


def with_spread(figures: Figures, unit: str) -> str:
    """The median, and between which values it lies."""
    gap = "" if unit in ("", "×", "%") else " "
    low, high = number(figures["low"]), number(figures["high"])
    return f"{number(figures['median'])}{gap}{unit} ({low} – {high})"


def _targets(figures: Mapping[str, Figures], skipped: Mapping[str, str]) -> str:
    rows = []
    for target in TARGETS:
        found = figures.get(target.name)
        bounds = [_bound(target, target.gate), _bound(target, target.aim)]
        if found is None:
            reason = skipped.get(target.row, "not measured yet")
            rows.append([target.what, *bounds, reason, "", "", "", "–"])
            continue
        what = target.what + (f" ({found['peer']})" if "peer" in found else "")
        rows.append([
            what, *bounds, with_spread(found, target.unit),
            _seconds(found.get("seconds")), _seconds(found.get("theirs")),
            _mebibytes(found.get("mebibytes")),
            _WORDS[target.verdict(found["median"])],
        ])
    note = (
        "Median of alternated runs (least – most). “ours” and “theirs” are median times, “memory” "
        "the peak of fivewhys. “theirs” is the shipped library where 5,000 signatures take its "
        "place, and `true`, a program that does nothing, for the two lines."
    )
    header = ["", "gate", "aim", "measured", "ours", "theirs", "memory", "met?"]
    return table(header, rows) + "\n\n" + note


def _bound(target: Target, value: float) -> str:
    relation = "≥ " if target.unit == "×" else "≤ "
    gap = "" if target.unit in ("×", "%") else " "
    return f"{relation}{value:g}{gap}{target.unit}"


def _seconds(value: float | None) -> str:
    if value is None:
        return ""
    return f"{number(value)} s" if value >= 0.1 else f"{number(1000 * value)} ms"


def _mebibytes(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} MiB"


def _peers(figures: Mapping[str, Figures]) -> str:
    rows = [
        [
            f"`{name.removeprefix('peers/')}`" if "-" in name else name.removeprefix("peers/"),
            found["answer"], f"{found['entries']:,}", _seconds(found["theirs"]),
            _seconds(found["seconds"]), with_spread(found, "×"),
            _mebibytes(found["theirMebibytes"]), _mebibytes(found["mebibytes"]),
        ]
        for name, found in figures.items()
        if name.startswith("peers/") and name != "peers/best"
    ]
    rows.sort(key=lambda row: float(row[5].split("×")[0].replace(",", "")))
    header = [
        "peer", "answers", "entries", "its time", "fivewhys", "fivewhys is faster", "its memory",
        "fivewhys",
    ]
    text = table(header, rows) if rows else "Not measured yet."
    absent = figures.get("missing peers", {}).get("names", [])
    if absent:
        text += f"\n\nNot installed (`make bench-peers`): {', '.join(absent)}."
    return text


def _growth(figures: Mapping[str, Figures], skipped: Mapping[str, str]) -> str:
    parts = []
    for name, what in (
        ("growth-bytes", "MiB of mixed traffic"),
        ("growth-signatures", "signatures, 1 GiB of mixed traffic"),
        ("growth-incidents", "incidents in 256 MiB of mixed traffic"),
    ):
        steps = [found for key, found in figures.items() if key.startswith(name + "/")]
        if not steps:
            parts.append(f"{what}: {skipped.get(name, 'not measured yet')}.")
            continue
        rows = [
            [
                f"{found['step']:,}", f"{found['entries']:,}",
                _seconds(found["median"]), _seconds(found["cpu"]),
                number(1e9 * found["cpu"] / found["entries"]) + " ns",
                _mebibytes(found["mebibytes"]),
            ]
            for found in sorted(steps, key=lambda found: found["step"])
        ]
        header = [what, "entries", "time", "processor", "an entry", "memory"]
        parts.append(table(header, rows))
    return "\n\n".join(parts)
