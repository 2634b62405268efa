"""`wecoop proposal new`: what it begins with beside nothing and a worked example."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language, mark, nmark
from wecoop_desktop.cli import opening, upgrade
from wecoop_desktop.cli.call import Call

if TYPE_CHECKING:
    from wecoop_desktop.advice.begin import Begun
    from wecoop_desktop.forms.form import Data, Form
    from wecoop_desktop.library.library import Library

LEFT = (
    ("dates", nmark("{n} date", "{n} dates")),
    (
        "files",
        nmark("{n} list of files or checks", "{n} lists of files or checks"),
    ),
    ("rest", nmark("{n} answer with texts and figures", "{n} answers with texts and figures")),
)
NOTHING = mark("nothing")


def declare(parser: ArgumentParser, language: Language) -> None:
    tr = language.tr
    begins = parser.add_mutually_exclusive_group()
    begins.add_argument(
        "--from", dest="example", metavar="EXAMPLE", help=tr("begin with a worked example")
    )
    begins.add_argument(
        "--from-proposal",
        dest="earlier",
        type=Path,
        metavar="FILE",
        help=tr("begin with an earlier proposal, without its dates, files and comments"),
    )
    begins.add_argument(
        "--from-project",
        dest="project",
        metavar="ID",
        help=tr("begin with the coded facts of a financed project; no text of it is taken"),
    )
    parser.add_argument(
        "--structure",
        action="store_true",
        help=tr("with --from-proposal: only choices and codes, no texts and figures"),
    )


def begun(call: Call, library: Library, form: Form) -> Mapping[str, Data]:
    """The answers to begin with; what was taken or left is said."""
    arguments = call.arguments
    if arguments.example:
        return dict(library.example(arguments.example).answers)
    if arguments.earlier:
        return _of_earlier(call, library, form)
    if arguments.project:
        return _of_project(call, library, form)
    return {}


def _of_earlier(call: Call, library: Library, form: Form) -> Mapping[str, Data]:
    from wecoop_desktop.advice.begin import again
    from wecoop_desktop.forms.codec import plain_answers, read_answers

    file = opening.read(call, call.arguments.earlier)
    own = upgrade.own_form(call.arguments.earlier, file, library)
    same = own.version == form.version
    moved = file.answers if same else upgrade.carried(file, own, form).answers
    answers, _aside = read_answers(form, moved)
    found = again(form, answers, "structure" if call.arguments.structure else "whole")
    _say(call, found)
    return plain_answers(found.answers)


def _say(call: Call, found: Begun) -> None:
    ntr = call.language.ntr
    counts = [(getattr(found, name), words) for name, words in LEFT]
    left = ", ".join(ntr(*words, n) for n, words in counts if n) or call.language.tr(NOTHING)
    taken = ntr("{n} answer was taken.", "{n} answers were taken.", found.taken)
    call.say(f"{taken} " + call.language.tr("Left behind: {what}.", what=left))


def _of_project(call: Call, library: Library, form: Form) -> Mapping[str, Data]:
    from wecoop_desktop.advice.seed import seed
    from wecoop_desktop.forms.codec import plain_answers

    project = library.project(call.arguments.project)
    found = seed(project, form, library.organisations())
    names = ", ".join(path for path in found.answers)
    call.say(call.language.tr("Taken: {what}. No text of the project was taken.", what=names))
    return plain_answers(found.answers)
