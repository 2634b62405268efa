"""The cover and the summary page: the same figures as in the sections, said in a few words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from wecoop_desktop.documents.chart import Tiles
from wecoop_desktop.documents.compose import money
from wecoop_desktop.documents.compose.economics import economics_words
from wecoop_desktop.documents.compose.fields import text_blocks
from wecoop_desktop.documents.compose.material import (
    Material,
    clipped,
    currency,
    day,
    funder_name,
    missing,
    number,
    option_name,
    percent,
    typeset,
    unit,
    words,
    words_text,
)
from wecoop_desktop.documents.compose.material import money as said_money
from wecoop_desktop.documents.compose.places import map_figure, place_words
from wecoop_desktop.documents.compose.screening import category_short
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Cover,
    Figure,
    Heading,
    Paragraph,
    Rich,
    Row,
    Table,
    letters,
    plain,
)
from wecoop_desktop.forms.answers import Row as Answer
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.packs.content import Template

NEXT_STEPS = 3
TILES = 4
LABEL = 110  # letters below the figure of a tile
LONG_TITLE = 400  # letters; more do not fit on a cover
NAME = 60  # letters of a name with its explanation
BEGINNING = 230  # letters of the first sentences of an answer
# Not after the initial of a name or the "г." of a town.
_SENTENCE_END = re.compile(r"(?<=\w\w[.!?…])\s+(?=[«“\"]?[A-ZА-ЯЁ])")
LONGEST = 26  # letters of the value of a tile


def kind_words(material: Material, template: Template) -> str:
    """What the document is, in one or two words."""
    tr = material.language.tr
    if template.bare:
        return material.language.text(template.name)
    if template.id == "prefeasibility":
        return tr("Pre-feasibility study")
    named = {"idea": tr("Project idea"), "concept": tr("Concept note"), "full": tr("Full proposal")}
    return named.get(template.level, tr("Proposal"))


def title_words(material: Material) -> str:
    """The title in the document's language, else in the other."""
    own, other = ("ru", "en") if material.code == "ru" else ("en", "ru")
    said = (
        money.plain_words(material, f"basic.title_{own}")
        or money.plain_words(material, f"basic.title_{other}")
        or material.language.tr("Project without a title")
    )
    return clipped(said, LONG_TITLE)


def cover(material: Material, template: Template, revision: int, seal: str = "") -> Cover:
    tr = material.language.tr
    title = title_words(material)
    version = material.language.text(template.version)
    name = material.language.text(template.name)
    return Cover(
        kind=kind_words(material, template),
        title=title,
        place=" · ".join(word for word in (_where(material), main_sector(material)) if word),
        applicant=clipped(money.plain_words(material, "basic.applicant"), LONG_TITLE)
        or tr("Applicant not named yet"),
        applicant_note=countries(material),
        facts=_facts(material),
        lines=tuple(_lines(material, revision, seal)),
        origin=tr(
            "Form: {form} ({version}) · prepared with WECOOP Desktop", form=name, version=version
        ),
        seed=zlib.crc32(title.encode()),
    )


def _where(material: Material) -> str:
    return ", ".join(word for word in (place_words(material), countries(material)) if word)


def countries(material: Material) -> str:
    return ", ".join(_names(material, "basic.countries"))


def main_sector(material: Material) -> str:
    return next(iter(_names(material, "basic.sectors")), "")


def _names(material: Material, path: str) -> list[str]:
    field, value = material.field(path), material.value(path)
    if field is None or not isinstance(value, tuple):
        return []
    ids = [entry for entry in value if isinstance(entry, str)]
    return [option_name(material, field.options, field.list_ref, entry) for entry in ids]


def keywords(material: Material) -> tuple[str, ...]:
    return (*_names(material, "basic.sectors"), *_names(material, "basic.countries"))


def _lines(material: Material, revision: int, seal: str) -> Iterator[str]:
    tr = material.language.tr
    funders = material.value("basic.target_funders")
    if isinstance(funders, tuple) and funders:
        named = ", ".join(funder_name(material, str(entry)) for entry in funders)
        yield tr("Submitted to: {funders}", funders=named)
    yield dated(material, revision)
    if seal:
        yield tr("SHA-256 {digest}", digest=seal)


def dated(material: Material, revision: int) -> str:
    """Revision and date; the first writing has no revision yet."""
    said = material.language.date(material.today, "long").replace(" ", "\u00a0")
    if not revision:
        return said
    return material.language.tr("Revision {number} · {date}", number=revision, date=said)


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    tr = material.language.tr
    open_fact = tr("Not filled in yet")
    facts = (
        (tr("Total cost"), money.cost_words(material)),
        (tr("Requested"), money.requested_words(material)),
        (tr("Duration"), _duration(material)),
        (tr("Direct beneficiaries"), _people(material)),
        (tr("GHG reduction"), _emissions(material)),
        (tr("E&S category"), category_short(material)),
    )
    return tuple((name, said or open_fact) for name, said in facts)


