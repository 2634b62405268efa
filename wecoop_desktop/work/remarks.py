"""Comments as rows. All functions work inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work.commentfile import plain, read
from wecoop_desktop.work.comments import COUNT_LIMIT, KEPT, Comment, merged
from wecoop_desktop.work.data import decode, encode
from wecoop_desktop.work.tables import Comments

SIZE_LIMIT = 10_000_000  # characters of all comments of a proposal: they fit into a file


def every(work: Connection, proposal: str) -> tuple[Comment, ...]:
    """All comments, deleted ones too."""
    query = select(Comments.data).where(Comments.proposal == proposal).order_by(Comments.id)
    return tuple(read(decode(data)) for data in work.scalars(query))


def found(work: Connection, proposal: str, comment: str) -> Comment | None:
    query = select(Comments.data).where(Comments.proposal == proposal, Comments.id == comment)
    data = work.scalar(query)
    return None if data is None else read(decode(data))


def one(work: Connection, proposal: str, comment: str) -> Comment:
    """Raises `AppError` comment-unknown."""
    kept = found(work, proposal, comment)
    if kept is None:
        raise AppError("comment-unknown")
    return kept


def put(work: Connection, proposal: str, comment: Comment) -> None:
    """Keep a comment, new or changed."""
    row = upsert(Comments).values(proposal=proposal, id=comment.id, data=encode(plain(comment)))
    same = {"data": row.excluded.data}
    work.execute(
        row.on_conflict_do_update(index_elements=[Comments.proposal, Comments.id], set_=same)
    )


def check_room(work: Connection, proposal: str) -> None:
    """Raises `AppError` comments-too-many where there are more than a file may hold."""
    query = select(func.count(), func.coalesce(func.sum(func.length(Comments.data)), 0))
    count, size = work.execute(query.where(Comments.proposal == proposal)).one()
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
