"""Any byte of what the program keeps and reads again may be another one: a sentence, or as none."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs.archive import pack_bytes, read_archive
from wecoop_desktop.sync import log
from wecoop_desktop.ui import instance, keeping
from wecoop_desktop.ui.presenters.privacy import privacy
from wecoop_desktop.work import backup, copies, notes, past, seal, snapshot
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.rebuild import rebuild
from wecoop_desktop.work.store import WorkStore

PASSWORD = "three words together"
PLACE = {"format": 1, "open": True, "ends": 1, "place": ["wizard", "x", "budget", [["a", "я"]]]}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which each kind of file stands."""
    home = Home(tmp_path_factory.mktemp("home"))
    store = WorkStore.open(home)
    proposal = store.create("wecoop", "1", {"basic.title_en": "Osh", "a.b": "x" * 300})
    store.revise(proposal, Reason.NAMED, "first")
    store.mark("note.project", "p-1", "Ask")
    store.back_up("asked")
    (made,) = backup.backups(home)
    store.close()
    copies.keep(home, made.path, "", backup.present(), Job())
    copies.place_elsewhere(home, home.root)
    chosen.save(home.settings, chosen.Settings(language="ru", backups="/media/disk"))
    log.write(home, log.Entry("fetch", "done", carrier="https://x.example", bytes=9))
    named = {"format": 1, "name": "nobody-listens", "process": 1}
    (home.root / instance.NAMED).write_text(json.dumps(named))
    (home.root / keeping.SESSION).write_text(json.dumps(PLACE))
    (home.root / "x.pack").write_bytes(pack_bytes({"x/pack.json": b"{}", "x/a.json": b"[1]"}))
    (home.root / "closed.wecoop").write_bytes(seal.sealed(b"PK" * 40, PASSWORD))
    return home.root


def _look(home: Home, path: Path) -> object:
    with snapshot.opened(home, path) as held:
        return [held.load(row.id).answers for row in held.rows()]


def _pack(home: Home, path: Path) -> object:
    findings: list[Finding] = []
    return read_archive(path.read_bytes(), "x", findings)


def _again(home: Home, path: Path) -> object:
    """All of the work from its files, in a home of its own: nothing of one file hurts another."""
    apart = Home(home.root / "apart")
    done = rebuild(apart, copies.folder(home))
    assert done.proposals + len(done.problems) >= 1
    return done


# By the file: how it is read, and how often one of its bytes is changed.
READ: dict[str, tuple[Callable[[Home, Path], object], int]] = {
    "settings.json": (lambda home, path: chosen.load(path), 120),
    instance.NAMED: (lambda home, path: instance.hand_over(home, (), wait=0), 60),
    keeping.SESSION: (lambda home, path: keeping.last_session(home), 120),
    log.FILE: (lambda home, path: privacy(home, chosen.Settings()), 40),
    f"backups/{copies.INDEX}": (lambda home, path: copies._read_index(home), 60),
    f"backups/{copies.PLACE}": (lambda home, path: copies.place_elsewhere(home, home.root), 30),
    "backups/work-*.sqlite": (_look, 25),
    f"backups/proposals/{notes.NAME}": (_again, 8),
    "backups/proposals/*.past.zip": (lambda home, path: past.read(path), 120),
    "x.pack": (_pack, 120),
    "closed.wecoop": (lambda home, path: seal.opened(path.read_bytes(), PASSWORD, path), 6),
}


@pytest.mark.parametrize("name", READ)
def test_changed_bytes_are_a_sentence_or_as_none(root: Path, name: str, qapp: QApplication) -> None:
    home, (read, times) = Home(root), READ[name]
    (path,) = root.glob(name)
    whole, dice = path.read_bytes(), random.Random(name)
    try:
        for _time in range(times):
            broken = bytearray(whole)
            for _byte in range(dice.choice((1, 1, 3))):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            path.write_bytes(broken[: dice.choice((len(broken), dice.randrange(len(broken))))])
            try:
                read(home, path)
            except AppError as error:
                assert error.code  # noqa: PT017 - most changes are no fault at all
    finally:
        path.write_bytes(whole)
    read(home, path)
