"""A review copy that comes back: whose it is, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Words

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.file import ProposalFile


@dataclass(frozen=True, slots=True)
class Returned:
    """A file at `path` that is a review copy of `proposal`, a proposal of one's own.

    `comments` counts those that are new or changed, `names` are of who made new ones. `changed`:
    the answers here are not those that were read.
    """

    proposal: str
    path: Path
    title: Words
    comments: int
    names: tuple[str, ...] = ()
    changed: bool = False


def returned(desk: Desk, path: Path, file: ProposalFile) -> Returned | None:
    """The proposal of one's own that was sent for review; None where there is none.

    Raises `AppError` as the store does.
    """
    from wecoop_desktop.work.lineage import Kinship

    if not file.review:
        return None
    own = {row.id: row for row in desk.store.proposals() if not row.review}
    mine = next((each for each in desk.store.kin(file) if each in own), "")
    if not mine:
        return None
    relation = desk.store.relation(mine, file)
    known = {
        comment.id
        for thread in desk.store.comments.of(mine)
        for comment in (thread.first, *thread.replies)
    }
    gone = {comment.id for comment in desk.store.comments.deleted(mine)}
    names = {
        comment.author.name
        for comment in file.comments
        if comment.id not in known | gone and comment.thread not in gone and not comment.deleted
    }
    return Returned(
        mine,
        path,
        own[mine].title,
        relation.comments,
        tuple(sorted(name for name in names if name)),
        relation.kinship is not Kinship.SAME,
    )


def same_copy(desk: Desk, file: ProposalFile) -> str:
    """The review copy of this computer with the same answers, empty where there is none."""
    from wecoop_desktop.work.lineage import Kinship

    if not file.review:
        return ""
    copies = {row.id for row in desk.store.proposals() if row.review}
    for each in desk.store.kin(file):
        if each in copies and desk.store.relation(each, file).kinship is Kinship.SAME:
            return each
    return ""


def take_comments(desk: Desk, proposal: str, path: Path) -> int:
    """Take in the comments of a file, which is read again; gives how many are new or changed.

    Raises `AppError` as `read_proposal` and `WorkStore.take_in`; proposal-unrelated where the file
    is not a review copy any more.
    """
    from wecoop_desktop.work.file import read_proposal

    file = read_proposal(path)
    if not file.review:
        raise AppError("proposal-unrelated")
    return desk.store.take_in(proposal, file)