def _duration(material: Material) -> str:
    start = material.value("basic.start_date")
    months = material.value("basic.duration_months")
    if not isinstance(months, Decimal) or not 0 < months < 1200:
        return str(start.year) if isinstance(start, date) else ""
    said = f"{number(material, months)}\u00a0{unit(material, 'months')}"
    if not isinstance(start, date):
        return said
    last = start.year + (start.month - 2 + int(months)) // 12
    years = f"{start.year}–{last}" if last != start.year else str(start.year)
    return f"{years}, {said}"


def _people(material: Material) -> str:
    value = material.value("stakeholders.direct_beneficiaries")
    if not isinstance(value, Decimal):
        return ""
    return f"{number(material, value)}\u00a0{unit(material, 'persons')}"


def _emissions(material: Material) -> str:
    value = material.computed("climate.ghg_reduction").value
    if not isinstance(value, Decimal):
        applies = "climate.ghg_reduction" in material.state.visible
        return "" if applies else material.language.tr("Not applicable")
    return f"{number(material, round(value))}\u00a0{unit(material, 'tCO2e/year')}"


def blocks(material: Material, template: Template) -> Iterator[Block]:
    """The summary page: at a glance, problem, objective, figures, why now, financing, next steps.

    The applicant's own summary follows, unless it has a section of its own in the template. A
    document that is this page alone has no room for it, nor for money in words.
    """
    tr = material.language.tr
    yield from _draft_note(material)
    yield _glance(material)
    yield Heading(tr("Problem"))
    problem = material.value("problem.core_problem")
    known = words(material, problem) if isinstance(problem, Words | str) else missing(material)
    yield Paragraph(known)
    objectives = [row for row in _results(material, "specific_objective") if row.get("statement")]
    tiles = _tiles(material)
    if objectives or tiles:
        yield Heading(tr("Objective and results"))
        yield from _objective(material, objectives)
        if tiles:
            yield Figure(Tiles(tiles))
    yield from _beginning(material, "problem.without_project", tr("Why this project, why now"))
    if not template.bare:
        title = tr("Financing and sustainability")
        yield from _beginning(material, "sustainability.financial", title)
    yield from _next_steps(material)
    asked = {path for section in template.sections for path in section.fields}
    if not template.bare and not asked & {"basic.summary_en", "basic.summary_ru"}:
        yield from _brief(material)


def _brief(material: Material) -> Iterator[Block]:
    """The applicant's own summary."""
    own, other = ("ru", "en") if material.code == "ru" else ("en", "ru")
    text = material.value(f"basic.summary_{own}") or material.value(f"basic.summary_{other}")
    yield Heading(material.language.tr("The project in brief"))
    if isinstance(text, str | Words):
        yield from text_blocks(material, text)
    else:
        yield Paragraph(missing(material))


def _beginning(material: Material, path: str, title: str) -> Iterator[Block]:
    """The first sentences of a long answer under a heading; without the answer nothing, unless
    it is asked for."""
    value = material.value(path)
    said = ""
    if isinstance(value, str | Words):
        blocks = text_blocks(material, value)
        first = next((block for block in blocks if isinstance(block, Paragraph)), None)
        said = first_sentences(letters(first.runs)) if first else ""
    if said:
        yield Heading(title)
        yield Paragraph(plain(said))
    elif path in material.state.required:
        yield Heading(title)
        yield Paragraph(missing(material))


def first_sentences(text: str) -> str:
    """The sentences that fit into a short paragraph; at least the first one, clipped if long."""
    said = ""
    for sentence in _SENTENCE_END.split(text.strip()):
        if said and len(said) + len(sentence) >= BEGINNING:
            break
        said = f"{said} {sentence}".strip()
    return clipped(said, 2 * BEGINNING)


def _draft_note(material: Material) -> Iterator[Block]:
    errors = sum(problem.level == "error" for problem in material.state.problems)
    if errors:
        said = material.language.ntr(
            "This is a draft: {n} point must still be completed or corrected.",
            "This is a draft: {n} points must still be completed or corrected.",
            errors,
        )
        yield Callout("", runs=plain(said), tone="warn")


