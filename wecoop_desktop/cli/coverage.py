"""`wecoop proposal coverage`: what each funder's document would hold, section by section."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.reading import Read, problem_data, read_for_template, today

if TYPE_CHECKING:
    from wecoop_desktop.cli.draft import Commands
    from wecoop_desktop.documents.coverage import Coverage, SectionCoverage
    from wecoop_desktop.documents.extent import Room
    from wecoop_desktop.packs.content import Template

    Lengths = Mapping[tuple[str, str], Sequence[Room]]

WHOLE = ("", "")
VERDICTS = {
    "ready": mark("ready"),
    "partly": mark("partly"),
    "missing": mark("missing"),
    "aside": mark("not needed"),
}


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    parser = commands.add_parser(
        "coverage", parents=[common], help=tr("what each document would hold, and what is missing")
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--template", metavar="ID", help=tr("only this document, with what to do"))
    parser.set_defaults(run=show_coverage)


def show_coverage(call: Call) -> int:
    """Exit code 1 where no document, or the one asked for, is ready."""
    from wecoop_desktop.documents.coverage import coverage

    read = read_for_template(call)
    wanted = call.arguments.template
    templates = (read.library.template(wanted),) if wanted else read.library.templates()
    found = coverage(
        templates,
        read.form,
        read.answers,
        reference=read.library.reference(),
        today=today(),
        language=call.language.code,
    )
    lengths = _lengths(call, read, templates[0]) if wanted else {}
    data = [_data(read, one, call.language, lengths) for one in found]
    lines = _lines(read, found, call.language, lengths, told=bool(wanted))
    call.answer({"templates": data}, lines)
    return 0 if any(one.verdict == "ready" for one in found) else 1


def _lengths(call: Call, read: Read, template: Template) -> Lengths:
    """What the document takes of each limit, by number and title of its section: it is written,
    since pages are those of the file. The whole document is under two empty words."""
    from wecoop_desktop.cli.export import paper_of
    from wecoop_desktop.documents.extent import extent, rooms
    from wecoop_desktop.documents.paper import outline_of
    from wecoop_desktop.documents.pdf import write_pdf

    stream = BytesIO()
    outline = outline_of(paper_of(call, read, template, call.language, None))
    filled = write_pdf(outline, stream)
    found: dict[tuple[str, str], list[Room]] = {}
    for room in rooms(template, extent(outline, stream.getvalue(), filled)):
        found.setdefault((room.number, room.title), []).append(room)
    return found


def _room_data(room: Room) -> dict[str, object]:
    return {
        "measure": room.measure,
        "found": float(room.found),
        "limit": float(room.limit),
        "over": float(room.over),
        "firm": room.firm,
        "page": room.page,
    }


def _data(read: Read, one: Coverage, language: Language, lengths: Lengths) -> dict[str, object]:
    template = one.template
    return {
        "id": template.id,
        "name": language.text(template.name),
        "funder": template.funder,
        "level": template.level,
        "verdict": one.verdict,
        "ready": one.ready,
        "lengths": [_room_data(room) for room in lengths.get(WHOLE, ())],
        "sections": [_section(read, section, language, lengths) for section in one.sections],
    }


def _section(
    read: Read, one: SectionCoverage, language: Language, lengths: Lengths
) -> dict[str, object]:
    from wecoop_desktop.forms.wording import problem_message

    def said(problems: Sequence[object]) -> list[dict[str, object]]:
        return [
            problem_data(problem, problem_message(read.form, problem, language))
            for problem in (*one.blocking, *one.advised)
            if problem in problems
        ]

    return {
        "number": one.section.number,
        "title": language.text(one.section.title),
        "verdict": one.verdict,
        "given": one.given,
        "wanted": one.wanted,
        "limit": language.text(one.section.limit),
        "lengths": [_room_data(room) for room in _of(lengths, one, language)],
        "blocking": said(one.blocking),
        "advised": said(one.advised),
        "empty": list(one.empty),
    }


def _of(lengths: Lengths, one: SectionCoverage, language: Language) -> Sequence[Room]:
    return lengths.get((one.section.number, language.text(one.section.title)), ())


def _lines(
    read: Read, found: Sequence[Coverage], language: Language, lengths: Lengths, *, told: bool
) -> Iterator[str]:
    from wecoop_desktop.documents.extent import said
    from wecoop_desktop.forms.wording import problem_message

    for one in found:
        share = language.tr("{share} ready", share=language.percent(one.ready))
        yield f"{one.template.id}: {language.text(one.template.name)} · {share}"
        for room in lengths.get(WHOLE, ()):
            yield f"  {said(room, language)}"
        for section in one.sections:
            title = f"{section.section.number} {language.text(section.section.title)}".strip()
            verdict = language.tr(VERDICTS[section.verdict])
            counted = language.tr("{done} of {total}", done=section.given, total=section.wanted)
            yield f"  {title}: {verdict}" + (f" ({counted})" if section.wanted else "")
            for room in _of(lengths, section, language):
                yield f"    {said(room, language)}"
            for problem in section.blocking if told else ():
                yield f"    → {problem.path}: {problem_message(read.form, problem, language)}"
