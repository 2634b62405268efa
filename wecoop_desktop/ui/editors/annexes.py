"""Tables whose rows name files: annexes, maps, evidence of readiness. Files are copied in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Cell, Row, Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui.editors.attached import Attached
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.lists import add_all, column_of
from wecoop_desktop.ui.editors.offers import Offer, Offers
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import MOST_ROWS, Scene, rows_of
from wecoop_desktop.ui.presenters.attaching import AttachingPresenter
from wecoop_desktop.ui.wording import language, ntr, said, tr

FILE, ITEM = "file", "item"
LEVELS = ("idea", "concept", "full")
FUNDERS, NEEDED = "basic.target_funders", "es_screening.documents_needed"
# Annexes that stand for documents of the screening, by the ids of its table.
STUDIES = {
    "esia": "esia",
    "es_assessment_focused": "esia",
    "esmp": "esmp",
    "sep": "sep",
    "sep_short": "sep",
    "rap_or_lrf_if_land": "rap",
    "lrf_if_land": "rap",
}
MOST_NAMED = 6


class FilesEditor(RowsEditor):
    """The table, what is asked and not in it, the attached files below. Files may be dropped."""

    lively = True  # the level, the funder and the screening ask for annexes

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        self.files: AttachingPresenter | None = None
        self.offers, self.attached = Offers(), Attached()
        grid = Grid(question, add=tr("Add a document"))
        super().__init__(grid, below=[self.offers, self.attached], parent=parent)
        if column_of(question, ITEM) is not None:
            every = grid.add_verb(tr("Add all items"), "list-checks")
            every.clicked.connect(lambda: add_all(grid))
        self.attach = grid.add_verb(tr("Attach files …"), "paperclip", 2)
        self.attach.clicked.connect(self._choose)
        self.offers.taken.connect(self._take)
        self.attached.wanted.connect(self._do)
        self.opener: Callable[[Path], object] = _open
        self.setAcceptDrops(True)

    def take_files(self, files: AttachingPresenter) -> None:
        """Whose files these are."""
        self.files = files
        files.changed.connect(self._show_files)
        files.refresh()

    def display(self, value: Value | None, scene: Scene) -> None:
        super().display(value, scene)
        if self.files is not None:
            self.files.refresh()
        self._show_files()

    def _draw(self, value: Value | None, scene: Scene) -> None:
        """The files are drawn from their own presenter."""

    def _show_files(self) -> None:
        if self._scene is None:
            return
        self.offers.show_offers(tuple(self._offers(self._scene)))
        if self.files is not None:
            view = self.files.view
            named = {_same(name) for name in _named(self.grid.model.rows)}
            mine = tuple(f for f in view.files if _same(f.name) in named or self._free(f.name))
            self.attached.display(mine, dict(view.broken))

    def _free(self, name: str) -> bool:
        """A file that no table names stands in the list of annexes."""
        if self._scene is None or self.grid.question.path != "annexes.items":
            return False
        others = (
            row
            for path, value in self._scene.answers.items()
            if path != self.grid.question.path
            for row in rows_of(value)
        )
        return _same(name) not in {_same(each) for each in _named(others)}

    def _offers(self, scene: Scene) -> Iterator[Offer]:
        if self.files is not None:
            view = self.files.view
            if view.failure is not None:
                yield Offer("err", say(language(), view.failure))
            if view.twice:
                yield Offer("info", tr("“{name}” is attached already.", name=view.twice))
            if view.waiting:
                words = ntr("{n} file is being read …", "{n} files are being read …", view.waiting)
                yield Offer("muted", words)
        missing = self._missing(scene)
        if missing:
            names = [said(option.label) for option in missing]
            more = "; …" if len(names) > MOST_NAMED else ""
            words = ntr(
                "{n} document is asked and not in the list: {names}.",
                "{n} documents are asked and not in the list: {names}.",
                len(names),
                names="; ".join(names[:MOST_NAMED]) + more,
            )
            yield Offer("warn", words, tr("Add what is asked"), "asked")
        elsewhere = self._elsewhere()
        if elsewhere:
            words = ntr(
                "{n} row names a file that is not attached: {names}.",
                "{n} rows name files that are not attached: {names}.",
                len(elsewhere),
                names="; ".join(elsewhere[:MOST_NAMED]),
            )
            yield Offer("muted", words)

    def _elsewhere(self) -> list[str]:
        if self.files is None:
            return []
        there = {_same(file.name) for file in self.files.view.files}
        return [name for name in _named(self.grid.model.rows) if _same(name) not in there]

    def _missing(self, scene: Scene) -> list[Option]:
        if self.grid.question.kind != "attachments_list":
            return []
        column = column_of(self.grid.question, ITEM)
        there = {str(row.get(ITEM) or "") for row in self.grid.model.rows}
        options = column.options if column is not None else ()
        return [one for one in options if one.id not in there and asked(one, scene)]

    # what is done

    def _take(self, key: str) -> None:
        if key == "asked" and self._scene is not None:
            rows = self.grid.model.rows
            new: list[Row] = [{ITEM: option.id} for option in self._missing(self._scene)]
            self.grid.model.replace([*rows, *new[: MOST_ROWS - len(rows)]])

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, tr("Attach files"))
        self.attach_files([Path(path) for path in chosen])

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Copy files in; the first into the row with the cursor where that names none yet."""
        if self.files is not None and paths:
            self.files.attach(paths, self._name)

    def _name(self, name: str) -> None:
        """The name of an attached file into the row that waits for one, or a new row."""
        model = self.grid.model
        if any(_same(each) == _same(name) for each in _named(model.rows)):
            self._show_files()
            return
        row = self.grid.view.currentIndex().row()
        if row < 0 or row >= len(model.rows) or model.rows[row].get(FILE):
            row = model.insert(len(model.rows))
        model.put(row, {FILE: self._cell(name)})

    def _cell(self, name: str) -> Cell:
        column = column_of(self.grid.question, FILE)
        return name if column is None or column.plain else Words(name, name)

    def _do(self, verb: str, name: str) -> None:
        files = self.files
        if files is None:
            return
        if verb == "remove":
            files.detach(name)
        elif verb == "save":
            chosen, _kind = QFileDialog.getSaveFileName(self, tr("Save as"), name)
            if chosen:
                files.save_as(name, Path(chosen))
        elif verb == "open":
            # A copy of its own: what is changed in it does not change the proposal.
            folder = Path(tempfile.mkdtemp(prefix="wecoop-"))
            if files.save_as(name, folder / name):
                self.opener(folder / name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.attach_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()


def asked(option: Option, scene: Scene) -> bool:
    """Whether an annex is asked at the level of the proposal, by its funders or its screening."""
    level = str(option.data.get("required_from") or "")
    due = level in LEVELS and LEVELS.index(level) <= LEVELS.index(scene.state.level)
    funders = option.data.get("funders")
    wanted = scene.answers.get(FUNDERS)
    mine = wanted if isinstance(wanted, tuple) else ()
    fits = not isinstance(funders, tuple | list) or not funders or bool(set(funders) & set(mine))
    return (due and fits) or option.id in _studies(scene)


def _studies(scene: Scene) -> frozenset[str]:
    """Annexes of a full proposal that the category of the screening asks for."""
    found = scene.state.computed.get(NEEDED)
    value = found.value if found is not None else None
    if scene.state.level != "full" or not isinstance(value, tuple):
        return frozenset()
    ids = (str(each.get("id") if hasattr(each, "get") else each) for each in value)
    return frozenset(STUDIES[each] for each in ids if each in STUDIES)


def _named(rows: object) -> list[str]:
    """The files that rows name."""
    found = []
    for row in rows:  # type: ignore[attr-defined]  # rows of an answer
        cell = row.get(FILE)
        name = cell.en or cell.ru if isinstance(cell, Words) else cell
        if isinstance(name, str) and name.strip():
            found.append(name)
    return found


def _same(name: str) -> str:
    from wecoop_desktop.work.naming import same

    return same(name)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def attachments_list(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return FilesEditor(question, parent)
