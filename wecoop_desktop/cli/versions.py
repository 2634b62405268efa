"""Several proposal files of one form, read whole: for commands that compare or merge them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.cli import opening
from wecoop_desktop.cli.call import Call
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.whole import whole_answers
from wecoop_desktop.work.file import ProposalFile


@dataclass(frozen=True, slots=True)
class Version:
    """A proposal file with all its answers as values, those its form does not know as data."""

    path: Path
    file: ProposalFile
    answers: Answers


def read_versions(call: Call, paths: Sequence[Path]) -> tuple[Form, tuple[Version, ...]]:
    """The form that all files share, and the files.

    Raises `AppError` as `read_proposal` does, proposals-same, proposals-form-differs,
    proposal-form-unknown, form-not-readable.
    """
    for path, other in combinations(paths, 2):
        if _same(path, other):
            raise AppError("proposals-same", path=path)
    files = [opening.read(call, path) for path in paths]
    first = files[0]
    for path, file in zip(paths, files, strict=True):
        if (file.form, file.form_version) != (first.form, first.form_version):
            raise AppError(
                "proposals-form-differs",
                path=paths[0],
                version=f"{first.form} {first.form_version}".strip(),
                other=path,
                other_version=f"{file.form} {file.form_version}".strip(),
            )
    form = _form(call, paths, files)
    found = (
        Version(path, file, whole_answers(form, file.answers))
        for path, file in zip(paths, files, strict=True)
    )
    return form, tuple(found)


def _same(path: Path, other: Path) -> bool:
    """Names that lead to one file; a file that is missing is told when it is read."""
    with contextlib.suppress(OSError):
        return path.samefile(other)
    return path == other


def _form(call: Call, paths: Sequence[Path], files: Sequence[ProposalFile]) -> Form:
    """The form in the version of the answers: of this computer, else one that a file brings."""
    from wecoop_desktop.cli.upgrade import own_form

    both = zip(paths, files, strict=True)
    path, holder = next(((p, f) for p, f in both if f.form_data), (paths[0], files[0]))
    return own_form(path, holder, call.library())
