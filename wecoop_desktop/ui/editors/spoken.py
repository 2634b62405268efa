"""What a line of the schedule says in words: for the tooltip, the screen reader and the table."""

from __future__ import annotations

from wecoop_desktop.ui.editors.lines import Line, Lines
from wecoop_desktop.ui.wording import language, ntr, tr


def name_of(line: Line) -> str:
    """Code and name; what stands under no output has words of its own."""
    if line.kind == "group" and not line.code:
        return tr("For the whole project")
    return f"{line.code} {line.name}".strip() or tr("Unnamed step")


def dates_of(line: Line) -> str:
    if line.start is None or line.end is None:
        return tr("without dates")
    if line.start == line.end:
        return language().date(line.start)
    return f"{language().date(line.start)} – {language().date(line.end)}"


def months_of(line: Line) -> str:
    """How long a bar is, in months and tenths of them."""
    if not line.days or line.kind == "milestone":
        return ""
    months = line.days / 30.4375
    return f"{months:.0f}" if months >= 0.95 else f"{months:.1f}"


def marks_of(line: Line) -> tuple[str, ...]:
    """What is to be said about a bar besides its dates."""
    found = []
    if line.wrong:
        found.append(tr("the end is before the start"))
    if line.critical:
        found.append(tr("on the critical path"))
    if line.early:
        found.append(tr("begins before what it waits for has ended"))
    if line.closed:
        found.append(
            ntr("{n} day in months without works", "{n} days in months without works", line.closed)
        )
    return tuple(found)


def line_words(line: Line) -> str:
    """A line in one sentence."""
    parts = [dates_of(line)]
    if line.after:
        parts.append(tr("after {codes}", codes=", ".join(line.after)))
    if line.reserve is not None and line.reserve > 0:
        parts.append(ntr("{n} day of reserve", "{n} days of reserve", line.reserve))
    return f"{name_of(line)}: {'; '.join((*parts, *marks_of(line)))}"


def heads() -> tuple[str, ...]:
    """The heads of the table of words."""
    return (
        tr("Code"),
        tr("Step"),
        tr("Start"),
        tr("End"),
        tr("Months"),
        tr("Comes after"),
        tr("Earliest start"),
        tr("Reserve, days"),
        tr("Remarks"),
    )


def table_of(lines: Lines) -> list[tuple[str, ...]]:
    """The schedule as rows of words, milestones and outputs too."""
    return [_row(line) for line in lines.lines]


def _row(line: Line) -> tuple[str, ...]:
    def day(value: object) -> str:
        return language().date(value) if hasattr(value, "year") else ""  # type: ignore[arg-type]

    return (
        line.code,
        name_of(line) if not line.code else line.name,
        day(line.start),
        day(line.end),
        months_of(line),
        ", ".join(line.after),
        day(line.earliest),
        "" if line.reserve is None else language().number(line.reserve),
        "; ".join(marks_of(line)),
    )
