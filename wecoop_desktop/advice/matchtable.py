"""The result of matching as a table: a row for each reason, with its cure and its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from wecoop_desktop.advice.matching import Match, Reason
from wecoop_desktop.advice.wording import REASONS, VERDICTS, reason_cure, reason_message
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.grid import Cell, Grid
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Funder

WIDTHS = (22, 16, 6, 14, 50, 44, 18, 30)


def match_table(
    form: Form,
    matches: Sequence[Match],
    funders: Mapping[str, Funder],
    language: Language,
    *,
    title: str,
    today: date,
) -> Grid:
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
    return Grid(
        title=tr("Funders for: {title}", title=title) if title else tr("Funders that were matched"),
        heads=heads,
        rows=tuple(rows),
        widths=WIDTHS,
        facts=((tr("Made on"), language.date(today)),),
        notes=(
            tr("A guide, not a decision of any funder. What is not known is never taken for met."),
            tr("The number is the place among the funders of the same verdict."),
        ),
    )


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
