"""Comments as rows. All functions work inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work import ask
from wecoop_desktop.work.commentfile import plain, read
from wecoop_desktop.work.comments import COUNT_LIMIT, KEPT, Comment, merged
from wecoop_desktop.work.data import decode, encode

SIZE_LIMIT = 10_000_000  # characters of all comments of a proposal: they fit into a file

_EVERY = "SELECT data FROM comments WHERE proposal = ? ORDER BY id"
_ONE = "SELECT data FROM comments WHERE proposal = ? AND id = ?"
_PUT = """
INSERT INTO comments (proposal, id, data) VALUES (?, ?, ?)
ON CONFLICT (proposal, id) DO UPDATE SET data = excluded.data
"""
_ROOM = "SELECT count(*), total(length(data)) FROM comments WHERE proposal = ?"


def every(work: Connection, proposal: str) -> tuple[Comment, ...]:
    """All comments, deleted ones too."""
    return tuple(read(decode(data)) for data in ask.texts(work, _EVERY, proposal))


def found(work: Connection, proposal: str, comment: str) -> Comment | None:
    data = ask.text(work, _ONE, proposal, comment)
    return None if data is None else read(decode(data))


def one(work: Connection, proposal: str, comment: str) -> Comment:
    """Raises `AppError` comment-unknown."""
    kept = found(work, proposal, comment)
    if kept is None:
        raise AppError("comment-unknown")
    return kept


def put(work: Connection, proposal: str, comment: Comment) -> None:
    """Keep a comment, new or changed."""
    work.execute(_PUT, (proposal, comment.id, encode(plain(comment))))


def check_room(work: Connection, proposal: str) -> None:
    """Raises `AppError` comments-too-many where there are more than a file may hold."""
    count, size = work.execute(_ROOM, (proposal,)).fetchone()
    if count > COUNT_LIMIT or size > SIZE_LIMIT:
        raise AppError("comments-too-many", limit=COUNT_LIMIT)


def merge(work: Connection, proposal: str, theirs: Iterable[Comment]) -> int:
    """Take in comments of another copy; gives how many a reader would see as new or changed.

    Raises `AppError` comments-too-many.
    """
    own = {comment.id: comment for comment in every(work, proposal)}
    count = 0
    for comment in theirs:
        known = own.get(comment.id)
        if known == comment:
            continue
        whole = comment if known is None else merged(known, comment)
        count += is_news(known, comment)
        if whole != known:
            put(work, proposal, whole)
    check_room(work, proposal)
    return count


def is_news(known: Comment | None, theirs: Comment) -> bool:
    """Whether a comment of another copy shows what is not known here."""
    if known is None:
        return not theirs.deleted
    if known == theirs:
        return False
    whole = merged(known, theirs)
    return whole != known and not (known.deleted and whole.deleted)


def thin(work: Connection, proposal: str, now: datetime) -> None:
    """Let the texts of comments go that were deleted long ago; that they were stays known, so that
    they do not come back with a colleague's file.
    """
    for comment in every(work, proposal):
        if comment.deleted and comment.text and now - comment.stamp("deleted") > KEPT:
            put(work, proposal, replace(comment, text=""))
