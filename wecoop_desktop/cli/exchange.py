"""`wecoop proposal table | take`: tables out to colleagues and back, and old tables in."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli import opening
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.difference import cell_label, change_data, change_lines, heading, shown
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import plain_value
from wecoop_desktop.forms.difference import Change, questions
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.merge import Merge, settled
from wecoop_desktop.forms.whole import whole_answers, whole_data
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.file import ProposalFile, write_proposal

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from wecoop_desktop.documents.exchange.remark import Remark
    from wecoop_desktop.documents.exchange.take import Taken
    from wecoop_desktop.library.library import Library

    Commands = _SubParsersAction[ArgumentParser]


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    table = commands.add_parser(
        "table", parents=[common], help=tr("tables as XLSX, to be edited and taken back")
    )
    table.add_argument("file", type=Path, metavar="FILE")
    table.add_argument(
        "--question", action="append", metavar="PATH", help=tr("which tables; else all")
    )
    table.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.xlsx")
    table.set_defaults(run=send_tables)
    take = commands.add_parser(
        "take", parents=[common], help=tr("take tables in: edited ones, or old ones of others")
    )
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("tables", type=Path, metavar="TABLES")
    take.add_argument(
        "--question",
        action="append",
        metavar="PATH",
        help=tr("only these; for an old table the question it belongs to"),
    )
    take.add_argument("--sheet", metavar="NAME", help=tr("which sheet or table of the file"))
    take.add_argument(
        "--map",
        action="append",
        metavar="B=COLUMN",
        help=tr("a column of an old table and ours; B= leaves it out"),
    )
    take.add_argument(
        "--replace", action="store_true", help=tr("put old rows in the place of those there")
    )
    take.add_argument(
        "--prefer", choices=("mine", "theirs"), help=tr("what stands where both sides changed")
    )
    way = take.add_mutually_exclusive_group(required=True)
    way.add_argument("--preview", action="store_true", help=tr("only tell what would be done"))
    way.add_argument("-o", "--output", type=Path, metavar="OUT.wecoop")
    take.set_defaults(run=take_tables)


def read(call: Call) -> tuple[Library, ProposalFile, Form, Answers]:
    from wecoop_desktop.cli.upgrade import own_form

    file = opening.read(call, call.arguments.file)
    library = call.library()
    form = own_form(call.arguments.file, file, library)
    return library, file, form, whole_answers(form, file.answers)


def asked(form: Form, paths: Sequence[str] | None) -> tuple[Field, ...]:
    from wecoop_desktop.documents.exchange.layout import tables

    known = {field.path: field for field in tables(form)}
    for path in paths or ():
        if path not in known:
            raise AppError("tables-question", path=path)
    return tuple(known[path] for path in dict.fromkeys(paths or ())) or tuple(known.values())


def send_tables(call: Call) -> int:
    from wecoop_desktop.documents.exchange.origin import Identity
    from wecoop_desktop.documents.exchange.send import write_tables

    library, file, form, answers = read(call)
    fields = asked(form, call.arguments.question)
    identity = Identity(form.id, form.version, file.identity, state_digest(file.answers))
    with writing(call.arguments.output) as stream:
        write_tables(
            form,
            answers,
            fields,
            stream,
            language=call.language,
            today=datetime.now().astimezone().date(),
            identity=identity,
            reference=library.reference(),
        )
    return 0


def take_tables(call: Call) -> int:
    """Exit code 1 where both sides changed something differently, or a cell could not be read."""
    from wecoop_desktop.documents.exchange.origin import SHEET
    from wecoop_desktop.documents.exchange.read import read_tables

    tables = read_tables(call.arguments.tables)
    own = any(grid.name == SHEET for grid in tables.grids)
    if own and not call.arguments.map and not call.arguments.sheet:
        return _back(call)
    from wecoop_desktop.cli.oldtables import take_old

    return take_old(call, tables)


def _back(call: Call) -> int:
    from wecoop_desktop.documents.exchange.read import read_tables
    from wecoop_desktop.documents.exchange.take import taken

    library, file, form, answers = read(call)
    if call.arguments.question:
        asked(form, call.arguments.question)
    found = taken(
        form,
        answers,
        read_tables(call.arguments.tables),
        reference=library.reference(),
        only=tuple(call.arguments.question or ()),
    )
    merged = found.merge
    if found.sent.identity.proposal and file.identity != found.sent.identity.proposal:
        call.say(call.language.tr("These tables were made of another proposal."))
    if call.arguments.prefer:
        choices = dict.fromkeys((c.id for c in merged.conflicts), call.arguments.prefer)
        merged = settled(merged, choices)
        found = replace(found, merge=merged)
    if call.arguments.output:
        save(call, file, answers, merged.answers)
    call.answer(_data(found, call.language), _lines(found, call.language))
    wrong = any(remark.level == "error" for remark in found.remarks)
    return 1 if wrong or (merged.conflicts and not call.arguments.prefer) else 0


def save(call: Call, file: ProposalFile, before: Answers, after: Answers) -> None:
    """The proposal with these answers as OUT; a review copy is not changed."""
    from wecoop_desktop.cli.proposal import write_new

    if file.review:
        raise AppError("proposal-review")
    data = whole_data(after, ((before, file.answers),))
    made = file.answered(data, datetime.now(UTC))
    if call.arguments.output.resolve() == call.arguments.file.resolve():
        opening.keep_closed(call.arguments.output)
        write_proposal(call.arguments.output, made)
    else:
        write_new(call, call.arguments.output, made)


# ---------------------------------------------------------------------- what is told


def _data(found: Taken, language: Language) -> Mapping[str, object]:
    merged = found.merge
    return {
        "changes": [
            {
                **change_data(change, merged.form, language, words=False),
                "cell": cell_of(found, change),
            }
            for change in merged.taken
        ],
        "conflicts": [
            {
                "path": conflict.path,
                "row": conflict.row,
                "name": conflict.name,
                "column": conflict.column,
                "language": conflict.language,
                "cell": found.address(
                    conflict.path, conflict.row, conflict.column, conflict.language
                ),
                "base": plain_value(conflict.base),  # type: ignore[arg-type]  # rows are data too
                "mine": plain_value(conflict.mine),  # type: ignore[arg-type]
                "theirs": plain_value(conflict.theirs),  # type: ignore[arg-type]
                "chosen": str(conflict.chosen),
            }
            for conflict in merged.conflicts
        ],
        "remarks": [remark_data(remark, language) for remark in found.remarks],
    }


def cell_of(found: Taken, change: Change) -> str:
    return found.address(change.path, change.row_after, change.column, change.language)


def remark_data(remark: Remark, language: Language) -> Mapping[str, object]:
    return {
        "code": remark.code,
        "level": remark.level,
        "sheet": remark.sheet,
        "cell": remark.address,
        "path": remark.path,
        "message": say(language, remark.error()),
    }


def _lines(found: Taken, language: Language) -> Iterator[str]:
    merged = found.merge
    if merged.taken:
        yield language.tr("What comes in:")
    yield from change_lines(merged.taken, merged.form, language)
    if not merged.taken:
        yield language.tr("Nothing comes in: the tables say what the proposal says.")
    yield from _conflict_lines(found, merged, language)
    yield from remark_lines(found.remarks, language)


def _conflict_lines(found: Taken, merged: Merge, language: Language) -> Iterator[str]:
    known = questions(merged.form)
    if merged.conflicts:
        yield language.ntr(
            "{n} conflict; what the proposal says stands:",
            "{n} conflicts; what the proposal says stands:",
            len(merged.conflicts),
        )
    for conflict in merged.conflicts:
        question = known.get(conflict.path)
        label = cell_label(conflict.column, conflict.language, question, language)
        cell = found.address(conflict.path, conflict.row, conflict.column, conflict.language)
        where = ", ".join(part for part in (conflict.name, label, cell) if part)
        yield f"! {heading(merged.form, question, conflict.path, language)}: {where}"
        for name, side in (
            (language.tr("Proposal"), conflict.mine),
            (language.tr("Table"), conflict.theirs),
        ):
            yield f"    {name}: {shown(side, conflict.column, question, language)}"


def remark_lines(remarks: Sequence[Remark], language: Language) -> Iterator[str]:
    """First what was not taken."""
    for remark in sorted(remarks, key=lambda one: one.level != "error"):
        place = f"{remark.sheet}!{remark.address}" if remark.address else remark.sheet
        sign = "×" if remark.level == "error" else "·"
        said = say(language, remark.error())
        yield f"{sign} {place}: {said}" if place else f"{sign} {said}"
