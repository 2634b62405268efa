"""`wecoop funders compare`: profiles side by side, always in the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.cli.call import Call
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.packs.content import Funder

FEWEST, MOST = 2, 3
COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ")

# Each row: its id and its words.
ROWS: Mapping[str, str] = {
    "status": mark("State"),
    **dict.fromkeys(COUNTRIES, ""),
    "sectors": mark("Sectors"),
    "instruments": mark("Instruments"),
    "beneficiaries": mark("Who may apply"),
    "submission": mark("Who submits"),
    "ticket": mark("Usual size"),
    "funder_share": mark("Largest share of the funder"),
    "counterpart_share": mark("Least national contribution"),
    "guarantee": mark("Guarantee of the state"),
    "lead_time": mark("Months to approval"),
    "categories": mark("Environmental and social categories"),
    "languages": mark("Languages"),
}
GUARANTEES = {
    "required": mark("needed for loans"),
    "case": mark("case by case"),
    "not_required": mark("not needed"),
}


def compare_funders(call: Call) -> int:
    """Only rows that differ, all of them with `--all`; JSON always holds all rows."""
    asked = tuple(dict.fromkeys(call.arguments.ids))
    if not FEWEST <= len(asked) <= MOST:
        problem = call.language.tr("name two or three different funders")
        raise AppError("use-wrong", problem=problem, command="wecoop funders compare")
    library = call.library()
    funders = [library.funder(funder) for funder in asked]
    columns = [_column(call.language, library.form(), funder) for funder in funders]
    rows = [
        {
            "id": row,
            "label": _label(call.language, library.form(), row),
            "values": [column[row] for column in columns],
            "differs": len({column[row] for column in columns}) > 1,
        }
        for row in ROWS
    ]
    shown = rows if call.arguments.all else [row for row in rows if row["differs"]]
    call.answer({"funders": list(asked), "rows": rows}, _lines(call.language, funders, shown))
    return 0


def _lines(
    language: Language, funders: list[Funder], rows: list[dict[str, object]]
) -> Iterator[str]:
    names = [language.text(funder.acronym) for funder in funders]
    width = max(len(name) for name in names)
    for row in rows:
        yield str(row["label"])
        values = row["values"]
        assert isinstance(values, list)
        for name, value in zip(names, values, strict=True):
            yield f"  {name:<{width}}  {value or language.tr('not known')}"


def _label(language: Language, form: Form, row: str) -> str:
    from wecoop_desktop.cli.funders import named

    return language.tr(ROWS[row]) if ROWS[row] else named(language, form, "countries", row)


def _column(language: Language, form: Form, funder: Funder) -> dict[str, str]:
    """What stands under this funder; empty where its profile does not say it."""
    from wecoop_desktop.cli.funders import ELIGIBLE, STATUSES, named

    tr, card = language.tr, funder.card
    column = {"status": tr(STATUSES[funder.status])}
    for country in COUNTRIES:
        eligible = str(_of(card, "countries", country, "eligible") or "")
        column[country] = tr(ELIGIBLE[eligible]) if eligible in ELIGIBLE else ""
    for row, listed, ids in (
        ("sectors", "sectors", funder.sectors),
        ("instruments", "instruments", funder.instruments),
        ("beneficiaries", "beneficiary_types", funder.beneficiaries),
    ):
        column[row] = "; ".join(
            sorted((named(language, form, listed, one) for one in ids), key=language.order)
        )
    who = _of(card, "submission", "who")
    rule = str(_of(card, "sovereign_guarantee", "rule") or "")
    column["submission"] = language.text(Text.from_map(who)) if isinstance(who, Mapping) else ""
    column["ticket"] = _ticket(language, card)
    column["funder_share"] = _percent(language, _of(card, "cofinancing", "max_funder_share"))
    column["counterpart_share"] = _percent(
        language, _of(card, "cofinancing", "min_counterpart_share")
    )
    column["guarantee"] = tr(GUARANTEES[rule]) if rule in GUARANTEES else ""
    column["lead_time"] = "–".join(_strings(card.get("lead_time_months")))
    column["categories"] = ", ".join(_strings(_of(card, "es_policy", "categories")))
    column["languages"] = ", ".join(_strings(card.get("languages")))
    return column


def _ticket(language: Language, card: Mapping[str, Data]) -> str:
    least, most = _of(card, "ticket", "min"), _of(card, "ticket", "max")
    currency = str(_of(card, "ticket", "currency") or "")
    if not isinstance(least, int | Decimal) or not isinstance(most, int | Decimal) or not most:
        return ""
    return language.tr(
        "{least} to {most}",
        least=language.money(Decimal(least), currency, "short"),
        most=language.money(Decimal(most), currency, "short"),
    )


def _percent(language: Language, share: Data) -> str:
    return language.percent(Decimal(share)) if isinstance(share, int | Decimal) else ""


def _strings(value: Data) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _of(data: Data, *keys: str) -> Data:
    """What stands under these keys one inside the other; None where one is missing."""
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data
