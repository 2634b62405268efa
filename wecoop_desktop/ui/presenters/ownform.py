"""The form of a proposal in the version it was filled with, and answers read in another version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.errors import AppError

if TYPE_CHECKING:
    from wecoop_desktop.forms.form import Data, Form
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.file import ProposalFile
    from wecoop_desktop.work.proposal import Proposal

# What the content has: the same form, a newer one, an earlier one than the proposal (which brought
# its own along), or only an earlier one, with which the proposal cannot be filled further.
Fits = Literal["", "newer", "ahead", "unknown"]


def known_form(
    library: Library, form: str, version: str, data: Mapping[str, Data] | None
) -> Form | None:
    """The form in that very version: of the content, an earlier one of it, or the one in `data`.

    None where nobody has it. Raises `AppError` form-not-readable.
    """
    installed = library.form()
    if (installed.id, installed.version) == (form, version):
        return installed
    for earlier in library.earlier_forms():
        if (earlier.id, earlier.version) == (form, version):
            return earlier
    if data is None:
        return None
    from wecoop_desktop.forms.stored import stored_form

    found = stored_form(data, [installed])
    if (found.id, found.version) != (form, version):
        raise AppError("form-not-readable", part="version")
    return found


def version_form(desk: Desk, proposal: Proposal, version: str) -> Form | None:
    """The form of a proposal in a version that it is, was or will be filled with; None where that
    version is not kept here or cannot be read."""
    installed = desk.library.form()
    if (proposal.form, version) == (installed.id, installed.version):
        return installed
    try:
        data = desk.store.form_data(proposal.id, version)
        return known_form(desk.library, proposal.form, version, data)
    except AppError:
        return None


def own_form(desk: Desk, proposal: Proposal) -> Form:
    """The form a proposal is filled with; the present one of the same name where that version is
    not kept here or cannot be read.

    Raises `AppError` proposal-form-unknown where nothing of that name is here.
    """
    installed = desk.library.form()
    found = version_form(desk, proposal, proposal.form_version)
    if found is None and proposal.form != installed.id:
        title = proposal.answers.get("basic.title_en") or proposal.answers.get("basic.title_ru")
        raise AppError("proposal-form-unknown", path=title or proposal.id, form=proposal.form)
    return found or installed


def fitting_form(desk: Desk, proposal: Proposal) -> tuple[Form, Fits]:
    """The form to work with, and how it is to the content. Raises as `own_form`."""
    form, installed = own_form(desk, proposal), desk.library.form()
    version = proposal.form_version
    if form.id != installed.id or not version:
        return form, ""
    if later(installed.version, version):
        return form, "newer"
    if later(version, installed.version):
        return form, "ahead" if form.version == version else "unknown"
    return form, ""


def file_form(library: Library, file: ProposalFile) -> Form | None:
    """The form of a file; None where only its name is known. Raises as `known_form`."""
    return known_form(library, file.form, file.form_version, file.form_data)


def brought(
    old: Form | None, new: Form, answers: Mapping[str, Data], version: str
) -> Mapping[str, Data]:
    """Answers of another version in the form `new`; the very same where it is that version."""
    if version in ("", new.version):
        return answers
    from wecoop_desktop.forms.upgrade import upgrade

    known = old is not None and old.version == version
    return upgrade(old if known else None, new, answers, version=version).answers


def in_content(
    desk: Desk,
    proposal: Proposal,
    answers: Mapping[str, Data] | None = None,
    version: str = "",
) -> Mapping[str, Data]:
    """The answers of a proposal, or those of an earlier state of it given for `version`, in the
    form of the content: what lists, documents and matching read. Nothing is changed on disk."""
    data = proposal.answers if answers is None else answers
    since = version or proposal.form_version
    installed = desk.library.form()
    if proposal.form != installed.id or since in ("", installed.version):
        return data
    return brought(version_form(desk, proposal, since), installed, data, since)


def later(one: str, other: str) -> bool:
    """Whether version `one` comes after `other`: their numbers count, 2026.11 is after 2026.9."""
    return _numbers(one) > _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number[:9]) for number in re.findall(r"[0-9]+", version))
