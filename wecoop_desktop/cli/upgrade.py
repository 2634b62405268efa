"""`wecoop proposal upgrade`: to another version of the form, and the form a file is read with."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli import opening
from wecoop_desktop.cli.call import Call
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.shape import form_data

if TYPE_CHECKING:
    from wecoop_desktop.cli.draft import Commands
    from wecoop_desktop.forms.upgrade import Upgrade
    from wecoop_desktop.library.library import Library


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    upgrade = commands.add_parser(
        "upgrade", parents=[common], help=tr("go on with the form of this computer, or of a file")
    )
    upgrade.add_argument("file", type=Path, metavar="FILE")
    upgrade.add_argument(
        "--to",
        type=Path,
        metavar="FILE.wecoop",
        help=tr("the form that this proposal was made with"),
    )
    way = upgrade.add_mutually_exclusive_group(required=True)
    way.add_argument("--preview", action="store_true", help=tr("only tell what would be done"))
    way.add_argument("-o", "--output", type=Path, metavar="OUT.wecoop")
    upgrade.set_defaults(run=upgrade_proposal)


def own_form(path: Path, file: ProposalFile, library: Library) -> Form:
    """The form that the answers were given for: of this computer, else the one in the file.

    Raises `AppError` proposal-form-unknown, form-not-readable.
    """
    from wecoop_desktop.forms.stored import stored_form

    installed = library.form()
    for form in (installed, *library.earlier_forms()):
        if (file.form, file.form_version) == (form.id, form.version):
            return form
    if file.form_data is None:
        if file.form == installed.id:
            return installed
        raise AppError("proposal-form-unknown", path=path, form=file.form)
    form = stored_form(file.form_data, [installed])
    if (form.id, form.version) != (file.form, file.form_version):
        raise AppError("form-not-readable", part="version")
    return form


def upgrade_proposal(call: Call) -> int:
    """The file itself stays as it is."""
    arguments = call.arguments
    file = opening.read(call, arguments.file)
    library = call.library()
    old = own_form(arguments.file, file, library)
    new = _wanted(arguments.to, library)
    if new.id != old.id:
        raise AppError("proposal-form-unknown", path=arguments.file, form=file.form)
    done = carried(file, old, new)
    if not arguments.preview:
        changed = replace(
            file,
            form_version=new.version,
            form_data=form_data(new),
            answers=done.answers,
            saved=datetime.now(UTC),
        )
        write_proposal(arguments.output, changed)
    call.answer(_data(file, new, done), _lines(file, new, done, call.language))
    return 0


def carried(file: ProposalFile, old: Form, new: Form) -> Upgrade:
    """The answers of a file in another version of its form."""
    from wecoop_desktop.forms.upgrade import upgrade

    known = old.version == file.form_version
    return upgrade(old if known else None, new, file.answers, version=file.form_version)


def _wanted(path: Path | None, library: Library) -> Form:
    return library.form() if path is None else own_form(path, read_proposal(path), library)


def _data(file: ProposalFile, new: Form, done: Upgrade) -> Mapping[str, Data]:
    return {
        "form": new.id,
        "from": file.form_version,
        "to": new.version,
        "kept": list(done.kept),
        "moved": [{"from": list(m.sources), "to": list(m.targets)} for m in done.moved],
        "parked": [
            {"kept_as": p.key, "path": p.path, "version": p.version, "reason": p.reason}
            for p in done.parked
        ],
        "back": list(done.back),
    }


def _lines(file: ProposalFile, new: Form, done: Upgrade, language: Language) -> Iterator[str]:
    tr, ntr = language.tr, language.ntr
    yield tr("Form {form}: from {since} to {until}", form=new.id, since=file.form_version or "?",
             until=new.version)  # fmt: skip
    yield ntr("{n} answer stays where it is", "{n} answers stay where they are", len(done.kept))
    for move in done.moved:
        yield tr("Moved: {sources} → {targets}", sources=", ".join(move.sources),
                 targets=", ".join(move.targets))  # fmt: skip
    for path in done.back:
        yield tr("Has its place again: {path}", path=path)
    for one in done.parked:
        yield tr("Parked, kept in the file as {key}: {path}", key=one.key, path=one.path)
