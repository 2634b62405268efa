"""What can be compared: the present state, revisions, submissions, other proposals, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.ownform import file_form, own_form, version_form

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.proposal import Revision
    from wecoop_desktop.work.submissions import Submission

Sort = Literal["now", "revision", "submission", "proposal", "file"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared; `value` is a number, the id of a proposal, or a path."""

    sort: Sort = "now"
    value: str = ""

    @property
    def code(self) -> str:
        """How a place holds it."""
        return f"{self.sort}:{self.value}" if self.value else self.sort

    @property
    def number(self) -> int:
        """Of a revision or a submission; 0 where it has none."""
        decimal = self.value.isascii() and self.value.isdecimal() and len(self.value) < 10
        return int(self.value) if decimal else 0


NOW = Side()


def side_of(code: str) -> Side:
    """The side that a place holds; what cannot be one is the present state."""
    sort, _, value = code.partition(":")
    for known in get_args(Sort):
        if sort == known and (value or known == "now"):
            return Side(known, value)
    return NOW


def compare_place(proposal: str, before: Side, after: Side = NOW) -> Place:
    """The screen that compares two sides, seen from a proposal."""
    return Place("compare", proposal, choices=(("after", after.code), ("before", before.code)))


@dataclass(frozen=True, slots=True)
class Offered:
    """A side with what is known of it; the screen says it in words."""

    side: Side
    title: Words = Words()  # noqa: RUF009 - frozen
    revision: Revision | None = None
    submission: Submission | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The answers of a side as plain data, the form they were given for, sha256 by the name of
    attachments; `form` None where that version is not known here, `attachments` None where they
    were not kept."""

    answers: Mapping[str, Data]
    version: str
    form: Form | None
    attachments: Mapping[str, str] | None = None


def offered(desk: Desk, proposal: str, files: tuple[Path, ...] = ()) -> tuple[Offered, ...]:
    """Everything a proposal can be compared with, the present state first.

    Raises `AppError` as the store does.
    """
    store = desk.store
    rows = [row for row in store.proposals() if row.deleted is None and row.id != proposal]
    return (
        Offered(NOW),
        *(
            Offered(Side("submission", str(each.number)), submission=each)
            for each in store.submissions.of(proposal)
        ),
        *(
            Offered(Side("revision", str(each.number)), revision=each)
            for each in store.revisions(proposal)
        ),
        *(Offered(Side("file", str(path))) for path in files),
        *(Offered(Side("proposal", row.id), title=row.title) for row in rows),
    )


def content_of(desk: Desk, proposal: str, side: Side) -> Content:
    """A side of the store. Raises `AppError` as the store does; for files, `file_content`."""
    store = desk.store
    present = store.load(proposal)
    if side.sort == "now":
        return _whole(desk, proposal)
    if side.sort == "proposal":
        return _whole(desk, side.value)
    if side.sort == "submission":
        made = next((s for s in store.submissions.of(proposal) if s.number == side.number), None)
        if made is None:
            raise AppError("submission-unknown", number=side.value)
        answers = store.submissions.changed_since(proposal, made.number)
        held = store.submissions.attachments(proposal, made.number)
        return Content(
            answers, made.form_version, version_form(desk, present, made.form_version), held
        )
    answers = store.revision(proposal, side.number)
    kept = next(r for r in store.revisions(proposal) if r.number == side.number)
    version = kept.form_version or present.form_version
    return Content(answers, version, version_form(desk, present, version))


def _whole(desk: Desk, proposal: str) -> Content:
    found = desk.store.load(proposal)
    held = {each.name: each.sha256 for each in desk.store.attachments.of(proposal)}
    return Content(found.answers, found.form_version, own_form(desk, found), held)


def file_content(desk: Desk, path: Path, form: str) -> Content:
    """A side that is a file; may run in a job.

    Raises `AppError` as `work.file.read_proposal`, proposal-form-unknown where it is filled with
    another form than `form`.
    """
    from wecoop_desktop.work import vault
    from wecoop_desktop.work.file import read_proposal

    file = read_proposal(path)
    if file.form != form:
        raise AppError("proposal-form-unknown", path=path, form=file.form)
    held = {name: vault.digest(data) for name, data in file.documents().items()}
    return Content(file.answers, file.form_version, file_form(desk.library, file), held)
