"""`wecoop workshop review`: remarks and scores, of trainers and of groups for one another."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli.call import Call

if TYPE_CHECKING:
    from wecoop_desktop.cli.board import Class
    from wecoop_desktop.workshop.rubric import Review, Standing

PEER = "peer"  # the folder of a session with drafts to review


def declare(command: Callable[[str, str], ArgumentParser], language: Language) -> None:
    tr = language.tr
    review = command("review", tr("comment and score a group; without a score show its reviews"))
    review.add_argument("session", nargs="?", type=Path, metavar="SESSION")
    review.add_argument("--group", type=int, metavar="N")
    review.add_argument("--by", default="", metavar="NAME", help=tr("who reviews"))
    review.add_argument(
        "--score", action="append", default=[], metavar="ROW=N", help=tr("of the rubric")
    )
    review.add_argument("--remark", default="", help=tr("on the whole, with the scores"))
    review.add_argument("--comment", default="", help=tr("for the group to read in its draft"))
    review.add_argument("--path", default="", metavar="STEP.FIELD", help=tr("where it stands"))
    review.add_argument("--peers", action="store_true", help=tr("hand out drafts without names"))
    review.add_argument(
        "--pass-on",
        action="store_true",
        help=tr("give the groups what others said of their drafts"),
    )
    review.add_argument("--as-group", action="store_true", help=tr("review the draft handed out"))
    review.add_argument(
        "--packet", type=Path, metavar="FILE.wecoop", help=tr("the draft that came as a file")
    )
    review.add_argument(
        "--about", action="append", default=[], metavar="ROW=TEXT", help=tr("a remark on a row")
    )
    review.add_argument("-o", "--output", type=Path, metavar="DIR", help=tr("another folder"))
    review.set_defaults(run=review_group)


def now() -> datetime:
    return datetime.now(UTC)


def read_scores(given: Namespace) -> dict[str, int]:
    found = {}
    for said in given.score:
        row, _, score = said.partition("=")
        if not score.strip().isdecimal() or len(score) > 6:
            raise AppError("workshop-score-wrong", row=row, score=score, known="ROW=N")
        found[row.strip()] = int(score)
    return found


def review_group(call: Call) -> int:
    from wecoop_desktop.cli.board import gathered
    from wecoop_desktop.work.comments import Author, Spot
    from wecoop_desktop.workshop import rubric
    from wecoop_desktop.workshop.discuss import comment
    from wecoop_desktop.workshop.rubric import Review

    given = call.arguments
    if given.as_group:
        return _review_peer(call)
    if given.session is None:
        raise AppError("use-wrong", problem="SESSION", command="wecoop workshop review")
    found = gathered(call)
    record, exercise = found.record, found.gauge.exercise
    if given.peers:
        return _hand_out(call, found)
    if given.pass_on:
        return _pass_on(call, found)
    if given.group is None and (given.score or given.remark or given.comment):
        raise AppError("use-wrong", problem="--group", command="wecoop workshop review")
    if given.score or given.remark:
        row = found.board.row(given.group)
        digest = row.drafts[0].receipt.digest if row.drafts else ""
        scores = read_scores(given)
        new = Review(given.group, given.by, scores=scores, remark=given.remark, draft=digest)
        rubric.save_review(record, exercise, new, now())
    if given.comment:
        place, author = Spot(given.path), Author(given.by)
        comment(record, given.group, given.comment, now(), spot=place, by=author)
    standings = [
        each
        for each in rubric.standings(record, exercise)
        if given.group in (None, each.group.number)
    ]
    reviews = [each for each in rubric.reviews_of(record) if given.group in (None, each.group)]
    faults = [say(call.language, error) for error in rubric.review_faults(record)]
    data = {
        "groups": [_standing_data(each) for each in standings],
        "reviews": [_review_data(each) for each in reviews],
        "faults": faults,
    }
    call.answer(data, [*_standing_lines(standings, call.language), *faults])
    return 0


def _hand_out(call: Call, found: Class) -> int:
    """New packets, and who has whose; they are told to the trainer only."""
    from wecoop_desktop.workshop import peers

    record = peers.hand_out_peers(found.record, found.board, now())
    given = call.arguments
    target = given.output or (record.share and record.share / PEER) or record.root / PEER
    if given.output:
        peers.lay_out(record, given.output)
    tr = call.language.tr
    told = [{"packet": packet, "by": by, "of": of} for packet, by, of in peers.pairs(record)]
    lines = [tr("Drafts without names stand in {path}.", path=target)]
    lines += [
        tr("Group {by} reviews the draft of group {of}.", by=by, of=of)
        for _packet, by, of in peers.pairs(record)
    ]
    call.answer({"peers": len(told), "folder": str(target), "pairs": told}, lines)
    return 0


def _pass_on(call: Call, found: Class) -> int:
    from wecoop_desktop.workshop import peers, rubric

    reviews = rubric.reviews_of(found.record)
    reached = peers.pass_on(found.record, found.gauge.exercise, reviews)
    listed = ", ".join(map(str, reached)) or "–"
    words = call.language.tr("Passed on to the groups: {groups}", groups=listed)
    call.answer({"groups": list(reached)}, [words])
    return 0


def _review_peer(call: Call) -> int:
    from wecoop_desktop.cli.workshop import sandbox_of
    from wecoop_desktop.workshop import peers
    from wecoop_desktop.workshop.rubric import Review

    given = call.arguments
    given.session = given.session.name if given.session else ""
    place = sandbox_of(call)
    packet = peers.take_packet(place, given.packet) if given.packet else peers.waiting(place)
    if packet is None:
        raise AppError("workshop-no-peer")
    data: dict[str, object] = {"draft": str(packet.path), "packet": packet.id}
    lines = [call.language.tr("To be reviewed: {path}", path=packet.path)]
    if given.score or given.remark or given.about:
        about = {row.strip(): text for row, _, text in (one.partition("=") for one in given.about)}
        new = Review(0, "", "peer", read_scores(given), about, given.remark)
        data["path"] = str(peers.hand_in_review(place, new, now(), given.output))
        lines.append(call.language.tr("Handed in as {path}.", path=data["path"]))
    call.answer(data, lines)
    return 0


def _standing_data(found: Standing) -> dict[str, object]:
    return {
        "group": found.group.number,
        "scores": {score.row: score.mean for score in found.scores},
        "total": found.total,
        "most": found.most,
        "reviews": found.reviews,
        "peers": found.peers,
        "remarks": list(found.remarks),
    }


def _review_data(review: Review) -> dict[str, object]:
    return {
        "group": review.group,
        "reviewer": review.reviewer,
        "kind": review.kind,
        "scores": dict(review.scores),
        "remark": review.remark,
    }


def _standing_lines(found: list[Standing], language: Language) -> Iterator[str]:
    for each in found:
        scores = ", ".join(
            f"{score.row} {'–' if score.mean is None else language.number(score.mean)}"
            for score in each.scores
        )
        total = "" if each.total is None else f" = {language.number(each.total)}/{each.most}"
        yield f"{each.group.number:>2}  {scores}{total}"
