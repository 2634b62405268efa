"""The store against a plain dict, over any order of verbs, with restarts in between."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.kit.history import History
from tests.work.conftest import Clock
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.store import WorkStore

PATHS = st.sampled_from(["a.b", "a.c", "бюджет.строки"])
LEAVES = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20)
DATA = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


class Store(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="wecoop-"))
        self.clock = Clock()
        self.model = History()
        self.store = WorkStore.open(Home(self.folder), self.clock)
        self.proposal = self.store.create("wecoop", "1", {})

    @rule(path=PATHS, data=DATA)
    def write(self, path: str, data: object) -> None:
        if data is not None or path in self.model.answers:
            self.store.write(self.proposal, path, data)
            self.model.write(path, data)

    @rule()
    def undo(self) -> None:
        assert self.store.undo(self.proposal) == self.model.undo()

    @rule()
    def redo(self) -> None:
        assert self.store.redo(self.proposal) == self.model.redo()

    @rule()
    def revise(self) -> None:
        assert self.store.revise(self.proposal, Reason.LEAVING) == self.model.revise()

    @precondition(lambda self: self.model.kept)
    @rule(dice=st.randoms(use_true_random=False))
    def restore(self, dice: object) -> None:
        number = dice.randint(1, len(self.model.kept))  # type: ignore[attr-defined]
        self.model.restore(number)
        assert self.store.restore_revision(self.proposal, number) == len(self.model.kept)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = WorkStore.open(Home(self.folder), self.clock)

    @invariant()
    def holds_the_same(self) -> None:
        self.clock.now += timedelta(seconds=3)
        found = self.store.load(self.proposal)
        assert found.answers == self.model.answers
        assert (found.undo, found.redo) == (len(self.model.done), len(self.model.undone))
        kept = [self.store.revision(self.proposal, n + 1) for n in range(len(self.model.kept))]
        assert kept == self.model.kept

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)


TestStore = Store.TestCase
TestStore.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
