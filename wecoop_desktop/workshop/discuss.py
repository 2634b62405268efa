"""What a trainer remarks on a group's draft: kept in the record, laid beside the group's drafts in
the session folder, taken in by the group's own program. Drafts themselves are never changed."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.work import commentfile
from wecoop_desktop.work.comments import TEXT_LIMIT, Author, Comment, Spot
from wecoop_desktop.workshop.paper import make_folder
from wecoop_desktop.workshop.record import Record
from wecoop_desktop.workshop.session import GROUPS

FOLDER = "comments"
LIMIT = 10_000_000


def comments_of(record: Record, group: int) -> tuple[Comment, ...]:
    """The trainer's remarks on a group, the oldest first."""
    try:
        return commentfile.read_document(read_bytes(_path(record, group), LIMIT))
    except (AppError, ValueError):
        return ()


def comment(
    record: Record, group: int, text: str, now: datetime, *, spot: Spot, by: Author
) -> Comment:
    """Remark something. The group sees it at its next look into the session folder.

    Raises `AppError` comment-empty, comment-too-long, workshop-group-unknown, disk-full.
    """
    number = record.session.group(group).number
    if not text.strip():
        raise AppError("comment-empty")
    if len(text) > TEXT_LIMIT:
        raise AppError("comment-too-long", limit=TEXT_LIMIT)
    new = Comment(id=uuid.uuid4().hex, text=text.strip(), created=now, spot=spot, author=by)
    put(record, number, (new,))
    return new


def put(record: Record, group: int, remarks: Iterable[Comment]) -> None:
    """Lay remarks beside those that are there; one with the same id takes the place of the older.

    Raises as `writing`.
    """
    kept = {each.id: each for each in comments_of(record, group)}
    kept.update({each.id: each for each in remarks})
    make_folder(record.root / FOLDER)
    write_bytes(_path(record, group), commentfile.document(tuple(kept.values())))
    lay_out(record, group)


def lay_out(record: Record, group: int) -> bool:
    """Lay the remarks beside the group's drafts; False where the folder is not there now."""
    if record.share is None or not record.share.is_dir():
        return False
    target = record.share / GROUPS / f"{group:02}" / f"comments-{record.trainer}.json"
    with contextlib.suppress(AppError):
        data = read_bytes(_path(record, group), LIMIT)
        make_folder(target.parent)
        write_bytes(target, data)
        return True
    return False


def _path(record: Record, group: int) -> Path:
    return record.root / FOLDER / f"{group:02}.json"
