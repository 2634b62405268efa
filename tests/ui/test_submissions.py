"""Revisions that are compared and restored in part, and submissions, over the real window."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from tests.kit.window import settle, shown
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.panels.revisions import REASONS, RevisionsPanel
from wecoop_desktop.ui.panels.submissions import grouped
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import ExportPresenter
from wecoop_desktop.ui.presenters.revisions import PAGE, differing
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.proposal import Reason

CORE, SITUATION = "problem.core_problem", "problem.situation"


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def proposal(desk: Desk) -> str:
    return desk.store.proposals()[0].id


@pytest.fixture
def wizard(window: Window, proposal: str) -> WizardPresenter:
    window.go(Place("wizard", proposal, "problem"))
    settle()
    made = cast(WizardPresenter, window.presenter("wizard"))
    made.show_revisions()
    settle()
    return made


@pytest.fixture
def panel(window: Window) -> Callable[[], RevisionsPanel]:
    def find() -> RevisionsPanel:
        settle()
        return window.findChildren(WizardScreen)[-1].aside.revisions

    return find


def button(panel: RevisionsPanel, words: str) -> Button:
    return next(w for w in shown(panel) if isinstance(w, Button) and w.text() == words)


def test_every_reason_has_words() -> None:
    assert set(REASONS) == {reason.value for reason in Reason}


def test_each_revision_says_how_many_answers_it_changed(
    wizard: WizardPresenter, desk: Desk, proposal: str
) -> None:
    wizard.edit(CORE, Words(en="One"))
    wizard.edit(SITUATION, Words(en="Two"))
    wizard.name_revision("Both")
    counts = {entry.revision.name: entry.changes for entry in wizard.keeping.view.entries}
    assert counts["Both"] == 2
    assert wizard.keeping.view.entries[-1].changes is None
    wizard.keeping.show("named")
    assert [entry.revision.name for entry in wizard.keeping.view.entries] == ["Both"]
    wizard.keeping.show("automatic")
    assert "Both" not in {entry.revision.name for entry in wizard.keeping.view.entries}
    assert differing({"a": 1, "b": None}, {"a": 1}) == ()


def test_many_revisions_are_shown_by_pages(
    wizard: WizardPresenter,
    desk: Desk,
    proposal: str,
    panel: Callable[[], RevisionsPanel],
) -> None:
    for at in range(PAGE + 5):
        desk.store.write(proposal, CORE, {"en": f"Version {at}"})
        desk.store.revise(proposal, Reason.NAMED, str(at))
    wizard.reload()
    wizard.show_revisions()
    assert len(wizard.keeping.view.entries) == PAGE
    button(panel(), "Show 6 more").click()
    assert len(wizard.keeping.view.entries) == wizard.keeping.view.total == PAGE + 6


def test_a_revision_is_compared_with_now(
    window: Window, wizard: WizardPresenter, panel: Callable[[], RevisionsPanel]
) -> None:
    wizard.edit(CORE, Words(en="Another"))
    wizard.name_revision("Later")
    compare = [
        w for w in shown(panel()) if isinstance(w, Button) and w.text() == "Compare with now"
    ]
    compare[-1].click()
    settle()
    assert window.place.screen == "compare"
    assert window.place.choice("before") == ("revision:1",)
    window.back()
    settle()
    assert window.place.screen == "wizard"


def test_a_part_of_a_revision_is_restored_and_undo_takes_it_back(
    wizard: WizardPresenter, panel: Callable[[], RevisionsPanel]
) -> None:
    core, situation = wizard.view.answers[CORE], wizard.view.answers[SITUATION]
    wizard.edit(CORE, Words(en="Another"))
    wizard.edit(SITUATION, None)
    wizard.keeping.choose_part(1)
    part = panel().part
    assert list(part.boxes) == [CORE, SITUATION]
    assert not part.restore.isEnabled()
    part.boxes[SITUATION].click()
    settle()
    assert part.restore.text() == "Restore 1 answer"
    part.restore.click()
    settle()
    assert wizard.view.answers[SITUATION] == situation
    assert wizard.view.answers[CORE] == Words(en="Another")
    wizard.undo()
    assert SITUATION not in wizard.view.answers
    wizard.keeping.choose_part(1)
    wizard.keeping.tick((CORE, SITUATION), on=True)
    wizard.keeping.restore_part()
    assert wizard.view.answers[CORE] == core
    wizard.keeping.choose_part(1)
    assert panel().part.boxes == {}
    wizard.keeping.leave_part()
    assert not panel().part.isVisible()


def test_a_submission_is_frozen_and_says_when_something_changed_since(
    window: Window,
    wizard: WizardPresenter,
    desk: Desk,
    proposal: str,
    panel: Callable[[], RevisionsPanel],
) -> None:
    panel().rooms.button("submissions").click()
    wizard.keeping.freeze_for("eu_concept")
    panel().submissions.name.setText("Concept note, to the Delegation")
    panel().submissions.keep.click()
    (made,) = desk.store.submissions.of(proposal)
    assert made.name == "Concept note, to the Delegation"
    assert made.template == "eu_concept"
    assert wizard.keeping.view.digest == made.digest
    button(panel(), "Copy the digest").click()
    assert QApplication.clipboard().text() == made.digest
    assert grouped(made.digest).replace(" ", "") == made.digest
    wizard.edit(CORE, Words(en="Changed since"))
    wizard.flush()
    settle()
    assert wizard.keeping.view.digest != made.digest
    button(panel(), "What changed since").click()
    settle()
    assert window.place.screen == "compare"
    assert window.place.choice("before") == ("submission:1",)


def test_the_document_of_a_submission_prints_its_digest(
    window: Window, wizard: WizardPresenter, desk: Desk, proposal: str
) -> None:
    import pypdfium2

    made = desk.store.submissions.freeze(proposal, "One", "eu_concept")
    wizard.edit(CORE, Words(en="Changed since"))
    wizard.flush()
    wizard.keeping.export(made)
    settle()
    export = cast(ExportPresenter, window.presenter("export"))
    assert (export.view.submission, export.view.seal) == (1, made.digest)
    assert export.view.made is not None
    pages = pypdfium2.PdfDocument(BytesIO(export.view.made.pdf))
    assert made.digest in pages[0].get_textpage().get_text_range()
    assert made.digest[:16] in pages[2].get_textpage().get_text_range()
    pages.close()
    window.go(Place("export", proposal))
    settle()
    assert export.view.seal == ""
    window.go(Place("export", proposal).choosing("submission", "7"))
    assert export.view.error is not None
    assert export.view.error.code == "submission-unknown"


def test_a_review_copy_freezes_and_restores_nothing(
    window: Window,
    wizard: WizardPresenter,
    desk: Desk,
    proposal: str,
    panel: Callable[[], RevisionsPanel],
    tmp_path: Path,
) -> None:
    file = tmp_path / "r.wecoop"
    desk.store.export_file(proposal, file, review=True)
    copy = desk.store.import_file(file)
    window.go(Place("wizard", copy, "problem"))
    wizard.show_revisions()
    wizard.keeping.enter("submissions")
    assert not panel().submissions.keep.isVisible()
    wizard.keeping.freeze("By mischief")
    assert wizard.keeping.view.error is not None
    assert wizard.keeping.view.error.code == "proposal-review"
    assert desk.store.submissions.of(copy) == ()
