"""Scores by the rubric: of trainers for every group, and of groups for one another (`peers`).

One file for each reviewer and group; of two the one with the higher count wins.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.exercises import Exercise
from wecoop_desktop.workshop.paper import TEXT_LIMIT, Paper, read_paper, stamp, tidy, write_paper
from wecoop_desktop.workshop.record import Record
from wecoop_desktop.workshop.session import REVIEWS, Group

Kind = Literal["trainer", "peer"]
MOST_REVIEWS = 2_000
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
    write_paper(record.root / REVIEWS / name, review_data(record.session.id, kept))
    if record.share is not None and record.share.is_dir():
        with contextlib.suppress(AppError):  # the record has it; the stick may be full or gone
            write_paper(record.share / REVIEWS / name, review_data(record.session.id, kept))
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
        if key not in best or _order(found) > _order(best[key]):
            best[key] = found
    ordered = sorted(best.values(), key=lambda each: (each.group, each.kind, each.reviewer))
    return tuple(ordered), tuple(faults)


def _order(review: Review) -> tuple[int, datetime]:
    return review.count, review.told or datetime.min.replace(tzinfo=UTC)


def _paths(record: Record) -> list[Path]:
    folders = [record.root / REVIEWS]
    if record.share is not None:
        folders.append(record.share / REVIEWS)
    found: list[Path] = []
    for folder in folders:
        with contextlib.suppress(OSError):
            found += sorted(folder.glob("[!.]*.json"))[:MOST_REVIEWS]
    return found


def review_data(session: str, review: Review, packet: str = "") -> dict[str, object]:
    """As it is written; of a group's review the packet says which draft it is about."""
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
    packet = paper.text("packet")
    if packet and packet not in packets:
        raise AppError("workshop-packet-unknown", path=paper.path)
    by, of = packets[packet] if packet else (0, paper.number("group", 99))
    return review_of(paper, of, str(by) if packet else paper.text("reviewer"))


def review_of(paper: Paper, group: int, reviewer: str) -> Review:
    """What a file says of a draft of `group`. Raises `AppError` workshop-file-damaged."""
    kind: Kind = "peer" if paper.text("kind") == "peer" else "trainer"
    part = paper.part("scores")
    return Review(
        group=group,
        reviewer=reviewer,
        kind=kind,
        scores=MappingProxyType({row: part.number(row, 1_000) for row in part.data}),
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
