"""A copy that came back: what it is, conflicts one by one, nothing lost, one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.kit.window import opened, settle
from tests.ui.test_screens import words
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.merge import Own
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.presenters.merge import MergePresenter
from wecoop_desktop.ui.presenters.mergework import merge_place
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.screens.merge import MergeScreen
from wecoop_desktop.ui.screens.sealing import SealedCard
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work import seal
from wecoop_desktop.work.comments import Spot
from wecoop_desktop.work.file import read_proposal, write_proposal
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.store import WorkStore

TEXT = "problem.situation"
MONTHS = "basic.duration_months"
LINES = "budget.lines"


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def draft(desk: Desk) -> str:
    return desk.store.proposals()[0].id


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[WorkStore]:
    store = WorkStore.open(Home(tmp_path / "colleague"))
    yield store
    store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "заявка.wecoop"


def sent(desk: Desk, draft: str, colleague: WorkStore, stick: Path) -> str:
    """The proposal on the colleague's computer."""
    desk.store.export_file(draft, stick)
    return colleague.import_file(stick)


def write_en(store: WorkStore, proposal: str, path: str, before: str, after: str) -> None:
    """Other words in the English half of a text."""
    text: Any = store.load(proposal).answers[path]
    assert before in text["en"]
    store.write(proposal, path, {**text, "en": text["en"].replace(before, after, 1)})


def both_edit(desk: Desk, draft: str, colleague: WorkStore, theirs: str) -> None:
    """Both change a text, a number and rows of the budget; the colleague a choice besides."""
    rows: Any = desk.store.load(draft).answers[LINES]
    other = list(rows)
    other[2] = {**other[2], "unit_price": "777"}
    other.pop(4)
    other.append({"code": "9.9", "description": {"en": "Their pumps", "ru": "Их насосы"}})
    colleague.write(theirs, LINES, other)
    write_en(colleague, theirs, TEXT, "Stoves", "Coal stoves")
    colleague.write(theirs, MONTHS, "60")
    colleague.write(theirs, "basic.applicant_type", "private")
    own = list(rows)
    own[2] = {**own[2], "unit_price": "888"}
    own[4] = {**own[4], "quantity": "10"}
    own.append({"code": "9.9", "description": {"en": "My lorries", "ru": "Мои грузовики"}})
    desk.store.write(draft, LINES, own)
    write_en(desk.store, draft, TEXT, "Stoves", "Old stoves")
    desk.store.write(draft, MONTHS, "48")


@pytest.fixture
def presenter(
    window: Window, desk: Desk, draft: str, colleague: WorkStore, stick: Path
) -> MergePresenter:
    """A copy that both went on writing, at the choices."""
    theirs = sent(desk, draft, colleague, stick)
    both_edit(desk, draft, colleague, theirs)
    colleague.comments.add(theirs, "Is that all?", spot=Spot(LINES))
    colleague.attachments.attach(theirs, Document("map.txt", b"a map"))
    colleague.export_file(theirs, stick)
    window.go(merge_place(draft, stick))
    settle()
    return cast(MergePresenter, window.presenter("merge"))


def screen(window: Window) -> MergeScreen:
    return window.findChildren(MergeScreen)[-1]


def test_what_the_file_is_is_said_in_words(window: Window, presenter: MergePresenter) -> None:
    assert presenter.view.stage == "asking"
    assert "both went on writing" in words(window)
    texts = [button.text() for button in screen(window).asking.options]
    assert texts[0] == "Bring both together"
    assert {"See what changed", "Take over the file", "Open separately", "Take in comments"} <= set(
        texts
    )


def test_nothing_is_written_before_the_end(
    window: Window, desk: Desk, draft: str, presenter: MergePresenter
) -> None:
    before = desk.store.load(draft)
    kept = desk.store.revisions(draft)
    presenter.bring_together()
    settle()
    paths = [conflict.path for conflict in presenter.view.conflicts]
    assert paths == [MONTHS, TEXT, LINES, LINES]
    assert not screen(window).finish.isEnabled()
    presenter.decide_rest("theirs")
    settle()
    assert screen(window).finish.isEnabled()
    assert desk.store.load(draft).answers == before.answers
    assert desk.store.revisions(draft) == kept
    assert desk.store.comments.of(draft) == ()


