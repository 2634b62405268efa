"""An entry is written in the window, waits in the outbox, leaves, and is answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.listening import running
from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.answers import Answer
from wecoop_desktop.packs.feedback import Entry, Kind, Receipt, Thing, message_bytes
from wecoop_desktop.publisher.mailbox import Mailbox
from wecoop_desktop.publisher.receive import Receiver, server
from wecoop_desktop.sync.feedback import PROGRAM, read_file
from wecoop_desktop.ui.editors.box import Box
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.feedback import FeedbackPresenter, feedback_place, place_of
from wecoop_desktop.ui.presenters.outbox import OutboxPresenter
from wecoop_desktop.ui.screens.feedback import FeedbackScreen, leaving_rows
from wecoop_desktop.ui.window import Window
from wecoop_desktop.ui.wording import language
from wecoop_desktop.work.outbox import State, new_id
from wecoop_desktop.work.store import WorkStore

YAVAN = "ebrd-46795"


def presenter(window: Window) -> FeedbackPresenter:
    made = window.presenter("feedback")
    assert isinstance(made, FeedbackPresenter)
    return made


def store(window: Window) -> WorkStore:
    found = window.opening.view.store
    assert found is not None
    return found


def screen(window: Window) -> FeedbackScreen:
    shown = window.screen_shown
    assert isinstance(shown, FeedbackScreen)
    return shown


def said(widget: QWidget) -> str:
    settle()
    labels = (label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
    return "\n".join(label.text() for label in labels)


def box(window: Window, name: str) -> Box:
    settle()
    return next(b for b in screen(window).findChildren(Box) if b.accessibleName() == name)


def press(window: Window, words: str) -> None:
    settle()
    found = [b for b in screen(window).findChildren(Button) if b.accessibleName() == words]
    found[0].click()
    settle()


def test_a_correction_is_written_and_waits(window: Window) -> None:
    window.go(feedback_place(Kind.CORRECTION, f"project:{YAVAN}", "funding"))
    words = said(screen(window))
    assert "TJ Solid Waste Framework" in words
    assert "European Bank for Reconstruction and Development · Loan · USD" in words
    assert store(window).outbox.entries() == (), "nothing is kept of what nobody typed"
    press(window, "Put into the outbox")
    assert "what should stand there" in said(screen(window))
    box(window, "What should stand there").setPlainText("USD 4.1 M")
    presenter(window).flush()
    (kept,) = store(window).outbox.entries()
    assert (kept.state, kept.entry.field, kept.entry.proposed) == (
        State.DRAFT,
        "funding",
        "USD 4.1 M",
    )
    assert window.place == Place("feedback", kept.entry.id)
    press(window, "Put into the outbox")
    (kept,) = store(window).outbox.entries()
    assert kept.state is State.WAITING
    assert "Waits in the outbox" in said(screen(window))
    box(window, "What should stand there").setPlainText("USD 5 M")
    window.visit("home")
    (kept,) = store(window).outbox.entries()
    assert (kept.state, kept.entry.proposed) == (State.WAITING, "USD 5 M")


def test_what_will_leave_is_what_is_shown(window: Window) -> None:
    window.go(feedback_place(Kind.CORRECTION, f"project:{YAVAN}", "status"))
    shown = presenter(window)
    for part, text in (("proposed", "Closed"), ("source", "p. 4"), ("text", "Since May.")):
        shown.write(part, text)
    shown.show_name(True)
    for part, text in (("name", "A. O."), ("role", "expert"), ("email", "a@example.org")):
        shown.write(part, text)
    entry = shown.view.entry
    assert entry is not None
    words = said(screen(window))
    message = json.loads(message_bytes((entry,), PROGRAM, "en"))
    (data,) = message.pop("entries")
    leaves = [*_leaves({**message, "format": "", "entry": {**data, "kind": "", "field": ""}})]
    assert len(leaves) >= 12
    for leaf in leaves:
        assert leaf in words, leaf
    rows = leaving_rows(entry, language())
    assert dict(rows)["E-mail"] == "a@example.org"
    shown.show_name(False)
    assert "a@example.org" not in said(screen(window))
    shown.flush()
    assert "example.org" not in str(store(window).outbox.entries())


def _leaves(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _leaves(value)
    elif data:
        yield str(data)


def test_nothing_of_the_settings_is_filled_in(window: Window) -> None:
    window.take_settings(replace(window.settings, author="A. Osmonova", role="head of unit"))
    window.go(feedback_place(Kind.QUESTION))
    presenter(window).show_name(True)
    presenter(window).write("text", "Why?")
    settle()
    assert [line.text() for line in screen(window).findChildren(QLineEdit)] == ["", "", ""]
    entry = presenter(window).view.entry
    assert entry is not None
    assert "Osmonova" not in message_bytes((entry,), PROGRAM, "en").decode()


def test_a_draft_about_the_same_is_gone_on_with(window: Window) -> None:
    """So what was noted in projects with an older program is found where it was noted."""
    old = Entry(new_id(), Kind.CORRECTION, Thing("project", YAVAN), text="Сумма другая")
    store(window).outbox.write(old, ready=False)
    window.go(feedback_place(Kind.CORRECTION, f"project:{YAVAN}"))
    assert presenter(window).view.entry == replace(
        old, about=Thing("project", YAVAN, "TJ Solid Waste Framework – Yavan Solid Waste")
    )
    assert box(window, "What is wrong, and how you know").toPlainText() == "Сумма другая"
    window.go(feedback_place(Kind.QUESTION, f"project:{YAVAN}"))
    entry = presenter(window).view.entry
    assert entry is not None
    assert entry.id != old.id


@pytest.mark.parametrize(
    ("about", "kind", "name"),
    [
        (f"project:{YAVAN}", Kind.QUESTION, "Your question"),
        ("funder:ebrd", Kind.CORRECTION, "What should stand there"),
        ("", Kind.PROJECT, "What you know of it: country, funder, amount, years"),
        ("", Kind.QUESTION, "Your question"),
    ],
)
def test_each_kind_has_its_form(window: Window, about: str, kind: Kind, name: str) -> None:
    window.go(feedback_place(kind, about))
    box(window, name).setPlainText("text")
    view = presenter(window).view
    assert view.entry is not None
    assert view.entry.kind is kind
    if kind is Kind.PROJECT:
        line = next(iter(screen(window).findChildren(QLineEdit)))
        line.setText("Naryn landfill")
        line.textEdited.emit("Naryn landfill")
    press(window, "Put into the outbox")
    (kept,) = store(window).outbox.entries()
    assert kept.state is State.WAITING


def test_it_opens_from_section_policy_and_term(window: Window) -> None:
    library = window.opening.view.library
    assert library is not None
    section, policy, term = library.sections()[3], library.policies()[0], library.terms()[0]
    window.go(Place("guide", section.id))
    settle()
    links = window.screen_shown.findChildren(QAbstractButton)
    next(b for b in links if b.accessibleName() == "Comment on this section").click()
    assert window.place.choice("about") == (f"section:{section.id}",)
    window.go(Place("guide", "glossary", term.id))
    settle()
    named = f"Suggest a correction: {term.term.en}"
    buttons = window.screen_shown.findChildren(Button)
    next(b for b in buttons if b.accessibleName() == named).click()
    assert window.place.choice("about") == (f"term:{term.id}",)
    window.go(feedback_place(Kind.CORRECTION, f"policy:{policy.id}"))
    for thing in (
        Thing("section", section.id),
        Thing("policy", policy.id),
        Thing("term", term.id),
        Thing("funder", "ebrd"),
        Thing("project", YAVAN),
    ):
        place = place_of(thing)
        assert place is not None
        window.go(place)
        assert window.place.screen in ("guide", "funders", "projects")


def test_it_is_taken_away_and_brought_back(window: Window) -> None:
    window.go(feedback_place(Kind.QUESTION))
    box(window, "Your question").setPlainText("Why?")
    presenter(window).flush()
    press(window, "Delete")
    assert store(window).outbox.entries() == ()
    assert "Taken away." in said(screen(window))
    press(window, "Undo")
    assert [kept.entry.text for kept in store(window).outbox.entries()] == ["Why?"]
    assert box(window, "Your question").toPlainText() == "Why?"


def test_what_has_left_is_shown_with_receipt_and_answer(window: Window) -> None:
    entry = Entry(new_id(), Kind.QUESTION, text="Why?")
    outbox = store(window).outbox
    outbox.write(entry, ready=True)
    outbox.received([Receipt(entry.id, "2026-00007", "2026-11-23T09:00:00+00:00")])
    reason = Text("It is right.", "Верно.")
    outbox.answered([Answer(entry.id, "declined", date(2026, 12, 1), reason)])
    window.go(Place("feedback", entry.id))
    words = said(screen(window))
    for part in ("Receipt 2026-00007", "It is right.", "1 Dec 2026", "What has left", "Why?"):
        assert part in words
    assert screen(window).findChildren(Box) == []


def test_unknown_entries_and_things_are_told(window: Window) -> None:
    for place in (Place("feedback", "x"), feedback_place(Kind.CORRECTION, "project:none")):
        window.go(place)
        assert presenter(window).view.error is not None
        assert said(screen(window))
    window.go(feedback_place(Kind.CORRECTION, "event:1"))
    assert presenter(window).view.entry is not None


def test_a_language_is_changed_while_writing(window: Window) -> None:
    window.go(feedback_place(Kind.QUESTION))
    written = box(window, "Your question")
    written.setPlainText("half a thou")
    written.setFocus()
    window.switch_language()
    settle()
    (again,) = screen(window).findChildren(Box)
    assert again.toPlainText() == "half a thou"


@pytest.mark.parametrize(("code", "zoom"), [("en", 100), ("ru", 150), ("qps", 200)])
def test_everything_that_takes_the_focus_has_a_name(
    qapp: QApplication, home: Home, code: str, zoom: int, qtbot: QtBot
) -> None:
    with opened(home, code, zoom=zoom) as window:
        window.go(feedback_place(Kind.CORRECTION, f"project:{YAVAN}", "total_cost"))
        presenter(window).show_name(True)
        settle()
        shown = screen(window)
        wanted = [
            widget
            for widget in shown.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(shown)
        ]
        assert len(wanted) >= 9
        assert [each for each in wanted if not each.accessibleName()] == []
        last = wanted[0]
        last.setFocus()
        reached = set()
        for _ in range(40):
            focused = window.focusWidget()
            assert focused is not None
            reached.add(focused)
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert {each for each in wanted if isinstance(each, Box | QLineEdit | Choice)} <= reached


# the outbox


@pytest.fixture
def outbox(window: Window, tmp_path: Path) -> OutboxPresenter:
    publisher = tmp_path / "publisher.json"
    publisher.write_text('{"format":1,"feedback":"http://127.0.0.1:9/feedback"}')
    return OutboxPresenter(window._front, window.opening, tmp_path)


def question(window: Window, text: str) -> Entry:
    return store(window).outbox.write(Entry(new_id(), Kind.QUESTION, text=text), ready=True).entry


def at(window: Window, address: str) -> Callable[[], None]:
    return lambda: window.take_settings(replace(window.settings, feedback=address))


def test_it_is_sent_and_gets_receipts(
    window: Window, outbox: OutboxPresenter, tmp_path: Path
) -> None:
    first, second = question(window, "1"), question(window, "2")
    outbox.read()
    assert (outbox.view.waiting, outbox.view.address) == (2, "http://127.0.0.1:9/feedback")
    mailbox = Mailbox.open(f"sqlite:///{tmp_path}/in.sqlite")
    app = Receiver(mailbox, now=lambda: datetime(2026, 11, 23, tzinfo=UTC))
    with running(server(app, "127.0.0.1", 0)) as port:
        at(window, f"http://127.0.0.1:{port}/feedback")()
        outbox.read()
        outbox.send([first.id])
        assert outbox.view.told is not None
        assert (outbox.view.told.code, outbox.view.told.count) == ("sent", 1)
        assert outbox.view.waiting == 1
        outbox.send()
    states = {kept.entry.id: (kept.state, kept.number) for kept in outbox.view.entries}
    assert states == {
        first.id: (State.RECEIVED, "2026-00001"),
        second.id: (State.RECEIVED, "2026-00002"),
    }
    assert [letter.entry.text for letter in mailbox.letters()] == ["1", "2"]
    mailbox.close()


def test_without_an_address_it_leaves_as_a_file(
    window: Window, outbox: OutboxPresenter, tmp_path: Path
) -> None:
    entry = question(window, "Why?")
    at(window, "http://example.org/")()
    outbox.read()
    outbox.send()
    assert outbox.view.error is not None
    assert outbox.view.error.code == "feedback-address-odd"
    outbox.save(tmp_path / "no" / "a.feedback")
    assert outbox.view.error.code == "folder-missing"
    assert outbox.view.waiting == 1
    path = tmp_path / outbox.suggested()
    outbox.save(path)
    assert outbox.view.told is not None
    assert (outbox.view.told.code, outbox.view.told.path) == ("saved", path)
    assert read_file(path).entries == (entry,)
    assert [kept.state for kept in outbox.view.entries] == [State.SENT]
    outbox.save(tmp_path / "again.feedback")
    assert not (tmp_path / "again.feedback").exists(), "nothing waits"


def test_entries_are_removed_and_brought_back(window: Window, outbox: OutboxPresenter) -> None:
    entry = question(window, "Why?")
    outbox.read()
    outbox.remove(entry.id)
    assert outbox.view.entries == ()
    outbox.undo()
    assert [kept.entry for kept in outbox.view.entries] == [entry]
    outbox.redo()
    assert outbox.view.entries == ()
    outbox.remove("x")
    assert outbox.view.error is not None
    outbox.forget()
    assert outbox.view.error is None
    outbox.write(Kind.PROJECT)
    assert window.place == Place("feedback", part="project")
    outbox.undo()
    outbox.edit(entry.id)
    assert window.place == Place("feedback", entry.id)
