"""From an offer to undo in the real window, over a real release with real signatures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.kit.publishing import Publisher, Server
from tests.kit.revised import shipped
from tests.kit.window import settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.sync.trust import begin_trust
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.home import HomePresenter
from wecoop_desktop.ui.presenters.updaterreal import SyncUpdater
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.window import Window

TEMPLATE, PROJECT, SECTION = "eu_concept", "adb-41548-013", "B10.4"
Packs = dict[str, dict[str, bytes]]


def revise(packs: Packs, pack: str, name: str, change: Callable[[dict[str, object]], None]) -> None:
    data = json.loads(packs[pack][name])
    change(data)
    packs[pack][name] = json.dumps(data, ensure_ascii=False).encode()


def next_edition() -> Packs:
    """A template, a project and a section differ."""
    packs = shipped()
    for pack in ("projects", "forms", "guide"):
        revise(
            packs,
            pack,
            f"{pack}/pack.json",
            lambda told: told.update(version="2027.1.0", issued="2027-01-14"),
        )
    revise(
        packs,
        "forms",
        f"forms/templates/{TEMPLATE}.json",
        lambda told: told.update(name={"en": "Concept note, revised", "ru": "Новая записка"}),
    )
    revise(
        packs,
        "projects",
        f"projects/projects/{PROJECT}.json",
        lambda told: told.update(status="cancelled"),
    )
    packs["guide"][f"guide/sections/{SECTION}.en.md"] += b"\nOne more sentence.\n"
    return packs


@pytest.fixture(scope="module")
def publisher() -> Publisher:
    made = Publisher(datetime.now(UTC))
    made.release(shipped(), 1)
    made.release(next_edition(), 2)
    return made


@pytest.fixture
def trusting(home: Home, publisher: Publisher) -> None:
    for channel in ("network", "stick"):
        begin_trust(home, channel, publisher.root(channel))


def updates(window: Window) -> UpdatesPresenter:
    made = window.presenter("updates")
    assert isinstance(made, UpdatesPresenter)
    return made


def version(window: Window) -> str:
    library = window.opening.view.library
    assert library is not None
    return max(pack.version for pack in library.info().packs)


def test_from_the_offer_to_undo_and_by_stick_again(
    window: Window, trusting: None, publisher: Publisher, tmp_path: Path
) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    desk.store.mark("project", PROJECT, "1")
    before = version(window)
    drafts = [desk.store.load(row.id) for row in desk.store.proposals()]
    with Server(publisher.files) as server:
        window.take_settings(replace(window.settings, address=server.address))
        window.go(Place("updates"))
        presenter = updates(window)
        presenter.check()
        offer = presenter.view.offer
        assert offer is not None, presenter.view.error
        assert {pack.id for pack in offer.packs} == {"projects", "forms", "guide"}
        assert offer.size < 20_000  # a patch, not the packs
        window.go(Place("projects", PROJECT))
        presenter.take()
        settle()
        assert presenter.view.stage == "installed", presenter.view.error
        assert window.place == Place("projects", PROJECT)  # the place stays
        assert version(window) == "2027.1.0" != before
        _check_what_is_told(window, presenter)
        stick = tmp_path / "stick"
        stick.mkdir()
        presenter.copy_to(stick)
        copied = presenter.view.copied
        assert copied is not None, presenter.view.error
    presenter.undo()
    settle()
    assert presenter.view.stage == "undone"
    assert version(window) == before
    # The same again without network, from the copy.
    presenter.updater = SyncUpdater(
        window.opening.home,
        lambda: window.settings,
        lambda: iter([("KINGSTON (E:)", stick)]),
    )
    presenter.choose_carrier()
    assert [found.path for found in presenter.view.found or ()] == [copied]
    presenter.check_folder(copied / "stick" / "timestamp.json")
    assert presenter.view.bringer.kind == "stick"
    presenter.take()
    settle()
    assert presenter.view.stage == "installed", presenter.view.error
    assert version(window) == "2027.1.0"
    assert [line.outcome for line in presenter.view.history] == ["installed", "undone", "installed"]
    desk = window.opening.view.desk
    assert desk is not None
    assert [desk.store.load(row.id) for row in desk.store.proposals()] == drafts


def _check_what_is_told(window: Window, presenter: UpdatesPresenter) -> None:
    told = presenter.view.changes
    assert told is not None
    rows = {row.id: row for row in told.rows}
    assert set(rows) == {TEMPLATE, PROJECT, SECTION}
    assert rows[PROJECT].how == "closed"
    assert rows[PROJECT].saved
    assert len(rows[TEMPLATE].drafts) == 1
    assert presenter.view.trust.state == "genuine"
    assert len(presenter.view.trust.keys) == 3
    assert presenter.view.trust.chosen
    window.go(HOME)
    settle()
    home = window.presenter("home")
    assert isinstance(home, HomePresenter)
    news = home.view.news
    assert news is not None
    assert [(row.kind, row.changed, bool(row.drafts), row.saved) for row in news.rows] == [
        ("template", 1, True, False),
        ("project", 1, False, True),
        ("project", 1, False, False),
        ("section", 1, False, False),
    ]
    window.go(Place("guide").choosing("news", "changed"))
    settle()
    guide = window.presenter("guide")
    assert isinstance(guide, GuidePresenter)
    assert guide.view.only_newer
    assert guide.view.section is not None
    assert guide.view.section.id == SECTION
    assert [one.id for one in guide.view.listed()] == ["B", "B10", SECTION]
    guide.show_newer(False)
    assert len(guide.view.listed()) == len(guide.view.contents)


def test_a_forged_stick_is_refused_and_changes_nothing(
    window: Window, trusting: None, tmp_path: Path
) -> None:
    forger = Publisher(datetime.now(UTC))
    forger.publish({"edition.json": b"{}"})
    folder = forger.write(tmp_path / "stick")
    before = version(window)
    presenter = updates(window)
    window.go(Place("updates"))
    presenter.check_folder(folder)
    settle()
    assert presenter.view.error is not None
    assert presenter.view.error.code == "update-not-genuine"
    assert presenter.view.stage == "refused"
    assert version(window) == before
    assert presenter.view.history[0].error is not None
    assert presenter.view.history[0].bringer.kind == "folder"


def test_no_address_is_a_sentence_and_a_folder_without_one_too(
    window: Window, tmp_path: Path
) -> None:
    presenter = updates(window)
    window.go(Place("updates"))
    presenter.check()
    assert presenter.view.error is not None
    assert presenter.view.error.code == "update-no-address"
    presenter.check_folder(tmp_path)
    assert presenter.view.error is not None
    assert presenter.view.error.code == "carrier-empty"
    presenter.check_folder(tmp_path / "gone")
    assert presenter.view.error is not None
    assert presenter.view.error.code == "carrier-missing"
    for odd in ("не адрес://", "x" * 600, "\0", "ftp://x/y", "https://"):
        window.take_settings(replace(window.settings, address=odd))
        presenter.check()
        assert presenter.view.error is not None
        assert presenter.view.stage == "refused"
