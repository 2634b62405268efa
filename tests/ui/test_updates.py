"""The screen of updates over a carrier that does what the test says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from tests.kit import updating
from tests.kit.updating import CHANGES, HISTORY, OFFER, STICK, FakeUpdater, Held
from tests.kit.window import button, settle, words
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.feedback import Entry, Kind, Thing
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.pace import Pace
from wecoop_desktop.ui.presenters.updates import LANE, UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import Bringer, Found, Progress
from wecoop_desktop.ui.screens import updatechanges, updateslists
from wecoop_desktop.ui.sticks import Sticks
from wecoop_desktop.ui.window import Window

UNREACHABLE = AppError("carrier-unreachable", name="updates.example.org")
FORGED = AppError("update-not-genuine", name="E:", file="timestamp.json")


@pytest.fixture
def fake() -> FakeUpdater:
    return FakeUpdater()


@pytest.fixture
def presenter(window: Window, fake: FakeUpdater) -> UpdatesPresenter:
    """At the screen, over the fake."""
    made = window.presenter("updates")
    assert isinstance(made, UpdatesPresenter)
    made.updater = fake
    window.go(Place("updates"))
    settle()
    return made


def held(presenter: UpdatesPresenter) -> Held:
    """The presenter's jobs wait from now on."""
    runner = Held(frozenset({LANE}))
    presenter._front = replace(presenter._front, runner=runner)
    return runner


def test_nothing_is_asked_before_a_click(presenter: UpdatesPresenter, fake: FakeUpdater) -> None:
    assert {verb for verb, *_ in fake.asked} == {"look"}
    assert presenter.view.stage == ""


def test_packs_stand_with_edition_date_contents_and_size(
    window: Window, presenter: UpdatesPresenter
) -> None:
    said = words(window)
    for pack in updating.PACKS:
        assert pack.title.en in said
        assert pack.version in said
    assert "908 projects" in said
    assert "0.41" in said


