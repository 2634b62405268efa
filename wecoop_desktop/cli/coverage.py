"""`wecoop proposal coverage`: what each funder's document would hold, section by section."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.reading import Read, problem_data, read_for_template, today

if TYPE_CHECKING:
    from wecoop_desktop.cli.draft import Commands
    from wecoop_desktop.documents.coverage import Coverage, SectionCoverage

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
    data = [_data(read, one, call.language) for one in found]
    call.answer({"templates": data}, _lines(read, found, call.language, told=bool(wanted)))
    return 0 if any(one.verdict == "ready" for one in found) else 1


def _data(read: Read, one: Coverage, language: Language) -> dict[str, object]:
    template = one.template
    return {
        "id": template.id,
        "name": language.text(template.name),
        "funder": template.funder,
        "level": template.level,
        "verdict": one.verdict,
        "ready": one.ready,
        "sections": [_section(read, section, language) for section in one.sections],
    }


def _section(read: Read, one: SectionCoverage, language: Language) -> dict[str, object]:
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
        "blocking": said(one.blocking),
        "advised": said(one.advised),
        "empty": list(one.empty),
    }


def _lines(
    read: Read, found: Sequence[Coverage], language: Language, *, told: bool
) -> Iterator[str]:
    from wecoop_desktop.forms.wording import problem_message

    for one in found:
        share = language.tr("{share} ready", share=language.percent(one.ready))
        yield f"{one.template.id}: {language.text(one.template.name)} · {share}"
        for section in one.sections:
            title = f"{section.section.number} {language.text(section.section.title)}".strip()
            verdict = language.tr(VERDICTS[section.verdict])
            counted = language.tr("{done} of {total}", done=section.given, total=section.wanted)
            yield f"  {title}: {verdict}" + (f" ({counted})" if section.wanted else "")
            for problem in section.blocking if told else ():
                yield f"    → {problem.path}: {problem_message(read.form, problem, language)}"
