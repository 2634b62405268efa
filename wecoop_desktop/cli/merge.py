"""`wecoop proposal merge`: two copies that grew from one, made one file again."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.difference import cell_label, change_lines, heading, shown
from wecoop_desktop.cli.mergedfile import merged_file, renamed_files
from wecoop_desktop.cli.versions import read_versions
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import MOST_ROWS, plain_value
from wecoop_desktop.forms.difference import Side, are_rows, questions
from wecoop_desktop.forms.form import Data
from wecoop_desktop.forms.merge import Conflict, Merge, merge, settled
from wecoop_desktop.forms.whole import whole_answers, whole_data
from wecoop_desktop.work.comments import Author, Comment, Kind, Spot
from wecoop_desktop.work.data import encode

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

ENTRY = "merge-conflicts.json"
FORMAT = 1
LONGEST = 4_000  # signs of a side in a comment; the entry has it whole
SHORT = 200


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    joined = commands.add_parser(
        "merge", parents=[common], help=tr("make one file of two that grew from one")
    )
    joined.add_argument("base", type=Path, metavar="BASE")
    joined.add_argument("mine", type=Path, metavar="MINE")
    joined.add_argument("theirs", type=Path, metavar="THEIRS")
    joined.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")
    joined.add_argument(
        "--prefer", choices=("mine", "theirs"), help=tr("whose stands where both changed the same")
    )
    joined.set_defaults(run=merge_files)


def merge_files(call: Call) -> int:
    """Exit code 1 where there are conflicts; the file is written all the same."""
    from wecoop_desktop.cli.proposal import write_new

    arguments = call.arguments
    paths = [arguments.base, arguments.mine, arguments.theirs]
    form, (base, mine, theirs) = read_versions(call, paths)
    names = renamed_files(base.file, mine.file, theirs.file)
    their_data = names.in_answers(form, theirs.file.answers)
    their_answers: Answers = whole_answers(form, their_data)
    if theirs.file.review:
        call.say(call.language.tr("THEIRS is a review copy: only its comments are taken."))
        their_data, their_answers = dict(base.file.answers), base.answers
    if {mine.file.identity, theirs.file.identity} - {""} != {mine.file.identity} - {""}:
        call.say(call.language.tr("MINE and THEIRS are not copies of the same proposal."))
    found = merge(form, base.answers, mine.answers, their_answers)
    if arguments.prefer:
        found = settled(found, dict.fromkeys((c.id for c in found.conflicts), arguments.prefer))
    _check_sizes(found)
    sources = ((mine.answers, mine.file.answers), (their_answers, their_data))
    file = merged_file(
        (base.file, mine.file, theirs.file),
        names,
        whole_data(found.answers, sources),
        datetime.now(UTC),
        tuple(_comments(found, call.language)),
        {ENTRY: _document(found)} if found.conflicts else {},
    )
    write_new(call, arguments.output, file)
    call.answer(_data(found, call.language), _lines(found, call.language))
    return 1 if found.conflicts else 0


def _check_sizes(found: Merge) -> None:
    """A table of more rows would be refused as a whole when the file is read."""
    for path, value in found.answers.items():
        if are_rows(value) and len(value) > MOST_ROWS:
            raise AppError("answer-wrong-size", path=path, most=MOST_ROWS)


# ---------------------------------------------------------------------- conflicts in the file


def _document(found: Merge) -> bytes:
    """All sides of all conflicts, whole."""
    entries = [_conflict(conflict) for conflict in found.conflicts]
    return (encode({"format": FORMAT, "conflicts": entries}) + "\n").encode()


def _conflict(conflict: Conflict) -> dict[str, Data]:
    return {
        "id": conflict.id,
        "path": conflict.path,
        "kind": conflict.kind,
        "row": conflict.row,
        "name": conflict.name,
        "column": conflict.column,
        "language": conflict.language,
        "paragraph": conflict.paragraph,
        "base": _plain(conflict.base),
        "mine": _plain(conflict.mine),
        "theirs": _plain(conflict.theirs),
        "chosen": conflict.chosen,
    }


def _plain(side: Side) -> Data:
    return plain_value(side)  # type: ignore[arg-type]  # a row is a mapping like any other


def _comments(found: Merge, language: Language) -> Iterator[Comment]:
    """A thing to do for each conflict, at its place, with what does not stand in the answers."""
    from uuid import uuid4

    now = datetime.now(UTC)
    for conflict in found.conflicts:
        text = "\n\n".join(
            (
                language.tr(
                    "Both copies changed this ({where}).", where=_where(found, conflict, language)
                ),
                language.tr("Mine: {text}", text=_side(found, conflict, conflict.mine, language)),
                language.tr(
                    "Theirs: {text}", text=_side(found, conflict, conflict.theirs, language)
                ),
                language.tr("Before: {text}", text=_side(found, conflict, conflict.base, language)),
            )
        )
        spot = Spot(conflict.path[:200], conflict.row, conflict.name[:200], conflict.column[:200])
        author = Author(language.tr("Merge of two copies"))
        yield Comment(uuid4().hex, text, now, spot, Kind.TASK, author)


def _where(found: Merge, conflict: Conflict, language: Language) -> str:
    """Row, column and language in words, else what the question asks."""
    question = questions(found.form).get(conflict.path)
    label = cell_label(conflict.column, conflict.language, question, language)
    parts = [part for part in (conflict.name, label) if part]
    if not parts and question is not None:
        parts = [language.text(question.label)]
    return ", ".join(parts) or conflict.path


def _side(found: Merge, conflict: Conflict, side: Side, language: Language) -> str:
    if side is None or side == "":
        return "—"
    if isinstance(side, str):
        text = side if len(side) <= LONGEST else side[: LONGEST - 1] + "…"
        question = questions(found.form).get(conflict.path)
        choice = shown(side, conflict.column, question, language)
        return text if "\n" in text or len(text) > SHORT else choice
    question = questions(found.form).get(conflict.path)
    text = shown(side, conflict.column, question, language)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


# ---------------------------------------------------------------------- what is answered


def _data(found: Merge, language: Language) -> Mapping[str, object]:
    return {
        "clean": not found.conflicts,
        "conflicts": [
            {**_conflict(conflict), "message": _where(found, conflict, language)}
            for conflict in found.conflicts
        ],
        "taken": len(found.taken),
        "renumbered": [
            {"path": r.path, "side": r.side, "before": r.before, "after": r.after}
            for r in found.renumbered
        ],
    }


def _lines(found: Merge, language: Language) -> Iterator[str]:
    if found.taken:
        yield language.tr("Taken from theirs:")
    yield from change_lines(found.taken, found.form, language)
    for row in found.renumbered:
        said = language.tr("{before} is now {after}", before=row.before, after=row.after)
        yield f"  # {row.path}: {said}"
    if not found.conflicts:
        yield language.tr("Merged without conflicts.")
        return
    total = len(found.conflicts)
    yield language.ntr(
        "{n} conflict; both sides are kept in the file:",
        "{n} conflicts; both sides are kept in the file:",
        total,
    )
    known = questions(found.form)
    for conflict in found.conflicts:
        yield f"! {heading(found.form, known.get(conflict.path), conflict.path, language)}"
        yield f"    {_where(found, conflict, language)}"
        for name, side in (
            (language.tr("Mine"), conflict.mine),
            (language.tr("Theirs"), conflict.theirs),
        ):
            text = " ".join(_side(found, conflict, side, language).split())
            yield f"    {name}: {text if len(text) <= SHORT else text[: SHORT - 1] + '…'}"
