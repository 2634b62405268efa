"""The pane of one project, over the real library and over records that say nothing or too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.window import opened, settle
from wecoop_desktop.advice.account import account
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import (
    Discrepancy,
    FundingLine,
    Location,
    Project,
    Source,
)
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.packs.rates import Rates
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import CountryTag, Elided, Wrapped
from wecoop_desktop.ui.parts.map import LocatorMap
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.project import NOTE_LIMIT, ProjectPresenter
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectview import TABLE, ProjectView
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.project import ProjectPane
from wecoop_desktop.ui.screens.projectmoney import MoneyGroup, Shares
from wecoop_desktop.ui.screens.projects import ProjectsScreen
from wecoop_desktop.ui.screens.projectsources import web_address
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.store import WorkStore

ISSYK_KUL = "adb-41548-013"
SEVERAL_CURRENCIES = "uz-zarafshan-wind"
WITH_PHASES = "wb-P118430"
EMPTY = Project("nothing-known", Text(), Text(), (), (), (), ())


@pytest.fixture
def desk(window: Window) -> Desk:
    found = window.opening.view.desk
    assert found is not None
    return found


@pytest.fixture
def presenter(desk: Desk) -> ProjectPresenter:
    return ProjectPresenter(desk)


@pytest.fixture
def pane(presenter: ProjectPresenter, qtbot: QtBot) -> Iterator[ProjectPane]:
    made = ProjectPane(presenter)
    made.resize(384, 700)
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    settle()


@pytest.fixture(scope="module")
def steady(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProjectPresenter]:
    """For tests that only look at records made up for them."""
    with opened(Home(tmp_path_factory.mktemp("home"))) as window:
        desk = window.opening.view.desk
        assert desk is not None
        yield ProjectPresenter(desk)


@pytest.fixture
def blank(steady: ProjectPresenter) -> Iterator[ProjectPane]:
    made = ProjectPane(steady)
    made.resize(384, 700)
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    settle()


def said(root: QWidget) -> str:
    """All that is written in a widget and is to be seen."""
    settle()
    parts: list[str] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        if isinstance(widget, Wrapped):
            parts.append(widget.words)
        elif isinstance(widget, QLabel | QAbstractButton | Elided):
            parts.append(widget.text())
    return "\n".join(parts)


def button(root: QWidget, name: str) -> QAbstractButton:
    settle()
    return next(
        each
        for each in root.findChildren(QAbstractButton)
        if each.accessibleName() == name and each.isVisibleTo(root)
    )


def shown(pane: ProjectPane, project: Project, **values: object) -> str:
    """What the pane says of a record made up for the test."""
    view = ProjectView(id=project.id, project=project, account=account(project, Rates(), {}, "USD"))
    pane.display(replace(view, **values))  # type: ignore[arg-type]
    return said(pane)


# What is known of a project


def test_money_time_place_source_and_date_are_said(
    presenter: ProjectPresenter, pane: ProjectPane
) -> None:
    presenter.open(ISSYK_KUL)
    words = said(pane)
    for part in (
        "Issyk-Kul Sustainable Development Project",
        "USD\u00a030.0\u00a0M",
        "ADB · Grant · USD\u00a013,500,000 · 2009",
        "Counted: 2 financing lines, once each.",
        "Closed",
        "approved 30 Sept 2009 · start unknown · end 2 Aug 2018",
        "Waste management and circular economy",
        "14022",
        "Karakol, Issyk-Kul Region",
        "centre of the place",
        "Data as of",
        "When the record was last checked against its source is not known",
        "https://www.adb.org/projects/41548-013/main",
        "adb-kg-issyk-kul",
        "The source states no objective",
        "Borders on the map: Natural Earth.",
    ):
        assert part in words, part
    assert pane.findChildren(LocatorMap)
    assert pane.findChildren(Shares)


def test_a_converted_amount_names_its_rate_year_and_source(
    presenter: ProjectPresenter, pane: ProjectPane
) -> None:
    presenter.open(SEVERAL_CURRENCIES)
    presenter.count_in("EUR")
    words = said(pane)
    assert "≈ EUR" in words
    assert "EUR/USD, average of 2022 (European Central Bank)" in words
    assert "amount unknown" in words
    assert "Left out: 2 lines without an amount or without a rate of their year." in words


def test_a_year_without_a_rate_is_said_so(blank: ProjectPane) -> None:
    line = FundingLine("x", Text("A fund"), "Window", Decimal(1000), "EUR", "loan")
    words = shown(blank, replace(EMPTY, funding=(line,), approved="1995"))
    assert "not converted: no rate of EUR for 1995" in words
    assert "Sum unknown" in words
    assert "A fund · Window · Loan · EUR\u00a01,000 · 1995" in words


def test_stated_total_and_money_within_money_are_said(blank: ProjectPane) -> None:
    line = FundingLine("x", Text("A fund"), "", Decimal(4_000_000), "USD", "grant")
    project = replace(
        EMPTY,
        funding=(line,),
        total_cost=Decimal(10_000_000),
        currency="USD",
        approved="2020",
        within="the-whole",
    )
    words = shown(blank, project, wholes=(("the-whole", Text("The whole programme")),))
    assert "Total cost as the source states it: USD\u00a010,000,000" in words
    assert "The lines add up to USD\u00a06.0\u00a0M less" in words
    assert "Its money is part of “The whole programme”" in words
    again = replace(line, within="the-frame")
    words = shown(blank, replace(EMPTY, funding=(again,)), wholes=(("the-frame", Text("A frame")),))
    assert "This money is told in “A frame” already." in words


def test_both_languages_stand_beside_each_other(
    presenter: ProjectPresenter, pane: ProjectPane
) -> None:
    presenter.open(ISSYK_KUL)
    presenter.show_both(True)
    words = said(pane)
    project = presenter.view.project
    assert project is not None
    for text in (project.title.en, project.title.ru, project.summary.en, project.summary.ru):
        assert text in words


def test_a_further_language_is_read_and_stands_beside_the_chosen_one(blank: ProjectPane) -> None:
    kazakh = Text("Water supply", "Водоснабжение", (("kk", "Сумен жабдықтау"),))
    project = replace(EMPTY, title=kazakh, summary=Text("Pipes for a town.", "Трубы для города."))
    try:
        wording.read_in("kk")
        words = shown(blank, project)
        assert "Сумен жабдықтау" in words
        assert "Трубы для города." in words  # with a mark that it is Russian
        assert "RU" in [tag.text() for tag in blank.findChildren(CountryTag)]
        wording.read_in("kk", "en")
        words = shown(blank, project, both_languages=True)
        assert "KK | EN" in words
        assert "Pipes for a town." in words
        assert "Трубы для города." not in words
        assert "not written in this language" in words
    finally:
        wording.read_in("")


def test_related_records_come_with_amount_and_warning(
    presenter: ProjectPresenter, pane: ProjectPane
) -> None:
    presenter.open(WITH_PHASES)
    assert presenter.view.related
    words = said(pane)
    assert "a sum counts it twice" in words
    assert "of the same undertaking" in words
    assert not {e.hit.id for e in presenter.view.similar} & set(
        presenter.view.project.related if presenter.view.project else ()
    )


def test_what_sources_say_differently_is_readable(blank: ProjectPane) -> None:
    project = replace(
        EMPTY,
        sources=(Source("First bank"), Source("Second bank")),
        discrepancies=(
            Discrepancy("funders.ebrd.amount", "9000000", "USD", 1),
            Discrepancy("approved", "2016-05", source=0, note="A note."),
            Discrepancy("status", "closed", source=7),
            Discrepancy("total_cost", "not a number", "USD"),
        ),
        remarks=(Text("A remark"),),
    )
    words = shown(blank, project)
    assert "Amount of ebrd: Second bank gives USD\u00a09,000,000." in words
    assert "Approved: First bank gives 05.2016. A note." in words
    assert "Status: Another source gives Closed." in words
    assert "not a number USD" in words
    assert "A remark" in words


# Records that say nothing, or too much


def test_a_record_without_any_fact_says_unknown(blank: ProjectPane) -> None:
    words = shown(blank, EMPTY)
    assert words.count("unknown") >= 6
    for part in ("No source is given.", "The sources name no place.", "No summary is given."):
        assert part in words
    assert "The date of the data is not known" in words
    assert not [map for map in blank.findChildren(LocatorMap) if map.isVisibleTo(blank)]


def test_two_hundred_funders_and_three_hundred_places_are_shown_in_parts(
    blank: ProjectPane,
) -> None:
    funding = tuple(
        FundingLine(f"f{n}", Text(f"Funder {n}"), "", Decimal(n + 1), "USD", "grant")
        for n in range(200)
    )
    places = tuple(
        Location(Text(f"Place {n}"), "KG-Y", Decimal(42), Decimal(76 + n) / 10, "source", "place")
        for n in range(300)
    )
    project = replace(EMPTY, funding=funding, locations=places, approved="2020")
    words = shown(blank, project)
    assert "Show 192 more" in words
    assert "Show 294 more" in words
    assert "195 others" in words
    assert "Funder 150" not in words
    words = shown(blank, project, everything=frozenset({"money", "places"}))
    assert "Funder 150" in words
    assert "Place 299" in words


def test_a_long_text_is_shown_in_part_and_wholly_when_asked(blank: ProjectPane) -> None:
    project = replace(EMPTY, summary=Text("word " * 2000, "слово " * 2000))
    assert "Show all of the text" in shown(blank, project)
    assert shown(blank, project, everything=frozenset({"text"})).count("word") == 2000


def test_a_text_in_one_language_is_tagged_with_it(blank: ProjectPane) -> None:
    wording.speak("ru")
    try:
        shown(blank, replace(EMPTY, title=Text("English only"), summary=Text("In English")))
    finally:
        wording.speak("en")
    tags = [tag.text() for tag in blank.findChildren(CountryTag) if tag.isVisibleTo(blank)]
    assert tags == ["EN", "EN"]


class Browser(QObject):
    """Takes the place of the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://user:word@example.org/",
        "https://example.org/a b",
        "https://example.org/\u202egnp.exe",
        "HTTPS ://example.org",
        "//example.org",
        "C:\\Windows\\calc.exe",
        "https://example.org/" + "a" * 5000,
    ],
)
def test_an_odd_address_is_shown_and_never_opened(blank: ProjectPane, url: str) -> None:
    assert web_address(url) is None
    words = shown(blank, replace(EMPTY, sources=(Source("Somebody", url=url),)))
    assert url in words
    assert "This is not a web address; it is not opened." in words
    assert "Open in the browser" not in words


