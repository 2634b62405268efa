"""A carrier of updates that does what a test says, and a runner that holds a job for a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.presenters.updatesview import (
    Attempt,
    Bringer,
    Changed,
    Changes,
    Found,
    Installed,
    Offered,
    OfferedPack,
    PackRow,
    Progress,
    Staging,
    Trust,
    UpdatesView,
)

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
KEYS = ("7f2a91c40b6ed358" + "0" * 48, "19d3c05ea8b244f7" + "0" * 48, "b60c7712fe90a3d1" + "0" * 48)
PUBLISHER = Text("WECOOP content team", "Редакция WECOOP")
STICK = Bringer("stick", "E:", "/media/E")


def pack(name: str, version: str, size: int, title: Text, source: str = "shipped") -> PackRow:
    issued = date.fromisoformat(f"{version.replace('.', '-')}-14")
    return PackRow(name, title, version, issued, size, source)


PACKS = (
    pack("projects", "2026.11", 412_000, Text("Project database", "База проектов")),
    pack("guide", "2026.11", 905_000, Text("Investor Guide", "Руководство инвестора")),
    pack("funders", "2026.10", 190_000, Text("Funder profiles", "Профили доноров")),
    pack("policies", "2026.09", 96_000, Text("National policies", "Национальная политика")),
    pack("forms", "2026.10", 240_000, Text("Forms and templates", "Формы и шаблоны")),
)

OFFER = Offered(
    number=13,
    version="2026.12",
    issued=date(2026, 12, 14),
    packs=(
        OfferedPack("funders", "2026.10", "2026.12", 190_000),
        OfferedPack("forms", "2026.10", "2026.12", 240_000),
        OfferedPack("projects", "2026.11", "2026.12", 470_000),
    ),
    size=900_000,
    seconds=14,
    bringer=Bringer("web", "updates.example.org", "https://updates.example.org"),
)

TRUST = Trust("genuine", PUBLISHER, KEYS, "1.0", checked=NOW, issued="2026-11-14")

CHANGES = (
    Changed("template", "eu_concept", Text("EU/WECOOP concept note", "Концепт-нота ЕС/WECOOP"),
            "changed"),
    Changed("funder", "isdb", Text("Islamic Development Bank", "Исламский банк развития"),
            "changed"),
    Changed("project", "adb-41548-013", Text("Issyk-Kul Sustainable Development Project",
                                             "Устойчивое развитие Иссык-Куля"), "closed"),
    *(Changed("project", f"new-{n}", Text(f"New project {n}", f"Новый проект {n}"), "new")
      for n in range(12)),
    Changed("section", "B05", Text("Logframe", "Логическая матрица"), "changed"),
)  # fmt: skip

HISTORY = (
    Attempt(NOW, "installed", STICK, "2026.11", 3, 1_400_000, undo=True),
    Attempt(NOW - timedelta(days=9), "failed", Bringer("web", "updates.example.org"), "",
            error=AppError("file-missing", path="timestamp.json")),
    Attempt(NOW - timedelta(days=40), "nothing", Bringer("web", "updates.example.org")),
)  # fmt: skip


@dataclass
class FakeUpdater:
    """Gives what it holds; `fails` names a verb and the error it raises."""

    installed: Installed = field(default_factory=lambda: Installed(packs=PACKS, trust=TRUST))
    offer: Offered | None = OFFER
    found: tuple[Found, ...] = ()
    changes: tuple[Changed, ...] = ()
    fails: dict[str, AppError] = field(default_factory=dict)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    steps: tuple[tuple[int, int, str], ...] = ((450_000, 900_000, "update-fetching"),)

    def _note(self, verb: str, *values: object) -> None:
        self.asked.append((verb, *values))
        if verb in self.fails:
            raise self.fails[verb]

    def look(self, job: Job) -> Installed:
        self._note("look")
        return self.installed

    def check(self, bringer: Bringer, job: Job) -> Offered | None:
        self._note("check", bringer)
        return self.offer

    def fetch(self, offer: Offered, job: Job) -> Staging:
        for step in self.steps:
            job.step(*step)
        self._note("fetch", offer.number)
        return Staging(offer)

    def install(self, staging: Staging, job: Job) -> None:
        job.step(1, 2, "update-building")
        self._note("install", getattr(staging.handle, "number", 0))

    def go_back(self, job: Job) -> str:
        self._note("go_back")
        return "2026.10"

    def differences(self, job: Job) -> tuple[Changed, ...]:
        self._note("differences")
        return self.changes

    def releases(self, job: Job) -> tuple[Found, ...]:
        self._note("releases")
        return self.found

    def copy(self, bringer: Bringer, folder: Path, job: Job) -> Path:
        self._note("copy", folder)
        return folder

    def mended(self, job: Job) -> Finding | None:
        return self.installed.mended

    def forget_mended(self) -> None:
        self._note("forget_mended")


MENDED = Finding(
    "content-mended-shipped",
    level="warning",
    values={"packs": "guide", "edition": 12, "now": 0, "issued": "2026-06-01"},
)


@dataclass
class Held:
    """A runner that keeps the jobs of `lanes` until `finish`; the others run at once."""

    lanes: frozenset[str]
    waiting: dict[str, tuple[Callable[..., Any], ...]] = field(default_factory=dict)
    stopped: list[str] = field(default_factory=list)

    def start(
        self,
        lane: str,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[AppError], None],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> None:
        if lane in self.lanes:
            self.waiting[lane] = (work, done, failed, progress or (lambda *_: None))
            return
        self._run(work, done, failed, progress)

    def _run(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[AppError], None],
        progress: Callable[[int, int, str], None] | None,
    ) -> None:
        try:
            result = work(Job(progress))
        except AppError as error:
            failed(error)
        else:
            done(result)

    def stop(self, lane: str) -> None:
        if self.waiting.pop(lane, None) is not None:
            self.stopped.append(lane)

    def report(self, lane: str, *step: int | str) -> None:
        """Say progress of a held job."""
        self.waiting[lane][3](*step)

    def finish(self, lane: str) -> None:
        """Run a held job now."""
        self._run(*self.waiting.pop(lane))


def _stage(**fields: Any) -> Callable[[UpdatesView], UpdatesView]:
    return lambda view: replace(view, **{"offer": None, "error": None, "net": "offline", **fields})


def _fetched(done: int, rate: int | None = None, left: int | None = None) -> Progress:
    return Progress("update-fetching", done, OFFER.size, rate, left)


TOLD = Changes("2026.12", "2026.11", CHANGES)

# Every state of the screen, as what it makes of a view.
STAGES: dict[str, Callable[[UpdatesView], UpdatesView]] = {
    "nothing": _stage(stage=""),
    "choosing": _stage(stage="choosing", found=(Found("KINGSTON (E:)", Path("/media/E")),)),
    "choosing-none": _stage(stage="choosing", found=()),
    "checking": _stage(stage="checking", bringer=OFFER.bringer),
    "current": _stage(stage="current", bringer=OFFER.bringer, net="online"),
    "offered": _stage(stage="offered", offer=OFFER, bringer=OFFER.bringer, net="online"),
    "fetching": _stage(
        stage="fetching", offer=OFFER, progress=_fetched(600_000, 64_000, 5), net="busy"
    ),
    "paused": _stage(
        stage="paused",
        offer=OFFER,
        progress=_fetched(600_000),
        error=AppError("carrier-unreachable", name="updates.example.org"),
    ),
    "installing": _stage(
        stage="installing", offer=OFFER, progress=Progress("update-building", 6, 9)
    ),
    "installed": _stage(
        stage="installed", installed="2026.12", changes=TOLD, history=HISTORY, back="2026.11"
    ),
    "undoing": _stage(stage="undoing", progress=Progress("library-indexing", 3, 9)),
    "undone": _stage(stage="undone", installed="2026.11", forward="2026.12"),
    "copying": _stage(stage="copying", progress=Progress("copy-writing", 1, 3)),
    "copied": _stage(stage="copied", copied=Path("/media/E/wecoop-updates")),
    "refused": _stage(
        stage="refused",
        error=AppError("update-not-genuine", name="E:", file="timestamp.json"),
        trust=replace(TRUST, state="refused"),
        history=HISTORY,
        why=1,
    ),
    "expired": _stage(
        stage="refused",
        error=AppError(
            "update-expired", name="E:", role="timestamp", ended="2026-05-03", today="2026-11-23"
        ),
        trust=replace(TRUST, state="stale"),
    ),
    "unreachable": _stage(
        stage="refused", error=AppError("carrier-unreachable", name="updates.example.org")
    ),
    "no-address": _stage(stage="refused", error=AppError("update-no-address")),
    "no-room": _stage(
        stage="refused", error=AppError("update-no-room", needed=120, free=3, path="C:\\")
    ),
    "mended": _stage(stage="", mended=MENDED),
}