def test_both_sides_are_in_after_finish_and_one_undo_takes_all_back(
    window: Window, desk: Desk, draft: str, presenter: MergePresenter
) -> None:
    before = desk.store.load(draft).answers
    presenter.bring_together()
    presenter.decide("mine")
    presenter.decide("both")
    presenter.decide_rest("mine")
    settle()
    screen(window).finish.click()
    settle()
    assert presenter.view.error is None
    after: Any = desk.store.load(draft).answers
    assert after[MONTHS] == "48"
    assert "Coal stoves" in after[TEXT]["en"]
    assert "Old stoves" in after[TEXT]["en"]
    assert after["basic.applicant_type"] == "private"
    lines = [row["description"]["en"] for row in after[LINES]]
    assert "Their pumps" in lines
    assert "My lorries" in lines
    assert [each.first.text for each in desk.store.comments.of(draft)] == ["Is that all?"]
    assert [file.name for file in desk.store.attachments.of(draft)] == ["map.txt"]
    done = presenter.view.done
    assert done is not None
    assert (done.comments, done.files, done.decided) == (1, 1, 4)
    assert desk.store.revision(draft, done.revision) == before
    desk.store.undo(draft)
    assert desk.store.load(draft).answers == before


def test_a_choice_leads_on_and_can_be_taken_back(window: Window, presenter: MergePresenter) -> None:
    presenter.bring_together()
    settle()
    first = presenter.view.chosen
    pane = screen(window).pane
    pane.verbs["theirs"].click()
    settle()
    assert presenter.view.chosen != first
    assert "1 of 4 decided" in words(window)
    presenter.look_at(first)
    presenter.undecide()
    settle()
    assert presenter.view.open == 4
    assert not pane.verbs["both"].isVisible(), "a number cannot be both"


def test_own_words_are_taken_and_what_is_none_is_told(
    window: Window, desk: Desk, draft: str, presenter: MergePresenter
) -> None:
    presenter.bring_together()
    settle()
    pane = screen(window).pane
    months = presenter.view.chosen
    pane.verbs["own"].click()
    settle()
    assert pane._own is not None
    assert isinstance(pane._own.field, QLineEdit)
    pane._own.field.setText("many")
    pane._own.take.click()
    settle()
    assert presenter.view.wrong is not None
    assert "not a number" in words(window)
    assert months not in presenter.view.choices
    pane._own.field.setText("54")
    pane._own.take.click()
    settle()
    assert presenter.view.choices[months] != "mine"
    assert pane._own is None
    pane.verbs["own"].click()
    settle()
    assert isinstance(pane._own.field, QPlainTextEdit)
    pane._own.field.setPlainText("Чистый воздух.")
    pane._own.take.click()
    presenter.decide_rest("mine")
    presenter.finish()
    after: Any = desk.store.load(draft).answers
    assert after[MONTHS] == "54"
    assert "Чистый воздух." in after[TEXT]["en"]


def test_a_choice_of_the_form_is_offered_as_such(
    window: Window, desk: Desk, draft: str, colleague: WorkStore, stick: Path
) -> None:
    theirs = sent(desk, draft, colleague, stick)
    colleague.write(theirs, "basic.applicant_type", "private")
    desk.store.write(draft, "basic.applicant_type", "ngo")
    colleague.export_file(theirs, stick)
    window.go(merge_place(draft, stick))
    presenter = cast(MergePresenter, window.presenter("merge"))
    presenter.bring_together()
    settle()
    pane = screen(window).pane
    pane.open_own()
    settle()
    assert pane._own is not None
    assert isinstance(pane._own.field, Choice)
    pane._own.field.show_value("sovereign")
    pane._own.take.click()
    assert presenter.view.choices[presenter.view.chosen] == Own("sovereign")


def test_one_can_leave_and_come_back(
    window: Window, desk: Desk, draft: str, stick: Path, presenter: MergePresenter
) -> None:
    presenter.bring_together()
    presenter.decide("theirs")
    presenter.take_own("Own words", "en")
    choices = dict(presenter.view.choices)
    window.visit("guide")
    stick.unlink()
    window.back()
    settle()
    assert presenter.view.stage == "deciding"
    assert presenter.view.choices == choices
    presenter.decide_rest("mine")
    presenter.finish()
    assert presenter.view.error is None, "the file was read once and is not needed again"
    assert cast(Any, desk.store.load(draft).answers)[MONTHS] == "60"


