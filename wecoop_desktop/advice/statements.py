"""What the profile of a funder says, row by row in one order, so that funders can be compared.

A statement is empty where the profile does not say it: unknown stays unknown. Words come in the
language that is asked for; a paper may be in another than the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Funder

COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ")
GUARANTEES = {
    "not_required": mark("No state guarantee is needed."),
    "required": mark("A state guarantee is needed."),
    "case": mark("Whether a state guarantee is needed is decided case by case."),
}
NOTHING: Mapping[str, int] = MappingProxyType({})


class Statement(NamedTuple):
    """What a profile says; empty where it does not. `note`: how far, and whether checked."""

    text: str
    note: str = ""


class About(NamedTuple):
    """What is known beside the profiles: labels of coded values by kind, names of forms, projects
    in the database and the year of the newest, by funder."""

    labels: Mapping[str, Mapping[str, Text]]
    forms: Mapping[str, Text]
    counts: Mapping[str, int] = NOTHING
    years: Mapping[str, int] = NOTHING


Saying = Callable[[Funder, About, Language], Statement]


def entry(card: Mapping[str, object], name: str) -> Mapping[str, object]:
    """A part of the card that has names of its own; empty where there is none."""
    value = card.get(name)
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def words(value: object, language: Language) -> str:
    """A text of the card; plain words as they are."""
    if isinstance(value, Mapping):
        return language.text(Text.from_map(value))
    return value if isinstance(value, str) else ""


def ticket_of(funder: Funder, language: Language) -> str:
    """The usual size of what it gives: `EUR 3.0 M – EUR 250 M`; empty where it is not known."""
    ticket = entry(funder.card, "ticket")
    low, high, currency = ticket.get("min"), ticket.get("max"), ticket.get("currency")
    if not isinstance(currency, str) or not isinstance(high, int | Decimal) or not high:
        return ""
    most = language.money(high, currency, "short")
    if isinstance(low, int | Decimal) and low:
        return f"{language.money(low, currency, 'short')} – {most}"
    return language.tr("up to {amount}", amount=most)


def lead_time(funder: Funder, language: Language) -> str:
    months = items(funder.card.get("lead_time_months"))
    if len(months) == 2:
        return language.tr("{least}–{most} months", least=months[0], most=months[1])
    return ""


def shares_of(funder: Funder, language: Language) -> str:
    card = entry(funder.card, "cofinancing")
    most, least = card.get("max_funder_share"), card.get("min_counterpart_share")
    parts = []
    if isinstance(most, int | Decimal):
        share = language.percent(Decimal(most) * 100)
        parts.append(language.tr("the funder pays at most {share}", share=share))
    if isinstance(least, int | Decimal) and least:
        share = language.percent(Decimal(least) * 100)
        parts.append(language.tr("the country at least {share}", share=share))
    return ", ".join(parts)


def languages_of(funder: Funder, language: Language) -> str:
    return ", ".join(words(value, language) for value in items(funder.card.get("languages")))


def note_of(card: Mapping[str, object], language: Language) -> str:
    """The note of a part of the card, and whether its facts were checked."""
    note = words(card.get("note"), language)
    if card.get("verified") is False:
        unsure = language.tr("to be verified")
        return f"{note} ({unsure})" if note else unsure
    return note


def months_of(months: tuple[int, int] | None, language: Language) -> str:
    if months is None:
        return language.tr("duration unknown")
    least, most = months
    if least == most:
        return language.ntr("{n} month", "{n} months", most)
    return language.tr("{least}–{most} months", least=least, most=most)


def eligible(funder: Funder, country: str) -> str:
    """`yes`, `limited` or `no`; empty where the profile does not say it."""
    return str(entry(entry(funder.card, "countries"), country).get("eligible") or "")


def pages_of(funder: Funder) -> tuple[str, ...]:
    """Its website and the pages the profile was made from, each once."""
    pages = [funder.website, *(str(page) for page in items(funder.card.get("sources")))]
    return tuple(page for page in dict.fromkeys(pages) if page)


# Rows


def _named(values: Sequence[str], about: About, kind: str, language: Language) -> Statement:
    """Words for coded values, in their order."""
    labels = about.labels.get(kind, {})
    return Statement(", ".join(language.text(labels[v]) if v in labels else v for v in values))


def _countries(funder: Funder, about: About, language: Language) -> Statement:
    legend = about.labels.get("eligible", {})
    parts = []
    for verdict in ("yes", "limited", "no", ""):
        codes = [code for code in COUNTRIES if eligible(funder, code) == verdict]
        name = language.text(legend[verdict]) if verdict in legend else language.tr("unknown")
        if codes:
            parts.append(f"{name}: {', '.join(codes)}")
    return Statement("; ".join(parts))


def _ticket(funder: Funder, _: About, language: Language) -> Statement:
    return Statement(ticket_of(funder, language), note_of(entry(funder.card, "ticket"), language))


def _sharing(funder: Funder, _: About, language: Language) -> Statement:
    note = note_of(entry(funder.card, "cofinancing"), language)
    return Statement(shares_of(funder, language), note)


def _submission(funder: Funder, about: About, language: Language) -> Statement:
    submission = entry(funder.card, "submission")
    channel = about.labels.get("channel", {}).get(str(submission.get("channel", "")))
    who = words(submission.get("who"), language)
    return Statement(language.text(channel) if channel else "", who)


def _guarantee(funder: Funder, _: About, language: Language) -> Statement:
    guarantee = entry(funder.card, "sovereign_guarantee")
    rule = GUARANTEES.get(str(guarantee.get("rule", "")), "")
    return Statement(language.tr(rule) if rule else "", note_of(guarantee, language))


def _cycle(funder: Funder, _: About, language: Language) -> Statement:
    if not funder.cycle:
        return Statement("")
    lines = [
        f"{language.text(stage.name)} ({months_of(stage.months, language)})"
        for stage in funder.cycle
    ]
    return Statement(language.ntr("{n} stage", "{n} stages", len(lines)), "\n".join(lines))


def _policy(funder: Funder, _: About, language: Language) -> Statement:
    policy = entry(funder.card, "es_policy")
    categories = ", ".join(words(value, language) for value in items(policy.get("categories")))
    note = language.tr("Categories: {categories}", categories=categories) if categories else ""
    checked = language.tr("to be verified") if policy.get("verified") is False else ""
    note = " · ".join(part for part in (note, checked) if part)
    return Statement(words(policy.get("name"), language), note)


def _forms(funder: Funder, about: About, language: Language) -> Statement:
    names = [language.text(about.forms[one]) for one in funder.templates if one in about.forms]
    return Statement("; ".join(names))


def _projects(funder: Funder, about: About, language: Language) -> Statement:
    last = about.years.get(funder.id, 0)
    note = language.tr("last {year}", year=last) if last else ""
    count = about.counts.get(funder.id, 0)
    return Statement(language.ntr("{n} project", "{n} projects", count), note)


def _dated(funder: Funder, _: About, language: Language) -> Statement:
    as_of = funder.card.get("as_of")
    checked = entry(funder.card, "verified")
    done = sum(1 for value in checked.values() if value is True)
    note = language.tr("{done} of {all} groups of facts verified", done=done, all=len(checked))
    shown = language.written_date(as_of) if isinstance(as_of, str) and as_of else ""
    return Statement(shown, note if checked else "")


def _of_card(name: str) -> Saying:
    return lambda funder, _, language: Statement(words(funder.card.get(name), language))


ROWS: tuple[tuple[str, Saying], ...] = (
    (mark("Countries"), _countries),
    (mark("Sectors"), lambda f, about, lang: _named(f.sectors, about, "sector", lang)),
    (mark("Instruments"), lambda f, about, lang: _named(f.instruments, about, "instrument", lang)),
    (mark("Usual size"), _ticket),
    (
        mark("Who may apply"),
        lambda f, about, lang: _named(f.beneficiaries, about, "beneficiary", lang),
    ),
    (mark("Who submits"), _submission),
    (mark("Co-financing"), _sharing),
    (mark("State guarantee"), _guarantee),
    (mark("Time to the first payment"), lambda f, _, lang: Statement(lead_time(f, lang))),
    (mark("Project cycle"), _cycle),
    (mark("Environmental and social policy"), _policy),
    (mark("Not financed"), lambda f, _, lang: Statement(lang.text(f.exclusions))),
    (mark("Climate and gender"), _of_card("gender_climate")),
    (mark("Procurement"), _of_card("procurement")),
    (mark("Languages"), lambda f, _, lang: Statement(languages_of(f, lang))),
    (mark("First contact"), _of_card("entry_point")),
    (mark("Forms"), _forms),
    (mark("Projects in the database"), _projects),
    (mark("As of"), _dated),
)
