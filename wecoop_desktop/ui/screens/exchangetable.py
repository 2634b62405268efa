"""What would come in, as a table: cells in the ground of what happens to them, with its word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from wecoop_desktop.advice.changewords import label_of, value_words, where_words
from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.exchange.grid import letters
from wecoop_desktop.documents.exchange.mapping import head_text
from wecoop_desktop.documents.exchange.remark import Remark
from wecoop_desktop.forms.difference import questions
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.presenters.exchange import ExchangeView
from wecoop_desktop.ui.wording import language, tr

MOST = 2_000  # rows that are shown
LONGEST = 300  # letters of a cell
AnyIndex = QModelIndex | QPersistentModelIndex

WHAT = {
    "added": ("plus", "ok", mark("New")),
    "removed": ("minus", "warn", mark("Goes")),
    "changed": ("pencil", "info", mark("Changes")),
    "moved": ("arrow-up-down", "info", mark("Moves")),
    "conflict": ("triangle-alert", "err", mark("Both changed")),
}
SORTS = {
    "row": ("plus", "ok", mark("Comes in")),
    "section": ("type", "info", mark("Heading")),
    "total": ("calculator", "warn", mark("Total")),
    "head": ("table", "info", mark("Head")),
    "footnote": ("quote", "warn", mark("Remark")),
    "blank": ("", "", mark("Empty")),
}


class Shown(NamedTuple):
    """A cell: its words, a tone ("ok", "info", "warn", "err" or ""), an icon, what it is about."""

    text: str
    tone: str = ""
    icon: str = ""
    told: str = ""


class Lines(NamedTuple):
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()
    keys: tuple[str, ...] = ()  # of each row: the row of the file, or the id of a conflict


class LinesModel(QAbstractTableModel):
    """Lines that are only read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = Lines()

    def show(self, lines: Lines) -> None:
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        return 0 if parent.isValid() else len(self.lines.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines.heads)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.lines.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.BackgroundRole and cell.tone:
            return theme.colour(f"{cell.tone}Bg")
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour(cell.tone if cell.icon and cell.tone else "text")
        if role == Qt.ItemDataRole.DecorationRole and cell.icon:
            return icons.icon(cell.icon, cell.tone or "text")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return cell.told or cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.lines.heads[index.column()]
            return ". ".join(part for part in (f"{head}: {cell.text}", cell.told) if part)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.lines.heads[section] if section < len(self.lines.heads) else ""
        return str(section + 1)


def lines_of(view: ExchangeView) -> Lines:
    """The lines of what would come in, in the language of the window."""
    if view.mode == "back":
        return _back(view)
    if view.mode == "old":
        return _old(view)
    return Lines()


def _clipped(text: str) -> str:
    line = " ".join(text[: 4 * LONGEST].split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _back(view: ExchangeView) -> Lines:
    taken, form = view.taken, view.form
    if taken is None or form is None:
        return Lines()
    known, spoken = questions(form), language()
    rows: list[tuple[Shown, ...]] = []
    keys: list[str] = []
    for conflict in taken.merge.conflicts:
        question = known.get(conflict.path)
        icon, tone, words = WHAT["conflict"]
        sides = [
            _clipped(value_words(s, question, conflict.column, spoken, spoken=conflict.language))
            for s in (conflict.mine, conflict.theirs)
        ]
        column = next((c for c in question.columns if c.id == conflict.column), None) \
            if question else None  # fmt: skip
        where = [conflict.name, spoken.text(column.label) if column else conflict.column]
        chosen = [conflict.chosen == "mine", conflict.chosen == "theirs"]
        rows.append(
            (
                Shown(tr(words), tone, icon),
                Shown(label_of(question, conflict.path, spoken)),
                Shown(" · ".join(part for part in where if part)),
                Shown(sides[0], "ok" if chosen[0] else "", "check" if chosen[0] else ""),
                Shown(sides[1], "ok" if chosen[1] else "err", "check" if chosen[1] else ""),
                Shown(
                    taken.address(conflict.path, conflict.row, conflict.column, conflict.language)
                ),
            )
        )
        keys.append(conflict.id)
    for change in taken.merge.taken[:MOST]:
        question = known.get(change.path)
        icon, tone, words = WHAT[change.what]
        sides = [
            _clipped(value_words(s, question, change.column, spoken, spoken=change.language))
            for s in (change.before, change.after)
        ]
        address = taken.address(change.path, change.row_after, change.column, change.language)
        rows.append(
            (
                Shown(tr(words), tone, icon),
                Shown(label_of(question, change.path, spoken)),
                Shown(where_words(change, question, spoken)),
                Shown(sides[0]),
                Shown(sides[1], tone),
                Shown(address),
            )
        )
        keys.append("")
    heads = (tr("What happens"), tr("Table"), tr("Where"), tr("Proposal"), tr("File"), tr("Cell"))
    return Lines(heads, tuple(rows), tuple(keys))


def _old(view: ExchangeView) -> Lines:
    """The table as it stands in the file; in front, what each of its rows is taken for."""
    if view.columns is None:
        return Lines()
    grid, columns = view.grids[view.grid], view.columns
    remarks = view.intake.remarks if view.intake is not None else ()
    sorts = view.intake.sorts if view.intake is not None else {}
    wrong = {(one.row, one.address): one for one in remarks}
    heads = [tr("Taken as")]
    heads += [
        f"{letters(at)} · {_clipped(head_text(grid, columns.heads, at)) or '—'}"
        for at in range(grid.columns)
    ]
    rows: list[tuple[Shown, ...]] = []
    keys: list[str] = []
    for row in range(columns.first, min(grid.rows, columns.first + MOST)):
        sort = sorts.get(row, "row")
        if sort == "blank":
            continue
        icon, tone, words = SORTS[sort]
        line = [Shown(tr(words), tone, icon)]
        for at in range(grid.columns):
            cell = grid.at(row, at)
            text = "" if cell.spread is not None else _clipped(cell.text)
            remark = wrong.get((row, grid.address(row, at)))
            if remark is not None and sort == "row":
                from wecoop_desktop.base.wording import say

                bad = remark.level == "error"
                signs = ("err", "circle-x") if bad else ("info", "info")
                line.append(Shown(text, *signs, say(language(), remark.error())))
            else:
                used = sort == "row" and bool(columns.targets[at]) and bool(text)
                line.append(Shown(text, "ok" if used else ""))
        rows.append(tuple(line))
        keys.append(str(row))
    return Lines(tuple(heads), tuple(rows), tuple(keys))


def remark_lines(view: ExchangeView) -> Sequence[tuple[str, str]]:
    """Level and sentence of all remarks, what was not taken first."""
    from wecoop_desktop.base.wording import say

    remarks: tuple[Remark, ...] = ()
    if view.taken is not None:
        remarks = view.taken.remarks
    elif view.intake is not None:
        remarks = view.intake.remarks
    found = []
    for one in sorted(remarks, key=lambda remark: remark.level != "error"):
        place = f"{one.sheet}!{one.address}" if one.address else one.sheet
        said = say(language(), one.error())
        found.append((one.level, f"{place}: {said}" if place else said))
    return found