def test_choices_outlive_the_program(
    window: Window, desk: Desk, draft: str, stick: Path, presenter: MergePresenter
) -> None:
    presenter.bring_together()
    presenter.decide("theirs")
    presenter.take_own("Own words", "en")
    choices = dict(presenter.view.choices)
    again = MergePresenter(desk)
    again.arrive(merge_place(draft, stick))
    again.bring_together()
    assert again.view.choices == choices
    assert again.view.texts == {next(reversed(choices)): "Own words"}
    again.decide_rest("theirs")
    again.finish()
    third = MergePresenter(desk)
    third.arrive(merge_place(draft, stick))
    third.bring_together()
    assert not third.view.choices, "what is done is not kept"


def test_choices_hold_when_the_proposal_goes_on_meanwhile(
    window: Window, desk: Desk, draft: str, presenter: MergePresenter
) -> None:
    presenter.bring_together()
    presenter.decide("theirs")
    presenter.decide_rest("mine")
    desk.store.write(draft, "basic.acronym", "Osh")
    rows: Any = desk.store.load(draft).answers[LINES]
    desk.store.write(draft, LINES, [{"code": "0.1", "description": {"en": "First"}}, *rows])
    presenter.finish()
    settle()
    assert presenter.view.stage == "deciding", "it is shown before it is written"
    assert presenter.view.changed
    assert presenter.view.open == 0
    presenter.finish()
    after: Any = desk.store.load(draft).answers
    assert after["basic.acronym"] == "Osh"
    assert after[MONTHS] == "60"
    assert after[LINES][0]["description"]["en"] == "First"


def test_a_file_that_went_on_is_taken_over_with_a_revision_before(
    window: Window, desk: Desk, draft: str, colleague: WorkStore, stick: Path
) -> None:
    before = desk.store.load(draft).answers
    theirs = sent(desk, draft, colleague, stick)
    colleague.write(theirs, MONTHS, "60")
    colleague.export_file(theirs, stick)
    window.go(merge_place(draft, stick))
    settle()
    assert "nothing would be lost" in words(window)
    screen(window).asking.options[0].click()
    settle()
    presenter = cast(MergePresenter, window.presenter("merge"))
    done = presenter.view.done
    assert done is not None
    assert desk.store.load(draft).answers[MONTHS] == "60"
    assert desk.store.revision(draft, done.revision) == before
    presenter.take_back()
    assert desk.store.load(draft).answers == before
    assert window.place.screen == "wizard"


def test_an_older_and_an_equal_file_bring_nothing(
    window: Window, desk: Desk, draft: str, stick: Path
) -> None:
    desk.store.export_file(draft, stick)
    window.go(merge_place(draft, stick))
    settle()
    assert "says the same" in words(window)
    desk.store.write(draft, MONTHS, "47")
    window.visit("guide")
    window.back()
    settle()
    assert "bring nothing new" in words(window)
    assert screen(window).asking.options[0].text() == "Go on here"


def test_another_proposal_is_only_opened_as_one(
    window: Window, desk: Desk, draft: str, stick: Path
) -> None:
    other = desk.store.create("proposal", desk.library.form().version, {"basic.title_en": "Dam"})
    desk.store.export_file(other, stick)
    window.go(merge_place(draft, stick))
    settle()
    assert "another proposal" in words(window)
    count = len(desk.store.proposals())
    screen(window).asking.options[0].click()
    settle()
    assert window.place.screen == "wizard"
    assert len(desk.store.proposals()) == count + 1


def test_without_a_common_origin_everything_that_differs_is_asked(
    window: Window, desk: Desk, draft: str, colleague: WorkStore, stick: Path
) -> None:
    theirs = sent(desk, draft, colleague, stick)
    both_edit(desk, draft, colleague, theirs)
    colleague.export_file(theirs, stick)
    file = read_proposal(stick)
    write_proposal(stick, replace(file, lineage=()))
    window.go(merge_place(draft, stick))
    settle()
    assert "is not kept on this computer" in words(window)
    presenter = cast(MergePresenter, window.presenter("merge"))
    presenter.bring_together()
    assert "basic.applicant_type" in [each.path for each in presenter.view.conflicts]
    presenter.decide_rest("mine")
    presenter.finish()
    assert presenter.view.done is not None


