"""`wecoop proposal diff`: what differs between two proposal files."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.said import said_cells, said_value
from wecoop_desktop.cli.versions import Version, read_versions
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.codec import plain_value
from wecoop_desktop.forms.difference import Change, Piece, Side, differences, pieces, questions
from wecoop_desktop.forms.form import Field, Form

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

LONG = 100  # signs; longer texts are counted, or shown word by word
AROUND = 40  # signs of what is kept, on each side of what is not
MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    diff = commands.add_parser("diff", parents=[common], help=tr("what differs between two files"))
    diff.add_argument("before", type=Path, metavar="A")
    diff.add_argument("after", type=Path, metavar="B")
    diff.add_argument("--words", action="store_true", help=tr("show changed texts word by word"))
    diff.set_defaults(run=show_difference)


def show_difference(call: Call) -> int:
    """Exit code 1 where something differs."""
    arguments = call.arguments
    form, (before, after) = read_versions(call, [arguments.before, arguments.after])
    found = differences(form, before.answers, after.answers)
    attached = attachment_changes(before, after)
    data = {
        "equal": not found and not attached,
        "changes": [
            change_data(change, form, call.language, words=arguments.words) for change in found
        ],
        "attachments": attached,
    }
    lines = [
        *change_lines(found, form, call.language, words=arguments.words),
        *_named(attached, call),
    ]
    call.answer(data, lines or [call.language.tr("The two are equal.")])
    return 0 if data["equal"] else 1


def attachment_changes(before: Version, after: Version) -> list[dict[str, str]]:
    """Attached files that came, went or are others."""
    old, new = before.file.attachments, after.file.attachments
    found = []
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            what = "added" if name not in old else "removed" if name not in new else "changed"
            found.append({"name": name, "what": what})
    return found


def _named(attached: Sequence[Mapping[str, str]], call: Call) -> Iterator[str]:
    if attached:
        words = call.language.tr("Attachments")
        yield f"# {words}"
    for each in attached:
        yield f"  {MARKS[each['what']]} {each['name']}"


# ---------------------------------------------------------------------- as data


def change_data(
    change: Change, form: Form, language: Language, *, words: bool = False
) -> dict[str, object]:
    """A change as JSON says it; `message` is the line that a person reads."""
    question = questions(form).get(change.path)
    data: dict[str, object] = {
        "path": change.path,
        "what": change.what,
        "row_before": change.row_before,
        "row_after": change.row_after,
        "name": change.name,
        "column": change.column,
        "language": change.language,
        "before": _data(change.before),
        "after": _data(change.after),
        "message": _line(change, question, language, words=words),
    }
    texts = _texts(change)
    if words and texts:
        data["pieces"] = [{"what": piece.what, "text": piece.text} for piece in pieces(*texts)]
    return data


def _data(side: Side) -> object:
    return plain_value(side)  # type: ignore[arg-type]  # a row is a mapping like any other


# ---------------------------------------------------------------------- as lines


def change_lines(
    found: Sequence[Change], form: Form, language: Language, *, words: bool = False
) -> Iterator[str]:
    """A heading for each question, a line for each change."""
    known = questions(form)
    for path, changes in groupby(found, key=lambda change: change.path):
        yield f"# {heading(form, known.get(path), path, language)}"
        for change in changes:
            yield f"  {_line(change, known.get(path), language, words=words)}"


def heading(form: Form, question: Field | None, path: str, language: Language) -> str:
    """Step and question in words, and the path."""
    if question is None:
        return language.tr("{path} (not a question of this form)", path=path)
    step = language.text(form.step(question.step).title)
    return f"{step} · {language.text(question.label)} [{path}]"


def _line(change: Change, question: Field | None, language: Language, *, words: bool) -> str:
    mark, tr = MARKS[change.what], language.tr
    label = cell_label(change.column, change.language, question, language)
    where = ", ".join(part for part in (change.name, label) if part)
    row = change.before if change.after is None else change.after
    if change.what == "moved":
        places = {"before": (change.row_before or 0) + 1, "after": (change.row_after or 0) + 1}
        said = tr("moved from row {before} to row {after}", **places)
    elif isinstance(row, Mapping) and question is not None:
        said = said_cells(question.columns, row, language)
        return f"{mark} {said}"
    else:
        said = _values(change, question, language, words=words)
    return f"{mark} {where}: {said}" if where else f"{mark} {said}"


def cell_label(column: str, written: str, question: Field | None, language: Language) -> str:
    """The column in words, and the language where it is one of two."""
    columns = question.columns if question else ()
    label = next((language.text(each.label) for each in columns if each.id == column), column)
    return " ".join(part for part in (label, f"({written})" if written else "") if part)


def _values(change: Change, question: Field | None, language: Language, *, words: bool) -> str:
    old, new = (
        shown(side, change.column, question, language) for side in (change.before, change.after)
    )
    texts = _texts(change)
    if texts and texts[0] and texts[1] and (words or len(old) > LONG or len(new) > LONG):
        found = pieces(*texts)
        return _marked(found) if words else _counted(found, language)
    if isinstance(change.before, Words) and isinstance(change.after, Words):
        return language.tr("another language is marked as older")
    return f"{old or '—'} → {new or '—'}"


def shown(side: Side, column: str, question: Field | None, language: Language) -> str:
    """A value in one line."""
    columns = question.columns if question else ()
    if isinstance(side, Mapping):
        return said_cells(columns, side, language)
    options = question.options if question else ()
    if column:
        options = next((each.options for each in columns if each.id == column), ())
    text = "" if side is None else said_value(side, options, language)
    return " ".join(text.split())


def _texts(change: Change) -> tuple[str, str] | None:
    """Both sides of a change of text."""
    old, new = (side if side is not None else "" for side in (change.before, change.after))
    return (old, new) if isinstance(old, str) and isinstance(new, str) else None


def _counted(found: Sequence[Piece], language: Language) -> str:
    counts = {
        what: sum(len(piece.text.split()) for piece in found if piece.what == what)
        for what in ("added", "removed")
    }
    added = language.ntr("{n} word added", "{n} words added", counts["added"])
    removed = language.ntr("{n} word removed", "{n} words removed", counts["removed"])
    return f"{added}, {removed}"


def _marked(found: Sequence[Piece]) -> str:
    marks = {"added": "{{+{}+}}", "removed": "[-{}-]", "kept": "{}"}
    last = len(found) - 1
    said = []
    for at, piece in enumerate(found):
        text = piece.text
        if piece.what == "kept" and len(text) > 2 * AROUND + 20:
            start = "" if at == 0 else text[:AROUND]
            text = f"{start} … {'' if at == last else text[-AROUND:]}"
        said.append(marks[piece.what].format(text))
    return " ".join("".join(said).split())
