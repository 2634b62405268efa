"""Words of matching as tables; the sentences of reasons stand at their rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from types import MappingProxyType

from wecoop_desktop.advice.change import MARKERS, Change
from wecoop_desktop.advice.matching import Part, Reason
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.forms.wording import problem_message

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
_START = re.compile(r"^\{[a-z_]+\}")


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
    marker = _words(form, change.fact, language, small=_common(form))
    return language.tr(FACTS[change.fact], value=words, marker=marker)


def _said(form: Form, message: Text, values: Mapping[str, object], language: Language) -> str:
    small = _common(form)
    words = {name: _words(form, value, language, small=small) for name, value in values.items()}
    problem = Problem("", "", "hint", message=message, values=words)
    said = problem_message(form, problem, language).replace("..", ".")
    if _START.match(language.text(message)):
        said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?")) else f"{said}."  # notes of profiles have none


def _words(form: Form, value: object, language: Language, *, small: Collection[str]) -> str:
    """A value as it stands inside a sentence."""
    if isinstance(value, tuple):
        parts = [_words(form, entry, language, small=small) for entry in value]
        return ("; " if any("," in part for part in parts) else ", ").join(filter(None, parts))
    alone = Problem("", "", "hint", message=Text("{value}", "{value}"), values={"value": value})
    said = problem_message(form, alone, language)
    lower = isinstance(value, str) and value in small and not said[1:2].isupper()
    return said[:1].lower() + said[1:] if lower else said


def _common(form: Form) -> frozenset[str]:
    lists = form.tables.get("lists")
    entries = [lists.get(name) for name in _NOUNS] if isinstance(lists, Mapping) else []
    return frozenset(
        str(entry.get("id"))
        for listed in entries
        for entry in (listed if isinstance(listed, tuple) else ())
        if isinstance(entry, Mapping)
    )
