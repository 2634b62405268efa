"""Words of the priority table, of the reviewer's eye and of plans: sentences as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from wecoop_desktop.advice.backplan import Leg, Plan
from wecoop_desktop.advice.priorities import Priorities, Row
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.form import Form

# Where the two sides meet.
MEETS: Mapping[str, str] = MappingProxyType(
    {
        "both": mark("They meet"),
        "national": mark("Only a national priority"),
        "funder": mark("Only a priority of the funder"),
        "neither": mark("A priority of neither"),
        "unknown": mark("Not known"),
    }
)
# Why; {countries} of the proposal, {met} the funders of whom it is true, {funders} all of them.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "both": mark("It is a priority of a national document and of {met}."),
        "funder-low": mark("It is a national priority; {funders}: little weight or none."),
        "funder-none": mark("It is a national priority; it is not among the sectors of {funders}."),
        "document-low": mark(
            "It is a priority of {met}; the national documents found put little weight on it."
        ),
        "document-none": mark(
            "It is a priority of {met}; no national document about it was found."
        ),
        "none-chosen": mark(
            "Its main sector is a priority of {met}; the proposal names no national document yet."
        ),
        "neither": mark("Neither the documents found nor {funders} put weight on it."),
        "gender": mark("The national documents here are not weighed for gender."),
        "no-funder": mark("No funder is chosen to compare with."),
        "no-country": mark("The proposal names no country yet."),
        "funder-unknown": mark("The profile of {funders} does not say how much weight it has."),
    }
)
CHOSEN = mark("The proposal names documents it serves, and its main sector is a priority of {met}.")
# How a national document came into its row.
LINKS: Mapping[str, str] = MappingProxyType(
    {
        "chosen": mark("chosen in the proposal"),
        "sector": mark("by sector and country, not chosen in the proposal"),
        "both": mark("chosen in the proposal, and of this sector"),
    }
)
ROWS: Mapping[str, str] = MappingProxyType(
    {
        "objective": mark("Objectives of the proposal"),
        "mitigation": mark("Climate change mitigation"),
        "adaptation": mark("Adaptation to climate change"),
        "gender": mark("Gender equality"),
    }
)
VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "answered": mark("Answered"),
        "partly": mark("Partly answered"),
        "not_answered": mark("Not answered"),
        "cannot_tell": mark("Cannot be told"),
    }
)
COUNTED = mark(
    "What is counted is whether the answers are there and without errors at this level. Whether"
    " they convince, or agree with each other, is for the reader."
)
STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "given": mark("given"),
        "wrong": mark("given, with errors"),
        "missing": mark("missing"),
        "later": mark("asked for at a later level"),
        "optional": mark("empty, not required"),
    }
)
PLANS: Mapping[str, str] = MappingProxyType(
    {
        "possible": mark("Possible: there is time even if every stage takes the most months."),
        "tight": mark("Tight: it can be reached only if stages take less than the most months."),
        "late": mark("Too late: even with the least months the first stage should have begun."),
        "past": mark("The wished date is past already."),
        "unknown": mark("Cannot be told: the stages have no dates."),
    }
)
GAPS: Mapping[str, str] = MappingProxyType(
    {
        "funder-closed": mark("This funder takes no new projects."),
        "no-cycle": mark("The profile has no project cycle."),
        "no-decision": mark(
            "The cycle of the profile shows no stage of decision, so its stages cannot be dated."
        ),
        "all-done": mark("All stages of the cycle before the wished date are done already."),
        "months-unknown": mark(
            "For a stage no months are known; it and the stages before it have no dates."
        ),
        "decision-within": mark(
            "The decision falls within its stage; how many of its months come before is not said."
        ),
        "usual-unknown": mark("The profile states no usual months to approval."),
        "usual-differs": mark(
            "The stages do not add up to the usual months to approval; both are shown."
        ),
        "category-unknown": mark(
            "The environmental and social category is not chosen: no period of disclosure is dated."
        ),
        "disclosure-unknown": mark("For this category the profile states no period of disclosure."),
    }
)
DISCLOSURES: Mapping[str, str] = MappingProxyType(
    {
        "A": mark("Disclosure of documents, category A"),
        "B": mark("Disclosure of documents, category B"),
        "C": mark("Disclosure of documents, category C"),
        "FI": mark("Disclosure of documents, financial intermediary"),
        "board": mark("Documents of the decision are public"),
        "project": mark("Summary of the project is public"),
        "summary": mark("Summary of the project is public"),
    }
)
WHO: Mapping[str, str] = MappingProxyType(
    {"funder": mark("funder"), "applicant": mark("applicant")}
)
PHASES: Mapping[str, str] = MappingProxyType(
    {
        "preparation": mark("Preparation"),
        "decision": mark("Decision"),
        "agreement": mark("Agreement"),
    }
)


def row_words(row: Row, form: Form, language: Language) -> str:
    """What a row of the priority table is about."""
    if row.kind == "sector":
        found = form.labels("sectors").get(row.id)
        said = language.text(found) if found else row.id
        return said[:1].upper() + said[1:]
    return language.tr(ROWS[row.id])


def reason_words(table: Priorities, row: Row, form: Form, language: Language) -> str:
    """Why the sides meet or not, and which countries have no document of weight."""
    names = {one.funder: language.text(one.name) for one in row.wanted}
    silent = [names[one.funder] for one in row.wanted if not one.weight and one.named is not False]
    told = silent if row.reason == "funder-unknown" else names.values()
    sentence = CHOSEN if (row.kind, row.reason) == ("objective", "both") else REASONS[row.reason]
    said = language.tr(
        sentence,
        met=", ".join(names.get(funder, funder) for funder in row.met),
        funders=", ".join(told),
        countries=", ".join(country_words(table.countries, form, language)),
    )
    if row.without and len(row.without) < len(table.countries):
        countries = ", ".join(country_words(row.without, form, language))
        said += " " + language.tr("No document of weight: {countries}.", countries=countries)
    return said


def country_words(countries: Sequence[str], form: Form, language: Language) -> list[str]:
    labels = form.labels("countries")
    regional = language.tr("several countries")
    return [
        regional if one == "REG" else language.text(labels[one]) if one in labels else one
        for one in countries
    ]


def leg_words(plan: Plan, leg: Leg, language: Language) -> str:
    """The name of a leg, with the funder, so that legs of two funders can be told apart."""
    tr = language.tr
    funder = language.text(plan.name)
    if leg.kind == "stage":
        return tr("{funder}: {step}", funder=funder, step=language.text(leg.name))
    if leg.kind == "decision":
        return tr("{funder}: decision on the project", funder=funder)
    name = leg.id.removeprefix("disclosure-").split("_")[0]
    return tr(
        "{funder}: {step}", funder=funder, step=tr(DISCLOSURES.get(name, DISCLOSURES["board"]))
    )


def status_words(status: str, form: Form, language: Language) -> str:
    """The state of an item of readiness; a dash where the proposal does not say it."""
    lists = v.plain(form.tables.get("lists"))
    levels = lists.get("status_levels") if isinstance(lists, Mapping) else None
    for entry in v.elements(levels):
        if entry.get("id") == status:
            return language.text(Text.from_map(entry))
    return language.tr("not said")
