"""From a template, a form, answers and their state to an outline in one language.

In: values of `forms` and `packs`; out: `documents.outline.Outline`. Nothing is hidden: a required
answer that is missing is said to be missing, a gap in the financing is a row of its table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.compose import (
    derivations,
    economics,
    fields,
    rows,
    screening,
    summary,
)
from wecoop_desktop.documents.compose.lines import held_block
from wecoop_desktop.documents.compose.material import Material, label
from wecoop_desktop.documents.due import due
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Cover,
    Figure,
    Outline,
    Paragraph,
    Properties,
    Row,
    Section,
    Table,
    plain,
)
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.kinds import KINDS
from wecoop_desktop.forms.state import State
from wecoop_desktop.packs.content import Template, TemplateSection

__all__ = ["NO_INSERTS", "Inserts", "compose"]

Inserts: TypeAlias = Mapping[str, Sequence[Block]]
SUMMARY = "summary"
NO_INSERTS: Inserts = MappingProxyType({})
SEAL_SHOWN = 16  # letters of a digest in the foot of a page


def compose(
    template: Template,
    form: Form,
    answers: Answers,
    state: State,
    *,
    language: Language,
    reference: Reference,
    today: date,
    revision: int = 0,
    inserts: Inserts = NO_INSERTS,
    seal: str = "",
) -> Outline:
    """The whole document. Pure: the same values always give the same outline.

    `seal` is the digest of a submission, 64 letters of hex: it stands on the cover, and its
    beginning on every page.

    `inserts` are blocks made elsewhere, under the names by which sections of templates ask for
    them; a section that holds nothing else is left out where its insert is not there.
    """
    material = Material(form, answers, state, language, reference, today)
    tr = language.tr
    front = summary.cover(material, template, revision, seal)
    asked = _asked(material, template.look.facts)
    front = replace(front, sheet=tuple(fields.sheet(material, asked)))
    if template.bare:
        sections = list(_headed(material, template, front, _sections(material, template, inserts)))
    else:
        blocks = tuple(summary.blocks(material, template))
        sections = [Section(tr("Summary"), blocks, new_page=True)]
        sections += _sections(material, template, inserts)
    errors = any(problem.level == "error" for problem in state.problems)
    return Outline(
        language=material.code,
        cover=front,
        contents=tr("Contents"),
        head=material.language.text(template.name) if template.bare else front.title,
        foot=" · ".join(
            filter(None, (front.kind, summary.dated(material, revision), seal[:SEAL_SHOWN]))
        ),
        properties=Properties(
            title=front.title,
            author=front.applicant,
            subject=language.text(template.name),
            keywords=summary.keywords(material),
        ),
        sections=tuple(_numbered(material, sections)),
        draft=tr("DRAFT") if errors else "",
        bare=template.bare,
        headings=template.look.headings,
        body=template.look.body,
    )


def _headed(
    material: Material, template: Template, front: Cover, sections: Iterator[Section]
) -> Iterator[Section]:
    """The sections of a bare document: the first is called as the project and says whose it is."""
    for index, section in enumerate(sections):
        if index:
            yield section
            continue
        alone = template.sections[0].insert == SUMMARY  # it says place and applicant itself
        named = (section.title,) if alone else (section.title, front.place, front.applicant)
        said = " · ".join(filter(None, named))
        lead = Paragraph(plain(said), "note")
        yield replace(section, title=front.title, number="", blocks=(lead, *section.blocks))


def _sections(material: Material, template: Template, inserts: Inserts) -> Iterator[Section]:
    printed: dict[str, str] = {}
    annex = next((section for section in template.sections if section.annex), None)
    later: list[Block] = []
    chart_due = not any("economics.flows" in section.fields for section in template.sections)
    for index, section in enumerate(template.sections):
        insert = _insert(material, template, section, inserts)
        if section.insert and not section.fields and not insert:
            continue
        own = section.insert != SUMMARY and (section.fields or not section.insert)
        blocks = list(_section_blocks(material, section, printed)) if own else []
        blocks += insert
        if chart_due and own and any(path.startswith("economics.") for path in section.fields):
            chart_due = False
            blocks += economics.chart_blocks(material)
        if not blocks and _due(material, section) is not True and not (section is annex and later):
            continue
        if annex and not section.annex and (matrix := [b for b in blocks if _is_matrix(b)]):
            # Notes are short; their annexes hold the matrix on its landscape pages.
            later += matrix
            said = material.language.tr(
                "The logical framework matrix is in annex {number}.", number=annex.number
            )
            blocks = [block for block in blocks if not _is_matrix(block)]
            blocks.append(Paragraph(plain(said)))
        if section is annex:
            blocks += later
        yield from _laid(material, section, blocks, first=index == 0)
    if template.bare:
        return
    annexes = list(_screening_annex(material, template, frozenset(printed)))
    yield from annexes
    yield from _derivation_annex(material, template, 2 if annexes else 1)


def _insert(
    material: Material, template: Template, section: TemplateSection, inserts: Inserts
) -> Sequence[Block]:
    """Blocks that no single answer holds: the summary page, or what was made elsewhere."""
    if section.insert == SUMMARY:
        return tuple(summary.blocks(material, template))
    return inserts.get(section.insert, ())


def _due(material: Material, section: TemplateSection) -> bool | None:
    return due(
        section,
        material.form,
        material.answers,
        reference=material.reference,
        level=material.state.level,
        today=material.today,
    )


def _section_blocks(
    material: Material, section: TemplateSection, printed: dict[str, str]
) -> Iterator[Block]:
    """The answers the section asks for; long ones that stand in an earlier section by reference."""
    asked = list(_asked(material, section.fields))
    if not any(fields.answered(material, field) for field in asked):
        wanted = _due(material, section)
        if wanted is None:
            said = material.language.tr("Not answered; asked for only where it applies.")
            yield Paragraph(plain(said, tone="muted"))
        elif wanted:
            yield from _nothing(material, section, asked)
        return
    again = [field for field in asked if field.path in printed and _is_long(field)]
    fresh = [field for field in asked if field not in again]
    yield from fields.blocks(material, fresh)
    if again:
        tr = material.language.tr
        facts = tuple(
            Row(
                (
                    plain(label(material, field)),
                    plain(tr("See section {number}", number=printed[field.path])),
                )
            )
            for field in again
        )
        yield Table((Column("", share=32), Column("", share=68)), facts, look="facts")
    for field in fresh:
        if fields.answered(material, field):
            printed[field.path] = section.number


def _is_long(field: Field) -> bool:
    return field.kind == "rich_text" or KINDS[field.kind].has_rows


def _asked(material: Material, paths: Sequence[str]) -> Iterator[Field]:
    """The fields that exist; of a long text in two languages the one of the document."""
    seen: set[str] = set()
    for path in paths:
        field = material.field(_own(material, path))
        if field is not None and field.path not in seen:
            seen.add(field.path)
            yield field


def _own(material: Material, path: str) -> str:
    if not path.endswith(("_en", "_ru")):
        return path
    own = f"{path[:-2]}{material.code}"
    field = material.field(own)
    if field is None or (field.kind == "text" and own != path):
        return path
    return own if material.value(own) is not None or material.value(path) is None else path


def _nothing(
    material: Material, section: TemplateSection, asked: Sequence[Field]
) -> Iterator[Block]:
    """A section without a single answer says so, and what belongs there."""
    tr = material.language.tr
    if asked and not any(field.path in material.state.visible for field in asked):
        yield Paragraph(plain(tr("Does not apply to this type of project."), tone="muted"))
        return
    asks = material.language.text(section.asks)
    runs = plain(tr("It asks for: {asks}.", asks=asks.rstrip("."))) if asks else ()
    yield Callout(tr("This section is not filled in yet"), runs=runs, tone="warn")


def _laid(
    material: Material, section: TemplateSection, blocks: Sequence[Block], *, first: bool
) -> Iterator[Section]:
    """Wide tables follow on landscape pages, so that the text before them is not torn apart."""
    title = material.language.text(section.title)
    wide = [block for block in blocks if _is_wide(block)]
    upright = tuple(block for block in blocks if not _is_wide(block))
    new_page = first or section.annex
    paths = tuple(dict.fromkeys(path.partition("[")[0] for path in section.fields))
    if upright or not wide:
        yield Section(
            title,
            upright,
            section.number,
            new_page=new_page,
            annex=section.annex,
            paths=paths,
        )
    if wide:
        yield Section(
            title,
            tuple(wide),
            section.number,
            orientation="landscape",
            new_page=True,
            continues=bool(upright),
            annex=section.annex,
            paths=paths,
        )


def _is_matrix(block: Block) -> bool:
    return isinstance(block, Table) and any(row.mark for row in block.rows)


def _is_wide(block: Block) -> bool:
    if not isinstance(block, Table) or block.look == "facts":
        return False
    return _is_matrix(block) or (
        not any(column.share for column in block.columns) and rows.is_wide(block)
    )


def _screening_annex(
    material: Material, template: Template, printed: frozenset[str]
) -> Iterator[Section]:
    path = screening.CHECKLIST
    wanted = path in material.state.required or material.value(path) is not None
    if path in printed or not wanted or material.field(path) is None:
        return
    number = _after(template, 1)
    title = material.language.tr("Environmental and social screening")
    blocks = tuple(screening.annex_blocks(material, printed))
    wide = tuple(block for block in blocks if _is_wide(block))
    upright = tuple(block for block in blocks if not _is_wide(block))
    yield Section(title, upright, number, new_page=True, annex=True)
    if wide:
        yield Section(title, wide, number, "landscape", new_page=True, continues=True, annex=True)


def _after(template: Template, places: int) -> str:
    """The letter of an annex that follows those of the template; nothing where they have none."""
    last = template.sections[-1] if template.sections else None
    if last and last.annex and len(last.number) == 1 and last.number >= "A":
        letter = chr(ord(last.number) + places)
        return letter if letter <= "Z" else ""
    return ""


def _derivation_annex(material: Material, template: Template, places: int) -> Iterator[Section]:
    """How the figures were computed: at the full level, where there are any."""
    if derivations.wanted(material):
        title = material.language.tr("How the figures were computed")
        found = tuple(derivations.blocks(material))
        yield Section(title, found, _after(template, places), new_page=True, annex=True)


def _numbered(material: Material, sections: Sequence[Section]) -> Iterator[Section]:
    """Tables and figures with a caption get their numbers, in the order of the document."""
    tr = material.language.tr
    tables = figures = 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table) and block.caption:
                tables += 1
                block = replace(block, label=tr("Table {number}.", number=tables))
            elif isinstance(block, Figure) and block.caption:
                figures += 1
                block = replace(block, label=tr("Figure {number}.", number=figures))
            elif isinstance(block, Callout) and block.figure:
                figures += 1
                named = replace(block.figure, label=tr("Figure {number}.", number=figures))
                block = replace(block, figure=named)
            blocks.append(held_block(block, material.code))
        yield replace(section, blocks=tuple(blocks))
