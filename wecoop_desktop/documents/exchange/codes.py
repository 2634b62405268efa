"""Codes and parents for rows of old tables that have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wecoop_desktop.forms.answers import Row

LEVELS = ("overall_objective", "specific_objective", "output", "activity")
_PREFIXES = {"overall_objective": "OO", "specific_objective": "SO", "output": "R", "activity": "A"}


def chained(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Codes and parents for a chain: as given where there are, else counted."""
    counts: dict[str, int] = {}
    above: dict[str, str] = {}
    made: list[Row] = []
    before: Row = {}
    for row in rows:
        line = dict(row)
        level = str(line.get("level") or "")
        if not level and not line.get("statement") and before:
            # A further indicator of the result above.
            line = {**{n: before[n] for n in ("level", "code", "parent", "statement")
                       if n in before}, **line}  # fmt: skip
            made.append(line)
            continue
        same = bool(before) and line.get("statement") == before.get("statement")
        if (
            same
            and line.get("statement")
            and line.get("code", before.get("code")) == before.get("code")
        ):
            line = {**{n: before[n] for n in ("level", "code", "parent") if n in before}, **line}
            made.append(line)
            continue
        if level in LEVELS:
            counts[level] = counts.get(level, 0) + 1
            rank = LEVELS.index(level)
            parent = next((above[up] for up in reversed(LEVELS[:rank]) if up in above), "")
            code = str(line.get("code") or "") or _next_code(level, counts, above)
            line["code"] = code
            if parent:
                line.setdefault("parent", parent)
            above[level] = code
            for lower in LEVELS[rank + 1 :]:
                above.pop(lower, None)
                if lower == "activity":
                    counts.pop(lower, None)
        made.append(line)
        before = line
    return tuple(made)


def _next_code(level: str, counts: Mapping[str, int], above: Mapping[str, str]) -> str:
    number = counts[level]
    if level == "overall_objective":
        return "OO" if number == 1 else f"OO{number}"
    if level == "activity":
        upper = above.get("output", "").lstrip("RР")
        return f"A{upper}.{number}" if upper else f"A{number}"
    return f"{_PREFIXES[level]}{number}"


def coded(rows: Sequence[Row], kind: str) -> tuple[Row, ...]:
    """A number for rows without one."""
    taken = {str(row.get("code")) for row in rows if row.get("code")}
    made: list[Row] = []
    number = 0
    for row in rows:
        if row.get("code"):
            made.append(row)
            continue
        number += 1
        while (code := f"T{number:02}" if kind == "timeline" else str(number)) in taken:
            number += 1
        taken.add(code)
        made.append({**row, "code": code})
    return tuple(made)
