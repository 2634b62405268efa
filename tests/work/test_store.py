from __future__ import annotations

import sqlite3
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from tests.work.conftest import Clock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.work.journal import STEPS
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.store import WorkStore

START = {"basic.title_en": "Waste", "basic.title_ru": "Отходы", "basic.target_maturity": "concept"}


def code(caught: pytest.ExceptionInfo[AppError]) -> str:
    return caught.value.code


def test_a_new_proposal_is_listed_with_its_title(store: WorkStore, clock: Clock) -> None:
    first = store.create("wecoop", "2", START)
    clock.pass_(minutes=1)
    second = store.create("wecoop", "2", {"basic.title": {"en": "Water", "ru": ""}})
    rows = store.proposals()
    assert [row.id for row in rows] == [second, first]
    assert rows[1].title == Words("Waste", "Отходы")
    assert (rows[1].level, rows[1].form, rows[1].revision) == ("concept", "wecoop", 0)
    assert rows[0].title == Words("Water")
    assert (store.load(first).undo, store.load(first).redo) == (0, 0)


ODD = {
    "a.right_to_left": "مقترح مشروع ‏ \u202e",
    "a.emoji": "🚜🌊👩‍🌾",
    "a.half": "half a pair: \ud83d",
    "a.zero": "a\0b",
    "a.quotes": "'; DROP TABLE answers; -- \\ \" \n\r\u2028",
    "a.long": "ж" * 1_000_000,
    "a.number": Decimal("12.50"),
    "a.rows": [{"name": {"en": "x", "ru": ""}, "n": 1, "yes": True, "no": None}, {}],
    "нет такого вопроса[]": {"deep": [[[["kept"]]]]},
}


def test_answers_come_back_as_they_were(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "2", START)
    for path, data in ODD.items():
        store.write(proposal, path, data)
    store.close()
    again = WorkStore.open(home, clock)
    assert again.load(proposal).answers == {**START, **ODD}
    again.close()


@pytest.mark.parametrize("data", [1.5, float("nan"), b"x", {1: "x"}, object()])
def test_what_is_not_plain_data_is_a_bug(store: WorkStore, data: object) -> None:
    proposal = store.create("wecoop", "2", START)
    with pytest.raises(TypeError):
        store.write(proposal, "a.b", data)
    assert store.load(proposal).answers == START