def test_an_offer_says_size_and_time_before_anything_is_fetched(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    QTest.mouseClick(button(window, "Check now"), Qt.MouseButton.LeftButton)
    settle()
    said = words(window)
    assert presenter.view.stage == "offered"
    assert "0.9 MB to fetch, about 14 s" in said
    assert "2026.12 offered" in said
    assert "fetch" not in {verb for verb, *_ in fake.asked}
    item = window.rail.item("updates")
    assert item.accessibleName() == "Updates, 1 update"


def test_taking_it_fetches_verifies_installs_and_opens_the_new_library(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    presenter.check()
    presenter.take()
    settle()
    verbs = [verb for verb, *_ in fake.asked]
    assert verbs.index("check") < verbs.index("fetch") < verbs.index("install")
    assert presenter.view.stage == "installed"
    assert "Edition 2026.12 is installed" in words(window)
    assert window.rail.item("updates").accessibleName() == "Updates"


def test_nothing_newer_is_said(window: Window, presenter: UpdatesPresenter) -> None:
    assert isinstance(presenter.updater, FakeUpdater)
    presenter.updater.offer = None
    presenter.check()
    settle()
    assert "There is nothing newer by network." in words(window)


@pytest.mark.parametrize(
    ("error", "head"),
    [
        (FORGED, "Update refused."),
        (AppError("update-differs", pack="guide", edition=3), "Update refused."),
        (AppError("update-edition-older", offered=2, installed=3), "Update not taken."),
        (AppError("update-needs-program", edition=3, needed="9", present="0.1"),
         "Update not taken."),
        (AppError("update-expired", name="E:", role="timestamp", ended="2026-05-03",
                  today="2026-11-23"), "Update not taken."),
        (AppError("update-no-room", needed=40, free=3, path="C:"), "Not enough space."),
        (AppError("disk-full", path="C:"), "Not enough space."),
        (UNREACHABLE, "Could not look for updates."),
        (AppError("update-no-address"), "Could not look for updates."),
        (AppError("update-busy"), "The update stopped."),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_that_nothing_changed(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater, error: AppError, head: str
) -> None:
    before = presenter.view.packs
    fake.fails["check"] = error
    presenter.check()
    settle()
    said = words(window)
    assert head in said
    assert "Your content and your drafts are as they were." in said
    assert presenter.view.packs == before
    assert presenter.view.offer is None
    assert "wecoop sync" not in said  # the window does not speak of commands


def test_a_refused_install_keeps_the_present_edition(
    presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    fake.fails["install"] = AppError("update-unsound", edition=13, count=2, problem="x")
    presenter.check()
    presenter.take()
    assert presenter.view.stage == "refused"
    assert presenter.view.offer is None


def test_a_broken_line_pauses_and_goes_on(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    fake.fails["fetch"] = UNREACHABLE
    presenter.check()
    presenter.take()
    settle()
    assert presenter.view.stage == "paused"
    assert presenter.view.net == "offline"
    assert "cannot be reached" in words(window)
    fake.fails.clear()
    button(window, "Continue").click()
    assert presenter.view.stage == "installed"


def test_fetching_can_be_paused_and_given_up(window: Window, presenter: UpdatesPresenter) -> None:
    presenter.check()
    runner = held(presenter)
    presenter.take()
    settle()
    assert presenter.view.net == "busy"
    button(window, "Pause").click()
    settle()
    assert presenter.view.stage == "paused"
    assert runner.stopped == [LANE]
    button(window, "Continue").click()
    settle()
    button(window, "Cancel").click()
    assert presenter.view.stage == "offered"
    assert presenter.view.offer == OFFER


def test_progress_says_bytes_speed_and_time_left(
    window: Window, presenter: UpdatesPresenter
) -> None:
    presenter.check()
    runner = held(presenter)
    now = [100.0]
    presenter.clock = lambda: now[0]
    presenter.take()
    runner.report(LANE, 0, 900_000, "update-fetching")
    now[0] += 2
    runner.report(LANE, 200_000, 900_000, "update-fetching")
    settle()
    assert presenter.view.progress == Progress("update-fetching", 200_000, 900_000, 100_000, 7)
    assert "0.20 of 0.90 MB · 7 s left · 0.1 MB per second" in words(window)


def test_the_window_is_usable_while_an_update_is_fetched(
    window: Window, presenter: UpdatesPresenter
) -> None:
    presenter.check()
    runner = held(presenter)
    presenter.take()
    window.go(HOME)
    settle()
    runner.finish(LANE)  # fetched; installing is the next job of the lane
    assert presenter.view.stage == "installing"
    runner.finish(LANE)
    settle()
    assert window.place == HOME
    assert presenter.view.stage == "installed"


def test_installing_cannot_be_given_up_half_way(presenter: UpdatesPresenter) -> None:
    presenter.check()
    runner = held(presenter)
    presenter.take()
    runner.finish(LANE)
    presenter.give_up()
    presenter.check()
    assert presenter.view.stage == "installing"
    assert not runner.stopped


def test_what_changed_names_drafts_and_saved_things(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    desk.store.mark("project", "adb-41548-013", "1")
    fake.changes = CHANGES
    fake.installed = replace(fake.installed, back="2026.10", history=HISTORY)
    presenter.look()
    settle()
    told = presenter.view.changes
    assert told is not None
    first, second = told.rows[:2]
    assert (first.id, len(first.drafts)) == ("eu_concept", 1)
    assert (second.id, second.saved) == ("adb-41548-013", True)
    said = [text for _, text, _ in updateslists.lines(told)]
    assert "12 projects added" in said
    assert "changed · 1 draft" in words(window)


def test_the_full_list_opens_what_is_still_there(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    fake.changes = CHANGES
    fake.installed = replace(fake.installed, back="2026.10")
    window.go(Place("updates", part="changes"))
    settle()
    page = next(
        each
        for each in window.screen_shown.findChildren(updatechanges.ChangesPage)
        if each.isVisible()
    )
    assert page._rows.rowCount() == len(CHANGES)
    closed = next(row for row in page._rows.values if row.how == "closed")
    page.list.opened.emit(closed)
    assert window.place == Place("projects", "adb-41548-013")
    assert updatechanges.place_of(replace(closed, how="gone")) is None


def test_undo_and_taking_it_again(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    fake.installed = replace(fake.installed, back="2026.10", history=HISTORY)
    presenter.look()
    settle()
    button(window, "Undo: 2026.11 from the stick E:").click()
    assert presenter.view.stage == "undone"
    fake.installed = replace(fake.installed, back="", forward="2026.11")
    presenter.look()
    settle()
    button(window, "Take the update again").click()
    assert [verb for verb, *_ in fake.asked].count("go_back") == 2


def test_the_history_says_why(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    fake.installed = replace(fake.installed, history=HISTORY)
    presenter.look()
    settle()
    button(window, "Why: Refused by network").click()
    settle()
    assert "There is no file timestamp.json" in words(window)
    button(window, "Why: Refused by network").click()
    settle()
    assert "There is no file timestamp.json" not in words(window)


def test_repaired_content_is_said_until_it_was_read(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    fake.installed = replace(fake.installed, mended=updating.MENDED)
    presenter.look()
    settle()
    assert "Content was damaged" in words(window)
    fake.installed = replace(fake.installed, mended=None)
    button(window, "Understood").click()
    settle()
    assert "Content was damaged" not in words(window)
    assert ("forget_mended",) in fake.asked


def test_a_stick_a_folder_or_a_file_of_one(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater, tmp_path: Path
) -> None:
    fake.found = (Found("E:", tmp_path),)
    button(window, "Import from USB or file…").click()
    settle()
    button(window, "Look at E:").click()
    file = tmp_path / "timestamp.json"
    file.write_text("{}")
    presenter.check_folder(file)
    checks = [values[0] for verb, *values in fake.asked if verb == "check"]
    assert checks == [Bringer("stick", "E:", str(one)) for one in (tmp_path, file)]


def test_no_stick_is_said(window: Window, presenter: UpdatesPresenter) -> None:
    presenter.choose_carrier()
    settle()
    assert "No stick with an update is plugged in." in words(window)
    presenter.give_up()
    assert presenter.view.stage == ""


def test_a_copy_for_others(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater, tmp_path: Path
) -> None:
    presenter.copy_to(tmp_path)
    settle()
    assert presenter.view.copied == tmp_path
    assert "The copy is written and was read back" in words(window)
    fake.fails["copy"] = AppError("disk-full", path=tmp_path)
    presenter.copy_to(tmp_path)
    settle()
    assert "Not enough space." in words(window)


# When it connects


def test_never_means_never(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater, tmp_path: Path
) -> None:
    choice = next(
        each
        for each in window.screen_shown.findChildren(QComboBox)
        if each.accessibleName() == "Look for updates by network"
    )
    choice.chosen.emit("never")  # type: ignore[attr-defined]  # our own kind of list
    settle()
    assert window.settings.network == "never"
    assert not button(window, "Check now").isEnabled()
    assert "The program does not connect" in words(window)
    presenter.check_at_start()
    window.go(Place("updates", part="check"))  # as a link of the first screen
    presenter.copy_to(tmp_path)
    presenter.take_offer(OFFER)
    presenter.take()
    assert presenter.view.stage == ""
    assert {verb for verb, *_ in fake.asked} <= {"look"}
    presenter.check_folder(tmp_path)  # a stick is no network
    assert presenter.view.stage == "offered"


def test_at_start_only_where_it_was_chosen(
    window: Window, presenter: UpdatesPresenter, fake: FakeUpdater
) -> None:
    presenter.check_at_start()
    assert presenter.view.stage == ""
    window.take_settings(replace(window.settings, network="start"))
    presenter.check_at_start()
    assert presenter.view.stage == "offered"


def banners(window: Window) -> list[str]:
    return [each.accessibleName() for each in window.findChildren(Banner) if each.isVisible()]


@pytest.fixture
def sticks(window: Window, presenter: UpdatesPresenter) -> Sticks:
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return Sticks(window, window._front, window.opening, lambda: presenter, window.tell)


def test_a_stick_is_noticed_once_and_installs_nothing(
    window: Window, fake: FakeUpdater, sticks: Sticks, tmp_path: Path
) -> None:
    window.go(HOME)
    sticks.look()
    assert not banners(window)
    fake.found = (Found("E:", tmp_path),)
    fake.offer = replace(OFFER, bringer=STICK)
    sticks.look()
    sticks.look()
    settle()
    said = "Update 2026.12 found on E:. Nothing is installed without your click."
    assert banners(window).count(said) == 1
    assert "fetch" not in {verb for verb, *_ in fake.asked}
    next(each for each in window.findChildren(Banner) if each.isVisible()).acted.emit()
    settle()
    assert window.place == Place("updates")
    assert "from the stick E:" in words(window)


def test_sticks_are_left_alone_where_the_setting_says_so(
    window: Window, fake: FakeUpdater, sticks: Sticks, tmp_path: Path
) -> None:
    fake.found = (Found("E:", tmp_path),)
    window.take_settings(replace(window.settings, sticks=False))
    sticks.look()
    assert not banners(window)


def test_a_stick_with_something_else_is_not_worth_a_word(
    window: Window, fake: FakeUpdater, sticks: Sticks, tmp_path: Path
) -> None:
    fake.found = (Found("E:", tmp_path),)
    fake.fails["check"] = FORGED
    sticks.look()
    settle()
    assert not banners(window)


def test_damage_found_at_start_is_said(window: Window, fake: FakeUpdater, sticks: Sticks) -> None:
    fake.installed = replace(fake.installed, mended=updating.MENDED)
    sticks.begin()
    settle()
    assert any("Content was damaged" in said for said in banners(window))


# The outbox


def test_the_outbox_is_shown_and_can_be_changed(
    window: Window, presenter: UpdatesPresenter, tmp_path: Path
) -> None:
    store = window.opening.view.store
    assert store is not None
    entry = Entry("a" * 32, Kind.PROJECT, Thing("project", "", "Naryn landfill"), text="Missing")
    store.outbox.write(entry, ready=True)
    presenter.outbox.read()
    settle()
    assert "Naryn landfill" in words(window)
    button(window, "Remove: Naryn landfill").click()
    settle()
    assert "Naryn landfill" not in words(window)
    button(window, "Undo").click()
    settle()
    assert "Naryn landfill" in words(window)
    presenter.outbox.save(tmp_path / "mine.feedback")
    settle()
    assert "1 saved in mine.feedback." in words(window)


def test_the_focus_stays_where_the_work_is(window: Window, presenter: UpdatesPresenter) -> None:
    presenter.check()
    settle()
    button(window, "Update now").setFocus()
    held(presenter)
    presenter.take()
    settle()
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Pause"


def test_pace_tells_nothing_too_early() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.take(0, 100) == (None, None)
    now[0] = 0.2
    assert pace.take(50, 100) == (None, None)
    now[0] = 1.0
    assert pace.take(80, 100) == (80, 0)
    assert pace.take(10, 100) == (None, None)  # begun again
