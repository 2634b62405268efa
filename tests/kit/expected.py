"""Documents as they are expected: every template in both languages, of two worked examples.

A file tells the structure of a document line by line, with the beginning of each text and a digest
of all of it. After a wanted change, look at the pages, then write the files anew with
`python -m tests.kit.expected` and read the difference before it is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.kit.content import form, packs, reference
from wecoop_desktop.advice.inserts import inserts_of
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.documents.coverage import level_of
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Figure,
    Heading,
    Listing,
    Outline,
    Paragraph,
    Rich,
    Table,
    letters,
)
from wecoop_desktop.documents.paper import Paper, outline_of
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate

FOLDER = Path(__file__).resolve().parent.parent / "expected"
EXAMPLES = ("issyk-kul-waste", "air-quality-pilot")
DAY = date(2026, 11, 22)
SHOWN = 60  # letters of a text


@cache
def answers_of(example: str) -> Answers:
    found = next(one for one in packs().examples if one.id == example)
    return read_answers(form(), found.answers)[0]


def outline(example: str, template_id: str, code: str) -> Outline:
    template = next(one for one in packs().templates if one.id == template_id)
    answers, language = answers_of(example), Language(code)
    state = evaluate(
        form(),
        answers,
        reference=reference(),
        level=level_of(template),
        today=DAY,
        language=code,
    )
    inserts = inserts_of(
        template,
        form(),
        answers,
        policies=packs().policies,
        funders=packs().funders,
        language=language,
    )
    paper = Paper(template, form(), answers, state, language, reference(), DAY, 1, inserts)
    return outline_of(paper)


def told(document: Outline) -> Iterator[str]:
    """The document in lines."""
    cover = document.cover
    yield f"document: {document.head} | {document.foot} | draft={document.draft or '-'}"
    yield f"cover: {cover.kind} | {cover.title} | {cover.place}"
    for name, runs in cover.sheet:
        yield f"  sheet: {name} = {_said(runs)}"
    for name, value in cover.facts:
        yield f"  fact: {name}: {value}"
    for section in document.sections:
        marks = [section.orientation, *(["continues"] if section.continues else [])]
        marks += ["annex"] if section.annex else []
        yield f"# {section.number} {section.title} ({', '.join(marks)})"
        for block in section.blocks:
            yield from (f"  {line}" for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"heading {block.level}: {block.text}"
        case Paragraph():
            yield f"{block.kind}: {_said(block.runs)}"
        case Listing():
            yield f"list{' ordered' if block.ordered else ''}: {len(block.items)} items"
            yield from (f"  {'-' * (depth + 1)} {_said(runs)}" for depth, runs in block.items)
        case Table():
            heads = " | ".join(column.head for column in block.columns)
            yield f"table {block.label} {block.caption} [{heads}] {_short(block.note)}".rstrip()
            for row in block.rows:
                cells = " | ".join("<" if c is None else _said(c) for c in row.cells)
                kind = row.kind if row.kind != "plain" else row.mark or "row"
                yield f"  {kind}: {cells}"
        case Figure():
            yield from _figure(block)
        case Callout():
            yield f"box {block.tone}: {block.title}: {_said(block.runs)}"
            yield from (f"  {name}: {_said(runs)}" for name, runs in block.facts)
            if block.figure is not None:
                yield from (f"  {line}" for line in _figure(block.figure))


def _figure(figure: Figure) -> Iterator[str]:
    kind = type(figure.chart).__name__
    yield f"figure {kind} {figure.label} {figure.caption} {_short(figure.note)}".rstrip()


def _said(runs: Rich) -> str:
    notes = "".join(f" [note: {_short(run.note)}]" for run in runs if run.note)
    return _short(letters(runs)) + notes


def _short(text: str) -> str:
    """All of a short text; of a long one its beginning and a digest."""
    said = text.replace("\n", "⏎").replace("\u00a0", "~")
    if len(said) <= SHOWN:
        return said
    return f"{said[:SHOWN]}… [{len(said)} {sha256(said.encode()).hexdigest()[:8]}]"


def cases() -> Iterator[tuple[str, str, str]]:
    for example in EXAMPLES:
        for template in packs().templates:
            for code in LANGUAGES:
                yield example, template.id, code


def file_of(example: str, template: str, code: str) -> Path:
    return FOLDER / example / f"{template}.{code}.txt"


def text_of(example: str, template: str, code: str) -> str:
    return "\n".join(told(outline(example, template, code))) + "\n"


def main() -> None:
    for case in cases():
        path = file_of(*case)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text_of(*case)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            sys.stdout.write(f"{path}\n")
            path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