def test_numbers_that_are_none_and_endless_nesting_are_refused(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", START)
    endless: list[object] = []
    endless.append(endless)
    for data in (Decimal("NaN"), Decimal("-Infinity"), endless):
        with pytest.raises(ValueError, match=r"number|deeply"):
            store.write(proposal, "a.b", data)


def test_a_far_too_long_answer_is_refused_and_the_rest_stays(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", START)
    with pytest.raises(AppError) as caught:
        store.write(proposal, "a.b", "x" * 20_000_000)
    assert code(caught) == "answer-too-large"
    assert store.load(proposal).answers == START


def test_typing_is_one_step_and_a_pause_begins_another(store: WorkStore, clock: Clock) -> None:
    proposal = store.create("wecoop", "2", {})
    for text in ("О", "От", "Отх"):
        store.write(proposal, "a.b", text)
        clock.pass_(seconds=1)
    clock.pass_(seconds=5)
    store.write(proposal, "a.b", "Отходы")
    assert store.load(proposal).undo == 2
    assert store.undo(proposal) == "a.b"
    assert store.load(proposal).answers == {"a.b": "Отх"}
    assert store.undo(proposal) == "a.b"
    assert store.load(proposal).answers == {}
    assert store.undo(proposal) is None
    assert store.redo(proposal) == "a.b"
    assert store.redo(proposal) == "a.b"
    assert store.redo(proposal) is None
    assert store.load(proposal).answers == {"a.b": "Отходы"}


def test_typing_without_end_is_cut_into_steps(store: WorkStore, clock: Clock) -> None:
    proposal = store.create("wecoop", "2", {})
    for number in range(60):
        store.write(proposal, "a.b", str(number))
        clock.pass_(seconds=1)
    assert store.load(proposal).undo == 2


def test_typed_and_taken_back_is_no_step(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {"a.b": "x"})
    store.write(proposal, "a.b", "xy")
    store.write(proposal, "a.b", "x")
    assert store.load(proposal).undo == 0


def test_what_is_typed_after_undo_is_a_step_of_its_own(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {})
    for path in ("a.b", "a.c"):
        store.write(proposal, path, "1")
    store.undo(proposal)
    store.write(proposal, "a.b", "2")
    assert (store.load(proposal).undo, store.load(proposal).redo) == (2, 0)
    store.undo(proposal)
    assert store.load(proposal).answers == {"a.b": "1"}


def test_undo_survives_a_restart_and_has_a_limit(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "2", {})
    for number in range(STEPS + 30):
        store.write(proposal, f"a.b{number % 7}", number)
    store.close()
    again = WorkStore.open(home, clock)
    assert again.load(proposal).undo == STEPS
    while again.undo(proposal) is not None:
        pass
    assert again.load(proposal).redo == STEPS
    assert again.load(proposal).answers == {f"a.b{n % 7}": n for n in range(23, 30)}
    again.close()


def test_large_texts_do_not_fill_the_disk_with_steps(store: WorkStore, clock: Clock) -> None:
    proposal = store.create("wecoop", "2", {})
    for number in range(8):
        store.write(proposal, "a.b", str(number) * 9_000_000)
        clock.pass_(minutes=1)
    assert 1 <= store.load(proposal).undo <= 3


def test_several_answers_are_one_step(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {"a.b": 1})
    store.write_all(proposal, {"a.b": None, "a.c": 2, "a.d": 3})
    assert store.undo(proposal) == ""
    assert store.load(proposal).answers == {"a.b": 1}
    store.redo(proposal)
    assert store.load(proposal).answers == {"a.c": 2, "a.d": 3}


def test_revisions_are_kept_once_and_named(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", START)
    assert store.revise(proposal, Reason.STARTING) == 1
    assert store.revise(proposal, Reason.LEAVING) == 1
    assert store.revise(proposal, Reason.NAMED, "До комиссии") == 1
    assert store.revise(proposal, Reason.NAMED, "После") == 2
    store.write(proposal, "a.b", "x")
    assert store.revise(proposal, Reason.EXPORTING) == 3
    named = [(entry.number, entry.reason, entry.name) for entry in store.revisions(proposal)]
    assert named == [
        (3, Reason.EXPORTING, ""),
        (2, Reason.NAMED, "После"),
        (1, Reason.NAMED, "До комиссии"),
    ]
    assert store.revision(proposal, 1) == START
    assert store.load(proposal).revision == 3


def test_going_back_keeps_what_was_and_can_be_undone(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {"a.b": "old", "a.c": "same"})
    store.revise(proposal, Reason.STARTING)
    store.write_all(proposal, {"a.b": "new", "a.d": "more"})
    assert store.restore_revision(proposal, 1) == 3
    assert store.load(proposal).answers == {"a.b": "old", "a.c": "same"}
    assert store.revision(proposal, 2) == {"a.b": "new", "a.c": "same", "a.d": "more"}
    assert [entry.origin for entry in store.revisions(proposal)] == [1, 0, 0]
    store.undo(proposal)
    assert store.load(proposal).answers == {"a.b": "new", "a.c": "same", "a.d": "more"}


def test_the_bin_gives_back_until_it_is_emptied(store: WorkStore) -> None:
    kept, gone = (store.create("wecoop", "2", {"a.b": name}) for name in "xy")
    for proposal in (kept, gone):
        store.revise(proposal, Reason.STARTING)
        store.delete(proposal)
    store.restore(kept)
    assert {row.id: row.deleted is not None for row in store.proposals()} == {
        kept: False,
        gone: True,
    }
    assert store.empty_bin() == 1
    assert [row.id for row in store.proposals()] == [kept]
    assert store.load(kept).answers == {"a.b": "x"}
    with pytest.raises(AppError) as caught:
        store.load(gone)
    assert code(caught) == "proposal-unknown"


def test_unknown_proposals_and_revisions_are_told(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {})
    for verb in (
        lambda: store.write("x", "a.b", 1),
        lambda: store.undo("x"),
        lambda: store.redo("x"),
        lambda: store.revise("x", Reason.NAMED),
        lambda: store.revisions("x"),
        lambda: store.delete("x"),
        lambda: store.export_file("x", Path("x.wecoop"), {}),
    ):
        with pytest.raises(AppError) as caught:
            verb()
        assert code(caught) == "proposal-unknown"
    for number in (0, 1, -1):
        with pytest.raises(AppError) as caught:
            store.restore_revision(proposal, number)
        assert code(caught) == "revision-unknown"


def test_marks_are_kept_by_kind(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    store.mark("bookmark", "project:ebrd-38901", "")
    store.mark("tick", "B02#3", "yes")
    store.mark("tick", "B02#4", "yes")
    store.mark("tick", "B02#3", None)
    store.close()
    again = WorkStore.open(home, clock)
    assert dict(again.marks("tick")) == {"B02#4": "yes"}
    assert dict(again.marks("bookmark")) == {"project:ebrd-38901": ""}
    assert dict(again.marks("other")) == {}
    again.close()


def test_a_file_goes_out_and_comes_in_whole(store: WorkStore, tmp_path: Path) -> None:
    proposal = store.create("wecoop", "2", {**START, **ODD})
    store.revise(proposal, Reason.EXPORTING)
    path = tmp_path / "Заявка №1.wecoop"
    store.export_file(proposal, path, {"id": "wecoop", "steps": []})
    copy = store.import_file(path)
    assert copy != proposal
    assert store.load(copy).answers == {**START, **ODD}
    assert [entry.reason for entry in store.revisions(copy)] == [Reason.IMPORTING]
    again = tmp_path / "again.wecoop"
    store.export_file(copy, again)
    assert store.load(store.import_file(again)).answers == store.load(proposal).answers


def test_another_thread_may_not_use_the_store(store: WorkStore) -> None:
    raised: list[BaseException] = []

    def other() -> None:
        try:
            store.proposals()
        except AssertionError as error:
            raised.append(error)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert len(raised) == 1


def test_a_second_program_is_told_and_writes_nothing(store: WorkStore, home: Home) -> None:
    proposal = store.create("wecoop", "2", {})
    with pytest.raises(AppError) as caught:
        WorkStore.open(home)
    assert code(caught) == "work-in-use"
    other = sqlite3.connect(home.work, timeout=0)
    with pytest.raises(sqlite3.OperationalError):
        other.execute("DELETE FROM answers")
    other.close()
    store.write(proposal, "a.b", 1)
    assert store.load(proposal).answers == {"a.b": 1}


def test_commits_wait_for_the_disk(store: WorkStore) -> None:
    pragmas = [
        store._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    ]
    assert pragmas == ["wal", 2, 1]


def test_no_log_is_left_beside_a_closed_file(home: Home, clock: Clock) -> None:
    WorkStore.open(home, clock).close()
    assert sorted(path.name for path in home.root.iterdir()) == ["work.lock", "work.sqlite"]
