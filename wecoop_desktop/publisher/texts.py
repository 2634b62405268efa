"""What an editor should look at in the texts of the packs, beyond what makes a pack unsound.

Both languages of a section of the guide have the same shape and the same links; every figure has a
source or is called illustrative; no sentence is left in the other language; sections take three to
six minutes; quotation marks and dashes are those of the language; terms are those of the glossary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.documents.diagram import Sketch
from wecoop_desktop.documents.outline import Block, Callout, Figure, Heading, Listing, Table
from wecoop_desktop.documents.prose import blocks
from wecoop_desktop.packs.content import Section
from wecoop_desktop.packs.read import Packs

LONG, SHORT = 900, 60  # words of a section that is no mere overview
LEFT = 5  # words in a row that make a sentence left in the other language

_LINK = re.compile(r"\]\(([^()\s]*)\)")
_ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+|\S+@\S+|`[^`]*`")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|млн|млрд|million|billion)")
# Words by which the guide says where a figure comes from, or that it is only an example.
_TOLD = re.compile(
    r"\((?:illustrative|условн)|usual practice|orientation|not verified|rule of thumb|"
    r"обычная практика|ориентир|не сверял|условный пример|illustrative",
    re.IGNORECASE,
)
_LATIN = re.compile(rf"(?:[A-Za-z][a-z'’-]+[ ,]+){{{LEFT},}}[A-Za-z][a-z]+")
_CYRILLIC = re.compile(rf"(?:[А-Яа-яЁё][а-яё-]+[ ,]+){{{LEFT - 3},}}[А-Яа-яЁё][а-яё]+")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\([^()]*\)")
_ODD = {
    # A Russian word is quoted in its own marks.
    "en": re.compile(r'["„]|«(?![А-Яа-яЁё])| -- |\s-\s|\.\.\.|  +'),
    "ru": re.compile(r'["“]| -- |\s-\s|\.\.\.|  +'),
}


def check(packs: Packs) -> tuple[Finding, ...]:
    """All findings, those of the guide first; none of them makes a pack unsound."""
    found: list[Finding] = []
    for section in packs.sections:
        found += _section(section)
    for file, path, text in every_text(packs):
        found += _text(text, file, path)
    found += _terms(packs)
    return tuple(found)


def _section(section: Section) -> Iterator[Finding]:
    file = f"guide/sections/{section.id}"
    english, russian = section.body.en, section.body.ru
    if not (english and russian):
        return
    shapes = [_shape(body) for body in (english, russian)]
    if shapes[0] != shapes[1]:
        first = next(
            (f"{a} / {b}" for a, b in zip(*shapes, strict=False) if a != b),
            f"{len(shapes[0])} / {len(shapes[1])}",
        )
        yield Finding("text-shape-differs", file, level="warning", values={"where": first})
    links = [Counter(_LINK.findall(body)) for body in (english, russian)]
    if links[0] != links[1]:
        only = ", ".join(sorted((links[0] - links[1]) + (links[1] - links[0])))
        yield Finding("text-links-differ", file, level="warning", values={"links": only})
    if not section.outline:
        yield from _length(section, file)
        yield from _sourced(section, file)
    for language, body in (("en", english), ("ru", russian)):
        yield from _prose(body, language, f"{file}.{language}.md")


def _shape(body: str) -> list[str]:
    """Headings, lists, tables and boxes in their order with their sizes; paragraphs count."""
    drawn = blocks(body, lambda _, words: words, lambda name: Sketch(name, "", "", ()))
    return [_kind(block) for block in drawn]


def _kind(block: Block) -> str:
    match block:
        case Heading():
            return f"heading {block.level}"
        case Listing():
            return f"list of {len(block.items)}"
        case Table():
            return f"table {len(block.columns)}x{len(block.rows)}"
        case Callout():
            return "box"
        case Figure(chart=Sketch(id=name)):
            return f"figure {name}"
    return "paragraph"


def _length(section: Section, file: str) -> Iterator[Finding]:
    words = len(section.body.en.split())
    least = SHORT if section.level >= 2 else 0
    if not least <= words <= LONG:
        values = {"words": words, "least": least, "most": LONG}
        yield Finding("text-length-odd", file, level="note", values=values)


def _sourced(section: Section, file: str) -> Iterator[Finding]:
    """Figures need a source: in the metadata, by a link to a record, or words that tell."""
    body = section.body.en
    links = _LINK.findall(body)
    if section.sources or any(link.partition(":")[0] in _RECORDS for link in links):
        return
    for paragraph in body.split("\n\n"):
        bare = _ADDRESS.sub("", paragraph)
        figure = _FIGURE.search(bare)
        if figure and not paragraph.startswith(">") and not _TOLD.search(body):
            values = {"figure": figure.group()}
            yield Finding("text-figure-unsourced", file, level="warning", values=values)
            return


_RECORDS = ("funder", "policy", "project", "template", "https", "http")


def _prose(body: str, language: str, file: str) -> Iterator[Finding]:
    bare = _QUOTED.sub(" ", _ADDRESS.sub(" ", body))
    other = (_LATIN if language == "ru" else _CYRILLIC).search(bare)
    if other:
        values = {"text": other.group()[:60]}
        yield Finding("text-other-language", file, level="warning", values=values)
    for line in body.splitlines():
        if line.lstrip().startswith("|"):
            continue
        odd = _ODD[language].search(_ADDRESS.sub("", line.strip()))
        if odd and not line.lstrip().startswith("- ", odd.start()):
            yield _odd(odd, file, "")
            return


def _odd(odd: re.Match[str], file: str, path: str) -> Finding:
    around = odd.string[max(0, odd.start() - 20) : odd.end() + 20]
    values = {"sign": odd.group(), "text": around}
    return Finding("text-typography-odd", file, path, "warning", values)


def _text(text: Text, file: str, path: str) -> Iterator[Finding]:
    for language in LANGUAGES:
        said = text.en if language == "en" else text.ru
        bare = _QUOTED.sub(" ", _ADDRESS.sub(" ", said))
        other = (_LATIN if language == "ru" else _CYRILLIC).search(bare)
        if other:
            values = {"text": other.group()[:60]}
            yield Finding("text-other-language", file, f"{path}.{language}", "note", values)
        odd = _ODD[language].search(_ADDRESS.sub("", said))
        if odd:
            yield _odd(odd, file, f"{path}.{language}")


def every_text(packs: Packs) -> Iterator[tuple[str, str, Text]]:
    """Every pair of texts that the editors write, with file and path.

    Names of projects and of what pays for them are their sources' own and are left out.
    """
    kinds: tuple[tuple[str, Sequence[object]], ...] = (
        ("funders/funders", packs.funders),
        ("policies/policies", packs.policies),
        ("events/events", packs.events),
        ("forms/templates", packs.templates),
        ("forms/forms", packs.forms),
        ("guide/glossary", packs.terms),
        ("guide/figures", packs.diagrams),
        ("guide/quizzes", packs.quizzes),
    )
    for folder, values in kinds:
        for value in values:
            yield from _inside(value, f"{folder}/{getattr(value, 'id', '')}", "")


def _inside(value: object, file: str, path: str) -> Iterator[tuple[str, str, Text]]:
    if isinstance(value, Text):
        yield file, path.lstrip("."), value
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            if entry.name not in ("card", "tables"):  # the same again as plain data
                yield from _inside(getattr(value, entry.name), file, f"{path}.{entry.name}")
    elif isinstance(value, tuple):
        for index, held in enumerate(value):
            yield from _inside(held, file, f"{path}[{index}]")
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _inside(held, file, f"{path}.{key}")


def _terms(packs: Packs) -> Iterator[Finding]:
    """Variants that the glossary tells to avoid, in the guide and in every other text."""
    avoided = [
        (language, _whole(variant), variant, term)
        for term in packs.terms
        for language in LANGUAGES
        for variant in term.avoid.get(language, ())
    ]
    bodies = [
        (f"guide/sections/{section.id}", "", section.body)
        for section in packs.sections
        if not section.outline
    ]
    for file, path, text in (*bodies, *every_text(packs)):
        for language, pattern, variant, term in avoided:
            said = text.en if language == "en" else text.ru
            if pattern.search(_ADDRESS.sub(" ", said)):
                wanted = term.term.en if language == "en" else term.term.ru
                values = {"variant": variant, "term": wanted}
                yield Finding("text-term-avoided", file, path, "warning", values)


def _whole(variant: str) -> re.Pattern[str]:
    """The variant as a word, with any ending where it closes with a hyphen or an asterisk."""
    stem = variant.rstrip("*")
    ending = r"\w*" if stem != variant else ""
    return re.compile(rf"(?<!\w){re.escape(stem)}{ending}(?!\w)", re.IGNORECASE)
