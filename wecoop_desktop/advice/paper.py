"""The priority table on paper, and the frame of what advice prints.

In: values of `priorities` with a language; out: values of `documents.outline`, for a document or
alone, and rows of plain cells for CSV and spreadsheets.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wecoop_desktop.advice.priorities import CENTRAL, National, Priorities, Row, Source, Wanted
from wecoop_desktop.advice.said import (
    LINKS,
    MEETS,
    country_words,
    reason_words,
    row_words,
)
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import (
    Block,
    Column,
    Cover,
    Listing,
    Outline,
    Paragraph,
    Properties,
    Run,
    Section,
    Table,
    Tone,
    plain,
)
from wecoop_desktop.documents.outline import Row as Printed
from wecoop_desktop.documents.sheet import Cell, Sheet
from wecoop_desktop.forms.form import Form

SHOWN = 4  # documents of a row inside of another document; alone and as a sheet it holds all
LONG = 150  # letters of a target or requirement on paper
ALL = 1000
TONES: dict[str, Tone] = {
    "both": "good",
    "national": "warn",
    "funder": "warn",
    "neither": "bad",
    "unknown": "muted",
}


@dataclass(frozen=True, slots=True)
class About:
    """Whose paper it is: the proposal's title, applicant and place, and the day of making."""

    title: str
    applicant: str
    place: str
    made: date


def outline(
    kind: str,
    about: About,
    facts: tuple[tuple[str, str], ...],
    sections: tuple[Section, ...],
    language: Language,
) -> Outline:
    """A document of its own; `kind` is what it is, for example "Self-assessment"."""
    tr = language.tr
    made = language.date(about.made, "long")
    title = about.title or tr("Proposal without a title")
    return Outline(
        language="ru" if language.original == "ru" else "en",
        cover=Cover(
            kind=kind,
            title=title,
            place=about.place,
            applicant=about.applicant or tr("Applicant not named yet"),
            applicant_note="",
            facts=facts,
            lines=(tr("Made on {date}", date=made),),
            origin=tr(
                "Made with WECOOP Desktop from the answers of the proposal and the published"
                " profiles. A help for the applicant, not a statement of the funder."
            ),
            seed=zlib.crc32(title.encode("utf-8", "replace")),
        ),
        contents=tr("Contents"),
        head=title,
        foot=f"{kind} · {made}",
        properties=Properties(title, about.applicant, kind, ()),
        sections=sections,
    )


# ---------------------------------------------------------------------- the priority table


def priority_outline(table: Priorities, about: About, form: Form, language: Language) -> Outline:
    """The table alone."""
    tr = language.tr
    kind = tr("Priorities of the country and of the funder")
    met = sum(row.meets == "both" for row in table.rows)
    facts = (
        (tr("Countries"), ", ".join(country_words(table.countries, form, language))),
        (tr("Funders"), ", ".join(dict.fromkeys(_funder_names(table, language)))),
        (tr("They meet"), tr("{n} of {total}", n=met, total=len(table.rows))),
    )
    blocks = priority_blocks(table, form, language, most=ALL)
    section = Section(kind, blocks, "1", new_page=True)
    shown = tuple((name, said or tr("unknown")) for name, said in facts)
    return outline(kind, about, shown, (section,), language)


def priority_blocks(
    table: Priorities, form: Form, language: Language, *, most: int = SHOWN
) -> tuple[Block, ...]:
    """The two-sided table with its sources, for a section of a document.

    `most` documents a row, and addresses a source; what is left out is counted.
    """
    tr = language.tr
    if not table.rows:
        said = tr("The proposal names no sector, objective or national document yet.")
        return (Paragraph(plain(said, tone="muted")),)
    notes = _Notes(language, most)
    rows = tuple(_printed(table, row, form, notes, language) for row in table.rows)
    columns = (
        Column(tr("The proposal serves"), share=21),
        Column(tr("The country"), share=34),
        Column(tr("Do they meet?"), share=19),
        Column(tr("The funder"), share=26),
    )
    return (
        Paragraph(plain(_how(table, language))),
        Table(columns, rows, caption=tr("Priorities of the country and of the funder")),
        Paragraph(plain(_fine_print(language)), "note"),
        Paragraph(plain(tr("Sources:") + "\n" + "\n".join(notes.lines)), "note"),
    )


