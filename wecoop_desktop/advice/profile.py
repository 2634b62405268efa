"""What is known of a proposal in a few facts, for matching without a draft.

Six questions: where, which sector, who applies, how much, by which instrument, and whether an
exclusion applies. The other facts may be added; what is not given stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Money, Row, Value
from wecoop_desktop.forms.form import Form

Excluded = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Profile:
    """Ids are those of the form's lists; `markers` are Rio scores 0-2, shares are 0-1."""

    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()  # the main one first
    applicant: str = ""  # type: sovereign, sub_sovereign, private, ngo
    requested: Money | None = None
    instruments: tuple[str, ...] = ()
    excluded: Excluded = "unknown"  # whether something on the exclusion list is part of it
    # Not among the six questions:
    kind: str = ""  # type of project
    maturity: str = ""
    total: Money | None = None
    guarantee: str = ""
    category: str = ""
    markers: Mapping[str, int] | None = None
    reduction: Decimal | None = None  # tonnes of CO2 equivalent a year
    contribution: Decimal | None = None  # of the country or the owner, 0-1 of the total
    entity: str = ""  # who submits where the applicant may not
    funders: tuple[str, ...] = ()  # those considered


def answers_of(profile: Profile, form: Form) -> dict[str, Value]:
    """The profile as answers of the form; facts that are not known are left out."""
    planned = profile.total if profile.contribution is not None else None
    money = planned or profile.requested or profile.total
    given: dict[str, Value] = {
        "basic.countries": profile.countries,
        "basic.sectors": profile.sectors,
        "basic.applicant_type": profile.applicant,
        "basic.project_type": profile.kind,
        "basic.target_maturity": profile.maturity,
        "basic.target_funders": profile.funders,
        "basic.currency": money.currency if money else "",
        "budget.financing": tuple({"instrument": one} for one in profile.instruments),
        "budget.sovereign_guarantee": profile.guarantee,
        "es_screening.category": profile.category,
        "es_screening.checklist": _checklist(profile, form),
        "climate.rio": _markers(profile),
        "implementation.submitting_entity": profile.entity,
    }
    if profile.requested is not None:
        given["basic.requested"] = profile.requested
    if profile.total is not None:
        given["basic.total_cost"] = profile.total
    known: dict[str, Value] = {path: value for path, value in given.items() if value}
    if profile.contribution is not None and planned is not None:
        known["budget.financing"] = _plan(profile, planned, profile.contribution)
    if profile.reduction is not None:
        known["climate.ghg_baseline"] = max(profile.reduction, Decimal(0))
        known["climate.ghg_project"] = max(-profile.reduction, Decimal(0))
    return known


def _plan(profile: Profile, total: Money, contribution: Decimal) -> tuple[Row, ...]:
    """The country pays its share, outside money of all instruments in equal parts the rest."""
    own = v.BOUNDS.multiply(total.amount, contribution)
    kinds = profile.instruments or ("",)
    rest = v.BOUNDS.divide(v.BOUNDS.subtract(total.amount, own), Decimal(len(kinds)))
    outside: list[Row] = [{"instrument": kind, "amount": rest} for kind in kinds]
    return (*outside, {"instrument": "budget", "amount": own})


def _markers(profile: Profile) -> tuple[Row, ...]:
    markers = (profile.markers or {}).items()
    return tuple({"marker": marker, "score": str(score)} for marker, score in markers)


def _checklist(profile: Profile, form: Form) -> tuple[Row, ...]:
    """The one question of the quick form stands for all exclusion questions of the screening."""
    if profile.excluded == "unknown":
        return ()
    questions = v.elements(v.plain(form.tables.get("es_questions")))
    return tuple(
        {"question": str(question["id"]), "answer": profile.excluded}
        for question in questions
        if question.get("severity") == "X"
    )
