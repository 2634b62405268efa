"""A class of twenty from hand-out to report: twenty homes, one folder, no network."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from tests.kit.classroom import DAY, answered, classroom, exercise, handed, worked
from wecoop_desktop.base.language import Language
from wecoop_desktop.work.comments import Author, Spot
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.workshop import evaluation, peers, reset, rubric, sandbox, spread
from wecoop_desktop.workshop.certificate import certificates, people_of
from wecoop_desktop.workshop.discuss import comment
from wecoop_desktop.workshop.report import Judging, report, write_report
from wecoop_desktop.workshop.sandbox import ask, name_people, remarks, say_ready, tick

STEPS = ((), ("problem",), ("problem", "logframe"), ("problem", "logframe", "budget"))


def test_a_class_of_twenty_from_hand_out_to_report(tmp_path: Path) -> None:
    names = tuple(f"KG: Группа {number}" for number in range(1, 21))
    room = classroom(tmp_path, 20, names)
    places = [room.participant(f"laptop {number}", number) for number in range(1, 21)]
    assert len({place.draft for place in places}) == 20
    assert len({read_proposal(place.draft).identity for place in places}) == 20
    assert [row.state for row in room.board().rows] == ["none"] * 20

    for number, place in enumerate(places):
        place = name_people(place, (f"Участник {number}", "Ўқитувчи"))
        if number == 4:
            place = ask(place, "Что такое предположение?", "chain")
        if number == 5:
            place = tick(place, "indicators", "work")
        if number == 19:
            place = say_ready(place, ready=True)
        places[number], done = handed(place, worked(place, STEPS[number % 4]))
        assert done.count == 1
    room.wait(5)
    found = room.board()
    assert found.fresh == 20
    assert found.totals["handed"] == 20
    assert not found.faults
    assert found.rows[4].state == "question"
    assert found.rows[4].tasks[4] == "question"
    assert found.rows[0].done == 0
    assert found.rows[2].done > found.rows[1].done > 0
    assert found.rows[3].state == "ready"
    assert found.rows[3].readiness == Decimal(100)
    assert found.rows[19].state == "ready"
    assert found.rows[5].tasks[3] in ("work", "done")

    room.wait(25)
    again = room.board()
    assert again.fresh == 0
    assert {row.state for row in again.rows} == {"late", "question", "ready"}
    assert again.rows[0].minutes == 25

    # Where they differ, and what they share.
    apart = spread.differing(again, room.gauge())
    assert apart
    assert all(1 <= each.groups <= 20 for each in apart)
    assert any(len(each.groups) >= 5 for each in spread.shared(again))
    assert spread.beside(again, room.gauge(), 1, 4)

    # Remarks reach the group; scores and peers are counted.
    record = room.record()
    comment(record, 3, "Показатель без базового года", room.clock,
            spot=Spot("logframe.matrix"), by=Author("Тренер"))  # fmt: skip
    assert [each.text for each in remarks(places[2])] == ["Показатель без базового года"]
    assert room.board().rows[2].comments == again.rows[2].comments + 1
    row = exercise().rubric[0]
    top = row.levels[-1].score
    for group in range(1, 21):
        review = rubric.Review(group, "Тренер", scores={row.id: top})
        rubric.save_review(record, exercise(), review, room.clock)
    record = peers.hand_out_peers(record, again, room.clock)
    for place in places:
        assert peers.waiting(place) is not None
        mine = rubric.Review(0, "", "peer", scores={row.id: 0}, remark="Хорошо")
        peers.hand_in_review(place, mine, room.clock)
    standings = rubric.standings(room.record(), exercise())
    assert all(each.reviews == 1 and each.peers == 1 for each in standings)
    assert standings[0].scores[0].mean == Decimal(top) / 2

    for place in places:
        filled = evaluation.Evaluation({"useful": 5, "time": 2}, {"best": "Дерево"})
        assert place.share is not None
        evaluation.save_evaluation(place.share, filled)
    summed = evaluation.summary(room.folder)
    assert summed.forms == 20
    assert summed.judged[0].mean == Decimal(5)

    # One report; its numbers are those of the board.
    board = room.board()
    judging = Judging(standings, rubric.reviews_of(room.record()), summed)
    language = Language("ru")
    stream = io.BytesIO()
    write_report(report(board, room.gauge(), judging, language), language, stream)
    book = load_workbook(stream)
    sheet = book.worksheets[0]
    told = list(sheet.iter_rows(min_row=2, max_row=21, values_only=True))
    assert [line[0] for line in told] == [row.group.number for row in board.rows]
    assert [line[1] for line in told] == [row.group.name for row in board.rows]
    assert [line[4] for line in told] == [row.done for row in board.rows]
    at = 6 + len(exercise().tasks)
    assert [line[at] for line in told] == [int(row.readiness or 0) for row in board.rows]

    people = people_of(board)
    assert len(people) == 21  # twenty of their own, one name that all groups gave
    assert len(certificates(people, board.session, DAY)) == 21

    # The drafts are the trainer's now, whatever becomes of the folder.
    for path in (room.folder / "groups").rglob("*.wecoop"):
        path.unlink()
    assert room.board().totals["handed"] == 20

    # The laptops are cleared; nothing is lost. A few stand for all.
    for place in places[::6]:
        home = room.home(place.home.root.parent.parent.name)
        kept = reset.reset(reset.what_goes(home), room.clock)
        assert kept is not None
        assert not place.home.root.exists()
        reset.undo(home, kept)
        back = sandbox.standing(place.home)
        assert back is not None
        assert back.note == replace(place.note, told=back.note.told)


def test_two_groups_that_answer_alike_do_not_differ(tmp_path: Path) -> None:
    room = classroom(tmp_path, 3)
    for number in (1, 2, 3):
        place = room.participant(str(number), number)
        handed(place, worked(place, ("problem",)))
    assert spread.differing(room.board(), room.gauge()) == ()
    place = room.participant("3", 3)
    other = {"problem.situation": {"en": "", "ru": "Другое"}}
    handed(place, answered(place, other))
    apart = spread.differing(room.board(), room.gauge())
    assert apart[0].groups == 1
    assert apart[0].total == 3
    assert 3 in apart[0].pair
