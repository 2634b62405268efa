"""Funders side by side as a table: a row for each fact, a column for each funder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wecoop_desktop.advice.matching import Match
from wecoop_desktop.advice.paper import About as Paper
from wecoop_desktop.advice.paper import outline
from wecoop_desktop.advice.statements import ROWS, About, Statement, pages_of
from wecoop_desktop.advice.wording import REASONS, VERDICTS
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Column, Outline, Paragraph, Row, Section, Table, plain
from wecoop_desktop.documents.sheet import Cell, Sheet
from wecoop_desktop.packs.content import Funder

WHOLE, FIRST = 100, 16  # shares of the page: all columns, the names of the rows


def compare_sheet(
    funders: Sequence[Funder],
    about: About,
    matches: Sequence[Match],
    language: Language,
    *,
    title: str,
    today: date,
    everything: bool,
) -> Sheet:
    """The rows of the comparison; without `everything` those that differ, as on the screen.

    `matches` say how a proposal stands, `title` is its name; both may be empty.
    """
    tr = language.tr
    rows = [
        (tr(name), [saying(funder, about, language) for funder in funders]) for name, saying in ROWS
    ]
    if len(funders) > 1 and not everything:
        rows = [row for row in rows if len(set(row[1])) > 1]
    verdicts = {match.funder: match for match in matches}
    cells: list[tuple[Cell, ...]] = []
    if verdicts:
        said = (_verdict(verdicts.get(funder.id), language) for funder in funders)
        cells.append((tr("Match with the draft"), *said))
    cells += [(name, *(_stated(one, language) for one in found)) for name, found in rows]
    cells.append((tr("Sources"), *("\n".join(pages_of(funder)) for funder in funders)))
    notes = [
        tr("“Unknown” means that the profile does not say it; it is never a guess."),
        tr("Made on {date}", date=language.date(today, "long")),
    ]
    if verdicts and title:
        notes.insert(0, tr("Matched with: {title}. A guide, not a decision.", title=title))
    return Sheet(
        title=tr("Funders side by side"),
        heads=(tr("Fact"), *(language.text(funder.acronym) for funder in funders)),
        rows=tuple(cells),
        notes=tuple(notes),
    )


def compare_outline(sheet: Sheet, paper: Paper, language: Language) -> Outline:
    """The same on landscape pages."""
    others = len(sheet.heads) - 1
    shares = (FIRST, *((WHOLE - FIRST) // others for _ in range(others)))
    columns = tuple(
        Column(head, share=share) for head, share in zip(sheet.heads, shares, strict=True)
    )
    rows = tuple(Row(tuple(plain(str(cell or "")) for cell in row)) for row in sheet.rows)
    notes = (Paragraph(plain(note), "note") for note in sheet.notes[:-1])
    section = Section(
        sheet.title, (*notes, Table(columns, rows)), "1", orientation="landscape", new_page=True
    )
    names = ", ".join(sheet.heads[1:])
    made = outline(
        language.tr("Funders side by side"),
        paper if paper.title else replace(paper, title=names),
        ((language.tr("Funders"), names),),
        (section,),
        language,
    )
    if paper.title or made.cover is None:
        return made
    # No proposal is behind it: nobody applies.
    return replace(made, cover=replace(made.cover, applicant=""))


def _stated(statement: Statement, language: Language) -> str:
    if not statement.text and not statement.note:
        return language.tr("unknown")
    return "\n".join(part for part in statement if part)


def _verdict(match: Match | None, language: Language) -> str:
    """`Would fit if changed (To be changed: 2; To be noted: 1)`."""
    if match is None:
        return language.tr("unknown")
    counts = Counter(reason.verdict for reason in match.reasons)
    parts = [
        f"{language.tr(words)}: {language.number(counts[kind])}"
        for kind, words in REASONS.items()
        if counts[kind]
    ]
    verdict = language.tr(VERDICTS[match.verdict])
    return f"{verdict} ({'; '.join(parts)})" if parts else verdict
