"""Comments in the store: threads, their parts, undo, limits, and copies that are merged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.work.conftest import Clock
from tests.work.test_file import HEAD, archive
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import commentfile
from wecoop_desktop.work.comments import (
    COUNT_LIMIT,
    TEXT_LIMIT,
    Author,
    Comment,
    Kind,
    Spot,
    changed,
    counts,
    merged,
    parts,
    threads,
)
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.remarks import SIZE_LIMIT
from wecoop_desktop.work.store import WorkStore

EXPERT = Author("Н. Осмонова", "эксперт")
AT_BUDGET = Spot("budget.lines", 2, "1.3", "amount")
MOMENT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def code(verb: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        verb()
    return caught.value.code


def test_a_thread_is_begun_answered_settled_and_opened_again(
    store: WorkStore, clock: Clock
) -> None:
    proposal = store.create("wecoop", "2", {})
    first = store.comments.add(
        proposal,
        "Откуда цена?",
        spot=AT_BUDGET,
        by=EXPERT,
        kind=Kind.TASK,
        assigned="  Айбек ",
    )
    clock.pass_(minutes=5)
    reply = store.comments.reply(proposal, first.id, "Из предложения завода", by=Author("Айбек"))
    clock.pass_(minutes=5)
    again = store.comments.reply(proposal, reply.id, "Приложите его")
    (thread,) = store.comments.of(proposal)
    assert thread.first == first
    assert thread.replies == (reply, again)
    assert (first.assigned, first.spot, again.thread) == ("Айбек", AT_BUDGET, first.id)
    told = store.comments.counts(proposal)
    assert (told.open, told.todos, told.resolved) == (1, 1, 0)
    assert dict(told.paths) == {"budget.lines": 1}
    settled = store.comments.resolve(proposal, again.id, by=EXPERT)
    assert (settled.id, settled.resolved, settled.resolved_at) == (first.id, EXPERT, clock.now)
    assert store.comments.counts(proposal).resolved == 1
    assert store.comments.reopen(proposal, first.id).resolved is None
    assert store.comments.of(proposal)[0].open


def test_comments_survive_a_restart_with_every_part(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "2", {})
    odd = "half \ud83d \0 \u202e مقترح 🚜\r\n" + "ж" * 10_000
    made = store.comments.add(proposal, odd, spot=AT_BUDGET, by=EXPERT, assigned="X")
    clock.pass_(minutes=1)
    kept = store.comments.change(proposal, made.id, kind=Kind.TASK, spot=Spot("budget.lines", 3))
    assert kept.changed == made.created
    kept = store.comments.change(proposal, made.id, text="короче", assigned="")
    store.close()
    again = WorkStore.open(home, clock)
    assert again.comments.of(proposal)[0].first == kept
    assert (kept.text, kept.kind, kept.changed) == ("короче", Kind.TASK, clock.now)
    again.close()


def test_nobody_has_to_give_a_name(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {})
    made = store.comments.add(proposal, "x")
    store.comments.resolve(proposal, made.id)
    (thread,) = store.comments.of(proposal)
    assert (thread.first.author, thread.first.resolved) == (Author(), Author())


def test_deleting_is_one_step_of_undo_and_takes_the_answers_along(
    store: WorkStore, clock: Clock
) -> None:
    proposal = store.create("wecoop", "2", {})
    first = store.comments.add(proposal, "first")
    reply = store.comments.reply(proposal, first.id, "reply")
    store.write(proposal, "a.b", "typed")
    clock.pass_(minutes=1)
    store.comments.delete(proposal, first.id)
    assert store.comments.of(proposal) == ()
    assert store.load(proposal).undo == 2
    assert store.undo(proposal) == ""
    assert store.comments.of(proposal)[0].replies == (reply,)
    assert store.load(proposal).answers == {"a.b": "typed"}
    store.redo(proposal)
    assert store.comments.of(proposal) == ()
    assert [each.id for each in store.comments.deleted(proposal)] == [first.id]
    assert store.comments.restore(proposal, first.id).text == "first"
    assert len(store.comments.of(proposal)) == 1


def test_an_answer_later_than_the_deletion_is_shown(store: WorkStore, clock: Clock) -> None:
    proposal = store.create("wecoop", "2", {})
    first = store.comments.add(proposal, "first")
    clock.pass_(minutes=1)
    store.comments.delete(proposal, first.id)
    clock.pass_(minutes=1)
    reply = store.comments.reply(proposal, first.id, "but why?")
    (thread,) = store.comments.of(proposal)
    assert (thread.first.deleted, thread.replies) == (True, (reply,))


def test_a_deleted_text_is_let_go_after_ninety_days(store: WorkStore, clock: Clock) -> None:
    proposal = store.create("wecoop", "2", {})
    gone, other = (store.comments.add(proposal, text) for text in ("gone", "other"))
    store.comments.delete(proposal, gone.id)
    clock.pass_(days=89)
    store.comments.delete(proposal, other.id)
    assert len(store.comments.deleted(proposal)) == 2
    clock.pass_(days=2)
    store.comments.restore(proposal, other.id)
    assert store.comments.deleted(proposal) == ()
    assert code(lambda: store.comments.restore(proposal, gone.id)) == "comment-gone"


def test_what_cannot_be_kept_is_told(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {})
    comments = store.comments
    made = comments.add(proposal, "x")
    assert code(lambda: comments.add(proposal, " \n")) == "comment-empty"
    assert code(lambda: comments.change(proposal, made.id, text="")) == "comment-empty"
    assert code(lambda: comments.add(proposal, "x" * (TEXT_LIMIT + 1))) == "comment-too-long"
    for verb in (comments.resolve, comments.reopen, comments.delete, comments.restore):
        assert code(lambda verb=verb: verb(proposal, "no")) == "comment-unknown"
        assert code(lambda verb=verb: verb("no", made.id)) in (
            "comment-unknown",
            "proposal-unknown",
        )
    for verb in (comments.of, comments.deleted, comments.counts):
        assert code(lambda verb=verb: verb("no")) == "proposal-unknown"
    assert code(lambda: comments.add("no", "x")) == "proposal-unknown"
    assert [thread.first for thread in comments.of(proposal)] == [made]


def test_more_comments_than_a_file_may_hold_are_refused(store: WorkStore, tmp_path: Path) -> None:
    path = tmp_path / "a.wecoop"
    fitting = SIZE_LIMIT // TEXT_LIMIT - 5  # each takes a little more than its text
    held = tuple(Comment(str(n), "ж" * TEXT_LIMIT, MOMENT) for n in range(fitting))
    write_proposal(path, ProposalFile("wecoop", "2", {}, MOMENT, MOMENT, comments=held))
    proposal = store.import_file(path)

    def fill(count: int) -> None:
        for _ in range(count):
            store.comments.add(proposal, "ж" * TEXT_LIMIT)

    assert code(lambda: fill(10)) == "comments-too-many"
    assert fitting <= store.comments.counts(proposal).open < fitting + 10
    store.export_file(proposal, path)
    more = tuple(Comment(f"more{n}", "ж" * TEXT_LIMIT, MOMENT) for n in range(9))
    file = replace(read_proposal(path), comments=more)
    assert code(lambda: store.take_in(proposal, file)) == "comments-too-many"
    assert store.comments.counts(proposal).open < fitting + 10


def test_comments_travel_and_come_back_merged(home: Home, clock: Clock, tmp_path: Path) -> None:
    mine = WorkStore.open(home, clock)
    theirs = WorkStore.open(Home(tmp_path / "their home"), clock)
    out, back = tmp_path / "out.wecoop", tmp_path / "back.wecoop"
    proposal = mine.create("wecoop", "2", {"a.b": "x"})
    kept, changing, going = (
        mine.comments.add(proposal, text) for text in ("kept", "changing", "going")
    )
    mine.export_file(proposal, out)
    clock.pass_(minutes=1)
    copy = theirs.import_file(out)
    theirs.comments.change(copy, changing.id, text="changed there")
    theirs.comments.resolve(copy, kept.id, by=EXPERT)
    theirs.comments.delete(copy, going.id)
    added = theirs.comments.add(copy, "added there", by=EXPERT)
    theirs.export_file(copy, back)
    clock.pass_(minutes=1)
    mine.comments.change(proposal, kept.id, text="changed here")
    file = read_proposal(back)
    assert mine.relation(proposal, file).comments == 4
    assert mine.take_in(proposal, file) == 4
    shown = {thread.first.id: thread.first for thread in mine.comments.of(proposal)}
    assert set(shown) == {kept.id, changing.id, added.id}
    assert shown[changing.id].text == "changed there"
    assert (shown[kept.id].text, shown[kept.id].resolved) == ("changed here", EXPERT)
    assert shown[added.id] == added
    assert (mine.take_in(proposal, file), mine.relation(proposal, file).comments) == (0, 0)
    assert mine.load(proposal).undo == 0
    mine.close()
    theirs.close()


def test_a_change_seen_from_a_clock_ahead_can_still_be_changed() -> None:
    ahead = Comment("a", "x", MOMENT, stamps={"text": MOMENT + timedelta(days=400)})
    mine = changed(ahead, replace(parts(ahead), text="later"), MOMENT)
    assert merged(mine, ahead).text == merged(ahead, mine).text == "later"


STAMPS = st.dictionaries(
    st.sampled_from(["text", "kind", "assigned", "spot", "resolved", "deleted"]),
    st.integers(1, 3).map(lambda minutes: MOMENT + timedelta(minutes=minutes)),
)
COPIES = st.builds(
    Comment,
    id=st.just("a"),
    text=st.sampled_from(["x", "y", "ж"]),
    created=st.just(MOMENT),
    spot=st.sampled_from([Spot(), Spot("a.b"), AT_BUDGET]),
    kind=st.sampled_from(Kind),
    author=st.sampled_from([Author(), EXPERT]),
    assigned=st.sampled_from(["", "A"]),
    resolved=st.sampled_from([None, Author(), EXPERT]),
    deleted=st.booleans(),
    stamps=STAMPS,
    extra=st.dictionaries(st.sampled_from("pq"), st.integers(0, 2)),
)


@given(COPIES, COPIES, COPIES)
@settings(max_examples=400, deadline=None)
def test_copies_become_one_in_any_order(one: Comment, two: Comment, three: Comment) -> None:
    whole = merged(merged(one, two), three)
    assert merged(one, merged(two, three)) == whole
    assert merged(two, one) == merged(one, two)
    assert merged(three, merged(two, one)) == whole
    assert merged(whole, two) == whole
    for part in ("text", "kind", "assigned", "spot", "resolved", "deleted"):
        assert whole.stamp(part) == max(each.stamp(part) for each in (one, two, three))


@given(COPIES)
@settings(max_examples=200, deadline=None)
def test_a_comment_comes_back_from_json(comment: Comment) -> None:
    assert commentfile.read_document(commentfile.document([comment])) == (comment,)


def test_threads_of_a_broken_file_hide_nothing() -> None:
    ring = [Comment("a", "a", MOMENT, thread="b"), Comment("b", "b", MOMENT, thread="a")]
    lost = Comment("c", "c", MOMENT, thread="nowhere")
    itself = Comment("d", "d", MOMENT, thread="d")
    found = threads([*ring, lost, itself])
    assert [thread.first.text for thread in found] == ["a", "b", "c", "d"]
    assert counts(found).open == 4


GOOD = {"id": "a", "text": "x", "kind": "comment", "created": "2026-11-22T09:00:00+00:00"}
HOSTILE: list[tuple[str, object]] = [
    ("a list", []),
    ("no format", {"comments": []}),
    ("format true", {"format": True, "comments": []}),
    ("no comments", {"format": 1}),
    ("comments a text", {"format": 1, "comments": "x"}),
    ("a number", {"format": 1, "comments": [3]}),
    ("deep", {"format": 1, "comments": json.loads("[" * 60 + "]" * 60)}),
    ("twice", {"format": 1, "comments": [GOOD, GOOD]}),
    *(
        (f"{name} {str(value)[:20]}", {"format": 1, "comments": [{**GOOD, name: value}]})
        for name, value in (
            ("id", ""),
            ("id", "../../x"),
            ("id", 3),
            ("text", ["x"]),
            ("text", "x" * (TEXT_LIMIT + 1)),
            ("thread", "<script>"),
            ("path", "x" * 300),
            ("row", -1),
            ("row", True),
            ("row", 10**12),
            ("created", None),
            ("created", "yesterday"),
            ("created", "0001-01-01T00:00:00+14:00"),
            ("created", "9999-12-31T23:59:59-12:00"),
            ("author", "A"),
            ("author", {"name": 3}),
            ("resolved", True),
            ("deleted", "yes"),
            ("changed", []),
            ("changed", {"text": "9999-12-31T23:59:59Z"}),
            ("kind", 3),
        )
    ),
    (
        "too many",
        {"format": 1, "comments": [{**GOOD, "id": str(n)} for n in range(COUNT_LIMIT + 1)]},
    ),
]


@pytest.mark.parametrize(("name", "data"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_hostile_comments_are_refused_with_the_reason(
    store: WorkStore, tmp_path: Path, name: str, data: object
) -> None:
    path = tmp_path / "a.wecoop"
    path.write_bytes(
        archive(
            ("proposal.json", json.dumps(HEAD).encode()),
            ("comments.json", json.dumps(data).encode()),
        )
    )
    with pytest.raises(AppError) as caught:
        store.import_file(path)
    assert caught.value.code == "proposal-broken"
    assert caught.value.values["part"] == "comments.json"
    assert str(caught.value.values["problem"])
    assert store.proposals() == ()


def test_comments_of_a_newer_format_are_told(store: WorkStore, tmp_path: Path) -> None:
    path = tmp_path / "a.wecoop"
    path.write_bytes(
        archive(
            ("proposal.json", json.dumps(HEAD).encode()),
            ("comments.json", b'{"format": 2, "comments": []}'),
        )
    )
    assert code(lambda: store.import_file(path)) == "proposal-newer"


def test_what_another_program_keeps_in_a_comment_travels_along() -> None:
    entry = {**GOOD, "mood": {"x": [1, None]}, "kind": "praise"}
    data = json.dumps({"format": 1, "comments": [entry]}).encode()
    (found,) = commentfile.read_document(data)
    again = json.loads(commentfile.document([found]))
    assert again["comments"][0]["mood"] == {"x": [1, None]}
    assert found.kind is Kind.COMMENT
