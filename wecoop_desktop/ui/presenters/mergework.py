"""A merge as values: what a file brings, what has been chosen so far, what will be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import MOST_ROWS
from wecoop_desktop.forms.difference import are_rows
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.forms.merge import Choice, Conflict, Merge, merge, resolved
from wecoop_desktop.forms.upgrade import MARK
from wecoop_desktop.forms.whole import whole_answers, whole_data
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.ownform import brought, file_form, own_form, version_form

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.file import ProposalFile
    from wecoop_desktop.work.lineage import Relation


@dataclass(frozen=True, slots=True)
class Brought:
    """A file beside the proposal it belongs to; all answers in the form of the proposal.

    `base` None: what both have in common is not known. `parked` counts answers of the file for
    which this form has no question.
    """

    file: ProposalFile
    relation: Relation
    form: Form
    base: Mapping[str, Data] | None
    mine: Mapping[str, Data]
    theirs: Mapping[str, Data]
    parked: int = 0

    @property
    def version(self) -> str:
        """The version of the form in the file, where it is not that of the proposal; else ""."""
        return self.file.form_version if self.file.form_version != self.form.version else ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Both sides as values with the data they were read from: what nobody changed is written back
    as it was."""

    merge: Merge
    mine: Answers
    theirs: Answers


def merge_place(proposal: str, path: Path) -> Place:
    """The screen that takes a file into a proposal."""
    return Place("merge", proposal, choices=(("file", str(path)),))


def own_copy(desk: Desk, file: ProposalFile) -> str:
    """The proposal of this computer that a file is a copy of, the last changed one; "" where there
    is none. Review copies are not meant: their answers cannot be changed."""
    reviews = {row.id for row in desk.store.proposals() if row.review}
    return next((each for each in desk.store.kin(file) if each not in reviews), "")


def beside(desk: Desk, proposal: str, path: Path, file: ProposalFile) -> Brought:
    """A file and the proposal it is to be taken into. Raises `AppError` as the store does,
    proposal-form-unknown where it is filled with quite another form."""
    store = desk.store
    relation = store.relation(proposal, file)
    here = store.load(proposal)
    if file.form != here.form:
        raise AppError("proposal-form-unknown", path=path, form=file.form)
    form = own_form(desk, here)
    theirs = brought(
        file_form(desk.library, file), form, _renamed(desk, proposal, file, form), file.form_version
    )
    parked = sum(MARK in path and path not in file.answers for path in theirs)
    base = relation.base
    if base is not None:
        version = _base_version(desk, proposal, file, base)
        known = version_form(desk, here, version)
        if known is None and version == file.form_version:
            known = file_form(desk.library, file)
        base = brought(known, form, base, version)
    return Brought(file, relation, form, base, here.answers, theirs, parked)


def _renamed(desk: Desk, proposal: str, file: ProposalFile, form: Form) -> Mapping[str, Data]:
    """The answers of the file with the names that its attachments get here."""
    from wecoop_desktop.work.attachments import KIND, renamed

    names = desk.store.attachments.renamed(proposal, file)
    if not names:
        return file.answers
    lists = {f.path for step in form.steps for f in step.fields if f.kind == KIND}
    return {
        path: renamed(held, names) if path in lists else held for path, held in file.answers.items()
    }


def _base_version(desk: Desk, proposal: str, file: ProposalFile, base: Mapping[str, Data]) -> str:
    """The version of the form that the common answers were given for."""
    if base == file.answers:
        return file.form_version
    here = desk.store.load(proposal)
    if base == here.answers:
        return here.form_version
    revisions = desk.store.revisions(proposal)
    if {kept.form_version for kept in revisions} <= {"", here.form_version}:
        return here.form_version
    for kept in revisions:
        if desk.store.revision(proposal, kept.number) == base:
            return kept.form_version
    return ""


def joined(found: Brought) -> Sources:
    """Both sides brought together, nothing chosen yet; may run in a job."""
    form = found.form
    base = None if found.base is None else whole_answers(form, found.base)
    mine, theirs = (whole_answers(form, side) for side in (found.mine, found.theirs))
    return Sources(merge(form, base, mine, theirs), mine, theirs)


def written(found: Brought, sources: Sources, choices: Mapping[str, Choice]) -> Mapping[str, Data]:
    """The answers that the choices give. Raises `AppError` answer-wrong-size where a table would
    be longer than one can be."""
    answers = resolved(sources.merge, choices)
    for path, value in answers.items():
        if are_rows(value) and len(value) > MOST_ROWS:
            raise AppError("answer-wrong-size", path=path, most=MOST_ROWS)
    return whole_data(answers, ((sources.mine, found.mine), (sources.theirs, found.theirs)))


def still_chosen(
    before: Mapping[str, Conflict], now: tuple[Conflict, ...], choices: Mapping[str, Choice]
) -> dict[str, Choice]:
    """Choices that hold for conflicts found again, where the same stands on all sides."""
    by_sides = {_sign(conflict): conflict.id for conflict in now}
    found: dict[str, Choice] = {}
    for name, choice in choices.items():
        conflict = before.get(name)
        new = by_sides.get(_sign(conflict)) if conflict is not None else None
        if new is not None:
            found[new] = choice
    return found


def _sign(conflict: Conflict) -> str:
    parts = (
        conflict.path, conflict.kind, conflict.name, conflict.column, conflict.language,
        conflict.base, conflict.mine, conflict.theirs,
    )  # fmt: skip
    return repr(parts)