def _how(table: Priorities, language: Language) -> str:
    tr = language.tr
    origins = {
        "chosen": tr("The funders are those that the proposal considers."),
        "matched": tr("The proposal names no funder; these stand first in the matching."),
        "asked": tr("The funders were chosen for this table."),
        "none": tr("No funder is chosen yet."),
    }
    met = sum(row.meets == "both" for row in table.rows)
    counted = language.ntr(
        "Of {n} line, {met} is a priority of both sides.",
        "Of {n} lines, {met} are priorities of both sides.",
        len(table.rows),
        met=met,
    )
    return f"{counted} {origins[table.origin]}"


def _fine_print(language: Language) -> str:
    return language.tr(
        "A national document stands here because it is about the sector, in a country of the"
        " proposal, or because the proposal chose it; never because texts are alike. Weights from 1"
        " to 3 are the editors’ reading of the published documents and profiles; from {central} on"
        " it counts as a priority.",
        central=CENTRAL,
    )


class _Notes:
    """The sources of a table, numbered as they are met; what was said of one is said once."""

    def __init__(self, language: Language, most: int) -> None:
        self._language = language
        self._numbers: dict[str, int] = {}
        self._told: set[str] = set()
        self.most = most
        self.lines: list[str] = []

    def met(self, key: str) -> bool:
        return key in self._numbers

    def said(self, funder: str) -> bool:
        """Whether the requirement of this funder stands in a row already."""
        again = funder in self._told
        self._told.add(funder)
        return again

    def number(self, key: str, name: str, source: Source) -> str:
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers) + 1
            said = source_words(source, self._language, most=1 if self.most < ALL else ALL)
            self.lines.append(f"[{number}] {name}. {said}")
        return f"[{self._numbers[key]}]"


def source_words(source: Source, language: Language, *, most: int = ALL) -> str:
    """Addresses, the day they were read, and whether the statement was checked there."""
    tr = language.tr
    said = ["; ".join(source.pages[:most]) or tr("no source is named")]
    if left := len(source.pages) - most if len(source.pages) > most else 0:
        said.append(language.ntr("{n} more source", "{n} more sources", left))
    if source.as_of:
        said.append(tr("read {date}", date=language.written_date(source.as_of)))
    if source.verified is not None:
        said.append(tr("checked") if source.verified else tr("not checked at the source"))
    return ", ".join(said)


def _printed(table: Priorities, row: Row, form: Form, notes: _Notes, language: Language) -> Printed:
    about: list[Run] = [Run(row_words(row, form, language), bold=True)]
    about += [Run(f"\n• {clipped(language.text(words), LONG)}") for words in row.words]
    verdict = (
        Run(language.tr(MEETS[row.meets]), bold=True, tone=TONES[row.meets]),
        Run("\n" + reason_words(table, row, form, language)),
    )
    return Printed(
        (
            tuple(about),
            tuple(_country_side(row, form, notes, language)),
            verdict,
            tuple(_funder_side(row, notes, language)),
        )
    )


def _country_side(row: Row, form: Form, notes: _Notes, language: Language) -> Iterator[Run]:
    tr = language.tr
    if not row.national:
        unknown = row.kind == "gender"
        said = tr("not known") if unknown else tr("no document was found")
        yield Run(said, tone="muted")
        return
    for index, one in enumerate(row.national[: notes.most]):
        name, new = language.text(one.name), not notes.met(one.policy)
        mark = notes.number(one.policy, name, one.source)
        yield Run(("\n" if index else "") + f"• {name} {mark}", bold=one.link != "sector")
        facts = _document_facts(one, form, language) if new else _weight(one, language)
        yield Run(": " + "; ".join(facts), tone="muted")
        if new and (quoted := _quoted(one, language)):
            yield Run("\n" + quoted)
    left = len(row.national) - notes.most
    if left > 0:
        said = language.ntr("{n} more document", "{n} more documents", left)
        yield Run(f"\n… {said}", tone="muted")


def _weight(one: National, language: Language) -> Iterator[str]:
    if one.weight:
        yield _of_three(one.weight, language)
    else:
        yield language.tr("not weighed for this sector")


def _of_three(weight: int, language: Language) -> str:
    return language.tr("weight {weight} of 3", weight=weight).replace(" ", "\u00a0")


def _document_facts(one: National, form: Form, language: Language) -> Iterator[str]:
    """Country, years, weight, and what is to be known of it."""
    tr = language.tr
    yield from country_words((one.country,), form, language)
    if years := years_words(one):
        yield years
    yield from _weight(one, language)
    if one.link != "sector":
        yield tr("chosen in the proposal")
    if not one.source.verified:
        yield tr("not checked")


def years_words(one: National) -> str:
    """`2025–2035`; one year where only one is known."""
    return "–".join(str(year) for year in (one.year, one.horizon) if year)


