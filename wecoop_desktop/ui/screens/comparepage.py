"""The changes of one answer as a page: texts word by word, rows, cells, numbers with difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wecoop_desktop.advice.changewords import (
    column_words,
    moved_words,
    step_by,
    value_words,
)
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.difference import Change, questions
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.difference import added, anchor, marked, plain, removed
from wecoop_desktop.ui.wording import language, tr

MOST = 250  # changes on a page; more are shown when wished
LONG = 60  # letters of a cell; longer ones are compared word by word
LANGUAGES = {"en": "EN", "ru": "RU"}


@dataclass(frozen=True, slots=True)
class Page:
    """Rich text, the number of places to halt at in it, and how many changes it leaves out."""

    text: str
    stops: int
    left: int = 0


def page_of(form: Form, path: str, changes: Sequence[Change], *, whole: bool, every: bool) -> Page:
    """`whole` shows what is the same in texts too, `every` all changes however many."""
    question = questions(form).get(path)
    shown = changes if every else changes[:MOST]
    writer = _Writer(question, whole=whole)
    rows = groupby(shown, key=lambda change: (change.row_before, change.row_after, change.name))
    parts = [part for (_, _, name), group in rows for part in writer.row(name, tuple(group))]
    return Page("".join(parts), writer.stops, len(changes) - len(shown))


class _Writer:
    """Writes changes and counts the places to halt at."""

    def __init__(self, question: Field | None, *, whole: bool) -> None:
        self._question = question
        self._whole = whole
        self.stops = 0

    def row(self, name: str, changes: tuple[Change, ...]) -> Iterator[str]:
        """An answer, or all changes of one row of a table."""
        first = changes[0]
        if first.row_before is None and first.row_after is None:
            for change in changes:
                yield from self._answer(change)
            return
        yield self._heading(name, changes)
        cells = [change for change in changes if change.column]
        lines = [self._cell(change) for change in cells]
        if lines:
            heads = (tr("Column"), tr("Before"), tr("After"), tr("Difference"))
            yield _table(heads, lines)
        for change in changes:
            if change.what in ("added", "removed") and not change.column:
                yield self._row_itself(change)

    def _heading(self, name: str, changes: Sequence[Change]) -> str:
        first = changes[0]
        at = first.row_after if first.row_after is not None else first.row_before
        words = tr("Row {n}", n=language().number((at or 0) + 1))
        named = f"{words} · {name}" if name else words
        own = [change for change in changes if not change.column]
        told = [moved_words(each, language()) or _row_words(each) for each in own]
        stop = "".join(self._stop() for _ in own)
        return (
            f"<p>{stop}<b>{plain(named)}</b>{_muted(' · ' + ', '.join(told)) if told else ''}</p>"
        )

    def _row_itself(self, change: Change) -> str:
        row = change.after if change.what == "added" else change.before
        look = added if change.what == "added" else removed
        if not isinstance(row, Mapping):
            return ""
        spoken = language()
        lines = []
        for column, cell in row.items():
            said = _both(cell) or value_words(cell, self._question, column, spoken)
            if said:
                lines.append((plain(column_words(self._question, column, spoken)), look(said)))
        return _table((), lines)

    def _cell(self, change: Change) -> tuple[str, ...]:
        head = plain(column_words(self._question, change.column, language()))
        if change.language:
            head += _muted(f" {LANGUAGES[change.language]}")
        before, after = self._said(change)
        both = isinstance(change.before, str) and isinstance(change.after, str)
        long = max(len(before), len(after)) > LONG
        if both and long and before and after:
            text, stops = marked(before, after, self.stops, whole=self._whole)
            self.stops += stops
            return head, text
        difference = step_by(change.before, change.after, language())
        if _only_mark(change):
            return self._stop() + head, _muted(plain(tr("another language is marked as older")))
        return (
            self._stop() + head,
            removed(before) if before else _muted("—"),
            added(after) if after else _muted("—"),
            plain(difference),
        )

    def _answer(self, change: Change) -> Iterator[str]:
        if change.language:
            yield f"<p><b>{LANGUAGES[change.language]}</b></p>"
        if _only_mark(change):
            words = plain(tr("another language is marked as older"))
            yield f"<p>{self._stop()}{_muted(words)}</p>"
            return
        before, after = self._said(change)
        if isinstance(change.before, str | None) and isinstance(change.after, str | None):
            text, stops = marked(before, after, self.stops, whole=self._whole)
            self.stops += stops
            yield f'<p style="line-height:135%">{text}</p>'
            return
        difference = step_by(change.before, change.after, language())
        yield (
            f"<p>{self._stop()}{removed(before) if before else _muted('—')}"
            f" → {added(after) if after else _muted('—')}"
            f"{_muted(' · ' + difference) if difference else ''}</p>"
        )

    def _said(self, change: Change) -> tuple[str, str]:
        spoken = language()
        before, after = (
            value_words(side, self._question, change.column, spoken, spoken=change.language)
            for side in (change.before, change.after)
        )
        return before, after

    def _stop(self) -> str:
        self.stops += 1
        return anchor(self.stops - 1)


def _row_words(change: Change) -> str:
    return tr("the row was added") if change.what == "added" else tr("the row was removed")


def _only_mark(change: Change) -> bool:
    return isinstance(change.before, Words) and isinstance(change.after, Words)


def _both(cell: object) -> str:
    """A text in both languages, each named; "" where it is none."""
    if not isinstance(cell, Words):
        return ""
    if not (cell.en.strip() and cell.ru.strip()):
        return ""
    return f"EN: {cell.en}\nRU: {cell.ru}"


def _muted(text: str) -> str:
    return f'<span style="color:{theme.token("muted")}">{text}</span>' if text else ""


def _table(heads: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> str:
    """Lines of one long cell take the width of the others."""
    head = "".join(f'<td align="left">{_muted(plain(each))}</td>' for each in heads)
    rows = [f"<tr>{head}</tr>"] if head else []
    width = max((len(each) for each in (*lines, heads)), default=1)
    for cells in lines:
        last = len(cells) - 1
        said = "".join(
            f'<td colspan="{width - last if at == last else 1}">{cell}</td>'
            for at, cell in enumerate(cells)
        )
        rows.append(f"<tr>{said}</tr>")
    return f'<table width="99%" cellspacing="0">{"".join(rows)}</table><p></p>'
