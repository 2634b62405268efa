"""`wecoop proposal export`, `export-all`, `open`: into documents, and out of one again."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.reading import (
    Read,
    findings_said,
    level_named,
    read_for_template,
    state_of,
    today,
)
from wecoop_desktop.work.comments import threads

if TYPE_CHECKING:
    from wecoop_desktop.cli.draft import Commands
    from wecoop_desktop.documents.batch import Outcome
    from wecoop_desktop.documents.enclosed import Enclosed
    from wecoop_desktop.documents.formats import Format
    from wecoop_desktop.documents.outline import Outline
    from wecoop_desktop.documents.paper import Paper
    from wecoop_desktop.packs.content import Template


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    export = commands.add_parser("export", parents=[common], help=tr("make a document"))
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--template", required=True, metavar="ID", help=tr("which document"))
    export.add_argument("--format", default="pdf", help=tr("the format of the document"))
    export.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")
    export.add_argument(
        "--date", type=day, metavar="YYYY-MM-DD", help=tr("the date of the document; else today")
    )
    _cover(export, language)
    export.add_argument(
        "--with-proposal",
        action="store_true",
        help=tr("put the proposal itself into the PDF: its answers and its comments travel along"),
    )
    export.add_argument(
        "--with-comments",
        action="store_true",
        help=tr("carry the open comments into the Word file, for those who review it"),
    )
    export.set_defaults(run=export_proposal)
    several = commands.add_parser(
        "export-all", parents=[common], help=tr("make many documents into a folder")
    )
    several.add_argument("file", type=Path, metavar="FILE")
    several.add_argument("-o", "--output", required=True, type=Path, metavar="FOLDER")
    several.add_argument(
        "--template", action="append", metavar="ID", help=tr("which documents; else all")
    )
    several.add_argument(
        "--in", action="append", choices=LANGUAGES, dest="languages", help=tr("else both languages")
    )
    several.add_argument("--format", action="append", help=tr("which formats; else PDF"))
    several.add_argument(
        "--date", type=day, metavar="YYYY-MM-DD", help=tr("the date of the document; else today")
    )
    _cover(several, language)
    several.set_defaults(run=export_all)
    opening = commands.add_parser(
        "open", parents=[common], help=tr("take the proposal out of a PDF that holds one")
    )
    opening.add_argument("file", type=Path, metavar="FILE.pdf")
    opening.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.wecoop")
    opening.set_defaults(run=open_document)


def _cover(command: ArgumentParser, language: Language) -> None:
    """What of the user's own stands on the cover."""
    tr = language.tr
    command.add_argument("--ministry", default="", help=tr("whose name stands on the cover"))
    command.add_argument(
        "--emblem", type=Path, metavar="PICTURE", help=tr("the picture beside it: PNG or JPEG")
    )


def day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ArgumentTypeError(written) from error


def export_proposal(call: Call) -> int:
    from wecoop_desktop.advice.remarks import remarks_of
    from wecoop_desktop.documents.formats import format_named, write
    from wecoop_desktop.documents.paper import outline_of

    arguments = call.arguments
    form = format_named(arguments.format)
    if arguments.with_proposal and not form.encloses:
        raise AppError("format-without-proposal", format=form.id)
    read = read_for_template(call)
    template = read.library.template(arguments.template)
    for finding in findings_said(read, call.language):
        call.say(str(finding["message"]))
    spoken = Language(call.language.original)  # documents of a proposal are English or Russian
    paper = paper_of(call, read, template, spoken, arguments.date)
    paper = replace(paper, ministry=arguments.ministry, emblem=_emblem(call))
    if arguments.with_comments:
        if not form.remarks:
            raise AppError("format-without-comments", format=form.id)
        paper = replace(paper, remarks=remarks_of(threads(read.file.comments), read.form, spoken))
    outline = outline_of(paper) if form.from_outline else None
    if outline is not None and form.id == "pdf":
        say_missing_letters(call, outline)
    enclosed = None
    if arguments.with_proposal:
        enclosed = _own_file(arguments.file, call.language)
        call.say(call.language.tr("The PDF holds the proposal with its answers and comments."))
    with writing(arguments.output) as stream:
        write(paper, form, stream, outline=outline, enclosed=enclosed)
    return 0