def test_a_file_that_cannot_be_read_is_told_and_tried_again(
    window: Window, desk: Desk, draft: str, stick: Path
) -> None:
    before, told = desk.store.load(draft), None
    presenter = cast(MergePresenter, window.presenter("merge"))
    for number, data in enumerate((b"", b"no archive", b"PK\x03\x04broken", None)):
        stick = stick.with_name(f"{number}.wecoop")
        if data is not None:
            stick.write_bytes(data)
        window.go(merge_place(draft, stick))
        settle()
        assert presenter.view.error is not None
        assert presenter.view.error is not told
        told = presenter.view.error
        assert "Try again" in words(window)
    plain = stick.with_name("plain.wecoop")
    desk.store.export_file(draft, plain)
    seal.seal_file(plain, stick, "long enough")
    presenter.try_again()
    for password in ("wrong one", "long enough"):
        settle()
        (card,) = screen(window).findChildren(SealedCard)
        card.password.setText(password)
        card.open.click()
    settle()
    assert presenter.view.error is None
    assert presenter.view.stage == "asking"
    assert desk.store.load(draft).answers == before.answers


def test_a_file_of_another_form_stays_outside(
    window: Window, desk: Desk, draft: str, stick: Path
) -> None:
    desk.store.export_file(draft, stick)
    write_proposal(stick, replace(read_proposal(stick), form="another", form_data=None))
    window.go(merge_place(draft, stick))
    settle()
    presenter = cast(MergePresenter, window.presenter("merge"))
    assert presenter.view.error is not None
    assert presenter.view.error.code == "proposal-form-unknown"


def test_five_hundred_conflicts_are_listed_and_decided(
    window: Window, desk: Desk, draft: str, colleague: WorkStore, stick: Path
) -> None:
    rows = [{"code": f"{n}", "description": {"en": f"Line {n}"}} for n in range(500)]
    desk.store.write(draft, LINES, rows)
    theirs = sent(desk, draft, colleague, stick)
    for store, proposal, price in ((colleague, theirs, "7"), (desk.store, draft, "8")):
        store.write(proposal, LINES, [{**row, "unit_price": price} for row in rows])
    colleague.export_file(theirs, stick)
    window.go(merge_place(draft, stick))
    presenter = cast(MergePresenter, window.presenter("merge"))
    presenter.bring_together()
    settle()
    assert len(presenter.view.conflicts) == 500
    presenter.decide("theirs")
    presenter.decide_rest("mine")
    presenter.finish()
    after: Any = desk.store.load(draft).answers[LINES]
    assert [row["unit_price"] for row in after] == ["7", *["8"] * 499]


def test_a_very_long_text_is_decided_by_paragraph(
    window: Window, desk: Desk, draft: str, colleague: WorkStore, stick: Path
) -> None:
    paragraphs = [f"Paragraph {n}. " + "Вода и воздух. " * 60 for n in range(100)]
    desk.store.write(draft, TEXT, {"en": "\n\n".join(paragraphs), "ru": ""})
    theirs = sent(desk, draft, colleague, stick)
    write_en(colleague, theirs, TEXT, "Paragraph 50.", "Their paragraph 50.")
    write_en(colleague, theirs, TEXT, "Paragraph 70.", "Their paragraph 70.")
    write_en(desk.store, draft, TEXT, "Paragraph 50.", "My paragraph 50.")
    colleague.export_file(theirs, stick)
    window.go(merge_place(draft, stick))
    presenter = cast(MergePresenter, window.presenter("merge"))
    presenter.bring_together()
    settle()
    assert len(presenter.view.conflicts) == 1
    presenter.decide("both")
    presenter.finish()
    text: Any = cast(Any, desk.store.load(draft).answers[TEXT])["en"]
    for said in ("Their paragraph 50.", "My paragraph 50.", "Their paragraph 70."):
        assert said in text


