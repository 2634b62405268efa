"""Privacy: what was connected and written is shown, and a forbidden network is not touched."""

from __future__ import annotations

import socket
from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from tests.kit.window import opened, settle
from tests.ui.test_screens import words
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.cli.main import WRONG, run
from wecoop_desktop.packs.feedback import Entry, Kind
from wecoop_desktop.sync import feedback, log
from wecoop_desktop.sync.permission import allow
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.help import HelpPresenter
from wecoop_desktop.ui.presenters.outbox import OutboxPresenter
from wecoop_desktop.ui.presenters.privacy import privacy
from wecoop_desktop.ui.presenters.updaterreal import SyncUpdater
from wecoop_desktop.ui.presenters.updatesview import Bringer
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.outbox import new_id

ADDRESS = "https://updates.example"
ENTRY = Entry(new_id(), Kind.QUESTION, text="Which year?", written=date(2026, 11, 20))


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket can be made: who tries fails with another error than that of the settings."""

    def refuse(*given: object, **named: object) -> socket.socket:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_what_is_forbidden_and_what_is_not() -> None:
    forbidding = Settings(network="never")
    with pytest.raises(AppError, match="network-forbidden"):
        allow(forbidding, "http://localhost:8000")
    allow(forbidding, "/media/stick/wecoop-updates")
    allow(forbidding, r"E:\wecoop-updates")
    allow(Settings(network="asked"), ADDRESS)


def test_updates_refuse_before_a_socket(closed: None, home: Home) -> None:
    settings = Settings(network="never", address=ADDRESS)
    updater = SyncUpdater(home, lambda: settings)
    for bringer in (Bringer(), Bringer("web", "other", "https://other.example")):
        with pytest.raises(AppError) as told:
            updater.check(bringer, Job())
        assert told.value.code == "network-forbidden"
    assert log.read(home) == ()


def test_feedback_refuses_before_a_socket(closed: None, qapp: QApplication, home: Home) -> None:
    with opened(home) as window:
        settings = Settings(language="en", network="never", feedback=f"{ADDRESS}/feedback")
        window.take_settings(settings)
        assert window.opening.view.store is not None
        window.opening.view.store.outbox.write(ENTRY, ready=True)
        outbox = OutboxPresenter(window._front, window.opening)
        outbox.read()
        outbox.send()
        assert outbox.view.error is not None
        assert outbox.view.error.code == "network-forbidden"
        assert outbox.view.waiting == 1  # it still waits


@pytest.mark.parametrize(
    "asked",
    [("sync", "--check"), ("sync",), ("sync", "--from", ADDRESS), ("feedback", "send")],
)
def test_commands_refuse_before_a_socket(
    closed: None, home: Home, asked: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Settings(language="en", network="never", address=ADDRESS, feedback=f"{ADDRESS}/feedback")
    chosen.save(home.settings, kept)
    assert run([*asked, "--home", str(home.root)]) == WRONG
    assert "forbid" in capsys.readouterr().err


def test_every_connection_is_listed_and_sticks_are_none(home: Home) -> None:
    log.write(home, log.Entry("check", "nothing", carrier="updates.example"))
    log.write(home, log.Entry("fetch", "done", carrier=ADDRESS, bytes=1_500_000))
    log.write(home, log.Entry("check", "refused", carrier=ADDRESS, code="carrier-unreachable"))
    log.write(home, log.Entry("fetch", "done", carrier="/media/stick", bytes=9))
    log.write(home, log.Entry("install", "done", carrier=ADDRESS))
    unreachable = AppError("feedback-unreachable", address=ADDRESS)
    feedback.note(home, ADDRESS, feedback.Sent(failed=((ENTRY.id, unreachable),)))
    feedback.note(home, ADDRESS, feedback.Sent())  # nothing was tried
    (home.root / "of another program.txt").write_text("x")
    for name in ("work.sqlite-journal", "work-damaged-1.sqlite", ".wecoop-x.part", "place.json"):
        (home.root / name).write_text("x")
    told = privacy(home, Settings(backups="/media/disk"))
    assert [(one.what, one.reached) for one in told.contacts] == [
        ("feedback", False),
        ("check", False),
        ("fetch", True),
        ("check", True),
    ]
    names = {part.name: part.known for part in told.written}
    assert names == {
        **dict.fromkeys(("log", "work", "aside", "passing", "window"), True),
        "of another program.txt": False,
    }
    assert [str(path.as_posix()) for _, path in told.elsewhere] == ["/media/disk"]


def test_a_home_that_is_not_there_has_nothing(home: Home) -> None:
    told = privacy(home, Settings())
    assert (told.contacts, told.written) == ((), ())


def test_the_page_says_it(window: Window, home: Home) -> None:
    log.write(home, log.Entry("fetch", "done", carrier=ADDRESS, bytes=2_000_000))
    window.go(Place("help", part="privacy"))
    settle()
    said = words(window)
    for wanted in ("fetched an update", ADDRESS, str(home.root), "work.sqlite", "telemetry"):
        assert wanted in said
    found = cast(HelpPresenter, window.presenter("help")).view.privacy
    assert found is not None
    assert all(part.known for part in found.written)


def test_the_window_works_with_sockets_closed(closed: None, qapp: QApplication, home: Home) -> None:
    with opened(home, drafts=1) as window:
        for place in ("projects", "guide", "funders", "proposals", "updates", "help"):
            window.visit(place)
            settle()
            assert window.place.screen == place
