"""Groups read one another's drafts: by file, without names, with the rubric of the exercise.

A *packet* is a review copy of a draft in which nobody is named. Which packet is whose stands in the
trainer's record only. Where no folder is shared, packets and reviews travel as single files.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from types import MappingProxyType
from uuid import UUID, uuid4, uuid5

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.form import Data
from wecoop_desktop.packs.exercises import Exercise
from wecoop_desktop.work.archive import ARCHIVE_LIMIT
from wecoop_desktop.work.comments import Author, Comment, Spot
from wecoop_desktop.work.file import ProposalFile, parse_proposal, read_proposal, write_proposal
from wecoop_desktop.workshop import discuss
from wecoop_desktop.workshop.board import Board
from wecoop_desktop.workshop.collect import PACKET
from wecoop_desktop.workshop.paper import (
    TEXT_LIMIT,
    make_folder,
    paper_bytes,
    parse_paper,
    read_paper,
    write_paper,
)
from wecoop_desktop.workshop.record import Record, keep
from wecoop_desktop.workshop.rubric import Review, check_scores, review_data, review_of
from wecoop_desktop.workshop.sandbox import Sandbox
from wecoop_desktop.workshop.session import FOLDER, PEER, REVIEWS

MINE, MINE_REVIEW = "packet.wecoop", "review.json"  # in the sandbox: what this group reviews
# Answers that say who wrote: left out of what other groups are given to review.
WHO = ("basic.applicant", "basic.contact", "basic.applicant_type")
_SPACE = UUID("7c3f5d0e-6a5e-4f0b-9a53-6f2d0c1b8e11")  # of the ids of remarks made of reviews


@dataclass(frozen=True, slots=True)
class Packet:
    """A draft that a group is to review; `group` is the one that reviews. `review` is what it has
    said so far, `handed` how often it was handed in."""

    id: str
    group: int
    path: Path
    review: Review
    handed: int = 0


# The trainer


def hand_out_peers(record: Record, board: Board, now: datetime) -> Record:
    """Give every group the draft of another one: a review copy without the names.

    Groups with a draft review in a ring of chance, so that each is reviewed once and nobody can
    guess by the number. The packets stand in the record and, where it can be reached, in the
    session folder; see `lay_out`. Raises `AppError` workshop-peers-few, disk-full.
    """
    rows = [row for row in board.rows if row.drafts]
    if len(rows) < 2:
        raise AppError("workshop-peers-few")
    SystemRandom().shuffle(rows)
    made = []
    for row, other in zip(rows, [*rows[1:], rows[0]], strict=True):
        packet = secrets.token_hex(4)
        told = {"session": record.session.id, "packet": packet, "for": row.group.number}
        file = hidden(other.drafts[0].measured.file, now)
        file = replace(file, further={PACKET: paper_bytes(told)})
        make_folder(record.root / PEER)
        write_proposal(record.root / PEER / _name(row.group.number), file)
        made.append((packet, row.group.number, other.group.number))
    record = keep(replace(record, peers=(*record.peers, *made)))
    if record.share is not None and record.share.is_dir():
        lay_out(record, record.share / PEER)
    return record


def _name(group: int) -> str:
    return f"for-{group:02}.wecoop"


def pairs(record: Record) -> tuple[tuple[str, int, int], ...]:
    """Packet, group that reviews, group reviewed, as they were handed out last; by the reviewer."""
    last = {by: (packet, by, of) for packet, by, of in record.peers}
    return tuple(last[by] for by in sorted(last))


def lay_out(record: Record, target: Path) -> tuple[Path, ...]:
    """Copy the packets to a folder or stick, one file for each group.

    Raises `AppError` workshop-no-peer where none were made, and as `writing`.
    """
    found = []
    for _packet, by, _of in pairs(record):
        source = record.root / PEER / _name(by)
        if source.is_file():
            make_folder(target)
            write_bytes(target / source.name, read_bytes(source, ARCHIVE_LIMIT))
            found.append(target / source.name)
    if not found:
        raise AppError("workshop-no-peer")
    return tuple(found)


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


def pass_on(record: Record, exercise: Exercise, reviews: tuple[Review, ...]) -> tuple[int, ...]:
    """Give the groups what other groups said about their drafts, as remarks without names; said
    again, they replace what was passed on before. Gives the groups that have got something."""
    code = record.session.language  # who reads it is a group
    language = Language(code)
    levels = {
        (row.id, level.score): (row.title.of(code), level.told.of(code))
        for row in exercise.rubric
        for level in row.levels
    }
    reached = []
    for group in record.session.groups:
        made = []
        for review in (each for each in reviews if each.kind == "peer"):
            if review.group == group.number and review.told is not None:
                made += list(_remarks(record, review, levels, language))
        if made:
            discuss.put(record, group.number, made)
            reached.append(group.number)
    return tuple(reached)


def _remarks(
    record: Record,
    review: Review,
    levels: Mapping[tuple[str, int], tuple[str, str]],
    language: Language,
) -> list[Comment]:
    texts = {}
    for row, score in review.scores.items():
        if (row, score) in levels:
            title, level = levels[row, score]
            text = review.comments.get(row, "")
            told = language.tr("{row}: {level}.", row=title, level=level.rstrip(" ."))
            texts[row] = f"{told} {text}".strip()
    if review.remark:
        texts[""] = review.remark
    key = f"{record.session.id} {review.group} {review.reviewer}"
    assert review.told is not None
    return [
        Comment(
            id=uuid5(_SPACE, f"{key} {row}").hex,
            text=text,
            created=review.told,
            spot=Spot(),
            author=Author(language.tr("Review by another group")),
        )
        for row, text in texts.items()
    ]


# A group


def packet_of(data: bytes, path: Path) -> tuple[str, str, int] | None:
    """Session, packet and reviewing group of such a file; None for another draft.

    Raises `AppError` as `parse_proposal` and `parse_paper`.
    """
    told = parse_proposal(data, path).further.get(PACKET)
    if told is None:
        return None
    paper = parse_paper(told, path)
    return paper.text("session"), paper.named("packet"), paper.number("for", 99)


def waiting(sandbox: Sandbox) -> Packet | None:
    """What this group is to review: of the session folder, else what was taken before."""
    mine = sandbox.home.root / MINE
    if sandbox.share is not None:
        given = sandbox.share / PEER / _name(sandbox.note.group)
        with contextlib.suppress(AppError, OSError):
            if given.is_file() and not _is_same(given, mine):
                return take_packet(sandbox, given)
    try:
        told = packet_of(read_bytes(mine, ARCHIVE_LIMIT), mine) if mine.is_file() else None
    except AppError:
        return None
    return None if told is None else _packet(sandbox, told[1], mine)


def _is_same(given: Path, mine: Path) -> bool:
    """By size and time: the copy is given the time of what it was copied from."""
    try:
        one, other = given.stat(), mine.stat()
    except OSError:
        return False
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def take_packet(sandbox: Sandbox, path: Path) -> Packet:
    """Take a packet that came as a file. What was said about the one before is forgotten.

    Raises `AppError` workshop-packet-none, workshop-draft-other, workshop-packet-other and as
    reading does.
    """
    data = read_bytes(path, ARCHIVE_LIMIT)
    told = packet_of(data, path)
    if told is None:
        raise AppError("workshop-packet-none", path=path)
    session, packet, group = told
    if session != sandbox.session.id:
        raise AppError("workshop-draft-other", path=path)
    if group != sandbox.note.group:
        raise AppError("workshop-packet-other", path=path, group=group)
    mine = sandbox.home.root / MINE
    if not mine.is_file() or read_bytes(mine, ARCHIVE_LIMIT) != data:
        write_bytes(mine, data)
    with contextlib.suppress(OSError):
        os.utime(mine, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    return _packet(sandbox, packet, mine)


def _packet(sandbox: Sandbox, packet: str, path: Path) -> Packet:
    own = Review(0, "", "peer")
    handed = 0
    with contextlib.suppress(AppError):
        paper = read_paper(sandbox.home.root / MINE_REVIEW)
        if paper.text("packet") == packet:
            own = replace(review_of(paper, 0, ""), kind="peer")
            handed = paper.number("handed")
    return Packet(packet, sandbox.note.group, path, own, handed)


def packet_draft(packet: Packet) -> ProposalFile:
    """Raises `AppError` as `read_proposal`."""
    return read_proposal(packet.path)


def keep_review(sandbox: Sandbox, packet: Packet, review: Review) -> Packet:
    """Keep on this computer what the group has said so far. Raises `AppError`
    workshop-row-unknown, workshop-score-wrong, disk-full."""
    check_scores(sandbox.exercise, review.scores)
    return _kept(sandbox, replace(packet, review=_tidy(review)))


def _kept(sandbox: Sandbox, packet: Packet) -> Packet:
    told = review_data(sandbox.session.id, packet.review, packet.id)
    write_paper(sandbox.home.root / MINE_REVIEW, {**told, "handed": packet.handed})
    return packet


def _tidy(review: Review) -> Review:
    comments = {key: said.strip()[:TEXT_LIMIT] for key, said in review.comments.items()}
    return replace(
        review,
        comments=MappingProxyType({key: said for key, said in comments.items() if said}),
        remark=review.remark.strip()[:TEXT_LIMIT],
        kind="peer",
        reviewer="",
    )


def hand_in_review(
    sandbox: Sandbox, review: Review, now: datetime, target: Path | None = None
) -> Path:
    """Write the group's review of its packet into the session folder, or into `target`, a folder or
    stick. It is kept on this computer first.

    Raises `AppError` workshop-no-share, workshop-folder-gone, workshop-no-peer,
    workshop-row-unknown, workshop-score-wrong and as `write_paper`.
    """
    check_scores(sandbox.exercise, review.scores)
    packet = waiting(sandbox)
    if packet is None:
        raise AppError("workshop-no-peer")
    count = packet.handed + 1
    mine = replace(_tidy(review), count=count, told=now)
    _kept(sandbox, replace(packet, review=mine, handed=count))
    name = f"peer-{packet.id}-{sandbox.note.writer}.json"
    if target is not None:
        inside = target / REVIEWS
        path = inside / name if inside.is_dir() else target / f"{FOLDER}{sandbox.session.id}-{name}"
    elif sandbox.share is None:
        raise AppError("workshop-no-share")
    elif not sandbox.share.is_dir():
        raise AppError("workshop-folder-gone", path=sandbox.share)
    else:
        path = sandbox.share / REVIEWS / name
    write_paper(path, review_data(sandbox.session.id, mine, packet.id))
    return path
