"""`wecoop policies`: national strategies, programmes and laws."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.packs.content import Policy


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", parents=[common], help=tr("list the policies"))
    listing.add_argument("--country", default="", help=tr("KZ, KG, TJ, TM, UZ or REG"))
    listing.add_argument(
        "--sector", default="", metavar="ID", help=tr("about this sector, those of weight first")
    )
    listing.set_defaults(run=list_policies)
    show = commands.add_parser("show", parents=[common], help=tr("all about one policy"))
    show.add_argument("id", metavar="ID")
    show.set_defaults(run=show_policy)


def list_policies(call: Call) -> int:
    """Raises `AppError` country-unknown and facet-unknown."""
    library = call.library()
    policies = library.policies(call.arguments.country.upper())
    if sector := call.arguments.sector:
        known = library.form().labels("sectors")
        if sector not in known:
            named = ", ".join(known)
            raise AppError("facet-unknown", facet="--sector", id=sector[:100], known=named)
        about = [policy for policy in policies if policy.weights.get(sector)]
        policies = tuple(sorted(about, key=lambda policy: -policy.weights[sector]))
    data = {"policies": [_data(call.language, policy) for policy in policies]}
    call.answer(data, [line for policy in policies for line in _lines(call.language, policy)])
    return 0


def show_policy(call: Call) -> int:
    """Raises `AppError` policy-unknown."""
    library = call.library()
    policy = library.policy(call.arguments.id)
    labels = {
        name: call.language.text(text) for name, text in library.form().labels("sectors").items()
    }
    call.answer(_data(call.language, policy), _whole(call.language, policy, labels))
    return 0


def _whole(language: Language, policy: Policy, labels: Mapping[str, str]) -> Iterator[str]:
    tr = language.tr
    yield from _lines(language, policy)
    for sector, weight in sorted(policy.weights.items(), key=lambda one: -one[1]):
        name = labels.get(sector, sector)
        yield f"  {name}: " + tr("weight {weight} of 3", weight=weight)
    if note := language.text(policy.note):
        yield f"{tr('Note')}: {note}"
    checked = tr("checked") if policy.verified else tr("not checked at the source")
    yield tr(
        "Source, read {date}, {checked}: {page}",
        date=language.written_date(policy.as_of) or tr("unknown"),
        checked=checked,
        page=policy.source_url or tr("unknown"),
    )


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
        "as_of": policy.as_of,
        "verified": policy.verified,
        "note": language.text(policy.note),
    }


def _lines(language: Language, policy: Policy) -> list[str]:
    years = "–".join(str(year) for year in (policy.year, policy.horizon) if year)
    lines = [f"{policy.country}  {policy.id:<24} {language.text(policy.name)} ({years})"]
    lines += [f"      {language.text(target.text)}" for target in policy.targets]
    return lines
