"""Tables out to colleagues and back, and old tables in: what would come in, before it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.forms.codec import MOST_ROWS
from wecoop_desktop.forms.difference import differences
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.forms.merge import Choice, settled
from wecoop_desktop.forms.whole import whole_answers, whole_data
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.ownform import own_form
from wecoop_desktop.ui.presenters.wizardview import title_of

if TYPE_CHECKING:
    from wecoop_desktop.documents.exchange.grid import Grid
    from wecoop_desktop.documents.exchange.intake import Intake, Sort
    from wecoop_desktop.documents.exchange.mapping import Columns
    from wecoop_desktop.documents.exchange.read import Tables
    from wecoop_desktop.documents.exchange.take import Taken
    from wecoop_desktop.ui.desk import Desk

LANE = "exchange"
Mode = Literal["", "back", "old"]
NO_SORTS: Mapping[int, Sort] = {}


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """`mode` "back": a workbook that was sent came back (`taken`); "old": the table `grid` of a
    file of others is read by `columns` (`intake`). `asked` is the question one came from, "" for
    none. `rows` says whether old rows go after those there or in their place. `count` is how many
    changes would come in; `applied` how many did, None before. `saved` is the workbook written."""

    id: str = ""
    title: Words = Words()  # noqa: RUF009 - frozen
    form: Form | None = None
    asked: str = ""
    file: str = ""
    mode: Mode = ""
    taken: Taken | None = None
    grids: tuple[Grid, ...] = ()
    grid: int = 0
    columns: Columns | None = None
    intake: Intake | None = None
    sorts: Mapping[int, Sort] = made(default_factory=lambda: NO_SORTS)
    rows: Literal["append", "replace"] = "append"
    count: int = 0
    review: bool = False
    busy: bool = False
    applied: int | None = None
    saved: Path | None = None
    error: AppError | None = None


def exchange_place(proposal: str, question: str = "") -> Place:
    """The screen, come from a question or from the whole proposal."""
    return Place("exchange", proposal, question)


class ExchangePresenter(Presenter[ExchangeView]):
    """`arrive` at a place of `exchange_place`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(ExchangeView())
        self._desk = desk
        self._data: Mapping[str, Data] = {}
        self._answers: Answers = {}

    def arrive(self, place: Place) -> None:
        if (place.id, place.part) == (self.view.id, self.view.asked) and self.view.mode:
            return
        self._set(ExchangeView(place.id, asked=place.part))
        self._load()

    def leave(self) -> None:
        self._desk.runner.stop(LANE)

    def _load(self) -> bool:
        """The proposal as it is now; anything may have changed since."""
        try:
            here = self._desk.store.load(self.view.id)
            form = own_form(self._desk, here)
        except AppError as error:
            self._set(replace(self.view, error=error, busy=False))
            return False
        self._data, self._answers = here.answers, whole_answers(form, here.answers)
        self._set(
            replace(
                self.view,
                title=title_of(self._answers),
                form=form,
                review=any(r.review for r in self._desk.store.proposals() if r.id == here.id),
            )
        )
        return True

    # out

    def send(self, target: Path, language: Language, *, every: bool) -> None:
        """Write the tables as a workbook: that of the question one came from, or all."""
        from wecoop_desktop.base.files import writing
        from wecoop_desktop.documents.exchange.layout import tables
        from wecoop_desktop.documents.exchange.origin import Identity
        from wecoop_desktop.documents.exchange.send import write_tables
        from wecoop_desktop.work.digest import state_digest

        if not self._load() or self.view.form is None:
            return
        form, asked = self.view.form, self.view.asked
        fields = [f for f in tables(form) if every or not asked or f.path == asked]
        identity = Identity(form.id, form.version, "", state_digest(self._data))
        try:
            with writing(target) as stream:
                write_tables(
                    form,
                    self._answers,
                    fields,
                    stream,
                    language=language,
                    today=self._desk.today(),
                    identity=identity,
                    reference=self._desk.library.reference(),
                )
        except AppError as error:
            self._set(replace(self.view, error=error, saved=None))
            return
        self._set(replace(self.view, saved=target, error=None))

    # in

    def open_file(self, path: Path) -> None:
        """Read the tables of a file, in the background."""
        from wecoop_desktop.documents.exchange.read import read_tables

        if not self._load():
            return
        self._begin(path.name)
        self._desk.runner.start(LANE, lambda _job: read_tables(path), self._read, self._failed)

    def paste(self, html: str, text: str) -> None:
        """Read what was copied in Word or Excel."""
        if not self._load():
            return
        self._begin("")
        self._desk.runner.start(
            LANE, lambda job: _pasted(html, text, job), self._read, self._failed
        )

    def _begin(self, name: str) -> None:
        view = self.view
        self._set(
            ExchangeView(
                view.id,
                view.title,
                view.form,
                view.asked,
                name,
                review=view.review,
                busy=True,
            )
        )

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, error=error, busy=False))

    def _read(self, tables: Tables) -> None:
        from wecoop_desktop.documents.exchange.origin import SHEET

        view = replace(self.view, busy=False, error=None)
        if any(grid.name == SHEET for grid in tables.grids):
            self._set(view)
            self._back(tables)
            return
        grids = tuple(grid for grid in tables.grids if grid.rows and not grid.veiled)
        grids = grids or tuple(grid for grid in tables.grids if grid.rows)
        fullest = max(range(len(grids)), key=lambda at: len(grids[at].cells))
        self._set(replace(view, mode="old", grids=grids, grid=fullest))
        self._propose(self.view.asked)

    def _back(self, tables: Tables) -> None:
        from wecoop_desktop.documents.exchange.take import taken

        view = self.view
        assert view.form is not None
        try:
            found = taken(
                view.form, self._answers, tables, reference=self._desk.library.reference()
            )
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._set(replace(view, mode="back", taken=found, count=len(found.merge.taken)))

    # an old table

    def choose_grid(self, at: int) -> None:
        if 0 <= at < len(self.view.grids):
            self._set(replace(self.view, grid=at, sorts=NO_SORTS))
            self._propose(self.view.asked)

    def choose_question(self, path: str) -> None:
        self._set(replace(self.view, sorts=NO_SORTS))
        self._propose(path)

    def map_column(self, column: int, target: str) -> None:
        if self.view.columns is not None:
            self._intake(self.view.columns.changed(column, target), self.view.sorts)

    def mark_row(self, row: int, sort: Sort) -> None:
        """Someone knows better what a row of the file is."""
        if self.view.columns is not None:
            self._intake(self.view.columns, {**self.view.sorts, row: sort})

    def place_rows(self, where: str) -> None:
        rows: Literal["append", "replace"] = "replace" if where == "replace" else "append"
        self._set(replace(self.view, rows=rows))

    def _propose(self, path: str) -> None:
        from wecoop_desktop.documents.exchange.mapping import proposed

        view = self.view
        if view.form is None:
            return
        grid = view.grids[view.grid]
        columns = proposed(view.form, grid, path)
        if columns is None:  # no question fits: the first that could be, with nothing chosen
            columns = proposed(view.form, grid, "budget.lines")
        if columns is not None:
            self._intake(columns, NO_SORTS)

    def _intake(self, columns: Columns, sorts: Mapping[int, Sort]) -> None:
        from wecoop_desktop.documents.exchange.intake import rows_in

        view = self.view
        assert view.form is not None
        currency = self._answers.get("basic.currency")
        try:
            found = rows_in(
                view.form.field(columns.path),
                view.grids[view.grid],
                columns,
                reference=self._desk.library.reference(),
                currency=currency if isinstance(currency, str) else "",
                changed=sorts,
            )
        except AppError as error:
            self._set(replace(view, columns=columns, intake=None, error=error, count=0))
            return
        self._set(
            replace(
                view,
                columns=columns,
                intake=found,
                sorts=sorts,
                count=len(found.rows),
                error=None,
            )
        )

    # a workbook that came back

    def choose(self, conflict: str, side: Choice) -> None:
        """Which side stands where both changed."""
        taken = self.view.taken
        if taken is not None:
            merged = settled(taken.merge, {conflict: side})
            found = replace(taken, merge=merged)
            self._set(replace(self.view, taken=found, count=len(merged.taken)))

    # taking in

    def apply(self) -> None:
        """All of it as one step of undo, after the present state was kept as a revision."""
        from wecoop_desktop.work.proposal import Reason

        before = self._answers
        view = self.view
        if not view.count or view.review or view.form is None:
            return
        try:
            after = self._after()
            changes = _changed(self._data, whole_data(after, ((before, self._data),)))
            if self._desk.store.load(view.id).answers != self._data:
                self._load()  # changed meanwhile, in another window of the program
                raise AppError("tables-changed")
            self._desk.store.revise(view.id, Reason.MERGING)
            self._desk.store.write_all(view.id, changes, joining=False)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        count = len(differences(view.form, before, after))
        self._load()
        cleared = ExchangeView(view.id, self.view.title, view.form, view.asked)
        self._set(replace(cleared, applied=count))

    def _after(self) -> Answers:
        view = self.view
        if view.taken is not None:
            return view.taken.merge.answers
        assert view.columns is not None
        assert view.intake is not None
        path = view.columns.path
        there = self._answers.get(path) if view.rows == "append" else ()
        rows = (*(there if isinstance(there, tuple) else ()), *view.intake.rows)
        if len(rows) > MOST_ROWS:
            raise AppError("answer-wrong-size", path=path, most=MOST_ROWS)
        return {**self._answers, path: cast(Value, rows)}

    def undo(self) -> None:
        """Take the last taking in back."""
        try:
            self._desk.store.undo(self.view.id)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, applied=None))
        self._load()

    def cancel(self) -> None:
        """Nothing is taken in."""
        view = self.view
        self._desk.runner.stop(LANE)
        self._set(ExchangeView(view.id, view.title, view.form, view.asked, review=view.review))

    def open_proposal(self) -> None:
        path = self.view.columns.path if self.view.columns is not None else self.view.asked
        place = Place("wizard", self.view.id, path.partition(".")[0])
        self._desk.go(place)


def _pasted(html: str, text: str, job: Job) -> Tables:
    from wecoop_desktop.documents.exchange.pasted import from_html, from_text
    from wecoop_desktop.documents.exchange.read import Tables

    job.step(0, 1, "")
    grids = from_html(html) if "<t" in html.lower() else ()
    if not any(grid.rows for grid in grids):
        grids = (from_text(text),)
    if not any(grid.rows and grid.columns > 1 for grid in grids):
        raise AppError("tables-nothing-copied")
    return Tables(Path(), grids)


def _changed(before: Mapping[str, Data], after: Mapping[str, Data]) -> dict[str, Data | None]:
    changes: dict[str, Data | None] = {
        path: data for path, data in after.items() if before.get(path) != data
    }
    changes.update({path: None for path in before if path not in after})
    return changes