def test_an_address_is_copied_and_opened_only_when_asked(
    presenter: ProjectPresenter, pane: ProjectPane
) -> None:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "show")
    try:
        presenter.open(ISSYK_KUL)
        button(pane, "Copy address").click()
        assert QGuiApplication.clipboard().text() == "https://www.adb.org/projects/41548-013/main"
        assert browser.opened == []
        button(pane, "Open in the browser").click()
        assert browser.opened == ["https://www.adb.org/projects/41548-013/main"]
    finally:
        QDesktopServices.unsetUrlHandler("https")


def test_an_unknown_id_is_told_with_ids_like_it(
    presenter: ProjectPresenter, pane: ProjectPane
) -> None:
    presenter.open("adb-41548-01")
    assert presenter.view.project is None
    assert presenter.view.error is not None
    assert presenter.view.error.code == "project-unknown"
    assert ISSYK_KUL in presenter.view.near
    button(pane, ISSYK_KUL).click()
    assert presenter.view.project is not None
    assert presenter.view.error is None


def test_a_former_id_opens_the_record(presenter: ProjectPresenter) -> None:
    presenter.open("adb-kg-issyk-kul")
    assert presenter.view.id == ISSYK_KUL


# The user's own


def test_a_bookmark_is_kept_and_taken_away(
    presenter: ProjectPresenter, pane: ProjectPane, desk: Desk
) -> None:
    presenter.open(ISSYK_KUL)
    button(pane, "Save").click()
    assert presenter.view.bookmarked
    assert ISSYK_KUL in desk.store.marks("project")
    button(pane, "Saved").click()
    assert ISSYK_KUL not in desk.store.marks("project")


