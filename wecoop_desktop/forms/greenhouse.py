"""How an estimate of emissions was computed: inputs with sources, formula, steps, years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.derivation import Derivation, Given, Line, Sheet
from wecoop_desktop.forms.emissions import Entry, Estimate, total
from wecoop_desktop.forms.factors import Factors, words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.language import Constant, LanguageError, Path, Tree, parse, unparse
from wecoop_desktop.forms.speech import figure, filled, last_key, rounded, spoken

HUNDRED = Decimal(100)
INPUTS = "climate.ghg_inputs"
METHODS = "climate.ghg_method"


def method_of(form: Form, method: str) -> Mapping[str, object]:
    """The data of a method; nothing where the form does not have it."""
    for row in v.elements(form.tables.get("ghg_methods")):
        if row.get("id") == method:
            return {name: v.plain(value) for name, value in row.items()}
    return {}


def method_name(form: Form, method: str) -> Text:
    row = method_of(form, method)
    return words(row.get("name")) or Text.from_map(row) or words(row.get("label")) or Text(method)


def whole(tonnes: Decimal) -> Decimal:
    """Tonnes as they are claimed: whole from a hundred on, two decimals below."""
    return Decimal(round(tonnes)) if abs(tonnes) >= HUNDRED else round(tonnes, 2)


def tonnes_words(tonnes: Decimal, language: Language) -> str:
    return language.tr("{n} t CO₂e a year", n=rounded(language, whole(tonnes)))


def derivation(form: Form, estimate: Estimate, language: Language) -> Derivation:
    """How one method came to its tonnes; what is missing or refused stands in its notes."""
    row = method_of(form, estimate.method)
    result = tonnes_words(estimate.tonnes, language) if estimate.tonnes is not None else "–"
    return Derivation(
        METHODS,
        language.text(method_name(form, estimate.method)),
        result,
        tuple(_given(form, estimate, language)),
        tuple(_lines(form, estimate, language)),
        years(form, estimate, language),
        tuple(_notes(estimate, row, language)),
        "" if estimate.tonnes is not None else "empty",
    )


def together(form: Form, found: Sequence[Estimate], language: Language) -> Derivation | None:
    """The sum of several methods; None for a single one."""
    if len(found) < 2:
        return None
    tonnes = total(found)
    numbers = " + ".join(
        rounded(language, one.tonnes) if one.tonnes is not None else "–" for one in found
    )
    names = " + ".join(language.text(method_name(form, one.method)) for one in found)
    result = tonnes_words(tonnes, language) if tonnes is not None else "–"
    label = language.tr("All methods together")
    return Derivation(METHODS, label, result, (), (Line(names, numbers, result),))


def _given(form: Form, estimate: Estimate, language: Language) -> Iterator[Given]:
    constants = Factors(v.plain(form.tables.get("ghg_constants")), "")
    for entry in estimate.entries:
        name = f"{language.text(entry.label)} ({entry.name})"
        if entry.item:
            name = f"{name} · {language.text(constants.label(entry.item))}"
        yield Given(name, value_of(entry, language), INPUTS, source_of(entry, language))


def value_of(entry: Entry, language: Language) -> str:
    """The value with its unit; a chosen row with its words."""
    if entry.value is None:
        return language.tr("missing")
    if isinstance(entry.value, str):
        chosen = next((c.label for c in entry.choices if c.id == entry.value), Text(entry.value))
        return language.text(chosen)
    unit_words = language.text(entry.unit)
    said = figure(language, entry.value)
    said = f"{said}\u00a0{unit_words}" if unit_words else said
    if entry.origin != "choice":
        return said
    chosen = next((c.label for c in entry.choices if c.id == entry.choice), Text())
    return f"{said} · {language.text(chosen)}" if chosen else said


def source_of(entry: Entry, language: Language) -> str:
    """Where a value comes from, in words."""
    tr = language.tr
    said = entry.said.of(language.code) if isinstance(entry.said, Words) else str(entry.said or "")
    if entry.origin == "own":
        return tr("own value: {source}", source=said) if said else tr("own value, without a source")
    if entry.origin == "missing":
        return tr("no value yet")
    if not entry.source:
        return said or tr("default of the method")
    return entry.source if entry.verified else tr("{source} (not re-read yet)", source=entry.source)


def _lines(form: Form, estimate: Estimate, language: Language) -> Iterator[Line]:
    constants = Factors(v.plain(form.tables.get("ghg_constants")), "")
    values = dict(estimate.values)
    for step in estimate.steps:
        inside = next((i for i in estimate.items if i.get("item") == step.item), None)
        known = {**values, **(inside if inside is not None and step.item else {})}
        yield Line(
            spoken(step.tree, language, _symbol),
            filled(step.tree, language, lambda tree, known=known: _worth(tree, known)),  # type: ignore[misc]  # bound at once
            rounded(language, step.value) if step.value is not None else "–",
            language.text(constants.label(step.item)) if step.item else step.name,
        )


def _symbol(path: Path | str) -> str:
    if isinstance(path, str):
        return ""
    return last_key(path) if path.parts else path.name


def _worth(tree: Tree, values: Mapping[str, object]) -> object:
    """What a name, a call or a look-up is worth."""
    if isinstance(tree, Path) and not tree.parts:
        return values.get(tree.name)
    if isinstance(tree, Constant):
        return tree.value
    return values.get(unparse(tree))


def years(form: Form, estimate: Estimate, language: Language) -> Sheet | None:
    """Savings by year for each model of decay of the method."""
    if not estimate.profiles:
        return None
    names = [language.text(profile.name) for profile in estimate.profiles]
    heads = [language.tr("Year"), *[language.tr("{model}, t CO₂e", model=n) for n in names]]
    rows = [
        (str(at + 1), *[language.number(round(p.tonnes[at])) for p in estimate.profiles])
        for at in range(len(estimate.profiles[0].tonnes))
    ]
    sums = [language.number(round(sum(p.tonnes, Decimal(0)))) for p in estimate.profiles]
    return Sheet(tuple(heads), (*rows, (language.tr("Total"), *sums)))


def _notes(estimate: Estimate, row: Mapping[str, object], language: Language) -> Iterator[str]:
    tr = language.tr
    if estimate.refused:
        yield language.text(estimate.refused)
    if estimate.missing:
        yield tr("Missing: {names}.", names=", ".join(estimate.missing))
    source = words(row.get("source"))
    if source:
        yield tr("Method: {source}.", source=language.text(source))
    for name in ("checked", "remark", "caution", "result_note"):
        said = words(row.get(name)) or Text.from_map(row, name)
        if said:
            yield language.text(said)
    for profile in estimate.profiles:
        if profile.note:
            yield f"{language.text(profile.name)}: {language.text(profile.note)}"
    if estimate.profiles:
        yield tr(
            "The table by year holds the methane that the dump would have given off; what the "
            "project itself emits is not taken off there."
        )


def formula_of(row: Mapping[str, object], language: Language) -> tuple[str, ...]:
    """The formula of a method, a line for each part."""
    try:
        formula = parse(str(row.get("formula") or "0"))
    except LanguageError:
        return ()
    return tuple(
        f"{name} = {spoken(tree, language, _symbol)}" if name else spoken(tree, language, _symbol)
        for name, tree in formula.items
    )
