"""Scores by the rubric: of trainers for every group, and of groups for one another by file, with
the names hidden. One file for each reviewer and group; of two the one with the higher count wins.
"""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from uuid import uuid4

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Data
from wecoop_desktop.packs.exercises import Exercise
from wecoop_desktop.work.file import ProposalFile, write_proposal
from wecoop_desktop.workshop.board import Board
from wecoop_desktop.workshop.paper import TEXT_LIMIT, Paper, read_paper, stamp, tidy, write_paper
from wecoop_desktop.workshop.record import Record, keep
from wecoop_desktop.workshop.sandbox import Sandbox
from wecoop_desktop.workshop.session import PEER, REVIEWS, Group

Kind = Literal["trainer", "peer"]
MOST_REVIEWS = 2_000
# Answers that say who wrote: left out of what other groups are given to review.
WHO = ("basic.applicant", "basic.contact", "basic.applicant_type")
_NAME = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Review:
    """`scores` and `comments` by the id of the rubric's row; a row without a score is not judged.

    `reviewer` is a name (trainer), or the number of a group (peer). `draft` is the digest of what
    was judged.
    """

    group: int
    reviewer: str
    kind: Kind = "trainer"
    scores: Mapping[str, int] = made(default_factory=lambda: MappingProxyType({}))
    comments: Mapping[str, str] = made(default_factory=lambda: MappingProxyType({}))
    remark: str = ""
    draft: str = ""
    count: int = 0
    told: datetime | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A row of the rubric for one group: the mean of its reviewers, how many they are, the span
    between the lowest and the highest; `most` is the highest score there is."""

    row: str
    mean: Decimal | None
    reviews: int
    low: int | None
    high: int | None
    most: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A group by the rubric. `total` is the sum of the means, None while a row has none."""

    group: Group
    scores: tuple[Score, ...]
    total: Decimal | None
    most: int
    reviews: int
    peers: int
    remarks: tuple[str, ...]


def check_scores(exercise: Exercise, scores: Mapping[str, int]) -> None:
    """Raises `AppError` workshop-row-unknown, workshop-score-wrong."""
    rows = {row.id: {level.score for level in row.levels} for row in exercise.rubric}
    for row, score in scores.items():
        if row not in rows:
            raise AppError("workshop-row-unknown", row=row, known=", ".join(rows))
        if score not in rows[row]:
            known = ", ".join(str(each) for each in sorted(rows[row]))
            raise AppError("workshop-score-wrong", row=row, score=score, known=known)


def save_review(record: Record, exercise: Exercise, review: Review, now: datetime) -> Review:
    """Keep a trainer's review, and lay it into the session folder for other trainers.

    What was said before in rows that are not named stays. Raises `AppError` workshop-group-unknown,
    workshop-row-unknown, workshop-score-wrong, disk-full.
    """
    check_scores(exercise, review.scores)
    group = record.session.group(review.group).number
    reviewer = tidy(review.reviewer)
    before = next(
        (
            each
            for each in reviews_of(record)
            if (each.group, each.reviewer, each.kind) == (group, reviewer, review.kind)
        ),
        Review(group, reviewer, review.kind),
    )
    comments = {key: said.strip()[:TEXT_LIMIT] for key, said in review.comments.items()}
    kept = Review(
        group=group,
        reviewer=reviewer,
        kind=review.kind,
        scores=MappingProxyType({**before.scores, **review.scores}),
        comments=MappingProxyType({**before.comments, **comments}),
        remark=review.remark.strip()[:TEXT_LIMIT] or before.remark,
        draft=review.draft or before.draft,
        count=before.count + 1,
        told=now,
    )
    name = f"{kept.kind}-{group:02}-{record.trainer}-{_plain(reviewer)}.json"
    write_paper(record.root / REVIEWS / name, _data(record.session.id, kept))
    if record.share is not None and record.share.is_dir():
        with contextlib.suppress(AppError):  # the record has it; the stick may be full or gone
            write_paper(record.share / REVIEWS / name, _data(record.session.id, kept))
    return kept


def _plain(name: str) -> str:
    """A part of a file's name: readable where it can be, always distinct."""
    letters = _NAME.sub("", name).encode("ascii", "ignore").decode()[:20]
    return f"{letters or 'x'}{sum(map(ord, name)) % 10_000:04}"


def reviews_of(record: Record) -> tuple[Review, ...]:
    """Every review, of this computer and of the session folder; those of groups by their packets.

    Damaged files are left out; see `review_faults`.
    """
    return _gathered(record)[0]


def review_faults(record: Record) -> tuple[AppError, ...]:
    """What is wrong with files of reviews that could not be taken."""
    return _gathered(record)[1]


def _gathered(record: Record) -> tuple[tuple[Review, ...], tuple[AppError, ...]]:
    packets = {packet: (by, of) for packet, by, of in record.peers}
    best: dict[tuple[str, int, str], Review] = {}
    faults: list[AppError] = []
    for path in _paths(record):
        try:
            found = _read(read_paper(path), record.session.id, packets)
        except AppError as error:
            faults.append(error)
            continue
        key = (found.kind, found.group, found.reviewer)
        if key not in best or found.count > best[key].count:
            best[key] = found
    ordered = sorted(best.values(), key=lambda each: (each.group, each.kind, each.reviewer))
    return tuple(ordered), tuple(faults)


def _paths(record: Record) -> list[Path]:
    folders = [record.root / REVIEWS]
    if record.share is not None:
        folders.append(record.share / REVIEWS)
    found: list[Path] = []
    for folder in folders:
        with contextlib.suppress(OSError):
            found += sorted(folder.glob("[!.]*.json"))[:MOST_REVIEWS]
    return found