def test_a_bookmark_under_a_former_id_is_the_same_one(
    presenter: ProjectPresenter, desk: Desk
) -> None:
    desk.store.mark("project", "adb-kg-issyk-kul", "1")
    presenter.open(ISSYK_KUL)
    assert presenter.view.bookmarked
    presenter.bookmark()
    assert not desk.store.marks("project")


def test_a_note_is_saved_as_it_is_typed(
    presenter: ProjectPresenter, pane: ProjectPane, desk: Desk, qtbot: QtBot
) -> None:
    presenter.open(ISSYK_KUL)
    pane.note.box.insertPlainText("Спросить о полигоне")
    assert presenter.view.waiting
    qtbot.waitUntil(lambda: not presenter.view.waiting)
    assert desk.store.marks("note")[ISSYK_KUL] == "Спросить о полигоне"
    pane.note.box.undo()
    presenter.flush()
    assert ISSYK_KUL not in desk.store.marks("note")


def test_a_note_survives_a_restart_and_its_earlier_text_comes_back(
    window: Window, presenter: ProjectPresenter, desk: Desk, home: Home
) -> None:
    presenter.open(ISSYK_KUL)
    presenter.write_note("first")
    presenter.close()
    presenter.open(ISSYK_KUL)
    assert presenter.view.note == "first"
    presenter.write_note("second")
    presenter.write_note("")
    presenter.leave()
    desk.store.close()  # a kill leaves no more on disk than this
    again = WorkStore.open(home)
    try:
        other = ProjectPresenter(replace(desk, store=again))
        other.open(ISSYK_KUL)
        assert other.view.note == ""
        assert other.view.note_before == "first"
        other.restore_note()
        assert again.marks("note")[ISSYK_KUL] == "first"
    finally:
        again.close()
        window.opening.close()


