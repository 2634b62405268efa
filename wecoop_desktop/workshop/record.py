"""What the trainer's own computer keeps of a session: every draft that ever arrived, with the time
by its own clock; remarks, scores, what was marked to be shown, the timer.

`<home>/sessions/<session>/` belongs to one computer. Nothing in it is overwritten by what arrives:
a stick that is lost after collecting takes nothing with it.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, read_bytes, told, write_bytes
from wecoop_desktop.base.files import replace as replace_file
from wecoop_desktop.base.folders import Home
from wecoop_desktop.workshop.paper import (
    Paper,
    make_folder,
    paper_bytes,
    read_paper,
    stamp,
    write_paper,
)
from wecoop_desktop.workshop.prepare import LIMIT
from wecoop_desktop.workshop.session import (
    SESSION,
    Session,
    is_session_id,
    read_session,
    session_data,
)
from wecoop_desktop.workshop.timer import Timer, new_timer

FOLDER = "sessions"  # in the home
PAPER, RECEIVED, DRAFTS = "record.json", "received.json", "drafts"
MOST_RECEIPTS = 20_000

Stage = Literal["prepared", "handed-out", "collecting", "closed"]
STAGES: tuple[Stage, ...] = ("prepared", "handed-out", "collecting", "closed")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A draft that arrived: `received` by the trainer's clock; `file` is the copy in the record.

    `writer` and `count` are of its note; a draft without one has a writer that begins with "loose".
    """

    group: int
    writer: str
    count: int
    digest: str
    received: datetime
    file: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """An answer of a group marked to be shown to all, without the group's name.

    `why`: "good" or "discuss"; `note` is what the trainer wants to say.
    """

    group: int
    path: str
    row: int | None = None
    why: str = "discuss"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A session as the trainer's computer knows it. `share` is the session folder (or where it was
    last seen); `sticks` are other places it was written to; `trainer` is random and stands in the
    names of files of this trainer."""

    root: Path
    session: Session
    share: Path | None
    trainer: str
    stage: Stage
    timer: Timer
    opened: datetime
    sticks: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    peers: tuple[tuple[str, int, int], ...] = ()  # packet, group that reviews, group reviewed
    receipts: tuple[Receipt, ...] = ()

    def draft(self, receipt: Receipt) -> Path:
        """The copy of a draft that is kept here."""
        return self.root / DRAFTS / receipt.file


def records(home: Home) -> Path:
    return home.root / FOLDER


def open_record(home: Home, share: Path, now: datetime) -> Record:
    """The record of the session in the folder `share`, begun where there is none.

    Raises `AppError` workshop-no-session, disk-full and as reading does.
    """
    session = read_session(share)
    root = records(home) / session.id
    if (root / PAPER).is_file():
        write_paper(root / SESSION, session_data(session))
        with contextlib.suppress(AppError):
            return keep(replace(load(root), share=share.absolute(), session=session))
        _set_aside(root / PAPER)
    make_folder(root / DRAFTS)
    for name in ("exercise", "start.wecoop"):
        _keep_part(share / name, root / name)
    record = Record(
        root=root,
        session=session,
        share=share.absolute(),
        trainer=secrets.token_hex(4),
        stage="prepared",
        timer=new_timer(session.minutes),
        opened=now,
        receipts=_receipts(root),
    )
    write_paper(root / SESSION, session_data(session))
    return keep(record)


def _set_aside(path: Path) -> None:
    """A damaged record begins anew with the drafts that are there; what it was stays beside it."""
    aside = path.with_suffix(".damaged.json")
    try:
        replace_file(path, free_name(aside) if aside.exists() else aside)
    except OSError as error:
        raise told(error, path) from error


def _keep_part(source: Path, target: Path) -> None:
    """The session can be looked at when the stick has gone."""
    paths = sorted(source.iterdir()) if source.is_dir() else [source]
    make_folder(target if source.is_dir() else target.parent)
    for path in paths:
        if path.is_file():
            place = target / path.name if source.is_dir() else target
            write_bytes(place, read_bytes(path, LIMIT))


def load(root: Path) -> Record:
    """A record of this computer. Raises `AppError` as reading does."""
    session = read_session(root)
    paper = read_paper(root / PAPER)
    timer = paper.part("timer")
    share = paper.text("share", 1_000)
    stage = next((each for each in STAGES if each == paper.text("stage")), STAGES[0])
    return Record(
        root=root,
        session=session,
        share=Path(share) if share else None,
        trainer=paper.named("trainer"),
        stage=stage,
        timer=Timer(_seconds(timer, "total"), _seconds(timer, "left"), timer.moment("since")),
        opened=paper.moment("opened") or session.made,
        sticks=paper.texts("sticks"),
        highlights=tuple(_highlight(each) for each in paper.parts("highlights")),
        peers=tuple(
            (each.named("packet"), each.number("by", 99), each.number("of", 99))
            for each in paper.parts("peers")
        ),
        receipts=_receipts(root),
    )


def _seconds(paper: Paper, key: str) -> int:
    value = paper.data.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**7:
        paper.wrong(key)
    return value


def _highlight(paper: Paper) -> Highlight:
    row = paper.data.get("row")
    return Highlight(
        paper.number("group", 99),
        paper.text("path"),
        row if isinstance(row, int) and not isinstance(row, bool) else None,
        paper.text("why"),
        paper.text("note", 2_000),
    )


def all_records(home: Home) -> tuple[Record, ...]:
    """Every session this computer led, the newest first; unreadable ones are left out."""
    try:
        folders = sorted(records(home).iterdir(), reverse=True)
    except OSError:
        return ()
    found = []
    for folder in folders:
        if is_session_id(folder.name):
            with contextlib.suppress(AppError):
                found.append(load(folder))
    return tuple(found)


def keep(record: Record) -> Record:
    """Write all of the record but its receipts; see `receive`."""
    timer = record.timer
    data = {
        "share": "" if record.share is None else str(record.share),
        "trainer": record.trainer,
        "stage": record.stage,
        "opened": stamp(record.opened),
        "timer": {"total": timer.total, "left": timer.left, "since": stamp(timer.since)},
        "sticks": list(record.sticks),
        "highlights": [
            {"group": each.group, "path": each.path, "row": each.row, "why": each.why,
             "note": each.note}
            for each in record.highlights
        ],
        "peers": [{"packet": packet, "by": by, "of": of} for packet, by, of in record.peers],
    }  # fmt: skip
    write_paper(record.root / PAPER, data)
    return record


# Receipts


def receive(record: Record, receipt: Receipt, data: bytes) -> Record:
    """Keep a draft that arrived; the same one is kept once. Raises as `base.files.writing`."""
    known = (receipt.group, receipt.writer, receipt.digest)
    if any((each.group, each.writer, each.digest) == known for each in record.receipts):
        return record
    path = record.root / DRAFTS / receipt.file
    make_folder(path.parent)
    write_bytes(path, data)
    return replace(record, receipts=(*record.receipts, receipt))


def write_receipts(record: Record) -> None:
    listed = [
        {
            "group": each.group,
            "writer": each.writer,
            "count": each.count,
            "digest": each.digest,
            "received": stamp(each.received),
            "file": each.file,
        }
        for each in record.receipts
    ]
    data = paper_bytes({"receipts": listed})
    make_folder(record.root)
    write_bytes(record.root / RECEIVED, data)


def _receipts(root: Path) -> tuple[Receipt, ...]:
    """As written; where that is damaged, what the names and times of the copies tell."""
    try:
        paper = read_paper(root / RECEIVED)
        listed = tuple(_receipt(each) for each in paper.parts("receipts", MOST_RECEIPTS))
    except AppError:
        listed = tuple(_found(root))
    return tuple(each for each in listed if (root / DRAFTS / each.file).is_file())


def _receipt(paper: Paper) -> Receipt:
    file, received = paper.text("file"), paper.moment("received")
    parts = file.split("/")
    if received is None or len(parts) != 2 or ".." in parts or "\\" in file:
        paper.wrong("receipts")
    return Receipt(
        paper.number("group", 99),
        paper.named("writer"),
        paper.number("count"),
        paper.text("digest"),
        received,
        file,
    )


def _found(root: Path) -> Iterable[Receipt]:
    for path in sorted((root / DRAFTS).glob("*/*.wecoop")):
        writer, _, rest = path.stem.partition("-")
        count, _, digest = rest.partition("-")
        if path.parent.name.isdecimal() and count.isdecimal():
            received = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            name = f"{path.parent.name}/{path.name}"
            yield Receipt(int(path.parent.name), writer, int(count), digest, received, name)


def newest(receipts: Iterable[Receipt]) -> dict[str, Receipt]:
    """The last draft of each writer: by the number of its hand-in, then by when it arrived."""
    last: dict[str, Receipt] = {}
    for each in receipts:
        held = last.get(each.writer)
        if held is None or (each.count, each.received) >= (held.count, held.received):
            last[each.writer] = each
    return last