def _glance(material: Material) -> Callout:
    tr = material.language.tr
    facts = (
        (tr("Applicant"), _short_name(material, "basic.applicant")),
        (tr("Executing agency"), _short_name(material, "implementation.executing_agency")),
        (tr("Location"), plain(_where(material))),
        (tr("Sector"), plain(main_sector(material))),
        (tr("Cost"), _cost(material)),
        (tr("Financing"), plain(money.financing_words(material), bold=True)),
        (tr("Economics"), plain(economics_words(material))),
    )
    shown = tuple((name, said or missing(material)) for name, said in facts)
    return Callout(tr("Project at a glance"), shown, figure=map_figure(material))


def _short_name(material: Material, path: str) -> Rich:
    """A name; explanations in brackets stand in the sections, there is no room for long ones."""
    said = typeset(money.plain_words(material, path))
    return plain(said if len(said) <= NAME else said.partition(" (")[0])


def _cost(material: Material) -> Rich:
    tr = material.language.tr
    cost, asked = money.cost_words(material), money.requested_words(material)
    if cost and asked:
        return plain(tr("{cost}, of which {asked} requested", cost=cost, asked=asked))
    return plain(cost)


def _results(material: Material, level: str) -> list[Answer]:
    return [row for row in material.rows("logframe.matrix") if row.get("level") == level]


def _objective(material: Material, rows: Sequence[Answer]) -> Iterator[Block]:
    """Statements of at most two results, each once, as sentences of one paragraph."""
    found: list[str] = []
    for row in rows:
        value = row.get("statement")
        said = letters(words(material, value)).strip() if isinstance(value, Words | str) else ""
        if said and said not in found:
            found.append(said)
    sentences = [said if said.endswith((".", "!", "?", "…")) else f"{said}." for said in found[:2]]
    if sentences:
        yield Paragraph(plain(" ".join(sentences)))


def _tiles(material: Material) -> tuple[tuple[str, str], ...]:
    """People, emissions, and the first indicators of the objective and the outputs."""
    tr = material.language.tr
    found: list[tuple[str, str]] = []
    people = material.value("stakeholders.direct_beneficiaries")
    women = material.value("stakeholders.women_share")
    if isinstance(people, Decimal):
        said = tr("direct beneficiaries")
        if isinstance(women, Decimal):
            said = tr("direct beneficiaries, {share} of them women", share=percent(material, women))
        found.append((number(material, people), said))
    emissions = material.computed("climate.ghg_reduction").value
    last = []
    if isinstance(emissions, Decimal) and emissions:
        figure = number(material, -round(emissions))
        last.append((figure, tr("t CO₂e a year against the case without the project")))
    for level in ("specific_objective", "output"):
        for row in _results(material, level):
            if len(found) + len(last) < TILES and (tile := _tile(material, row)):
                found.append(tile)
    return tuple(entry for entry in (*found, *last) if len(entry[0]) <= LONGEST)


def _tile(material: Material, row: Answer) -> tuple[str, str] | None:
    target, before = row.get("target"), row.get("baseline")
    indicator = row.get("indicator")
    if not isinstance(target, Decimal) or not isinstance(indicator, Words | str):
        return None
    unit_value = row.get("unit")
    of = words_text(material, unit_value) if isinstance(unit_value, Words | str) else ""
    of = clipped(of, LONGEST)
    figure = number(material, target)
    if isinstance(before, Decimal) and before:
        figure = f"{number(material, before)} → {figure}"
    label = clipped(typeset(words_text(material, indicator)), LABEL)
    if of == "%":
        return f"{figure}\u00a0%", label
    return figure, f"{label}, {of}" if of else label


def _next_steps(material: Material) -> Iterator[Block]:
    """The gap first, then the steps of the schedule that end next."""
    tr = material.language.tr
    rows: list[Row] = []
    gap = money.financing_gap(material)
    if gap is not None and gap > 0:
        amount = said_money(material, gap, currency(material))
        rows.append(Row((plain(tr("Close the financing gap of {amount}", amount=amount)), (), ())))
    coming = [
        (end, row)
        for row in material.rows("timeline.rows")
        if isinstance(end := row.get("end"), date) and end >= material.today
    ]
    for end, row in sorted(coming, key=lambda entry: entry[0])[: NEXT_STEPS - len(rows)]:
        name, responsible = row.get("name"), row.get("responsible")
        rows.append(
            Row(
                (
                    words(material, name) if isinstance(name, Words | str) else (),
                    words(material, responsible) if isinstance(responsible, Words | str) else (),
                    plain(day(material, end)),
                )
            )
        )
    if rows:
        yield Heading(tr("Next steps"))
        heads = (Column(tr("Step")), Column(tr("Responsible")), Column(tr("By")))
        yield Table(heads, tuple(rows))
