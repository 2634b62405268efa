"""What a backup has that the work has not, and one proposal brought back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Literal

from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import annexes, exchange, head, journal, listing, remarks, revisions, trash
from wecoop_desktop.work import past as pasts
from wecoop_desktop.work.data import encode
from wecoop_desktop.work.file import ProposalFile
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.past import Past
from wecoop_desktop.work.proposal import Proposal, Reason

Standing = Literal["same", "differs", "binned", "gone", "later"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A proposal of a backup beside the present work.

    `same`: nothing to bring back; `differs`: in the answers of `paths` (or in the comments and
    files only, where there are none); `binned`: in the bin now; `gone`: no longer in the work;
    `later`: begun after the backup. `then` and `now` are when it was last changed.
    """

    id: str
    title: Words
    standing: Standing
    paths: tuple[str, ...] = ()
    then: datetime | None = None
    now: datetime | None = None


def difference(before: Proposal, now: Proposal | None) -> tuple[str, ...]:
    """The paths of the answers that are not the same."""
    present: Mapping[str, Data] = {} if now is None else now.answers
    every = {*before.answers, *present}
    return tuple(sorted(path for path in every if before.answers.get(path) != present.get(path)))


def bring_back(work: Connection, home: Home, past: Past, file: ProposalFile, now: datetime) -> None:
    """Put a proposal of a backup in place of its present state, or make it anew, with its past,
    where it is gone.

    What it was before is kept as a revision and one step of undo; files and comments of the backup
    join those of now. A review copy only takes comments.
    """
    proposal = past.id
    found = head.found(work, proposal)
    if found is None:
        texts, extra = revisions.texts(file.answers), encode(file.extra)
        listing.create(work, file.form, file.form_version, texts, now, extra, proposal)
        pasts.put(work, proposal, past)
        exchange.fill(work, home, proposal, file, now)
        return
    trash.put(work, proposal, None)
    remarks.merge(work, proposal, file.comments)
    if found.review:
        return
    texts = revisions.texts(file.answers)
    revisions.keep(work, proposal, Reason.RESTORING, now)
    if file.form_version != found.form_version:
        exchange.adopt(work, proposal, file.form_version, texts, file.form_data, now)
    else:
        whole: dict[str, str | None] = dict.fromkeys(revisions.answers(work, proposal))
        whole.update(texts)
        journal.change(work, proposal, whole, now, joining=False)
    for name, data in file.documents().items():
        annexes.add(work, home, proposal, Document(name, data), now)
    revisions.keep(work, proposal, Reason.RESTORING, now)