def test_another_project_has_another_note(presenter: ProjectPresenter, pane: ProjectPane) -> None:
    presenter.open(ISSYK_KUL)
    pane.note.box.insertPlainText("of the lake")
    presenter.open(WITH_PHASES)
    assert pane.note.box.toPlainText() == ""
    presenter.open(ISSYK_KUL)
    assert pane.note.box.toPlainText() == "of the lake"


def test_a_note_of_any_letters_is_kept_and_one_too_long_is_told(
    presenter: ProjectPresenter, desk: Desk
) -> None:
    presenter.open(ISSYK_KUL)
    presenter.write_note("'; DROP TABLE marks; -- \ud83d 𝒳 \u202e\n" + "я" * 100_000)
    presenter.flush()
    assert desk.store.marks("note")[ISSYK_KUL].endswith("яяя")
    presenter.write_note("x" * (NOTE_LIMIT + 1))
    presenter.flush()
    assert presenter.view.failure is not None
    assert presenter.view.failure.code == "note-too-large"
    assert presenter.view.waiting
    presenter.open(WITH_PHASES)
    assert presenter.view.id == ISSYK_KUL  # what is not on disk is not left behind
    presenter.write_note("short")
    presenter.open(WITH_PHASES)
    assert presenter.view.id == WITH_PHASES


class FullDisk:
    """A store whose marks find no room until somebody makes some."""

    def __init__(self, store: WorkStore) -> None:
        self._store = store
        self.full = True

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def mark(self, kind: str, key: str, value: str | None) -> None:
        if self.full:
            raise AppError("disk-full", path="work.sqlite")
        self._store.mark(kind, key, value)


def test_on_a_full_disk_the_note_stays_in_the_window_and_is_written_later(desk: Desk) -> None:
    store = FullDisk(desk.store)
    presenter = ProjectPresenter(replace(desk, store=cast(WorkStore, store)))
    presenter.open(ISSYK_KUL)
    presenter.bookmark()
    assert presenter.view.failure is not None
    assert not presenter.view.bookmarked
    presenter.write_note("important")
    presenter.close()
    assert presenter.view.opened
    assert presenter.view.note == "important"
    assert presenter.view.failure is not None
    store.full = False
    presenter.flush()
    assert presenter.view.failure is None
    assert desk.store.marks("note")[ISSYK_KUL] == "important"


# Using it


def test_a_citation_goes_into_the_table_of_other_projects_and_out_again(
    presenter: ProjectPresenter, pane: ProjectPane, desk: Desk
) -> None:
    draft = desk.store.proposals()[0].id
    before = desk.store.load(draft).answers.get(TABLE)
    presenter.open(ISSYK_KUL)
    presenter.show_part("cite")
    assert [choice.accessibleName() for choice in pane.findChildren(QComboBox)] == [
        "Proposal",
        "Place in the proposal",
    ]
    button(pane, "Insert the citation").click()
    rows = desk.store.load(draft).answers[TABLE]
    assert isinstance(rows, list)
    row = rows[-1]
    assert row["name"]["ru"] == "Устойчивое развитие Иссык-Куля"
    assert row["amount"] == {"amount": "30000000", "currency": "USD"}
    assert "https://www.adb.org/projects/41548-013/main" in row["lesson"]["en"]
    assert "07.2021" in row["lesson"]["ru"]
    assert presenter.view.told is not None
    assert presenter.view.told.code == "cited"
    presenter.show_part("cite")
    presenter.cite(draft, TABLE)
    told = presenter.view.told
    assert told is not None
    assert told.code == "cited-already"
    desk.store.undo(draft)
    assert desk.store.load(draft).answers.get(TABLE) == before


