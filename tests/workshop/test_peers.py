"""Groups review one another: by folder and by file, without names; and what is shown to all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.classroom import NINE, Classroom, exercise, handed, worked
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.workshop import evaluation, loose, peers, rubric
from wecoop_desktop.workshop.collect import collect
from wecoop_desktop.workshop.highlight import highlight, move, shown
from wecoop_desktop.workshop.prepare import write_one_file
from wecoop_desktop.workshop.record import Highlight, load
from wecoop_desktop.workshop.rubric import Review
from wecoop_desktop.workshop.sandbox import Sandbox, hand_in, join, remarks


def class_of_two(room: Classroom) -> tuple[Sandbox, Sandbox]:
    """Two groups that have handed in."""
    made = []
    for group in (1, 2):
        place = room.participant(str(group), group)
        made.append(handed(place, worked(place, ("basic", "problem")))[0])
    return made[0], made[1]


def test_packets_name_nobody_and_say_what_they_are(room: Classroom) -> None:
    first, _ = class_of_two(room)
    board = room.board()
    record = peers.hand_out_peers(room.record(), board, NINE)
    assert {(by, of) for _, by, of in peers.pairs(record)} == {(1, 2), (2, 1)}
    packet = peers.waiting(first)
    assert packet is not None
    file = peers.packet_draft(packet)
    assert file.review
    assert not set(peers.WHO) & set(file.answers)
    assert not file.comments
    assert file.identity not in {
        each.measured.file.identity for row in board.rows for each in row.drafts
    }
    told = b"".join(path.read_bytes() for path in (room.folder / "peer").iterdir())
    assert "Сув".encode() not in told
    with pytest.raises(AppError, match="workshop-row-unknown"):
        peers.hand_in_review(first, Review(0, "", "peer", scores={"x": 1}), NINE)
    third = room.participant("3", 3)
    assert peers.waiting(third) is None
    with pytest.raises(AppError, match="workshop-no-peer"):
        peers.hand_in_review(third, Review(0, "", "peer"), NINE)
    # A packet that somebody laid beside the drafts is nobody's draft, and no fault.
    (room.folder / "groups" / "03" / "x.wecoop").write_bytes(packet.path.read_bytes())
    found = collect(record, NINE)
    assert not found.faults
    assert {each.group for each in found.record.receipts} == {1, 2}


def test_a_review_is_kept_handed_in_again_and_passed_on(room: Classroom) -> None:
    first, second = class_of_two(room)
    record = peers.hand_out_peers(room.record(), room.board(), NINE)
    row = exercise().rubric[0]
    packet = peers.waiting(first)
    assert packet is not None
    peers.keep_review(first, packet, Review(0, "", scores={row.id: 1}))
    kept = peers.waiting(first)
    assert kept is not None
    assert (kept.review.scores, kept.handed) == ({row.id: 1}, 0)
    for score in (0, 2):
        said = Review(0, "", "peer", {row.id: score}, {row.id: " Где цифра? "}, "В целом хорошо")
        peers.hand_in_review(first, said, NINE)
    standing = rubric.standings(record, exercise())[1]
    assert (standing.peers, standing.scores[0].mean) == (1, 2)
    reviews = rubric.reviews_of(record)
    assert peers.pass_on(record, exercise(), reviews) == (2,)
    assert peers.pass_on(record, exercise(), reviews) == (2,)
    texts = [each.text for each in remarks(second)]
    assert len(texts) == 2
    assert any("Где цифра?" in text and row.title.ru in text for text in texts)
    author = Language("ru").tr("Review by another group")
    assert {each.author.name for each in remarks(second)} == {author}
    # Handed out once more: what was said about the one before is not said about the next.
    peers.hand_out_peers(record, room.board(), NINE)
    again = peers.waiting(first)
    assert again is not None
    assert again.id != packet.id
    assert not again.review.scores


def test_without_a_folder_all_travels_as_files(room: Classroom, tmp_path: Path) -> None:
    one_file, mail = tmp_path / "one.workshop", tmp_path / "Почта"
    mail.mkdir()
    write_one_file(room.folder, one_file)
    second = room.participant("2", 2)
    handed(second, worked(second, ("problem",)))
    alone = join(room.home("alone"), one_file, 1, NINE)
    assert alone.share is None
    hand_in(alone, worked(alone, ("problem",)), NINE, mail)
    record, faults = loose.take(room.record(), mail, NINE)
    assert not faults
    assert {each.group for each in record.receipts} == {1}
    record = peers.hand_out_peers(record, room.board(), NINE)
    stick = tmp_path / "Другая флешка"
    laid = peers.lay_out(record, stick)
    assert len(laid) == 2
    assert peers.waiting(alone) is None
    with pytest.raises(AppError, match="workshop-packet-other"):
        peers.take_packet(alone, stick / "for-02.wecoop")
    with pytest.raises(AppError, match="workshop-packet-none"):
        peers.take_packet(alone, alone.draft)
    peers.take_packet(alone, stick / "for-01.wecoop")
    row = exercise().rubric[0]
    said = Review(0, "", "peer", scores={row.id: 1}, remark="Да")
    with pytest.raises(AppError, match="workshop-no-share"):
        peers.hand_in_review(alone, said, NINE)
    peers.hand_in_review(alone, said, NINE, stick)
    filled = evaluation.Evaluation({"useful": 4})
    with pytest.raises(AppError, match="workshop-no-share"):
        evaluation.hand_in_evaluation(alone, filled)
    evaluation.hand_in_evaluation(alone, filled, stick)
    (stick / "own.json").write_text("{}", "utf-8")
    (stick / "own.wecoop").write_bytes(alone.draft.read_bytes())
    for _twice in (1, 2):
        record, faults = loose.take(record, stick, NINE)
        assert not faults
    assert rubric.standings(record, exercise())[1].peers == 1
    assert evaluation.summary(record.root).forms == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(AppError, match="workshop-no-session"):
        loose.take(record, empty, NINE)


@pytest.mark.parametrize("told", ["{", "[]", '{"format": 1, "packet": "x", "handed": "much"}'])
def test_a_damaged_review_of_ones_own_is_begun_anew(room: Classroom, told: str) -> None:
    first, _ = class_of_two(room)
    peers.hand_out_peers(room.record(), room.board(), NINE)
    (first.home.root / "review.json").write_text(told, "utf-8")
    packet = peers.waiting(first)
    assert packet is not None
    assert packet.handed == 0
    (first.home.root / "packet.wecoop").write_bytes(b"PK damaged")
    assert peers.waiting(first) is not None


def test_highlights_are_shown_in_the_order_of_the_trainer(room: Classroom) -> None:
    class_of_two(room)
    board, record = room.board(), room.record()
    for group, path in (
        (1, "problem.situation"),
        (2, "problem.situation"),
        (1, "problem.core_problem"),
    ):
        record = highlight(record, Highlight(group, path))
    last = record.highlights[-1]
    record = move(record, last, -2)
    record = move(record, last, -5)
    assert [each.path for each in shown(board, load(record.root).highlights)] == [
        "problem.core_problem", "problem.situation", "problem.situation",
    ]  # fmt: skip
    assert move(record, Highlight(3, "problem.core_problem"), 1) is record


def test_the_start_of_a_session_speaks_its_language(room: Classroom) -> None:
    answers = read_proposal(room.folder / "start.wecoop").answers
    assert answers["review.export_language"] == "ru"
    core = answers["problem.core_problem"]
    assert isinstance(core, dict)
    assert core["ru"]
    assert not core["en"]
    tree = json.dumps(answers["problem.problem_tree"], ensure_ascii=False)
    assert '"text_en": ""' in tree
    assert "There is no modern landfill" not in tree
    both = exercise().start.answers["problem.core_problem"]
    assert isinstance(both, dict)
    assert both["en"]
