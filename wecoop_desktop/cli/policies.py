"""`wecoop policies`: national strategies, programmes and laws."""

from __future__ import annotations

from argparse import ArgumentParser

from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.packs.content import Policy


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", parents=[common], help=tr("list the policies"))
    listing.add_argument("--country", default="", help=tr("KZ, KG, TJ, TM, UZ or REG"))
    listing.set_defaults(run=list_policies)


def list_policies(call: Call) -> int:
    from wecoop_desktop.library import shelf

    policies = shelf.current(call.home).policies(call.arguments.country.upper())
    data = {"policies": [_data(call.language, policy) for policy in policies]}
    call.answer(data, [line for policy in policies for line in _lines(call.language, policy)])
    return 0


def _data(language: Language, policy: Policy) -> dict[str, object]:
    return {
        "id": policy.id,
        "country": policy.country,
        "kind": policy.kind,
        "name": language.text(policy.name),
        "year": policy.year,
        "horizon": policy.horizon,
        "weights": dict(policy.weights),
        "targets": [language.text(target.text) for target in policy.targets],
        "source_url": policy.source_url,
        "verified": policy.verified,
        "note": language.text(policy.note),
    }


def _lines(language: Language, policy: Policy) -> list[str]:
    years = "–".join(str(year) for year in (policy.year, policy.horizon) if year)
    lines = [f"{policy.country}  {policy.id:<24} {language.text(policy.name)} ({years})"]
    lines += [f"      {language.text(target.text)}" for target in policy.targets]
    return lines
