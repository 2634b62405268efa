"""The result of matching as a table: a row for each reason, with its cure and its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from wecoop_desktop.advice.matching import Match, Reason
from wecoop_desktop.advice.paper import About, outline
from wecoop_desktop.advice.wording import REASONS, VERDICTS, reason_cure, reason_message
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Column, Outline, Paragraph, Row, Section, Table, plain
from wecoop_desktop.documents.sheet import Cell, Sheet
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Funder

PRINTED = (0, 1, 4, 5, 6)  # columns that stand on paper
SHARES = (18, 12, 34, 24, 12)


def match_sheet(
    form: Form,
    matches: Sequence[Match],
    funders: Mapping[str, Funder],
    language: Language,
    *,
    title: str,
    today: date,
) -> Sheet:
    """All funders in their order; one without a reason has one row. `title` of the proposal."""
    tr = language.tr
    heads = (
        tr("Funder"), tr("Verdict"), tr("No."), tr("Kind of reason"), tr("Reason"),
        tr("What would help"), tr("Checked"), tr("Source"),
    )  # fmt: skip
    ranks: dict[str, int] = {}
    rows: list[tuple[Cell, ...]] = []
    for match in matches:
        ranks[match.verdict] = ranks.get(match.verdict, 0) + 1
        funder = funders.get(match.funder)
        name = language.text(funder.name) if funder else match.funder
        first = (name, tr(VERDICTS[match.verdict]), ranks[match.verdict])
        rows += [(*first, *reason) for reason in _reasons(form, match, language)]
    return Sheet(
        title=tr("Funders for: {title}", title=title) if title else tr("Funders that were matched"),
        heads=heads,
        rows=tuple(rows),
        notes=(
            tr("A guide, not a decision of any funder. What is not known is never taken for met."),
            tr("The number is the place among the funders of the same verdict."),
            tr("Made on {date}", date=language.date(today, "long")),
        ),
    )


def match_outline(sheet: Sheet, about: About, language: Language) -> Outline:
    """The same on landscape pages, without ranks and addresses."""
    columns = tuple(
        Column(sheet.heads[at], share=share) for at, share in zip(PRINTED, SHARES, strict=True)
    )
    rows = tuple(Row(tuple(plain(str(row[at] or "")) for at in PRINTED)) for row in sheet.rows)
    notes = (Paragraph(plain(note), "note") for note in sheet.notes[:1])
    section = Section(
        sheet.title, (*notes, Table(columns, rows)), "1", orientation="landscape", new_page=True
    )
    funders = len({row[0] for row in sheet.rows})
    facts = ((language.tr("Funders"), language.number(funders)),)
    return outline(language.tr("Which funders fit"), about, facts, (section,), language)


def _reasons(form: Form, match: Match, language: Language) -> Iterator[tuple[Cell, ...]]:
    tr = language.tr
    if not match.reasons:
        yield ("", tr("Nothing that is known stands against it."), "", "", "")
    for reason in match.reasons:
        yield (
            tr(REASONS[reason.verdict]),
            reason_message(form, reason, language),
            reason_cure(form, reason, language),
            _checked(reason, language),
            reason.pages[0] if reason.pages else tr("answers of the proposal"),
        )


def _checked(reason: Reason, language: Language) -> str:
    """Whether and when the fact was read at its source."""
    if reason.verified is None:
        return language.written_date(reason.as_of) if reason.as_of else ""
    tr = language.tr
    words = tr("checked") if reason.verified else tr("not yet checked")
    return f"{words}, {language.written_date(reason.as_of)}" if reason.as_of else words
