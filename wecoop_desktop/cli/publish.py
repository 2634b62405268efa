"""`wecoop publish`: for those who make the content."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.cli import edition, imports, inbox, press
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.packs import answer_findings
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.duplicates import Decision
from wecoop_desktop.packs.read import Packs, read_packs
from wecoop_desktop.publisher import texts
from wecoop_desktop.publisher.duplicates import LIKELY, Pair, decided_pairs, find
from wecoop_desktop.publisher.inspection import is_release
from wecoop_desktop.publisher.press import FILE

REASONS = {
    "identifier": mark("same identifier"),
    "title": mark("similar titles"),
    "amount": mark("near amounts"),
    "funder": mark("same funder"),
    "year": mark("same years"),
    "source": mark("different sources"),
    "related": mark("related"),
    "apart": mark("two numbers of one publisher"),
    "phase": mark("other phase"),
    "country": mark("other countries"),
}
DECISIONS = {
    "same": mark("one project"),
    "part": mark("parts of one undertaking"),
    "separate": mark("two projects"),
}


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    duplicates = commands.add_parser(
        "duplicates",
        parents=[common],
        help=tr("records that are likely the same project and await a decision"),
    )
    duplicates.add_argument(
        "folder", nargs="?", type=Path, help=tr("folder of packs; else those of the program")
    )
    duplicates.add_argument(
        "--all", action="store_true", help=tr("also those that are decided, with the decision")
    )
    duplicates.set_defaults(run=list_duplicates)
    check = commands.add_parser(
        "check",
        parents=[common],
        help=tr("what an editor should look at in the packs, or in a signed release"),
    )
    check.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help=tr("folder of packs, or a release; else the packs of the program"),
    )
    check.set_defaults(run=check_folder)
    edition.declare(commands, common, language)
    press.declare(commands, common, language)
    inbox.declare(commands, common, language)
    imports.declare(commands, common, language)


def check_folder(call: Call) -> int:
    """1 when there is something to look at in the packs, or in the release."""
    folder = call.arguments.folder
    if folder is not None and (is_release(folder) or (folder / FILE).is_file()):
        return edition.check_release(call, folder)
    return check_texts(call)


def check_texts(call: Call) -> int:
    """1 when there is an error or a warning; notes are said, but do not count."""
    packs = read_packs(call.arguments.folder or resources_folder() / "packs")
    return answer_findings(call, (*packs.findings, *texts.check(packs)))


def list_duplicates(call: Call) -> int:
    """1 when pairs await a decision."""
    packs = read_packs(call.arguments.folder or resources_folder() / "packs")
    decisions = decided_pairs(packs.projects, packs.decisions)
    alike = [
        pair
        for pair in find(packs.projects, 0)
        if pair.score >= LIKELY or (pair.a, pair.b) in decisions
    ]
    waiting = [pair for pair in alike if (pair.a, pair.b) not in decisions]
    pairs = alike if call.arguments.all else waiting
    projects = {project.id: project for project in packs.projects}
    data = {
        "undecided": len(waiting),
        "merged": _merged(packs),
        "pairs": [_data(call.language, pair, projects, decisions) for pair in pairs],
    }
    lines = [line for pair in pairs for line in _lines(call.language, pair, projects, decisions)]
    call.answer(data, [*lines, _summary(call.language, len(waiting))])
    return 1 if waiting else 0


def _merged(packs: Packs) -> list[dict[str, object]]:
    """The records that became one, as decided."""
    now = {alias: project.id for project in packs.projects for alias in project.aliases}
    return [
        {"kept": now.get(a, a), "gone": b if now.get(a, a) == a else a}
        for a, b in (one.pair for one in packs.decisions if one.decision == "same")
    ]


def _data(
    language: Language,
    pair: Pair,
    projects: Mapping[str, Project],
    decisions: Mapping[tuple[str, str], Decision],
) -> dict[str, object]:
    decision = decisions.get((pair.a, pair.b))
    return {
        "a": pair.a,
        "b": pair.b,
        "titles": [language.text(projects[each].title) for each in (pair.a, pair.b)],
        "score": pair.score,
        "reasons": list(pair.reasons),
        "decision": decision.decision if decision else None,
        "within": decision.within or None if decision else None,
        "note": language.text(decision.note) if decision else None,
    }


def _lines(
    language: Language,
    pair: Pair,
    projects: Mapping[str, Project],
    decisions: Mapping[tuple[str, str], Decision],
) -> Iterator[str]:
    reasons = ", ".join(language.tr(REASONS[reason]) for reason in pair.reasons)
    yield f"{language.figure(Decimal(str(pair.score)))}  {reasons}"
    for each in (pair.a, pair.b):
        yield f"      {each:<28} {language.text(projects[each].title)}"
    decision = decisions.get((pair.a, pair.b))
    if decision:
        said = language.tr(DECISIONS[decision.decision])
        yield f"      {said}: {language.text(decision.note)}"


def _summary(language: Language, waiting: int) -> str:
    if not waiting:
        return language.tr("Every likely pair is decided.")
    return language.ntr(
        "{n} pair awaits a decision in projects/duplicates.json.",
        "{n} pairs await a decision in projects/duplicates.json.",
        waiting,
    )
