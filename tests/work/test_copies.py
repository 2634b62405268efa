"""Two computers comment on copies of one proposal, in any order: nothing is lost, both agree."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.work.conftest import Clock
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import remarks
from wecoop_desktop.work.comments import Author, Comment, Kind, Spot
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.work.lineage import Kinship
from wecoop_desktop.work.store import WorkStore

SIDES = st.integers(0, 1)
TEXTS = st.sampled_from(["почему?", "x", "مقترح", "half \ud83d"])
DICE = st.integers(0, 1_000)


class Copies(RuleBasedStateMachine):
    """Answers of the two go on too: each answer of the one stands at a path of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="wecoop-"))
        # The second clock is a day ahead, as clocks of offices without a network are.
        self.clocks = (Clock(), Clock())
        self.clocks[1].now += timedelta(days=1)
        self.stores = [
            WorkStore.open(Home(self.folder / str(side)), self.clocks[side]) for side in (0, 1)
        ]
        self.added: tuple[set[str], set[str]] = (set(), set())
        self.written: tuple[dict[str, object], dict[str, object]] = ({}, {})

    @initialize()
    def hand_over(self) -> None:
        first = self.stores[0].create("wecoop", "1", {})
        path = self.folder / "first.wecoop"
        self.stores[0].export_file(first, path)
        self.proposals = (first, self.stores[1].import_file(path))

    def every(self, side: int) -> dict[str, Comment]:
        with self.stores[side]._work() as work:
            return {each.id: each for each in remarks.every(work, self.proposals[side])}

    def some(self, side: int, dice: int) -> str | None:
        known = sorted(self.every(side).values(), key=lambda each: (each.created, each.text))
        return known[dice % len(known)].id if known else None

    @rule(side=SIDES, text=TEXTS, kind=st.sampled_from(Kind), row=st.none() | st.integers(0, 3))
    def add(self, side: int, text: str, kind: Kind, row: int | None) -> None:
        comments = self.stores[side].comments
        spot = Spot("a.b", row)
        made = comments.add(self.proposals[side], text, spot=spot, kind=kind, by=Author(str(side)))
        self.added[side].add(made.id)

    @rule(side=SIDES, dice=DICE, text=TEXTS)
    def reply(self, side: int, dice: int, text: str) -> None:
        known = self.some(side, dice)
        if known:
            made = self.stores[side].comments.reply(self.proposals[side], known, text)
            self.added[side].add(made.id)

    @rule(side=SIDES, dice=DICE, verb=st.sampled_from(["resolve", "reopen", "delete", "restore"]))
    def settle(self, side: int, dice: int, verb: str) -> None:
        known = self.some(side, dice)
        if known:
            getattr(self.stores[side].comments, verb)(self.proposals[side], known)

    @rule(side=SIDES, dice=DICE, text=TEXTS)
    def change(self, side: int, dice: int, text: str) -> None:
        known = self.some(side, dice)
        if known:
            self.stores[side].comments.change(self.proposals[side], known, text=text)

    @rule(side=SIDES)
    def undo(self, side: int) -> None:
        self.stores[side].undo(self.proposals[side])
        self.written[side].clear()
        self.written[side].update(self.stores[side].load(self.proposals[side]).answers)

    @rule(side=SIDES, text=TEXTS)
    def write(self, side: int, text: str) -> None:
        self.stores[side].write(self.proposals[side], f"a.{side}", text)
        self.written[side][f"a.{side}"] = text

    @rule(side=SIDES)
    def send(self, side: int) -> None:
        """From one to the other, whose answers take over what the first one changed."""
        path = self.folder / "sent.wecoop"
        there = 1 - side
        self.stores[side].export_file(self.proposals[side], path)
        file = read_proposal(path)
        receiver, proposal = self.stores[there], self.proposals[there]
        relation = receiver.relation(proposal, file)
        assert relation.kinship is not Kinship.UNRELATED
        assert relation.base is not None, "what both have in common is kept by both"
        if relation.kinship is Kinship.DESCENDS:
            assert relation.base == self.written[there]
        theirs = self.every(side)
        mine = self.every(there)
        receiver.take_in(proposal, file, file.answers)
        self.written[there].clear()
        self.written[there].update(file.answers)
        self.added[there].update(theirs)
        assert {*mine, *theirs} == set(self.every(there))
        assert receiver.relation(proposal, file).comments == 0

    @invariant()
    def nothing_is_lost(self) -> None:
        for clock in self.clocks:
            clock.now += timedelta(seconds=3)
        for side in (0, 1):
            assert self.added[side] <= set(self.every(side))
            assert self.stores[side].load(self.proposals[side]).answers == self.written[side]

    def teardown(self) -> None:
        """Sent there and back, both show the same."""
        self.send(0)
        self.send(1)
        shown = [self.stores[side].comments.of(self.proposals[side]) for side in (0, 1)]
        assert shown[0] == shown[1]
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)


TestCopies = Copies.TestCase
TestCopies.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
