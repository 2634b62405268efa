"""Words of matching as tables; the sentences of reasons stand at their rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from types import MappingProxyType

from wecoop_desktop.advice.change import MARKERS, SINGLE, Change
from wecoop_desktop.advice.evidence import Evidence, Figure, Mix, Portion, Scope
from wecoop_desktop.advice.matching import Part, Reason
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.forms.wording import problem_message
from wecoop_desktop.packs.labels import Labels

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "fits": mark("Fits"),
        "would_fit": mark("Would fit if changed"),
        "unknown": mark("Not enough known"),
        "does_not_fit": mark("Does not fit"),
    }
)
# Of a single reason.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "does_not_fit": mark("Against it"),
        "unknown": mark("Not known"),
        "would_fit": mark("To be changed"),
        "info": mark("To be noted"),
    }
)
# Of a change made for a trial: `change_words`.
FACTS: Mapping[str, str] = MappingProxyType(
    {
        "countries": mark("Only these countries: {value}"),
        "sectors": mark("Only these sectors: {value}"),
        "applicant": mark("Another applicant: {value}"),
        "kind": mark("Another type of project: {value}"),
        "maturity": mark("Another maturity: {value}"),
        "total": mark("Total cost: {value}"),
        "guarantee": mark("Guarantee or loan of the state: {value}"),
        "category": mark("Environmental and social category: {value}"),
        "entity": mark("Submitted by: {value}"),
        "requested": mark("Ask for {value}; the cost stays"),
        "size": mark("A project so large that {value} is asked for"),
        "instrument": mark("Outside money as: {value}"),
        "share": mark("Share of the funder: {value}"),
        "contribution": mark("Share of the country or the owner: {value}"),
        "reduction": mark("Emissions avoided: {value} t CO2e a year"),
        **dict.fromkeys(MARKERS, mark("Rio marker, {marker}: {value}")),
    }
)
# Lists whose labels are common nouns: small letters inside a sentence. Countries are not.
_NOUNS = ("sectors", "instruments", "beneficiary_types", "project_types", "rio_markers")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def reason_message(form: Form, reason: Reason, language: Language) -> str:
    """The sentence of a reason, with labels instead of ids and numbers of the language."""
    return _said(form, reason.message, reason.values, language)


def reason_cure(form: Form, reason: Reason, language: Language) -> str:
    """What would remove the reason; empty where nothing would."""
    return _said(form, reason.cure, reason.values, language) if reason.cure else ""


def part_message(form: Form, part: Part, language: Language) -> str:
    """How a part of the score came about; empty where it is not known."""
    if part.score is None or not part.message:
        return ""
    return _said(form, part.message, part.values, language)


def change_words(form: Form, change: Change, language: Language) -> str:
    """A change made for a trial: `Ask for EUR 5,000,000; the cost stays`."""
    value: object = change.value
    if change.fact in ("share", "contribution"):
        words = language.percent(100 * value) if isinstance(value, Decimal) else ""
    else:
        words = _words(form, value, language, small=_common(form))
        offered = _offered(form, SINGLE.get(change.fact, ""))
        if words == value and value in offered:  # an option, and no entry of the lists
            words = _small(language.text(offered[value]))
    marker = _words(form, change.fact, language, small=_common(form))
    return language.tr(FACTS[change.fact], value=words, marker=marker)


def _offered(form: Form, path: str) -> Mapping[str, Text]:
    """What the options of a question are called, by their ids."""
    try:
        return {option.id: option.label for option in form.field(path).options}
    except KeyError:
        return {}


def _said(form: Form, message: Text, values: Mapping[str, object], language: Language) -> str:
    small = _common(form)
    sentence = language.text(message)
    words = {name: _words(form, value, language, small=small) for name, value in values.items()}
    said = _PLACEHOLDER.sub(lambda found: words.get(found.group(1), ""), sentence)
    said = re.sub(r" {2,}", " ", said).replace(" .", ".").replace("..", ".").strip()
    if sentence.startswith("{"):
        said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?")) else f"{said}."  # notes of profiles have none


def _words(form: Form, value: object, language: Language, *, small: Collection[str]) -> str:
    """A value as it stands inside a sentence."""
    if isinstance(value, str) and (number := _numbers(form).get(value)):
        return language.number(number)  # of a question of the screening, as the wizard counts it
    if isinstance(value, tuple):
        parts = [_words(form, entry, language, small=small) for entry in value]
        return ("; " if any("," in part for part in parts) else ", ").join(filter(None, parts))
    alone = Problem("", "", "hint", message=Text("{value}", "{value}"), values={"value": value})
    said = problem_message(form, alone, language)
    return _small(said) if isinstance(value, str) and value in small else said


def _small(said: str) -> str:
    """A label inside a sentence; an abbreviation or a letter stays as it is."""
    return said[:1].lower() + said[1:] if said[1:2].islower() else said


def _numbers(form: Form) -> Mapping[str, int]:
    """The questions of the screening by their ids: their numbers from 1."""
    asked = form.tables.get("es_questions")
    entries = asked if isinstance(asked, tuple) else ()
    found = enumerate((entry for entry in entries if isinstance(entry, Mapping)), 1)
    return {str(entry.get("id")): number for number, entry in found}


def _common(form: Form) -> frozenset[str]:
    lists = form.tables.get("lists")
    entries = [lists.get(name) for name in _NOUNS] if isinstance(lists, Mapping) else []
    return frozenset(
        str(entry.get("id"))
        for listed in entries
        for entry in (listed if isinstance(listed, tuple) else ())
        if isinstance(entry, Mapping)
    )


# ---------------------------------------------------------------------- what was financed

PLACES: Mapping[str, str] = MappingProxyType(
    {"countries": mark("in the same countries"), "region": mark("in Central Asia")}
)
FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "size": mark("Given to a project: {median} in the middle, half between {low} and {high}"),
        "start": mark(
            "Months from approval to start: {median} in the middle, half between {low} and {high}"
        ),
        "completion": mark(
            "Months from approval to the end: {median} in the middle, half between {low} and {high}"
        ),
    }
)
TOO_FEW: Mapping[str, str] = MappingProxyType(
    {
        "size": mark("Given to a project: too few records to say"),
        "start": mark("Months from approval to start: too few records to say"),
        "completion": mark("Months from approval to the end: too few records to say"),
    }
)


def scope_words(scope: Scope, language: Language, labels: Labels) -> str:
    """`in the same countries, Waste management`, `in Central Asia, all sectors`."""
    sector = labels.of(language, "sector", scope.sector) if scope.sector else ""
    return f"{language.tr(PLACES[scope.place])}, {sector or language.tr('all sectors')}"


def figure_words(
    name: str, figure: Figure, currency: str, language: Language, labels: Labels
) -> str:
    """A typical figure with the number of records it was counted in, where, and what was left."""
    counted = _counted(figure.count, figure.left, figure.scope, language, labels)
    if figure.median is None or figure.low is None or figure.high is None:
        return f"{language.tr(TOO_FEW[name])} ({counted})"

    def said(value: Decimal) -> str:
        if name == "size":
            return language.money(value.quantize(Decimal(1)), currency, "short")
        return language.figure(value.quantize(Decimal(1)))

    words = language.tr(
        FIGURES[name], low=said(figure.low), median=said(figure.median), high=said(figure.high)
    )
    return f"{words} ({counted})"


def mix_words(mix: Mix, language: Language, labels: Labels) -> str:
    """`Instruments: loan 93%, grant 7% (records: 18, in Central Asia, Waste; not counted: 2)`."""
    counted = _counted(mix.count, mix.left, mix.scope, language, labels)
    if not mix.portions:
        few = language.tr("Instruments: too few records to say")
        return f"{few} ({counted})"
    parts = ", ".join(_portion(one, language, labels) for one in mix.portions)
    words = language.tr("Instruments: {parts}", parts=parts)
    return f"{words} ({counted})"


def _portion(one: Portion, language: Language, labels: Labels) -> str:
    name = labels.of(language, "instrument", one.instrument)
    name = name[:1].lower() + name[1:]
    if one.share is None:
        return language.tr("{name} in {n}", name=name, n=one.count)
    return f"{name} {language.percent(100 * one.share)}"


def _counted(count: int, left: int, scope: Scope, language: Language, labels: Labels) -> str:
    where = scope_words(scope, language, labels)
    if left:
        return language.tr(
            "records: {n}, {where}; not counted: {left}", n=count, where=where, left=left
        )
    return language.tr("records: {n}, {where}", n=count, where=where)


def known_words(found: Evidence, names: Mapping[str, Text], language: Language) -> tuple[str, ...]:
    """What else has to be said beside: time until approval, records of several profiles."""
    said = []
    if found.months is not None:
        least, most = found.months
        checked = language.tr("verified") if found.months_verified else language.tr("not verified")
        said.append(
            language.tr(
                "Months from the idea to approval: {least}–{most} by the profile ({checked}); the "
                "records hold no date of a first contact, so it cannot be counted.",
                least=least,
                most=most,
                checked=checked,
            )
        )
    if found.shared:
        others = ", ".join(language.text(names[one]) for one in found.shared if one in names)
        said.append(
            language.tr(
                "The records do not tell this profile from: {others}. Their projects are counted "
                "together.",
                others=others,
            )
        )
    return tuple(said)
