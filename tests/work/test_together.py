"""Copies of one proposal: recognised, merged, commented; parts restored; forms adopted; frozen."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.killing import old_database
from tests.work.conftest import Clock
from tests.work.test_file import HEAD, archive
from tests.work.test_machine import DATA
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.attachments import renamed
from wecoop_desktop.work.comments import Author
from wecoop_desktop.work.data import decode
from wecoop_desktop.work.digest import canonical, short, state_digest
from wecoop_desktop.work.file import LINEAGE_LIMIT, read_proposal
from wecoop_desktop.work.lineage import Kinship
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.store import WorkStore

START = {"a.b": "x", "a.c": "y"}


def code(verb: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        verb()
    return caught.value.code


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[WorkStore]:
    """The computer of a colleague."""
    opened = WorkStore.open(Home(tmp_path / "other"), clock)
    yield opened
    opened.close()


def sent(source: WorkStore, proposal: str, path: Path, **options: bool) -> Path:
    source.export_file(proposal, path, **options)
    return path


def test_a_copy_that_comes_back_is_recognised(
    store: WorkStore, other: WorkStore, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", START)
    first = read_proposal(sent(store, proposal, tmp_path / "1.wecoop"))
    assert store.kin(first) == (proposal,)
    assert store.relation(proposal, first).kinship is Kinship.SAME
    copy = other.import_file(tmp_path / "1.wecoop")
    assert other.load(copy).identity == store.load(proposal).identity
    other.write(copy, "a.b", "theirs")
    second = read_proposal(sent(other, copy, tmp_path / "2.wecoop"))
    newer = store.relation(proposal, second)
    assert (newer.kinship, newer.base) == (Kinship.DESCENDS, START)
    store.write(proposal, "a.c", "mine")
    apart = store.relation(proposal, second)
    assert (apart.kinship, apart.base) == (Kinship.DIVERGED, START)
    assert store.relation(proposal, first).kinship is Kinship.OLDER
    assert other.relation(copy, first).kinship is Kinship.OLDER
    stranger = store.create("wecoop", "2", START)
    assert store.relation(stranger, second).kinship is Kinship.UNRELATED
    assert code(lambda: store.take_in(stranger, second, second.answers)) == "proposal-unrelated"
    assert store.load(stranger).answers == START
    assert store.kin(read_proposal(sent(store, stranger, tmp_path / "3.wecoop"))) == (stranger,)


def test_a_merge_is_one_step_and_the_next_one_starts_from_it(
    store: WorkStore, other: WorkStore, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", START)
    copy = other.import_file(sent(store, proposal, tmp_path / "1.wecoop"))
    other.write(copy, "a.b", "theirs")
    store.write(proposal, "a.c", "mine")
    file = read_proposal(sent(other, copy, tmp_path / "2.wecoop"))
    both = {"a.b": "theirs", "a.c": "mine"}
    store.take_in(proposal, file, both)
    assert store.load(proposal).answers == both
    reasons = [entry.reason for entry in store.revisions(proposal)]
    assert reasons[:3] == [Reason.MERGING, Reason.RECEIVING, Reason.MERGING]
    assert store.revision(proposal, len(reasons) - 1) == file.answers
    assert store.relation(proposal, file).kinship is Kinship.OLDER
    other.write(copy, "a.d", "more")
    later = read_proposal(sent(other, copy, tmp_path / "3.wecoop"))
    relation = store.relation(proposal, later)
    assert (relation.kinship, relation.base) == (Kinship.DIVERGED, file.answers)
    back = read_proposal(sent(store, proposal, tmp_path / "4.wecoop"))
    relation = other.relation(copy, back)
    assert (relation.kinship, relation.base) == (Kinship.DIVERGED, file.answers)
    assert store.undo(proposal) == "a.b"
    assert store.load(proposal).answers == {"a.b": "x", "a.c": "mine"}


def test_attachments_come_with_the_answers_of_a_copy(
    store: WorkStore, other: WorkStore, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", START)
    copy = other.import_file(sent(store, proposal, tmp_path / "1.wecoop"))
    (tmp_path / "map.pdf").write_bytes(b"%PDF-1")
    other.attachments.attach(copy, tmp_path / "map.pdf")
    file = read_proposal(sent(other, copy, tmp_path / "2.wecoop"))
    assert store.relation(proposal, file).attachments == ("map.pdf",)
    store.take_in(proposal, file)
    assert store.attachments.of(proposal) == ()
    store.take_in(proposal, file, file.answers)
    assert [each.name for each in store.attachments.of(proposal)] == ["map.pdf"]
    assert store.relation(proposal, file).attachments == ()


def test_files_of_one_name_on_both_sides_are_both_kept(
    store: WorkStore, other: WorkStore, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", START)
    copy = other.import_file(sent(store, proposal, tmp_path / "1.wecoop"))
    for side, held in ((store, proposal), (other, copy)):
        for name in ("map.pdf", "law.pdf"):
            data = b"%PDF" + (name.encode() if name == "law.pdf" else held.encode())
            (tmp_path / name).write_bytes(data)
            side.attachments.attach(held, tmp_path / name)
    rows = [{"item": "map", "file": "MAP.pdf"}, {"item": "law", "file": "law.pdf"}, {"x": 1}, "y"]
    other.write(copy, "annexes.items", rows)
    file = read_proposal(sent(other, copy, tmp_path / "2.wecoop"))
    names = store.attachments.renamed(proposal, file)
    assert names == {"map.pdf": "map (2).pdf"}
    fitting = renamed(rows, names)
    assert fitting == [{"item": "map", "file": "map (2).pdf"}, *rows[1:]]
    assert renamed([{"file": {"en": "map.pdf", "ru": ""}}, {"file": 3}], names) == [
        {"file": {"en": "map (2).pdf", "ru": ""}},
        {"file": 3},
    ]
    store.take_in(proposal, file, {**START, "annexes.items": fitting})
    assert [each.name for each in store.attachments.of(proposal)] == [
        "law.pdf",
        "map (2).pdf",
        "map.pdf",
    ]
    assert store.attachments.read(proposal, "map (2).pdf") == b"%PDF" + copy.encode()


def test_a_file_changed_by_a_program_without_digests_is_an_heir(
    store: WorkStore, tmp_path: Path
) -> None:
    """Such a program writes the digest of the older content back, as it came."""
    path = tmp_path / "1.wecoop"
    proposal = store.create("wecoop", "2", START)
    sent(store, proposal, path)
    with zipfile.ZipFile(path) as packed:
        head = json.loads(packed.read("proposal.json"))
    head["answers"]["a.b"] = "by hand"
    path.write_bytes(archive(("proposal.json", json.dumps(head).encode())))
    relation = store.relation(proposal, read_proposal(path))
    assert (relation.kinship, relation.base) == (Kinship.DESCENDS, START)


def test_a_file_without_identity_is_known_by_its_content_only(
    store: WorkStore, tmp_path: Path
) -> None:
    path = tmp_path / "old.wecoop"
    path.write_bytes(archive(("proposal.json", json.dumps(HEAD).encode())))
    old = read_proposal(path)
    proposal = store.import_file(path)
    assert store.kin(old) == ()
    assert store.relation(proposal, old).kinship is Kinship.SAME
    store.write(proposal, "a.b", "x")
    assert store.relation(proposal, old).kinship is Kinship.OLDER
    assert store.relation(store.create("wecoop", "2", {}), old).kinship is Kinship.UNRELATED


WRONG = [
    ("identity", 3),
    ("identity", "../x"),
    ("identity", "x" * 65),
    ("lineage", "x"),
    ("lineage", ["x"]),
    ("lineage", [None, 3]),
    ("lineage", ["0" * 64] * (LINEAGE_LIMIT + 1)),
    ("digest", 3),
    ("digest", "Z" * 64),
    ("review", "yes"),
    ("review", None),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_wrong_descent_is_refused(
    store: WorkStore, tmp_path: Path, key: str, value: object
) -> None:
    path = tmp_path / "a.wecoop"
    path.write_bytes(archive(("proposal.json", json.dumps({**HEAD, key: value}).encode())))
    assert code(lambda: store.import_file(path)) == "proposal-broken"
    assert store.proposals() == ()


def test_a_review_copy_takes_comments_and_no_answers(
    store: WorkStore, other: WorkStore, tmp_path: Path, clock: Clock
) -> None:
    proposal = store.create("wecoop", "2", START)
    store.revise(proposal, Reason.NAMED, "Draft")
    copy = other.import_file(sent(store, proposal, tmp_path / "1.wecoop", review=True))
    assert (other.load(copy).review, other.proposals()[0].review) == (True, True)
    (tmp_path / "map.pdf").write_bytes(b"%PDF-1")
    for verb in (
        lambda: other.write(copy, "a.b", "mine"),
        lambda: other.write_all(copy, {"a.b": "1", "a.c": None}),
        lambda: other.adopt_form(copy, "3", {"a.b": "z"}),
        lambda: other.attachments.attach(copy, tmp_path / "map.pdf"),
        lambda: other.submissions.freeze(copy, "Bank"),
        lambda: other.take_in(copy, read_proposal(tmp_path / "2.wecoop"), {"a.b": "z"}),
    ):
        if verb.__code__.co_consts and "2.wecoop" in verb.__code__.co_consts:
            sent(store, proposal, tmp_path / "2.wecoop")
        assert code(verb) == "proposal-review"
    other.write(copy, "a.b", "x")  # nothing new
    remark = other.comments.add(copy, "Why?", by=Author("Reviewer"))
    other.comments.delete(copy, remark.id)
    assert other.undo(copy) == ""
    assert other.load(copy).answers == START
    store.write(proposal, "a.b", "meanwhile")
    back = read_proposal(sent(other, copy, tmp_path / "3.wecoop"))
    assert back.review
    told = store.relation(proposal, back)
    assert (told.review, told.comments) == (True, 1)
    assert store.take_in(proposal, back, back.answers) == 1
    assert store.load(proposal).answers == {**START, "a.b": "meanwhile"}
    other.make_own(copy)
    other.write(copy, "a.b", "mine")
    assert other.load(copy).answers["a.b"] == "mine"
    assert not read_proposal(sent(other, copy, tmp_path / "4.wecoop")).review


def test_a_part_is_restored_as_one_step(store: WorkStore, clock: Clock) -> None:
    proposal = store.create("wecoop", "2", {"a.b": "old", "a.c": "old"})
    store.revise(proposal, Reason.NAMED, "first")
    store.write_all(proposal, {"a.b": "new", "a.c": "new", "a.d": "new"})
    clock.pass_(minutes=1)
    number = store.restore_part(proposal, 1, ["a.c", "a.d", "a.none"])
    assert store.load(proposal).answers == {"a.b": "new", "a.c": "old"}
    assert store.revisions(proposal)[0].number == number
    assert store.revisions(proposal)[0].origin == 1
    assert store.undo(proposal) == ""
    assert store.load(proposal).answers == {"a.b": "new", "a.c": "new", "a.d": "new"}
    assert code(lambda: store.restore_part(proposal, 99, [])) == "revision-unknown"


def test_a_newer_form_is_adopted_and_left_again(store: WorkStore, tmp_path: Path) -> None:
    old, new = {"id": "wecoop", "version": "2"}, {"id": "wecoop", "version": "3"}
    proposal = store.create("wecoop", "2", START, old)
    before = store.adopt_form(proposal, "3", {"a.b": "x", "moved.c": "y"}, new)
    assert store.load(proposal).form_version == "3"
    assert store.form_data(proposal) == new
    assert store.revision(proposal, before) == START
    assert [entry.form_version for entry in store.revisions(proposal)] == ["3", "2"]
    assert store.load(proposal).undo == 1
    store.undo(proposal)
    assert (store.load(proposal).form_version, store.form_data(proposal)) == ("2", old)
    assert store.load(proposal).answers == START
    store.redo(proposal)
    assert store.load(proposal).answers == {"a.b": "x", "moved.c": "y"}
    store.restore_revision(proposal, before)
    assert (store.load(proposal).form_version, store.load(proposal).answers) == ("2", START)
    path = sent(store, proposal, tmp_path / "a.wecoop")
    assert read_proposal(path).form_data == old
    store.export_file(proposal, path, new)  # what the content has now
    assert read_proposal(path).form_data == old


def test_an_imported_form_is_kept_when_a_newer_one_is_adopted(
    store: WorkStore, tmp_path: Path
) -> None:
    old, new = {"id": "wecoop", "version": "2"}, {"id": "wecoop", "version": "3"}
    path = tmp_path / "a.wecoop"
    store.export_file(store.create("wecoop", "2", START), path, old)
    copy = store.import_file(path)
    assert store.form_data(copy) == old
    store.adopt_form(copy, "3", START, new)
    assert store.form_data(copy) == new
    store.undo(copy)
    assert store.form_data(copy) == old
    assert store.form_data(store.create("wecoop", "1", {})) is None


def test_a_frozen_state_has_a_digest_that_the_file_gives_too(
    store: WorkStore, tmp_path: Path, clock: Clock
) -> None:
    proposal = store.create("wecoop", "2", START)
    (tmp_path / "map.pdf").write_bytes(b"%PDF-1")
    store.attachments.attach(proposal, tmp_path / "map.pdf")
    made = store.submissions.freeze(proposal, "To the  bank", "eu-concept-note")
    assert (made.number, made.name, made.template) == (1, "To the bank", "eu-concept-note")
    assert made.digest == store.submissions.digest(proposal)
    path = sent(store, proposal, tmp_path / "a.wecoop")
    assert read_proposal(path).digest() == made.digest
    store.write(proposal, "a.b", "later")
    store.attachments.detach(proposal, "map.pdf")
    assert store.submissions.digest(proposal) != made.digest
    assert store.submissions.changed_since(proposal, 1) == START
    assert set(store.submissions.attachments(proposal, 1)) == {"map.pdf"}
    assert store.revisions(proposal)[0].reason is Reason.FREEZING
    second = store.submissions.freeze(proposal, "")
    assert store.submissions.of(proposal) == (second, made)
    store.restore_revision(proposal, made.revision)
    store.attachments.attach(proposal, tmp_path / "map.pdf")
    assert store.submissions.digest(proposal) == made.digest
    for verb in (store.submissions.changed_since, store.submissions.attachments):
        assert code(lambda verb=verb: verb(proposal, 9)) == "submission-unknown"


def test_freezing_what_is_not_there_is_refused(
    store: WorkStore, home: Home, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", START)
    (tmp_path / "map.pdf").write_bytes(b"%PDF-1")
    store.attachments.attach(proposal, tmp_path / "map.pdf")
    for path in home.attachments.glob("*/*"):
        path.unlink()
    assert code(lambda: store.submissions.freeze(proposal, "Bank")) == "attachment-lost"
    assert (store.submissions.of(proposal), store.revisions(proposal)) == ((), ())


def test_digests_are_as_the_page_says() -> None:
    """Recomputed here in the plainest way: other programs can check a printed digest."""
    import hashlib

    answers = {"b.z": {"ru": "ж", "en": ""}, "a.y": ["1", {"q": None, "p": True}], "a.x": None}
    text = '{"a.y":["1",{"p":true,"q":null}],"b.z":{"en":"","ru":"ж"}}'
    assert canonical({key: each for key, each in answers.items() if each}) == text
    assert state_digest(answers) == hashlib.sha256(text.encode()).hexdigest()
    assert short("0123456789abcdef" * 4) == "0123-4567-89ab-cdef"


@given(st.dictionaries(st.text(max_size=5), DATA, max_size=4))
@settings(max_examples=300, deadline=None)
def test_canonical_json_does_not_depend_on_order_or_way(data: dict[str, object]) -> None:
    turned = dict(reversed(list(data.items())))
    slow = canonical(MappingProxyType({**turned, "n": Decimal(1)}))
    assert slow == canonical({**data, "n": 1})
    assert decode(canonical(data)) == data
    assert canonical(decode(canonical(data))) == canonical(turned)


def test_the_deepest_answer_can_be_kept_sent_and_read(store: WorkStore, tmp_path: Path) -> None:
    deepest: object = "x"
    for _ in range(38):
        deepest = [deepest]
    proposal = store.create("wecoop", "2", {"a.b": deepest})
    path = sent(store, proposal, tmp_path / "a.wecoop")
    assert store.load(store.import_file(path)).answers == {"a.b": deepest}
    assert read_proposal(path).digest() == store.submissions.digest(proposal)
    with pytest.raises(ValueError, match="deeply"):
        store.write(proposal, "a.b", [deepest])


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_older_databases_go_on_with_everything_new(
    home: Home, clock: Clock, version: str, tmp_path: Path
) -> None:
    from wecoop_desktop.work import migration

    home.root.mkdir(parents=True)
    old_database(home.work, proposals=2)
    if version == "0002":
        import zlib

        migration.upgrade(home.work, version)
        packed = zlib.compress(b'{"a.b":"kept"}', 6)
        with sqlite3.connect(home.work) as old:
            now = "2026-01-01T00:00:00.000000+00:00"
            row = ("p1", 1, "leaving", "", now, packed)
            old.execute("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, 0)", row)
        old.close()
    store = WorkStore.open(home, clock)
    store.comments.add("p1", "x")
    store.write("p1", "a.b", "kept")
    assert store.revise("p1", Reason.LEAVING) == 1
    path = sent(store, "p1", tmp_path / "a.wecoop")
    assert store.relation("p1", read_proposal(path)).kinship is Kinship.SAME
    assert store.submissions.freeze("p1", "Bank").number == 1
    store.close()