def test_two_homes_and_one_stick(tmp_path: Path) -> None:
    """A sends, B edits, A edits, B returns, A brings both together, B takes the result: alike."""
    stick = tmp_path / "stick.wecoop"
    with opened(Home(tmp_path / "a"), drafts=1) as first:
        mine = first.opening.view.desk
        assert mine is not None
        draft = mine.store.proposals()[0].id
        mine.store.export_file(draft, stick)
        with opened(Home(tmp_path / "b"), language="ru") as second:
            other = second.opening.view.desk
            assert other is not None
            cast(ProposalsPresenter, second.presenter("proposals")).from_file(stick)
            settle()
            theirs = other.store.proposals()[0].id
            write_en(other.store, theirs, TEXT, "Stoves", "Coal stoves")
            other.store.write(theirs, "basic.acronym", "Osh")
            other.store.export_file(theirs, stick)
            write_en(mine.store, draft, TEXT, "Two older samplers", "Two very old samplers")
            mine.store.write(draft, MONTHS, "48")
            cast(ProposalsPresenter, first.presenter("proposals")).from_file(stick)
            settle()
            assert first.place == merge_place(draft, stick)
            presenter = cast(MergePresenter, first.presenter("merge"))
            presenter.bring_together()
            presenter.decide_rest("theirs")
            presenter.finish()
            assert presenter.view.error is None
            merged: Any = mine.store.load(draft).answers
            assert merged["basic.acronym"] == "Osh"
            assert merged[MONTHS] == "48"
            assert "Coal stoves" in merged[TEXT]["en"]
            done = presenter.view.done
            assert done is not None
            kept: Any = mine.store.revision(draft, done.revision)
            assert "Two very old samplers" in kept[TEXT]["en"]
            mine.store.export_file(draft, stick)
            cast(ProposalsPresenter, second.presenter("proposals")).from_file(stick)
            settle()
            back = cast(MergePresenter, second.presenter("merge"))
            assert back.view.brought is not None
            assert back.view.brought.relation.kinship.value == "descends"
            back.replace_by_file()
            assert other.store.load(theirs).answers == merged
            assert len(other.store.proposals()) == 1


def test_the_keyboard_alone_brings_both_together(
    window: Window, desk: Desk, draft: str, presenter: MergePresenter
) -> None:
    window.activateWindow()
    settle()
    shown = screen(window)
    shown.asking.options[0].setFocus()
    QTest.keyClick(shown.asking.options[0], Qt.Key.Key_Space)
    settle()
    assert QApplication.focusWidget() is shown.list
    QTest.keyClick(shown.list, Qt.Key.Key_F7)
    settle()
    assert presenter.view.chosen == presenter.view.conflicts[1].id
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    settle()
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is shown.pane.verbs["mine"], "the next one is decided by the same key"
        QTest.keyClick(focused, Qt.Key.Key_Space)
        settle()
    assert presenter.view.open == 0
    shown.finish.setFocus()
    QTest.keyClick(shown.finish, Qt.Key.Key_Space)
    settle()
    assert presenter.view.stage == "done"
    assert QApplication.focusWidget() is shown.asking.options[0]
    assert desk.store.load(draft).answers[MONTHS] == "48"
    QTest.keyClick(shown.asking.options[0], Qt.Key.Key_Space)
    settle()
    assert window.place.screen == "wizard"


class Failing:
    """A store whose disk is full until told otherwise; all else is the real one."""

    def __init__(self, store: object) -> None:
        self._store = store
        self.full = True

    def take_in(self, proposal: str, file: object, answers: object = None) -> int:
        if self.full:
            raise AppError("disk-full", path="work.sqlite")
        return int(self._store.take_in(proposal, file, answers))  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_a_full_disk_loses_no_decision_and_is_tried_again(
    desk: Desk, draft: str, stick: Path, presenter: MergePresenter
) -> None:
    before = desk.store.load(draft).answers
    failing = Failing(desk.store)
    again = MergePresenter(replace(desk, store=failing))  # type: ignore[arg-type]
    again.arrive(merge_place(draft, stick))
    again.take_comments()
    assert again.view.error is not None
    again.bring_together()
    again.decide_rest("theirs")
    again.finish()
    assert again.view.error is not None
    assert again.view.error.code == "disk-full"
    assert (again.view.stage, again.view.open) == ("deciding", 0)
    assert desk.store.load(draft).answers == before
    failing.full = False
    again.finish()
    assert again.view.error is None
    assert desk.store.load(draft).answers[MONTHS] == "60"