def _emblem(call: Call) -> bytes:
    """The picture that is asked for; nothing where none is. Raises `AppError` as `read_emblem`."""
    from wecoop_desktop.documents.emblem import read_emblem

    path = call.arguments.emblem
    return read_emblem(path) if path else b""


def paper_of(
    call: Call, read: Read, template: Template, language: Language, on: date | None
) -> Paper:
    """The proposal as this template sees it, in a language, dated `on` (else today)."""
    from wecoop_desktop.advice.inserts import inserts_of
    from wecoop_desktop.documents.paper import Paper

    on = on or today()
    level = level_named(template.level)
    return Paper(
        template,
        read.form,
        read.answers,
        state_of(call, read, level, day=on, language=language.code),
        language,
        read.library.reference(),
        on,
        read.file.revision,
        inserts_of(
            template,
            read.form,
            read.answers,
            policies=read.library.policies(),
            funders=read.library.funders(),
            language=language,
        ),
        read.file.identity,
    )


def say_missing_letters(call: Call, outline: Outline) -> None:
    """Letters that the fonts of the PDF lack, with where they stand."""
    from wecoop_desktop.documents.glyphs import missing

    for letter in missing(outline):
        places = ", ".join(letter.places)
        call.say(
            call.language.tr(
                "No font of the document has {letter} ({name}), used in: {places}.",
                letter=letter.letter,
                name=letter.name,
                places=places,
            )
        )


def _own_file(path: Path, language: Language) -> Enclosed:
    """The proposal file as it is, byte for byte. Raises `AppError` as `read_bytes` does."""
    from wecoop_desktop.base.files import read_bytes
    from wecoop_desktop.documents.enclosed import LIMIT, NOTE, SUFFIX, Enclosed

    name = path.name if path.name.casefold().endswith(SUFFIX) else path.name + SUFFIX
    return Enclosed(name, read_bytes(path, LIMIT), language.tr(NOTE))


def export_all(call: Call) -> int:
    """Exit code 1 where a document was not written."""
    from wecoop_desktop.documents.batch import file_name, write_all
    from wecoop_desktop.documents.formats import format_named
    from wecoop_desktop.work.file import title_of

    arguments = call.arguments
    formats = [format_named(name).id for name in arguments.format or ["pdf"]]
    read = read_for_template(call)
    wanted = arguments.template
    templates = (
        [read.library.template(name) for name in wanted]
        if wanted
        else list(read.library.templates())
    )
    title, drawn = title_of(read.file.answers), _emblem(call)

    def name(template: Template, language: str, form: Format) -> str:
        revision = read.file.revision
        return file_name(title.of(language), template.id, revision, language, form.ending)

    def paper(template: Template, language: Language) -> Paper:
        made = paper_of(call, read, template, language, arguments.date)
        return replace(made, ministry=arguments.ministry, emblem=drawn)

    def told(done: int, total: int, _code: str) -> None:
        call.say(call.language.tr("Document {n} of {total}", n=done + 1, total=total))

    done = write_all(
        paper,
        templates,
        arguments.languages or LANGUAGES,
        formats,
        arguments.output,
        name,
        Job(told),
    )
    failed = [one for one in done if one.error is not None]
    call.answer({"documents": [_outcome(one, call.language) for one in done]}, _told(call, done))
    return 1 if failed else 0


def _outcome(one: Outcome, language: Language) -> dict[str, object]:
    return {
        "template": one.template,
        "language": one.language,
        "format": one.form,
        "path": str(one.path),
        "error": one.error.code if one.error else "",
        "message": say(language, one.error) if one.error else "",
    }


def _told(call: Call, done: Sequence[Outcome]) -> Iterator[str]:
    for one in done:
        yield f"{one.path}: {say(call.language, one.error)}" if one.error else str(one.path)


def open_document(call: Call) -> int:
    """The proposal file that the PDF holds; what is no proposal is never written.

    A file that stands at the output is kept beside it, as `proposal new` does.
    """
    from wecoop_desktop.base.files import write_bytes
    from wecoop_desktop.cli.proposal import put_new
    from wecoop_desktop.documents.enclosed import enclosed
    from wecoop_desktop.work.file import parse_proposal

    path, output = call.arguments.file, call.arguments.output
    found = enclosed(path)
    parse_proposal(found.data, path)
    put_new(call, output, lambda: write_bytes(output, found.data))
    said = call.language.tr("The proposal is in {path}.", path=output)
    call.answer({"path": str(output), "name": found.name}, [said])
    return 0