def test_a_citation_is_put_after_what_is_written_and_undone(
    presenter: ProjectPresenter, desk: Desk
) -> None:
    draft, path = desk.store.proposals()[0].id, "policy.transboundary"
    desk.store.write(draft, path, {"en": "Written before.", "ru": "", "older": ""})
    presenter.open(ISSYK_KUL)
    presenter.show_part("cite")
    presenter.cite(draft, path)
    words = cast("dict[str, str]", desk.store.load(draft).answers[path])
    assert words["en"].startswith("Written before.\n\nIssyk-Kul Sustainable Development")
    assert not words.get("ru")
    presenter.undo_told()
    assert presenter.view.told is not None
    assert presenter.view.told.code == "cite-undone"
    words = cast("dict[str, str]", desk.store.load(draft).answers[path])
    assert words["en"] == "Written before."


def test_a_proposal_changed_since_is_left_as_it_is(presenter: ProjectPresenter, desk: Desk) -> None:
    draft = desk.store.proposals()[0].id
    presenter.open(ISSYK_KUL)
    presenter.show_part("cite")
    presenter.cite(draft, TABLE)
    desk.store.write(draft, "basic.acronym", "ONE MORE")
    presenter.undo_told()
    assert presenter.view.told is not None
    assert presenter.view.told.code == "changed"
    assert desk.store.load(draft).answers["basic.acronym"] == "ONE MORE"


def test_a_proposal_in_the_wizard_shows_what_was_cited_into_it(
    window: Window, presenter: ProjectPresenter, desk: Desk
) -> None:
    draft = desk.store.proposals()[0].id
    window.go(Place("wizard", draft, "policy"))
    wizard = cast(WizardPresenter, window.presenter("wizard"))
    before = wizard.view.answers.get(TABLE, ())
    window.go(Place("projects"))
    presenter.open(ISSYK_KUL)
    presenter.show_part("cite")
    presenter.cite(draft, TABLE)
    presenter.open_told()
    assert window.place.id == draft
    rows = wizard.view.answers[TABLE]
    assert isinstance(rows, tuple)
    assert len(rows) == len(cast("tuple[object, ...]", before)) + 1


def test_a_proposal_like_this_one_is_started_told_and_taken_back(
    presenter: ProjectPresenter, pane: ProjectPane, desk: Desk
) -> None:
    count = len(desk.store.proposals())
    presenter.open(ISSYK_KUL)
    presenter.start_like()
    assert len(desk.store.proposals()) == count + 1
    words = said(pane)
    assert "A new proposal was started with 1 country, 4 sectors" in words
    assert "No text of the source was taken." in words
    presenter.undo_told()
    active = [row for row in desk.store.proposals() if row.deleted is None]
    assert len(active) == count


def test_what_is_wrong_in_it_is_written_to_the_publisher(
    window: Window, presenter: ProjectPresenter, pane: ProjectPane
) -> None:
    presenter.open(ISSYK_KUL)
    presenter.tell(Kind.CORRECTION)
    assert (window.place.screen, window.place.part) == ("feedback", "correction")
    assert window.place.choice("about") == (f"project:{ISSYK_KUL}",)


# Keyboard and widgets


def test_keys_save_cite_and_write_a_note(
    presenter: ProjectPresenter, pane: ProjectPane, qtbot: QtBot
) -> None:
    presenter.open(ISSYK_KUL)
    pane.activateWindow()
    pane.buttons.cite.setFocus()
    settle()
    qtbot.keyClick(pane.buttons.cite, Qt.Key.Key_B)
    assert presenter.view.bookmarked
    qtbot.keyClick(pane.buttons.cite, Qt.Key.Key_C)
    assert presenter.view.part == "cite"
    assert pane.close_top()
    assert presenter.view.part == ""
    qtbot.keyClick(pane.buttons.cite, Qt.Key.Key_N)
    assert pane.note.box.hasFocus()
    qtbot.keyClick(pane.note.box, Qt.Key.Key_B)
    assert pane.note.box.toPlainText() == "b"
    assert presenter.view.bookmarked
    assert pane.close_top()
    assert not presenter.view.opened
    assert not pane.close_top()


