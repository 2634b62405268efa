"""Facts of a proposal typed on the command line: a profile of options, and changes for a trial."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Money, Value
from wecoop_desktop.forms.codec import parse_money, parse_number, parse_value
from wecoop_desktop.forms.form import Form

if TYPE_CHECKING:
    from wecoop_desktop.advice.change import Change

# Options of a profile: the first six are enough. Kept as answers to these questions.
CHOICES = {
    "country": "basic.countries",
    "sector": "basic.sectors",
    "applicant": "basic.applicant_type",
    "kind": "basic.project_type",
    "maturity": "basic.target_maturity",
    "guarantee": "budget.sovereign_guarantee",
    "category": "es_screening.category",
}
MARKERS = ("mitigation", "adaptation")
OPTIONS = (
    *CHOICES, "amount", "instrument", "excluded", "total", "contribution", "reduction", "entity",
    *MARKERS,
)  # fmt: skip
EXCLUDED = ("yes", "no", "unknown")
# What a trial calls these facts (`advice.change.FACTS`), where it is not the same word.
NAMES = {"country": "countries", "sector": "sectors", "amount": "requested"}
KEYS = (
    "amount=, size=, total=, share=, contribution=, instrument=, guarantee=, applicant=, entity=, "
    "kind=, maturity=, category=, country=, sector=, reduction=, mitigation=, adaptation="
)
ONE, TWO = Decimal(1), Decimal(2)


def declare(parser: ArgumentParser, language: Language) -> None:
    """The options of a profile; ids are those of the form's lists."""
    tr = language.tr
    group = parser.add_argument_group(tr("instead of a proposal, what is known of it"))
    group.add_argument("--country", metavar="KG,UZ", help=tr("countries"))
    group.add_argument("--sector", metavar="ID,ID", help=tr("sectors, the main one first"))
    group.add_argument("--applicant", metavar="ID", help=tr("type of the applicant"))
    group.add_argument("--amount", metavar="MONEY", help=tr("asked for, such as 18000000 EUR"))
    group.add_argument("--instrument", metavar="ID,ID", help=tr("loan, grant ..."))
    group.add_argument(
        "--excluded", choices=EXCLUDED, help=tr("whether something on the exclusion list is part")
    )
    for name in ("kind", "maturity", "guarantee", "category", "entity"):
        group.add_argument(f"--{name}", metavar="ID" if name in CHOICES else "NAME")
    group.add_argument("--total", metavar="MONEY", help=tr("total cost"))
    group.add_argument(
        "--contribution", metavar="SHARE", help=tr("of the country or the owner, such as 20%%")
    )
    group.add_argument("--reduction", metavar="NUMBER", help=tr("tonnes of CO2e avoided a year"))
    for name in MARKERS:
        group.add_argument(f"--{name}", metavar="0-2", help=tr("Rio marker"))


def profile(arguments: Namespace, form: Form) -> Answers | None:
    """What the options say as answers of the form; None where none was given.

    Raises `AppError` as reading an answer does.
    """
    from wecoop_desktop.advice.profile import Excluded, Profile, answers_of

    given = {name: text for name in OPTIONS if (text := getattr(arguments, name)) is not None}
    if not given:
        return None

    def one(name: str) -> str:
        return str(_chosen(form, name, given[name])) if name in given else ""

    def several(name: str) -> tuple[str, ...]:
        found = _chosen(form, name, given[name]) if name in given else ()
        return cast(tuple[str, ...], found)

    def money(name: str) -> Money | None:
        return _money(given[name], f"--{name}") if name in given else None

    markers = {name: int(_marker(given[name], name)) for name in MARKERS if name in given}
    found = Profile(
        countries=several("country"),
        sectors=several("sector"),
        applicant=one("applicant"),
        requested=money("amount"),
        instruments=tuple(_instruments(given.get("instrument", ""), form)),
        excluded=cast(Excluded, given.get("excluded", "unknown")),
        kind=one("kind"),
        maturity=one("maturity"),
        total=money("total"),
        guarantee=one("guarantee"),
        category=one("category"),
        markers=markers or None,
        reduction=parse_number(given["reduction"], "--reduction") if "reduction" in given else None,
        contribution=_share(given["contribution"], "--contribution")
        if "contribution" in given
        else None,
        entity=given.get("entity", ""),
    )
    return answers_of(found, form)


def changes(typed: Iterable[str], form: Form) -> tuple[Change, ...]:
    """`amount=5000000 EUR` and the like as changes for a trial.

    Raises `AppError` fact-unknown, assignment-wrong, and as reading an answer does.
    """
    from wecoop_desktop.advice.change import Change

    found = []
    for text in typed:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign:
            raise AppError("assignment-wrong", given=text[:100])
        found.append(Change(NAMES.get(name, name), _value(name, value.strip(), form)))
    return tuple(found)


def _value(name: str, text: str, form: Form) -> Value:
    from wecoop_desktop.advice.change import FACTS
    from wecoop_desktop.advice.change import MARKERS as ALL_MARKERS

    if name in CHOICES:
        return _chosen(form, name, text)
    if name in ("amount", "size", "total"):
        return _money(text, name)
    if name in ("share", "contribution"):
        return _share(text, name)
    if name == "instrument":
        return "".join(_instruments(text, form)[:1])
    if name == "reduction":
        return parse_number(text, name)
    if name in ALL_MARKERS:
        return _marker(text, name)
    if name == "entity":
        return parse_value(form.field("implementation.submitting_entity"), text, "en")
    known = ", ".join(sorted({*NAMES, *FACTS} - {*NAMES.values()}))
    raise AppError("fact-unknown", id=name[:40], known=known)


def _chosen(form: Form, name: str, text: str) -> Value:
    field = form.field(CHOICES[name])
    if name == "country":
        text = text.upper()
    if name == "category":
        text = text.upper()
    return parse_value(field, text, "en")


def _instruments(text: str, form: Form) -> tuple[str, ...]:
    """Instruments of outside money; raises `AppError` answer-unknown-option."""
    column = next(c for c in form.field("budget.financing").columns if c.id == "instrument")
    offered = [option.id for option in column.options]
    wanted = tuple(part.strip() for part in text.split(",") if part.strip())
    for name in wanted:
        if name not in offered:
            raise AppError(
                "answer-unknown-option",
                path="instrument",
                value=name[:40],
                offered=", ".join(offered),
            )
    return wanted


def _money(text: str, where: str) -> Money:
    money = parse_money(text, where)
    if money.amount <= 0:
        raise AppError("answer-wrong-kind", path=where, wanted="> 0")
    return money


def _share(text: str, where: str) -> Decimal:
    """`20%` or `0.2`, between 0 and 1."""
    percent: Literal[1, 100] = 100 if text.rstrip().endswith("%") else 1
    number = parse_number(text.replace("%", " ").strip(), where) / percent
    if not 0 <= number <= ONE:
        raise AppError("answer-wrong-kind", path=where, wanted="0%–100%")
    return number


def _marker(text: str, where: str) -> Decimal:
    number = parse_number(text, where)
    if number not in (0, ONE, TWO):
        raise AppError("answer-wrong-kind", path=where, wanted="0, 1, 2")
    return number
