"""`wecoop funders`: profiles of funders, as a list and one by one."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from decimal import Decimal

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.compare import compare_funders
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.packs.content import Funder, Stage

STATUSES = {
    "active": mark("takes new projects"),
    "limited": mark("works in the region in special cases only"),
    "closed": mark("takes no new projects"),
}
ELIGIBLE = {
    "yes": mark("regular work"),
    "limited": mark("with limits"),
    "no": mark("not eligible"),
}


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", parents=[common], help=tr("list the funders"))
    listing.set_defaults(run=list_funders)
    show = commands.add_parser("show", parents=[common], help=tr("show a profile"))
    show.add_argument("id", help=tr("id of a funder, as in the list"))
    show.set_defaults(run=show_funder)
    compare = commands.add_parser(
        "compare", parents=[common], help=tr("two or three profiles side by side")
    )
    compare.add_argument("ids", nargs="+", metavar="ID", help=tr("ids of funders, as in the list"))
    compare.add_argument("--all", action="store_true", help=tr("also rows that do not differ"))
    compare.set_defaults(run=compare_funders)


def list_funders(call: Call) -> int:
    funders = call.library().funders()
    text = call.language.text
    data = {
        "funders": [
            {
                "id": funder.id,
                "name": text(funder.name),
                "acronym": text(funder.acronym),
                "kind": funder.kind,
                "status": funder.status,
                "countries": dict(_eligibility(funder)),
                "sectors": funder.sectors,
                "instruments": funder.instruments,
            }
            for funder in funders
        ]
    }
    width = max((len(funder.id) for funder in funders), default=0)
    lines = (
        f"{funder.id:<{width}}  {_countries(funder):<24}  {text(funder.name)}" for funder in funders
    )
    call.answer(data, lines)
    return 0


def _eligibility(funder: Funder) -> Iterator[tuple[str, str]]:
    """Country code and `yes`, `limited` or `no`."""
    countries = funder.card.get("countries")
    for code, entry in countries.items() if isinstance(countries, Mapping) else ():
        if isinstance(entry, Mapping):
            yield str(code), str(entry.get("eligible"))


def _countries(funder: Funder) -> str:
    """`KG (TM) UZ`: those it works in, in brackets those with limits."""
    marks = {"yes": "{}", "limited": "({})"}
    return " ".join(
        marks[value].format(code) for code, value in _eligibility(funder) if value in marks
    )


def show_funder(call: Call) -> int:
    library = call.library()
    funder = library.funder(call.arguments.id)
    call.answer(_plain(funder.card), _profile(call.language, funder, library.form()))
    return 0


def _plain(data: Data) -> Data:
    """The card as JSON can hold it."""
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(value) for value in data]
    return data


def _profile(language: Language, funder: Funder, form: Form) -> Iterator[str]:
    tr, text = language.tr, language.text
    yield f"{text(funder.name)} ({text(funder.acronym)})"
    yield f"{tr(STATUSES[funder.status])} · {funder.website}"
    yield ""
    countries = funder.card.get("countries")
    for code, value in _eligibility(funder):
        entry = countries.get(code) if isinstance(countries, Mapping) else None
        said = _said(language, entry, "note")
        country = named(language, form, "countries", code)
        yield f"{country}: {tr(ELIGIBLE[value])}" + (f". {said}" if said else "")
    yield ""
    for label, listed, ids in (
        (tr("Sectors"), "sectors", funder.sectors),
        (tr("Instruments"), "instruments", funder.instruments),
        (tr("Who may apply"), "beneficiary_types", funder.beneficiaries),
    ):
        if ids:
            yield f"{label}: " + "; ".join(named(language, form, listed, entry) for entry in ids)
    yield from _money(language, funder)
    yield from _said_of(language, funder)
    if funder.cycle:
        yield ""
        yield tr("Project cycle")
    for number, stage in enumerate(funder.cycle, 1):
        yield from _stage(language, number, stage)
    yield ""
    yield from _sources(language, funder)


def named(language: Language, form: Form, name: str, option_id: str) -> str:
    """The words of an entry of the form's lists, else its id."""
    lists = form.tables.get("lists")
    options = lists.get(name) if isinstance(lists, Mapping) else None
    for option in options if isinstance(options, (tuple, list)) else ():
        if isinstance(option, Mapping) and option.get("id") == option_id:
            return language.text(Text.from_map(option))
    return option_id


def _said(language: Language, data: Data, key: str) -> str:
    """The text under `key` of a part of the card, empty where there is none."""
    found = data.get(key) if isinstance(data, Mapping) else None
    return language.text(Text.from_map(found)) if isinstance(found, Mapping) else ""


def _money(language: Language, funder: Funder) -> Iterator[str]:
    ticket = funder.card.get("ticket")
    if not isinstance(ticket, Mapping):
        return
    least, most = _decimal(ticket.get("min")), _decimal(ticket.get("max"))
    currency = str(ticket.get("currency"))
    if most:
        yield language.tr(
            "Usual size: {least} to {most}.",
            least=language.money(least, currency, "short"),
            most=language.money(most, currency, "short"),
        )
    for part, key in (("ticket", "note"), ("cofinancing", "note")):
        said = _said(language, funder.card.get(part), key)
        if said:
            yield said


def _decimal(data: Data) -> Decimal:
    return Decimal(data) if isinstance(data, (int, Decimal)) else Decimal(0)


def _said_of(language: Language, funder: Funder) -> Iterator[str]:
    tr, card = language.tr, funder.card
    for label, said in (
        (tr("Who submits"), _said(language, card.get("submission"), "who")),
        (tr("Where to begin"), _said(language, card, "entry_point")),
        (tr("Never financed"), language.text(funder.exclusions)),
        (tr("Note"), _said(language, card, "notes")),
    ):
        if said:
            yield f"{label}: {said}"


def _stage(language: Language, number: int, stage: Stage) -> Iterator[str]:
    line = f"{number}. {language.text(stage.name)}"
    if stage.months:
        least, most = stage.months
        line += language.tr(" ({least}–{most} months)", least=least, most=most)
    yield line
    if stage.applicant:
        yield f"   {language.text(stage.applicant)}"
    if stage.papers:
        yield "   " + "; ".join(language.text(paper) for paper in stage.papers)


def _sources(language: Language, funder: Funder) -> Iterator[str]:
    sources = funder.card.get("sources")
    as_of = funder.card.get("as_of")
    yield language.tr("Sources, state of {date}:", date=as_of)
    for source in sources if isinstance(sources, (tuple, list)) else ():
        yield f"  {source}"
