"""`wecoop guide`: the Investor Guide, its contents, its sections, and search in it."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.cli.call import Call
from wecoop_desktop.library.words import split
from wecoop_desktop.packs.content import Section

SHOWN = 20  # results a person is shown
FIGURE = re.compile(r"^\[([^\]\n]*)\]\(figure:[^)\s]*\)$", re.MULTILINE)  # drawn elsewhere


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", parents=[common], help=tr("the contents of the guide"))
    listing.set_defaults(run=list_sections)
    show = commands.add_parser("show", parents=[common], help=tr("read a section"))
    show.add_argument("id", metavar="SECTION", help=tr("id of a section, as in the contents"))
    show.set_defaults(run=show_section)
    search = commands.add_parser("search", parents=[common], help=tr("find sections"))
    search.add_argument("text", nargs="+", metavar="TEXT", help=tr("words to find"))
    search.set_defaults(run=search_sections)
    export = commands.add_parser(
        "export", parents=[common], help=tr("write the guide, or a part of it, as PDF")
    )
    export.add_argument(
        "id", nargs="?", default="", metavar="SECTION", help=tr("a part, chapter or section")
    )
    export.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.pdf")
    export.set_defaults(run=export_sections)


def list_sections(call: Call) -> int:
    library = call.library()
    sections = [library.section(section.id) for section in library.sections()]
    data = {"sections": [_entry(call.language, section) for section in sections]}
    call.answer(data, (_contents_line(call.language, section) for section in sections))
    return 0


def _entry(language: Language, section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "number": section.number,
        "title": language.text(section.title),
        "level": section.level,
        "parent": section.parent or None,
        "words": {"en": 0, "ru": 0, **_words(section.body)},
    }


def _words(body: Text) -> dict[str, int]:
    return {code: len(split(said)) for code, said in body.pairs()}


def _contents_line(language: Language, section: Section) -> str:
    title = " ".join(filter(None, (section.number, language.text(section.title))))
    return f"{'  ' * section.level}{title}  [{section.id}]"


def show_section(call: Call) -> int:
    section = call.library().section(call.arguments.id)
    call.answer(_section_data(call.language, section), _section_lines(call.language, section))
    return 0


def _section_data(language: Language, section: Section) -> dict[str, object]:
    return {
        **_entry(language, section),
        "body": language.text(section.body),
        "updated": section.updated,
        "step": section.step or None,
        "checklist": [language.text(point) for point in section.checklist],
        "projects": section.projects,
        "funders": section.funders,
        "sources": [
            {"org": source.organisation, "identifier": source.identifier, "url": source.url}
            for source in section.sources
        ],
    }


def _section_lines(language: Language, section: Section) -> Iterator[str]:
    yield " ".join(filter(None, (section.number, language.text(section.title))))
    yield ""
    yield FIGURE.sub(
        lambda found: "[" + language.tr("Figure: {title}", title=found.group(1)) + "]",
        language.text(section.body),
    )
    if section.checklist:
        yield ""
        yield language.tr("Checklist")
        yield from (f"  ☐ {language.text(point)}" for point in section.checklist)
    if section.step:
        yield ""
        yield language.tr("Applied in the step “{step}” of the proposal.", step=section.step)
    if section.sources:
        yield ""
        yield language.tr("Sources")
        for source in section.sources:
            facts = (source.organisation, source.identifier, source.url)
            yield "  " + " · ".join(filter(None, facts))


def search_sections(call: Call) -> int:
    from wecoop_desktop.library import marks
    from wecoop_desktop.library.query import Query

    library = call.library()
    query = Query(" ".join(call.arguments.text), kinds=("section",), limit=None, typing=False)
    page = library.find(query)
    asked = " ".join((query.text, *page.also))

    def snippet(section: Section) -> str:
        """The passage in the language asked for, else in one where the words were found."""
        chosen = language_text(call.language, section.body)
        every = (chosen, *(said for _, said in section.body.pairs()))
        return marks.passage(next((one for one in every if marks.spans(one, asked)), chosen), asked)

    found = [(hit, library.section(hit.id)) for hit in page.hits]
    results: Sequence[dict[str, object]] = [
        {
            "id": hit.id,
            "title": call.language.text(hit.title),
            "snippet": snippet(section),
            "score": hit.score,
        }
        for hit, section in found
    ]
    data = {"total": page.total, "results": results, "also": page.also}
    call.answer(data, _result_lines(call.language, page.total, results))
    return 0


def export_sections(call: Call) -> int:
    from wecoop_desktop.base.files import writing
    from wecoop_desktop.documents import book
    from wecoop_desktop.documents.pdf import write_pdf

    printed = book.read(call.library(), call.arguments.id)
    with writing(call.arguments.output) as stream:
        write_pdf(book.compose(printed, call.language), stream)
    said = call.language.ntr(
        "{n} section written to {path}",
        "{n} sections written to {path}",
        len(printed.sections),
        path=call.arguments.output,
    )
    data = {"path": str(call.arguments.output), "sections": len(printed.sections)}
    call.answer(data, [said])
    return 0


def language_text(language: Language, text: Text) -> str:
    return " ".join(language.text(text).split())


def _result_lines(
    language: Language, total: int, results: Sequence[dict[str, object]]
) -> Iterator[str]:
    yield language.ntr("{n} section", "{n} sections", total)
    for result in results[:SHOWN]:
        yield ""
        yield f"{result['title']}  [{result['id']}]"
        yield f"  {result['snippet']}"
