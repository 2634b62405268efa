"""Drafts that were worked on, by one or by two people: for pictures and tests of the window."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.comments import Spot
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.shape import form_data
from wecoop_desktop.work.store import WorkStore

TEXT, MONTHS, LINES = "problem.situation", "basic.duration_months", "budget.lines"


def whole_draft(desk: Desk) -> str:
    """The draft that has all its answers, made again where it was changed."""
    example = desk.library.examples()[0]
    return desk.store.create(example.form, desk.library.form().version, example.answers)


def worked_on(window: Window) -> tuple[str, int]:
    """A draft, and the number of the revision before the work on it."""
    desk = window.opening.view.desk
    assert desk is not None
    draft = whole_draft(desk)
    number = desk.store.revise(draft, Reason.NAMED, "Before the review")
    work(desk.store, draft, "Old stoves", "777", "60")
    return draft, number


def work(store: WorkStore, draft: str, stoves: str, price: str, months: str) -> None:
    """A text, a number, a cell, a row that goes, a row that comes."""
    answers: Any = store.load(draft).answers
    text, rows = answers[TEXT], list(answers[LINES])
    store.write(draft, TEXT, {**text, "en": text["en"].replace("Stoves", stoves, 1)})
    rows[2] = {**rows[2], "unit_price": price}
    rows.append({"code": "9.9", "description": {"en": stoves, "ru": "Печи"}, "quantity": "12"})
    rows.pop(4)
    store.write(draft, LINES, rows)
    store.write(draft, MONTHS, months)


def copy_that_came_back(window: Window) -> tuple[str, Path]:
    """A draft and a file of it, after both went on writing."""
    desk = window.opening.view.desk
    assert desk is not None
    draft = whole_draft(desk)
    folder = Path(tempfile.mkdtemp(dir=desk.store._home.root))
    stick = folder / "draft.wecoop"
    desk.store.export_file(draft, stick)
    colleague = WorkStore.open(Home(folder / "colleague"))
    theirs = colleague.import_file(stick)
    work(colleague, theirs, "Coal stoves", "777", "60")
    colleague.write(theirs, "basic.applicant_type", "private")
    colleague.comments.add(theirs, "Where does this price come from?", spot=Spot(LINES))
    colleague.export_file(theirs, stick)
    colleague.close()
    work(desk.store, draft, "Old stoves", "888", "48")
    return draft, stick


EARLIER: dict[str, Data] = {
    "basic.title": {"en": "Landfills", "ru": "Полигоны"},
    "basic.applicant_kind": "municipal",
    "basic.region": {"en": "Issyk-Kul", "ru": "Иссык-Кульская область"},
    "basic.countries": ["KG"],
    "problem.history": {"en": "Once there was a dump.", "ru": ""},
    "problem.today": {"en": "Now there is none.", "ru": ""},
}


def filled_earlier(window: Window) -> str:
    """A proposal in an earlier version of the form."""
    from tests.kit.earlier import may, to_august, to_now

    desk = window.opening.view.desk
    assert desk is not None
    maps = (to_august(), to_now(desk.library.form().version))
    form = replace(may(), upgrades=maps)
    return desk.store.create(form.id, form.version, EARLIER, form_data(form))
