"""`wecoop workshop highlight`: answers that are shown to all, without saying whose they are."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.cli.call import Call

if TYPE_CHECKING:
    from wecoop_desktop.forms.form import Form
    from wecoop_desktop.workshop.highlight import Shown
    from wecoop_desktop.workshop.record import Highlight, Record

WHYS = {"good": mark("a good example"), "discuss": mark("to be discussed")}


def declare(command: Callable[[str, str], ArgumentParser], language: Language) -> None:
    tr = language.tr
    shown = command("highlight", tr("mark answers to be shown to all, without names"))
    shown.add_argument("session", type=Path, metavar="SESSION")
    shown.add_argument("--group", type=int, metavar="N")
    shown.add_argument("--path", default="", metavar="STEP.FIELD")
    shown.add_argument("--row", type=int, metavar="N", help=tr("of a table, from 1"))
    shown.add_argument("--why", choices=tuple(WHYS), default="discuss")
    shown.add_argument("--note", default="", help=tr("what you want to say about it"))
    how = shown.add_mutually_exclusive_group()
    how.add_argument("--remove", type=int, metavar="N", help=tr("the number in the list"))
    how.add_argument("--move", type=int, metavar="N", help=tr("the number in the list"))
    shown.add_argument("--to", type=int, default=1, metavar="N", help=tr("with --move: its place"))
    shown.set_defaults(run=highlight_answers)


def highlight_answers(call: Call) -> int:
    """Without --group, --remove and --move the list is shown."""
    from wecoop_desktop.cli.board import gathered
    from wecoop_desktop.workshop import highlight as marking
    from wecoop_desktop.workshop.record import Highlight

    given, found = call.arguments, gathered(call)
    record, form = found.record, found.gauge.form
    if given.remove is not None:
        record = marking.take_back(record, _numbered(record, given.remove))
    elif given.move is not None:
        one = _numbered(record, given.move)
        record = marking.move(record, one, given.to - given.move)
    elif given.group is not None:
        _check(form, given.path)
        row = None if given.row is None else given.row - 1
        new = Highlight(given.group, given.path, row, given.why, given.note)
        if marking.shown_one(found.board, new) is None:
            raise AppError("workshop-answer-none", group=given.group, path=given.path)
        record = marking.highlight(record, new)
    shown = [marking.shown_one(found.board, each) for each in record.highlights]
    data = [_data(each, one) for each, one in zip(record.highlights, shown, strict=True)]
    call.answer({"highlights": data}, _lines(record, shown, form, call.language))
    return 0


def _check(form: Form, path: str) -> None:
    try:
        form.field(path)
    except KeyError as error:
        raise AppError("use-wrong", problem=f"--path {path}",
                       command="wecoop workshop highlight") from error  # fmt: skip


def _numbered(record: Record, number: int) -> Highlight:
    if not 1 <= number <= len(record.highlights):
        problem = f"{number} (1-{len(record.highlights)})"
        raise AppError("use-wrong", problem=problem, command="wecoop workshop highlight")
    return record.highlights[number - 1]


def _data(marked: Highlight, shown: Shown | None) -> dict[str, object]:
    """Without the group: whoever shows the list says no names."""
    return {
        "letter": shown.letter if shown else None,
        "path": marked.path,
        "row": marked.row,
        "why": marked.why,
        "note": marked.note,
    }


def _lines(
    record: Record, shown: list[Shown | None], form: Form, language: Language
) -> Iterator[str]:
    from wecoop_desktop.workshop.report import label_of

    for number, (marked, one) in enumerate(zip(record.highlights, shown, strict=True), 1):
        letter = one.letter if one else "–"
        label = label_of(form, marked.path, language)
        why = language.tr(WHYS[marked.why])
        note = f": {marked.note}" if marked.note else ""
        yield f"{number:>2}  {letter}  {label} ({why}){note}"
    if not shown:
        yield language.tr("Nothing is marked to be shown.")
