"""What is killed while people work together: comments, attachments, submissions.

Beside the store that is killed stands one that is not; both do the same deeds, and what the killed
one holds must be what the other holds after the last acknowledged deed, or after one more.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.kit.clock import Ticking
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import database
from wecoop_desktop.work.comments import Author, Kind, Spot
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.store import WorkStore

VERBS = {
    "add": 20,
    "reply": 10,
    "resolve": 8,
    "reopen": 4,
    "delete": 6,
    "undo": 4,
    "redo": 2,
    "write": 10,
    "attach": 10,
    "detach": 4,
    "freeze": 3,
    "part": 3,
    "adopt": 3,
    "merge": 3,
}


class _ThereError(Exception):
    """The mirror holds what was found after the kill."""


class Remarking:
    def __init__(self, folder: Path, seed: int) -> None:
        self._wanted: dict[str, object] | None = None
        self.folder, self.seed, self.done = folder, seed, 0
        self.clock = Ticking()
        self.home = Home(folder / "remarking" / "Дом")
        self.mirror = WorkStore.open(Home(folder / "mirror"), Ticking())
        killed = WorkStore.open(self.home, self.clock)
        self.proposals = tuple(
            store.create("wecoop", "1", {"a.b": "x"}) for store in (killed, self.mirror)
        )
        killed.close()

    def prepare(self) -> None:
        # The clock of the killed process went on without us.
        self.clock.now += timedelta(hours=1)

    def act(self, report: Callable[[int], None]) -> None:
        store = WorkStore.open(self.home, self.clock)
        number = self.done
        while True:
            number += 1
            self._do(number, store, self.proposals[0], self.folder / "killed.wecoop")
            report(number)

    def _do(self, number: int, store: WorkStore, proposal: str, path: Path) -> None:
        dice = random.Random(self.seed * 1_000_003 + number)
        (verb,) = dice.choices(list(VERBS), list(VERBS.values()))
        threads = store.comments.of(proposal)
        attached = store.attachments.of(proposal)
        text = f"{number} " + "ж" * dice.choice((3, 300, 9_000))
        by = Author("Айгүл", "эксперт")
        if verb == "add" or not threads:
            spot = Spot("a.b", number % 5)
            store.comments.add(proposal, text, spot=spot, by=by, kind=dice.choice(list(Kind)))
        elif verb in ("reply", "resolve", "reopen", "delete"):
            first = dice.choice(threads).first.id
            if verb == "reply":
                store.comments.reply(proposal, first, text)
            else:
                getattr(store.comments, verb)(proposal, first)
        elif verb in ("undo", "redo"):
            getattr(store, verb)(proposal)
        elif verb == "attach":
            noise = dice.randbytes(dice.choice((10, 4_000, 60_000)))
            store.attachments.attach(proposal, Document(f"{number % 9}.bin", noise))
        elif verb == "detach" and attached:
            name = dice.choice(attached).name
            store.attachments.detach(proposal, name, {"a.rows": [{"file": text}]})
        elif verb == "freeze":
            store.submissions.freeze(proposal, str(number))
        elif verb == "part" and store.revisions(proposal):
            store.restore_part(proposal, 1, ["a.b"])
        elif verb == "adopt":
            answers = {**store.load(proposal).answers, "a.c": text}
            store.adopt_form(proposal, str(number), answers, {"version": str(number)})
        elif verb == "merge":
            self._export(store, proposal, path)
            file = read_proposal(path)
            store.take_in(proposal, file, {**file.answers, "a.d": text})
        else:
            store.write(proposal, "a.b", text)

    def check(self, acknowledged: int) -> None:
        while self.done < acknowledged:
            self._follow()
        store = WorkStore.open(self.home, self.clock)
        proposal = self.proposals[0]
        if held(store, proposal) != held(self.mirror, self.proposals[1]):
            self._follow_until(held(store, proposal))
        mine, other = held(store, proposal), held(self.mirror, self.proposals[1])
        assert mine == other, f"lost or torn at {self.done}: {mine} is not {other}"
        assert store.attachments.verify(proposal) == (), "an attachment without its content"
        for made in store.submissions.of(proposal):
            store.submissions.changed_since(proposal, made.number)
        store.close()
        database.check_file(self.home.work)

    def _export(self, store: WorkStore, proposal: str, path: Path) -> None:
        """Its own deed, which keeps a revision: a kill may come between it and what follows."""
        store.export_file(proposal, path)
        if self._wanted is not None and held(store, proposal) == self._wanted:
            raise _ThereError

    def _follow_until(self, wanted: dict[str, object]) -> None:
        """Do what was under way; or, where it is two deeds, only the first of them."""
        self._wanted = wanted
        try:
            self._follow()
        except _ThereError:
            self.done -= 1
        finally:
            self._wanted = None

    def _follow(self) -> None:
        self.done += 1
        self._do(self.done, self.mirror, self.proposals[1], self.folder / "mirror.wecoop")


def held(store: WorkStore, proposal: str) -> dict[str, object]:
    """All that a proposal holds, without what differs by chance: ids and times."""
    whole = store.load(proposal)
    return {
        "answers": dict(whole.answers),
        "form": (whole.form_version, store.form_data(proposal)),
        "steps": (whole.undo, whole.redo),
        "threads": [
            (
                thread.first.text,
                thread.first.kind,
                thread.first.resolved,
                thread.first.deleted,
                [reply.text for reply in thread.replies],
            )
            for thread in store.comments.of(proposal)
        ],
        "attachments": [(each.name, each.sha256) for each in store.attachments.of(proposal)],
        "submissions": [
            (each.number, each.digest, each.revision) for each in store.submissions.of(proposal)
        ],
        "revisions": [
            (entry.reason, dict(store.revision(proposal, entry.number)))
            for entry in store.revisions(proposal)
            if entry.reason is not Reason.STARTING
        ],
    }