def test_escape_closes_the_form_then_the_project_and_gives_the_focus_back(
    window: Window, qtbot: QtBot
) -> None:
    window.go(Place("projects"))
    screen = window.findChildren(ProjectsScreen)[-1]
    presenter = cast(ProjectsPresenter, window.presenter("projects"))
    screen.list.setFocus()
    presenter.choose(ISSYK_KUL)
    settle()
    screen.pane.buttons.cite.setFocus()
    screen.pane.buttons.cite.click()
    settle()
    assert isinstance(window.focusWidget(), QComboBox)
    assert window.close_top()
    assert presenter.detail.view.part == ""
    assert window.focusWidget() is screen.pane.buttons.cite
    assert window.close_top()
    settle()
    assert not presenter.detail.view.opened
    assert window.focusWidget() is screen.list


def test_keys_of_the_open_project_work_from_the_list_too(window: Window, qtbot: QtBot) -> None:
    window.go(Place("projects"))
    screen = window.findChildren(ProjectsScreen)[-1]
    presenter = cast(ProjectsPresenter, window.presenter("projects"))
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_C)
    assert presenter.detail.view.part == ""  # nothing is open
    presenter.choose(ISSYK_KUL)
    settle()
    qtbot.keyClick(screen.list, Qt.Key.Key_C)
    assert presenter.detail.view.part == "cite"
    presenter.detail.show_part("")
    screen.list.setFocus()
    settle()
    qtbot.keyClick(screen.list, Qt.Key.Key_N)
    assert screen.pane.note.box.hasFocus()


def test_another_language_leaves_the_project_and_what_is_typed_in_place(window: Window) -> None:
    window.go(Place("projects", ISSYK_KUL))
    presenter = cast(ProjectsPresenter, window.presenter("projects"))
    pane = window.findChildren(ProjectPane)[-1]
    pane.note.box.setFocus()
    pane.note.box.insertPlainText("half a thou")
    presenter.detail.show_part("cite")
    window.switch_language()
    settle()
    pane = window.findChildren(ProjectPane)[-1]
    assert pane.note.box.toPlainText() == "half a thou"
    assert presenter.detail.view.part == "cite"
    assert "Устойчивое развитие Иссык-Куля" in said(pane)
    presenter.detail.flush()  # only the pane that is there shows it
    assert not presenter.detail.view.waiting


@pytest.mark.parametrize("part", ["", "cite"])
def test_everything_that_takes_the_focus_has_a_name(
    presenter: ProjectPresenter, pane: ProjectPane, part: str
) -> None:
    presenter.open(WITH_PHASES)
    if part:
        presenter.show_part(part)  # type: ignore[arg-type]
    settle()
    nameless = [
        widget
        for widget in pane.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(pane)
        and not widget.accessibleName()
    ]
    assert not nameless


@pytest.mark.parametrize("width", [300, 384, 700])
def test_nothing_makes_the_pane_wider_than_it_is(
    presenter: ProjectPresenter, pane: ProjectPane, width: int
) -> None:
    pane.setMinimumWidth(0)
    pane.resize(width, 700)
    presenter.open(ISSYK_KUL)
    presenter.show_both(True)
    presenter.show_part("cite")
    settle()
    assert pane.widget().width() <= width


def test_displaying_twice_makes_nothing_new(presenter: ProjectPresenter, pane: ProjectPane) -> None:
    presenter.open(ISSYK_KUL)
    settle()
    before = pane.findChildren(QWidget)
    pane.display(presenter.view)
    assert pane.findChildren(QWidget) == before


def test_pressing_a_button_that_goes_away_keeps_the_focus_in_its_group(blank: ProjectPane) -> None:
    funding = tuple(
        FundingLine(f"f{n}", Text(f"Funder {n}"), "", Decimal(1), "USD", "grant") for n in range(20)
    )
    shown(blank, replace(EMPTY, funding=funding))
    more = cast(Button, button(blank, "Show 12 more"))
    more.setFocus()
    shown(blank, replace(EMPTY, funding=funding), everything=frozenset({"money"}))
    group = blank.findChild(MoneyGroup)
    focused = blank.window().focusWidget()
    assert focused is not None
    assert group.isAncestorOf(focused)
