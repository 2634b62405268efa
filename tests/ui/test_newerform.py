"""Another version of the form: offered with a preview, there and back, nothing deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from tests.kit.earlier import MAY, may, to_august, to_now
from tests.kit.window import button, settle, shown
from tests.ui.test_screens import words
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import ExportPresenter
from wecoop_desktop.ui.presenters.newerform import NewerFormPresenter
from wecoop_desktop.ui.presenters.ownform import later
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.file import read_proposal, write_proposal
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.shape import form_data

REGION = "Issyk-Kul region: a text that has no place any more."
ANSWERS: Mapping[str, Data] = {
    "basic.title": {"en": "Landfills", "ru": "Полигоны"},
    "basic.applicant_kind": "municipal",
    "basic.region": {"en": REGION, "ru": "Иссык-Кульская область"},
    "basic.countries": ["KG"],
    "gender.marker": True,
    "problem.history": {"en": "Once there was a dump.", "ru": ""},
    "problem.today": {"en": "Now there is none.", "ru": ""},
}


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


def earlier(desk: Desk) -> Form:
    """The first version, with the maps that lead to the one of the content."""
    maps = (to_august(), to_now(desk.library.form().version))
    return replace(may(), upgrades=maps)


@pytest.fixture
def old(desk: Desk) -> str:
    """A proposal that was filled with an earlier version."""
    form = earlier(desk)
    return desk.store.create(form.id, form.version, ANSWERS, form_data(form))


def wizard(window: Window, proposal: str) -> WizardPresenter:
    window.go(Place("wizard", proposal))
    settle()
    return cast(WizardPresenter, window.presenter("wizard"))


def at(window: Window, proposal: str, part: str = "") -> NewerFormPresenter:
    window.go(Place("newerform", proposal, part))
    settle()
    return cast(NewerFormPresenter, window.presenter("newerform"))


def test_a_proposal_goes_on_with_its_own_form(window: Window, desk: Desk, old: str) -> None:
    presenter = wizard(window, old)
    assert presenter.view.form is not None
    assert presenter.view.form.version == MAY
    assert presenter.view.answers["basic.applicant_kind"] == "municipal"
    assert presenter.view.parked == 0
    presenter.edit("basic.applicant_kind", "ngo")
    presenter.flush()
    assert desk.store.load(old).answers["basic.applicant_kind"] == "ngo"
    button(window, "See the newer form").click()
    settle()
    assert window.place == Place("newerform", old)


def test_the_preview_tells_what_stays_moves_and_is_parked(
    window: Window, desk: Desk, old: str
) -> None:
    presenter = at(window, old)
    preview = presenter.view.preview
    assert preview is not None
    assert (preview.way, preview.version) == ("newer", desk.library.form().version)
    assert preview.kept == 1
    said = words(window)
    assert "Title → Project title (English), Project title (Russian)" in said
    assert "History, Today → Present situation" in said
    assert "Region" in said
    assert REGION in texts(window)
    assert desk.store.load(old).answers == ANSWERS, "a preview changes nothing"


def texts(window: Window) -> str:
    fields = [w for w in shown(window) if isinstance(w, QPlainTextEdit)]
    assert all(field.isReadOnly() for field in fields)
    return "\n".join(field.toPlainText() for field in fields)


def test_one_moves_there_and_back_and_nothing_is_lost(window: Window, desk: Desk, old: str) -> None:
    presenter = at(window, old)
    button(window, "Move to the newer form").click()
    settle()
    now = desk.store.load(old)
    assert now.form_version == desk.library.form().version
    assert now.answers["basic.title_en"] == "Landfills"
    assert cast(Any, now.answers)["basic.region@2026.05"]["en"] == REGION
    assert desk.store.revisions(old)[-1].reason is Reason.UPGRADING
    assert REGION in texts(window), "parked answers stay in sight"
    form = wizard(window, old).view.form
    assert form is not None
    assert form.version == now.form_version
    assert "4 answers of an earlier form are parked" in words(window)
    presenter = at(window, old)
    assert presenter.view.preview is not None
    assert presenter.view.preview.way == "earlier"
    button(window, "Go back to the earlier form").click()
    settle()
    assert desk.store.load(old).form_version == MAY
    assert desk.store.load(old).answers == ANSWERS


def test_the_way_back_keeps_what_was_written_since(window: Window, desk: Desk, old: str) -> None:
    presenter = at(window, old)
    presenter.move()
    desk.store.write(old, "basic.acronym", "Osh")
    desk.store.write(old, "basic.title_en", "Landfills and lorries")
    presenter = at(window, old, "earlier")
    presenter.move()
    back: Any = desk.store.load(old).answers
    assert back["basic.title"]["en"] == "Landfills and lorries"
    assert back["basic.region"]["en"] == REGION
    assert "Osh" in str(back)


def test_undo_brings_the_form_back_too(window: Window, desk: Desk, old: str) -> None:
    at(window, old).move()
    presenter = wizard(window, old)
    presenter.undo()
    settle()
    assert presenter.view.form is not None
    assert presenter.view.form.version == MAY
    assert presenter.view.fits == "newer"
    assert desk.store.load(old).answers == ANSWERS


def test_parked_answers_are_copied(window: Window, old: str) -> None:
    at(window, old).move()
    settle()
    button(window, "Copy all").click()
    copied = QGuiApplication.clipboard().text()
    for part in ("Region", REGION, "Иссык-Кульская область", "Once there was a dump."):
        assert part in copied


def ahead(desk: Desk, path: Path, *, with_form: bool) -> None:
    """A file of a later version than this computer has, with an answer only that one asks."""
    draft = desk.store.proposals()[0].id
    desk.store.export_file(draft, path)
    file = read_proposal(path)
    form = desk.library.form()
    step = form.steps[0]
    wish = replace(form.field("basic.acronym"), id="wish")
    newer = replace(
        form,
        version="2031.05",
        steps=(replace(step, fields=(*step.fields, wish)), *form.steps[1:]),
    )
    write_proposal(
        path,
        replace(
            file,
            identity="f" * 32,
            form_version=newer.version,
            form_data=form_data(newer) if with_form else None,
            answers={**file.answers, "basic.wish": "A text of the future"},
        ),
    )


def test_a_file_of_a_later_form_goes_on_with_the_form_it_brought(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "later.wecoop"
    ahead(desk, path, with_form=True)
    presenter = wizard(window, desk.store.import_file(path))
    assert presenter.view.fits == "ahead"
    assert presenter.view.answers["basic.wish"] == "A text of the future"
    assert "Filled with a newer form." in words(window)
    presenter.edit("basic.wish", "Changed")
    presenter.flush()
    assert desk.store.load(presenter.view.id).answers["basic.wish"] == "Changed"


def test_a_later_form_that_nobody_has_is_read_only_and_nothing_is_lost(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "later.wecoop"
    ahead(desk, path, with_form=False)
    presenter = wizard(window, desk.store.import_file(path))
    before = desk.store.load(presenter.view.id).answers
    assert presenter.view.fits == "unknown"
    assert "update the content first" in words(window)
    presenter.edit("basic.acronym", "Changed")
    presenter.edit_several({"basic.acronym": "Changed"})
    presenter.flush()
    assert desk.store.load(presenter.view.id).answers == before
    at(window, presenter.view.id)
    assert "A text of the future" in texts(window)


def test_a_form_of_another_name_shows_its_answers(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    proposal = desk.store.create("another", "1", {"some.text": {"en": "Kept", "ru": "Хранится"}})
    presenter = wizard(window, proposal)
    assert presenter.view.error is not None
    button(window, "See its answers").click()
    settle()
    assert "not on this computer" in words(window)
    assert "Хранится" in texts(window)
    path = tmp_path / "another.wecoop"
    desk.store.export_file(proposal, path)
    assert read_proposal(path).answers == desk.store.load(proposal).answers


def test_a_form_that_cannot_be_read_stands_in_nobodys_way(window: Window, desk: Desk) -> None:
    form = desk.library.form()
    broken: Mapping[str, Data] = {"id": form.id, "version": MAY, "steps": "none"}
    proposal = desk.store.create(form.id, MAY, {"basic.title_en": "Dam"}, broken)
    presenter = wizard(window, proposal)
    assert presenter.view.error is None
    assert presenter.view.answers["basic.title_en"] == "Dam"
    moved = at(window, proposal)
    moved.move()
    assert moved.view.error is None
    assert desk.store.load(proposal).form_version == form.version


def test_a_proposal_that_is_not_there_is_told(window: Window) -> None:
    presenter = at(window, "nobody")
    assert presenter.view.error is not None
    assert presenter.view.error.code == "proposal-unknown"


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2026.11", "2026.9", True),
        ("2026.11.0", "2026.11", True),
        ("2026.11", "2026.11", False),
        ("", "1", False),
        ("1", "", True),
        ("9" * 50, "2026", True),
    ],
)
def test_versions_are_ordered_by_their_numbers(one: str, other: str, wanted: bool) -> None:
    assert later(one, other) is wanted


def test_lists_and_documents_read_an_earlier_form_too(window: Window, desk: Desk, old: str) -> None:
    window.go(Place("proposals"))
    settle()
    drafts = cast(ProposalsPresenter, window.presenter("proposals")).view.drafts
    assert next(draft for draft in drafts if draft.id == old).title.en == "Landfills"
    window.go(Place("export", old))
    settle()
    assert cast(ExportPresenter, window.presenter("export")).view.title.en == "Landfills"
    assert desk.store.load(old).answers == ANSWERS, "reading changes nothing"
