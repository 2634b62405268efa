"""`wecoop publish build | diff`, and the check of a release: what editors publish."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.packs import answer_findings
from wecoop_desktop.publisher.build import Built, build
from wecoop_desktop.publisher.diff import difference, lines, note
from wecoop_desktop.publisher.inspection import inspect
from wecoop_desktop.publisher.press import FILE, open_press

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    making = commands.add_parser(
        "build", parents=[common], help=tr("an edition of a folder of packs")
    )
    making.add_argument("packs", type=Path, help=tr("the folder of packs"))
    making.add_argument(
        "-o", "--out", type=Path, required=True, help=tr("where the edition goes, an empty folder")
    )
    making.add_argument(
        "--previous", type=Path, help=tr("the release before, so that patches lead on from it")
    )
    making.add_argument(
        "--program", default="", help=tr("the least version of the program that reads the packs")
    )
    making.set_defaults(run=build_edition)
    diff = commands.add_parser(
        "diff", parents=[common], help=tr("what differs between two folders of packs, or releases")
    )
    diff.add_argument("old", type=Path, help=tr("folder of packs, edition or release"))
    diff.add_argument("new", type=Path, help=tr("the same, as it is now"))
    diff.add_argument(
        "--markdown", action="store_true", help=tr("a note for readers, in both languages")
    )
    diff.set_defaults(run=tell_difference)


def build_edition(call: Call) -> int:
    given = call.arguments
    made = build(given.packs, given.out, given.previous, program=given.program)
    edition = made.edition
    data = {
        "number": edition.number,
        "issued": edition.issued.isoformat(),
        "digest": edition.digest,
        "files": [{"name": name, "bytes": size} for name, size in made.sizes.items()],
    }
    call.answer(data, _lines(call.language, made))
    return 0


def _lines(language: Language, made: Built) -> Iterator[str]:
    for name, size in made.sizes.items():
        told = language.ntr("{n} byte", "{n} bytes", size)
        yield f"{name:<24} {told:>16}"
    yield language.tr(
        "Edition {number} of {day} is made. Look at it, then sign it.",
        number=made.edition.number,
        day=language.date(made.edition.issued),
    )


def tell_difference(call: Call) -> int:
    found = difference(call.arguments.old, call.arguments.new)
    data = {
        "packs": [
            {"id": pack.id, "before": pack.before, "after": pack.after} for pack in found.packs
        ],
        "things": [
            {
                "how": change.how,
                "kind": change.kind,
                "id": change.id,
                "title": call.language.text(change.title),
                "fields": list(change.fields),
                "status": change.status or None,
            }
            for change in found.things
        ],
    }
    if call.arguments.markdown:
        notes = ["\n".join(note(Language(code), found)) for code in LANGUAGES]
        call.answer(data, ["\n\n".join(notes)])
    else:
        call.answer(data, lines(call.language, found))
    return 0


def check_release(call: Call, folder: Path) -> int:
    """1 when clients would refuse something, or something ends soon."""
    release = open_press(folder).release if (folder / FILE).is_file() else folder
    return answer_findings(call, inspect(release, datetime.now(UTC)))