def _data(session: str, review: Review, packet: str = "") -> dict[str, object]:
    whose: dict[str, object] = {"packet": packet} if packet else {"group": review.group}
    return {
        "session": session,
        **whose,
        "reviewer": review.reviewer,
        "kind": review.kind,
        "scores": dict(review.scores),
        "comments": dict(review.comments),
        "remark": review.remark,
        "draft": review.draft,
        "count": review.count,
        "told": stamp(review.told),
    }


def _read(paper: Paper, session: str, packets: Mapping[str, tuple[int, int]]) -> Review:
    if paper.text("session") != session:
        raise AppError("workshop-draft-other", path=paper.path)
    kind: Kind = "peer" if paper.text("kind") == "peer" else "trainer"
    scores: dict[str, int] = {}
    part = paper.part("scores")
    for row in part.data:
        scores[row] = part.number(row, 1_000)
    packet = paper.text("packet")
    if packet and packet not in packets:
        raise AppError("workshop-packet-unknown", path=paper.path)
    by, of = packets[packet] if packet else (0, paper.number("group", 99))
    return Review(
        group=of,
        reviewer=str(by) if packet else paper.text("reviewer"),
        kind=kind,
        scores=MappingProxyType(scores),
        comments=MappingProxyType(paper.words("comments")),
        remark=paper.text("remark", TEXT_LIMIT),
        draft=paper.text("draft"),
        count=paper.number("count"),
        told=paper.moment("told"),
    )


def standings(record: Record, exercise: Exercise) -> tuple[Standing, ...]:
    """Every group by the rubric, in the order of the groups."""
    reviews = reviews_of(record)
    return tuple(
        _standing(group, [each for each in reviews if each.group == group.number], exercise)
        for group in record.session.groups
    )


def _standing(group: Group, reviews: list[Review], exercise: Exercise) -> Standing:
    scores = []
    for row in exercise.rubric:
        given = [each.scores[row.id] for each in reviews if row.id in each.scores]
        mean = Decimal(sum(given)) / len(given) if given else None
        most = max(level.score for level in row.levels)
        rounded = None if mean is None else round(mean, 2)
        scores.append(
            Score(row.id, rounded, len(given), min(given, default=None),
                  max(given, default=None), most)
        )  # fmt: skip
    means = [each.mean for each in scores]
    whole = bool(means) and all(each is not None for each in means)
    total = sum((each for each in means if each is not None), Decimal(0)) if whole else None
    return Standing(
        group=group,
        scores=tuple(scores),
        total=total,
        most=sum(each.most for each in scores),
        reviews=sum(each.kind == "trainer" for each in reviews),
        peers=sum(each.kind == "peer" for each in reviews),
        remarks=tuple(each.remark for each in reviews if each.remark),
    )


# Groups for one another


def hand_out_peers(record: Record, board: Board, now: datetime) -> Record:
    """Give every group the draft of another one: a review copy without the names.

    Groups with a draft review in a ring, so that each is reviewed once. Which packet is whose
    stands in the trainer's record only. Raises `AppError` workshop-peers-few, workshop-folder-gone,
    disk-full.
    """
    rows = [row for row in board.rows if row.drafts]
    if len(rows) < 2:
        raise AppError("workshop-peers-few")
    if record.share is None or not record.share.is_dir():
        raise AppError("workshop-folder-gone", path=record.share or "")
    peers = []
    for row, other in zip(rows, [*rows[1:], rows[0]], strict=True):
        packet = secrets.token_hex(4)
        file = hidden(other.drafts[0].measured.file, now)
        write_proposal(record.share / PEER / f"for-{row.group.folder}.wecoop", file)
        paper = {"session": record.session.id, "packet": packet, "for": row.group.number}
        write_paper(record.share / PEER / f"for-{row.group.folder}.json", paper)
        peers.append((packet, row.group.number, other.group.number))
    return keep(replace(record, peers=(*record.peers, *peers)))


def hidden(file: ProposalFile, now: datetime) -> ProposalFile:
    """A review copy in which nobody is named: no applicant, contacts, comments or attachments, and
    no identity by which it could be found again."""
    answers: dict[str, Data] = {
        path: value for path, value in file.answers.items() if path not in WHO
    }
    return ProposalFile(
        form=file.form,
        form_version=file.form_version,
        answers=answers,
        created=now,
        saved=now,
        form_data=file.form_data,
        identity=uuid4().hex,
        review=True,
    )


def peer_draft(sandbox: Sandbox) -> Path | None:
    """The draft that this group is to review, None where there is none (yet)."""
    if sandbox.share is None:
        return None
    path = sandbox.share / PEER / f"for-{sandbox.note.group:02}.wecoop"
    return path if path.is_file() else None


def hand_in_review(sandbox: Sandbox, review: Review, now: datetime) -> Path:
    """Write the group's review of its peer into the session folder.

    Raises `AppError` workshop-no-share, workshop-no-peer, workshop-row-unknown,
    workshop-score-wrong and as `write_paper`.
    """
    if sandbox.share is None:
        raise AppError("workshop-no-share")
    told = sandbox.share / PEER / f"for-{sandbox.note.group:02}.json"
    if not told.is_file():
        raise AppError("workshop-no-peer")
    check_scores(sandbox.exercise, review.scores)
    paper = read_paper(told)
    packet = paper.named("packet")
    path = sandbox.share / REVIEWS / f"peer-{packet}-{sandbox.note.writer}.json"
    before = _count(path)
    mine = replace(review, kind="peer", reviewer="", count=before + 1, told=now)
    write_paper(path, _data(sandbox.session.id, mine, packet))
    return path


def _count(path: Path) -> int:
    with contextlib.suppress(AppError):
        return read_paper(path).number("count")
    return 0