def _quoted(one: National, language: Language) -> str:
    """The target the proposal quotes, else the first of the document."""
    russian = "ru" if language.original == "ru" else "en"
    own = one.target.of(russian)
    if own:
        contribution = one.contribution.of(russian)
        said = f"{own} → {contribution}" if contribution else own
        return clipped(said, LONG)
    return clipped(language.text(one.targets[0]), LONG) if one.targets else ""


def _funder_side(row: Row, notes: _Notes, language: Language) -> Iterator[Run]:
    tr = language.tr
    if not row.wanted:
        yield Run(tr("no funder is chosen"), tone="muted")
    for index, one in enumerate(row.wanted):
        name = language.text(one.name)
        mark = notes.number(f"funder {one.funder}", name, one.source)
        met = one.funder in row.met
        yield Run(("\n" if index else "") + f"• {name} {mark}", bold=met)
        if row.kind != "gender":
            yield Run(f": {wanted_words(one, language)}")
        if said := language.text(one.said):
            again = notes.said(one.funder)
            yield Run("\n" + (tr("as above") if again else clipped(said, LONG)), tone="muted")


def wanted_words(one: Wanted, language: Language) -> str:
    """How much it is a priority of this funder."""
    tr = language.tr
    if one.weight:
        return _of_three(one.weight, language)
    if one.named is None:
        return tr("not known")
    return tr("named without a weight") if one.named else tr("not among its sectors")


def clipped(text: str, most: int) -> str:
    """One line of at most so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _funder_names(table: Priorities, language: Language) -> Iterator[str]:
    for row in table.rows:
        yield from (language.text(one.name) for one in row.wanted)


# ---------------------------------------------------------------------- the same as a sheet


def priority_sheet(table: Priorities, form: Form, language: Language) -> Sheet:
    """One line for each document and each funder of a row, with all that is known."""
    tr = language.tr
    heads = (
        tr("The proposal serves"),
        tr("Do they meet?"),
        tr("Why"),
        tr("Side"),
        tr("Country"),
        tr("Document or funder"),
        tr("Weight of 3"),
        tr("Year"),
        tr("Horizon"),
        tr("Targets or requirement"),
        tr("Quoted in the proposal"),
        tr("Link"),
        tr("Checked"),
        tr("Read"),
        tr("Source"),
    )
    lines = [line for row in table.rows for line in _lines(table, row, form, language)]
    title = tr("Priorities of the country and of the funder")
    notes = (_how(table, language), _fine_print(language))
    return Sheet(title, heads, tuple(lines), notes)


def _lines(
    table: Priorities, row: Row, form: Form, language: Language
) -> Iterator[tuple[Cell, ...]]:
    tr = language.tr
    objectives = "; ".join(language.text(words) for words in row.words)
    about = ": ".join(said for said in (row_words(row, form, language), objectives) if said)
    start = (about, tr(MEETS[row.meets]), reason_words(table, row, form, language))
    russian = "ru" if language.original == "ru" else "en"
    for one in row.national:
        quoted = (one.target, one.paragraph, one.contribution)
        yield (
            *start,
            tr("The country"),
            country_words((one.country,), form, language)[0],
            language.text(one.name),
            one.weight,
            one.year,
            one.horizon,
            "; ".join(language.text(target) for target in one.targets),
            " · ".join(said for words in quoted if (said := words.of(russian))),
            tr(LINKS[one.link]),
            _yes_no(one.source, language),
            one.source.as_of,
            "; ".join(one.source.pages),
        )
    for wanted in row.wanted:
        yield (
            *start,
            tr("The funder"),
            "",
            language.text(wanted.name),
            wanted.weight,
            None,
            None,
            language.text(wanted.said) or wanted_words(wanted, language),
            "",
            "",
            _yes_no(wanted.source, language),
            wanted.source.as_of,
            "; ".join(wanted.source.pages),
        )
    if not row.national and not row.wanted:
        yield (*start, *("",) * 12)


def _yes_no(source: Source, language: Language) -> str:
    if source.verified is None:
        return language.tr("not said")
    return language.tr("Yes") if source.verified else language.tr("No")


def sources_listing(pages: Sequence[str], as_of: str, language: Language) -> tuple[Block, ...]:
    """Where the facts of a profile come from."""
    head = language.tr("Sources of the profile")
    if as_of:
        head = language.tr(
            "Sources of the profile, state of {date}", date=language.written_date(as_of)
        )
    listed = tuple((0, plain(page)) for page in pages)
    return (Paragraph(plain(head, bold=True)), Listing(listed)) if listed else ()
