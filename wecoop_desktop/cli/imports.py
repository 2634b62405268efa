"""Commands of `wecoop publish` for records of others: import-iati, import-worldbank, review."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import is_taken
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.wording import MESSAGES
from wecoop_desktop.cli.call import Call
from wecoop_desktop.packs.read import read_packs

if TYPE_CHECKING:
    from wecoop_desktop.publisher.importing.mapping import Known
    from wecoop_desktop.publisher.importing.queue import Difference, Entry, Queue, Reason

VERDICTS = {
    "new": mark("new"),
    "update": mark("update"),
    "same": mark("same"),
    "conflict": mark("conflict"),
    "rejected": mark("rejected"),
}
STATES = {
    "waiting": mark("waiting"),
    "accepted": mark("accepted"),
    "rejected": mark("rejected"),
}
COUNTS = {
    "read": mark("Read: {n}"),
    "accepted": mark("Accepted: {n}"),
    "waiting": mark("Waiting: {n}"),
    "rejected": mark("Rejected: {n}"),
    "out_of_scope": mark("Out of scope: {n}"),
}
SHOWN = 100  # characters of a value in a line

# What the elements of files that others wrote are, for who reads the sentence `import-code`.
ELEMENTS = {
    "activity-date": mark("the kind of a date"),
    "activity-status": mark("the status of the activity"),
    "role": mark("what an organisation does in it"),
    "sector": mark("the sector"),
    "transaction-type": mark("the kind of a transaction"),
    "Project ID": mark("the identifier of the project"),
    "Project Status": mark("the status of the project"),
    "": mark("an element"),  # of a reader that this program does not know yet
}


def declare(commands: Any, common: ArgumentParser, language: Language) -> None:
    """Add the commands to those of `wecoop publish`."""
    tr = language.tr
    kinds: tuple[tuple[str, str, Callable[[Call], int]], ...] = (
        ("import-iati", tr("activities of IATI files into a review queue"), import_iati),
        (
            "import-worldbank",
            tr("the World Bank's list of projects into a review queue"),
            import_worldbank,
        ),
    )
    for name, about, run in kinds:
        parser = commands.add_parser(name, parents=[common], help=about)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("-o", "--output", type=Path, required=True, help=tr("the queue"))
        parser.add_argument("--packs", type=Path, help=tr("folder of packs; else the program's"))
        parser.set_defaults(run=run)
    review = commands.add_parser(
        "review", parents=[common], help=tr("decide a review queue and apply it to packs")
    )
    review.add_argument("queue", type=Path, metavar="QUEUE")
    deeds = review.add_mutually_exclusive_group()
    deeds.add_argument("--list", action="store_true", help=tr("the entries that wait (default)"))
    deeds.add_argument("--all", action="store_true", help=tr("all entries"))
    deeds.add_argument("--show", metavar="ID", help=tr("one entry with all it says"))
    deeds.add_argument("--accept", metavar="ID", action="append", help=tr("accept an entry"))
    deeds.add_argument("--reject", metavar="ID", help=tr("reject an entry; --why says why"))
    deeds.add_argument(
        "--set",
        nargs=2,
        metavar=("ID", "PATH=VALUE"),
        help=tr("translate or correct: title.ru=…, take.status=theirs, match=ID, match=new"),
    )
    deeds.add_argument(
        "--apply", type=Path, metavar="PACKS", help=tr("write what is accepted into these packs")
    )
    review.add_argument("--why", default="", help=tr("the reason of a rejection"))
    review.add_argument("--packs", type=Path, help=tr("folder of packs; else the program's"))
    review.set_defaults(run=review_queue)


def import_iati(call: Call) -> int:
    return _import(call, "iati")


def import_worldbank(call: Call) -> int:
    return _import(call, "worldbank")


def _import(call: Call, kind: str) -> int:
    """1 where something waits for an editor."""
    from wecoop_desktop.publisher.importing.intake import import_files
    from wecoop_desktop.publisher.importing.queue import write_queue

    output: Path = call.arguments.output
    if is_taken(output):
        raise AppError("queue-there", path=output)
    queue = import_files(call.arguments.files, kind, _known(call))
    write_queue(queue, output)
    remarks = [
        {"file": file.name, "line": one.line, "code": one.code, "message": _reason(call, one)}
        for file in queue.files
        for one in file.remarks
    ]
    data = {
        "queue": str(output),
        "counts": queue.counts,
        "verdicts": queue.verdicts,
        "out_of_scope": dict(queue.outside),
        "remarks": remarks,
    }
    lines = [*_counted(call, queue), *(str(one["message"]) for one in remarks)]
    call.answer(data, [*lines, call.language.tr("The queue is in {path}.", path=output)])
    return 1 if queue.counts["waiting"] else 0


def _known(call: Call) -> Known:
    from wecoop_desktop.publisher.importing.mapping import Known

    packs = read_packs(call.arguments.packs or resources_folder() / "packs")
    return Known.of(packs.projects, packs.organisations, packs.legend.get("dac", {}))


def review_queue(call: Call) -> int:
    from wecoop_desktop.publisher.importing import decide
    from wecoop_desktop.publisher.importing.queue import read_queue, write_queue

    path: Path = call.arguments.queue
    queue = read_queue(path)
    arguments = call.arguments
    if arguments.apply:
        return _apply(call, queue, path)
    if arguments.show:
        return _show(call, queue.entry(arguments.show))
    if arguments.accept or arguments.reject or arguments.set:
        try:
            for wanted in arguments.accept or ():
                queue = decide.accept(queue, wanted)
        except AppError as error:
            raise _said(call, error) from error
        if arguments.reject:
            queue = decide.reject(queue, arguments.reject, arguments.why)
        if arguments.set:
            wanted, assignment = arguments.set
            known = _known(call) if assignment.startswith("match=") else None
            queue = decide.set_value(queue, wanted, assignment, known)
        write_queue(queue, path)
        call.answer({"counts": queue.counts}, _counted(call, queue))
        return 0
    return _list(call, queue)


def _said(call: Call, error: AppError) -> AppError:
    """The obstacle that is named in an error, as a sentence."""
    from wecoop_desktop.publisher.importing.queue import Reason

    first = error.values.get("first")
    if not isinstance(first, Reason):
        return error
    name = error.values.get("id")
    return AppError("queue-not-ready", id=name, problem=_reason(call, first))


def _apply(call: Call, queue: Queue, path: Path) -> int:
    """1 where something that was accepted could not be applied."""
    from wecoop_desktop.publisher.importing.apply import apply
    from wecoop_desktop.publisher.importing.queue import write_queue

    applied = apply(queue, call.arguments.apply)
    write_queue(applied.queue, path)
    data = {
        "written": list(applied.written),
        "stayed": [
            {"id": name, "code": one.code, "message": _reason(call, one)}
            for name, one in applied.stayed
        ],
        "counts": applied.queue.counts,
    }
    lines = [f"{name}: {_reason(call, one)}" for name, one in applied.stayed]
    lines.append(
        call.language.ntr("{n} file was written.", "{n} files were written.", len(applied.written))
    )
    call.answer(data, [*lines, *_counted(call, applied.queue)])
    return 1 if applied.stayed else 0


def _list(call: Call, queue: Queue) -> int:
    shown = [one for one in queue.entries if call.arguments.all or one.state == "waiting"]
    data = {
        "counts": queue.counts,
        "verdicts": queue.verdicts,
        "entries": [_brief(call, entry) for entry in shown],
    }
    lines = [line for entry in shown for line in _lines(call, entry)]
    call.answer(data, [*lines, *_counted(call, queue)])
    return 0


def _show(call: Call, entry: Entry) -> int:
    data = {**_brief(call, entry), "record": dict(entry.record)}
    lines = [*_lines(call, entry)]
    lines += [f"    {key}: {_short(value)}" for key, value in entry.record.items()]
    call.answer(data, lines)
    return 0


def _brief(call: Call, entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "verdict": entry.verdict,
        "state": entry.state,
        "identifier": entry.identifier,
        "file": entry.file,
        "line": entry.line,
        "match": entry.match or None,
        "candidates": list(entry.candidates),
        "translate": list(entry.translate),
        "write": list(entry.write),
        "unknown": list(entry.unknown),
        "differences": [
            {"field": one.field, "ours": one.ours, "theirs": one.theirs, "take": one.take}
            for one in entry.differences
        ],
        "reasons": [
            {"code": one.code, "line": one.line, "message": _reason(call, one)}
            for one in entry.reasons
        ],
        "obstacles": [_reason(call, one) for one in _obstacles(entry)],
    }


def _obstacles(entry: Entry) -> tuple[Reason, ...]:
    from wecoop_desktop.publisher.importing.decide import obstacles

    return obstacles(entry) if entry.state == "waiting" else ()


def _lines(call: Call, entry: Entry) -> Iterator[str]:
    tr = call.language.tr
    head = f"{tr(VERDICTS[entry.verdict])}, {tr(STATES[entry.state])}"
    place = f"{entry.file}:{entry.line}" if entry.line else entry.file
    yield f"{entry.id}  [{head}]  {place}"
    title = entry.record.get("title")
    if isinstance(title, dict):
        yield f"    {_short(title.get('en') or title.get('ru') or '')}"
    for one in entry.differences:
        yield f"    {_difference(call, one)}"
    for reason in (*entry.reasons, *_obstacles(entry)):
        yield f"    {_reason(call, reason)}"
    if entry.why:
        yield f"    {_short(entry.why)}"


def _difference(call: Call, one: Difference) -> str:
    said = call.language.tr(
        "{field}: ours {ours} ({ours_source}), theirs {theirs} ({theirs_source})",
        field=one.field,
        ours=_short(one.ours),
        theirs=_short(one.theirs),
        ours_source=one.ours_source or "–",
        theirs_source=one.theirs_source or "–",
    )
    return f"{said} → {one.take}" if one.take else said


def _reason(call: Call, one: Reason) -> str:
    """The sentence of a reason with its line; an unknown code, from a newer program, as it is."""
    if one.code not in MESSAGES:
        return one.code
    values = dict(one.values)
    if one.code == "import-code":
        what = str(values.get("what", ""))
        values["told"] = call.language.tr(ELEMENTS.get(what, ELEMENTS[""]))
    try:
        said = call.language.tr(MESSAGES[one.code], **values)
    except KeyError:  # values that an editor took away
        said = one.code
    return call.language.tr("Line {line}: {said}", line=one.line, said=said) if one.line else said


def _counted(call: Call, queue: Queue) -> list[str]:
    return [call.language.tr(COUNTS[name], n=n) for name, n in queue.counts.items()]


def _short(value: object) -> str:
    if value in (None, ""):
        return "–"
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
