"""An activity as a record of the pack `projects`, as plain data in the order of its keys.

A language that the source has not is left empty and listed: nobody's words are made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.documents.listing.iati import PREFIX
from wecoop_desktop.packs.content import Organisation, Project
from wecoop_desktop.publisher.importing import codes
from wecoop_desktop.publisher.importing.activity import Activity, Money, Party, Remark, Said, Spot
from wecoop_desktop.publisher.importing.plain import TITLE, slug

Record = dict[str, object]
ORDER = (
    "id", "aliases", "title", "summary", "countries", "regional", "wider", "sectors", "dac_sector",
    "dac_source", "funders", "implementer", "total_cost", "currency", "status", "status_as_of",
    "approved", "start", "end", "locations", "env_category", "objective_source", "related",
    "discrepancies", "data_as_of", "sources", "remarks",
)  # fmt: skip
ASKED = ("status", "approved", "start", "end", "funders", "implementer", "locations")
NEEDED = ("countries", "sectors")
GOVERNMENT = re.compile(r"government of (?:the )?([^(]*[^( ])")


def ordered(record: Mapping[str, object]) -> Record:
    """The record with its keys in the order of all records; keys nobody knows come last."""
    known = {key: record[key] for key in ORDER if key in record}
    return known | {key: record[key] for key in record if key not in known}


@dataclass(frozen=True, slots=True)
class Known:
    """What is published, by the names under which others may know it."""

    projects: Mapping[str, Project]
    organisations: Mapping[str, Organisation]
    names: Mapping[str, str]  # of organisations, folded → id
    places: Mapping[str, Text]  # English name, folded → both
    legend: frozenset[str]  # DAC codes that have words
    aliases: Mapping[str, str]

    @staticmethod
    def of(
        projects: Iterable[Project],
        organisations: Iterable[Organisation],
        legend: Iterable[str],
    ) -> Known:
        held = {project.id: project for project in projects}
        groups = {one.id: one for one in organisations}
        names = {
            folded(said): one.id
            for one in groups.values()
            for text in (one.acronym, one.name)
            for said in (text.en, text.ru)
            if said
        }
        for one in groups.values():  # "Government of Spain" is told as "Spain" too
            bare = GOVERNMENT.match(folded(one.name.en))
            if bare:
                names.setdefault(bare.group(1), one.id)
        places = {
            folded(spot.name.en): spot.name
            for project in held.values()
            for spot in project.locations
            if spot.name.en and spot.name.ru
        }
        aliases = {alias: project.id for project in held.values() for alias in project.aliases}
        return Known(held, groups, names, places, frozenset(legend), aliases)


NOBODY = Known({}, {}, MappingProxyType({}), MappingProxyType({}), frozenset(), {})


@dataclass(frozen=True, slots=True)
class Proposed:
    """`translate`: paths of texts that are there in the other language only; `write`: in neither.
    `unknown` are keys of which the source says nothing. `organisations` are new ones."""

    record: Record
    organisations: tuple[Record, ...]
    translate: tuple[str, ...]
    write: tuple[str, ...]
    unknown: tuple[str, ...]
    other_languages: Mapping[str, Said]
    remarks: tuple[Remark, ...]


def folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def proposed(activity: Activity, known: Known) -> Proposed:
    return _Mapper(activity, known).made()


def identity(activity: Activity) -> str:
    """The id of a new record: that of our own files, else made of the source's identifier."""
    if activity.identifier.startswith(f"{PREFIX}-"):
        return slug(activity.identifier.removeprefix(f"{PREFIX}-"), 100)
    if activity.publisher.ref == "44000" and activity.identifier.startswith("P"):
        return f"wb-{activity.identifier}"
    bare = slug(activity.identifier).lower() or slug(activity.title.get("en", "")).lower()
    return bare if bare[:1].isalnum() else f"import-{activity.line}"


def organisation_of(party: Party, known: Known) -> str:
    """The id of an organisation that packs know by its identifier or one of its names."""
    ref = party.ref
    while ref:
        if ref in codes.REFS and codes.REFS[ref] in known.organisations:
            return codes.REFS[ref]
        if ref.startswith(f"{PREFIX}-"):
            break
        ref = ref.rpartition("-")[0]
    for name in party.name.values():
        for said in (name, name.partition("(")[0], name.partition(" - ")[0]):
            if (found := known.names.get(folded(said))) is not None:
                return found
    return ""


class _Mapper:
    def __init__(self, activity: Activity, known: Known) -> None:
        self._from = activity
        self._known = known
        self._translate: list[str] = []
        self._write: list[str] = []
        self._foreign: dict[str, Said] = {}
        self._organisations: dict[str, Record] = {}
        self._remarks: list[Remark] = []

    def made(self) -> Proposed:
        told = self._from
        dac = self._purpose()
        implementer = "; ".join(
            dict.fromkeys(_any(party.name) for party in told.implementers if _any(party.name))
        )
        record: Record = {
            "id": identity(told),
            "title": self._text("title", told.title, most=TITLE),
            "summary": self._text("summary", told.summary),
            "countries": list(told.countries),
            "regional": told.regional or None,
            "wider": told.wider or None,
            "sectors": list(told.sectors),
            "dac_sector": dac,
            "dac_source": "reported" if dac else None,
            "funders": list(self._funders()),
            "implementer": implementer[:600],
            "total_cost": _number(told.total) if told.total else None,
            "currency": told.currency if told.total else None,
            "status": told.status,
            "status_as_of": told.as_of if told.status else None,
            "approved": told.approved,
            "start": told.start,
            "end": told.end,
            "locations": [self._place(index, spot) for index, spot in enumerate(told.spots)],
            "env_category": told.category,
            "objective_source": told.objective,
            "data_as_of": told.as_of,
            "sources": [self._source()],
        }
        bare = {key: value for key, value in record.items() if value not in (None, "", [])}
        bare.setdefault("sources", [])
        unknown = [key for key in (*NEEDED, *ASKED) if key not in bare]
        return Proposed(
            ordered(bare),
            tuple(self._organisations.values()),
            tuple(self._translate),
            tuple(self._write),
            tuple(unknown),
            MappingProxyType(self._foreign),
            tuple(self._remarks),
        )

    def _text(self, path: str, said: Said, most: int = 0) -> Record:
        there = {language: said.get(language, "") for language in LANGUAGES}
        for language, text in there.items():
            if text:
                there[language] = text[:most] if most else text
            else:
                missing = self._translate if any(there.values()) else self._write
                missing.append(f"{path}.{language}")
        others = {language: text for language, text in said.items() if language not in LANGUAGES}
        if others and not all(there.values()):
            self._foreign[path] = MappingProxyType(others)
        return dict(there)

    def _purpose(self) -> str:
        """The purpose with the largest share, the first of those without; only one with words."""
        best = ""
        most = Decimal(-1)
        for code, share in self._from.purposes:
            if (share or Decimal(0)) > most:
                best, most = code, share or Decimal(0)
        if best and best not in self._known.legend:
            self._remarks.append(Remark("import-purpose", self._from.line, {"code": best}))
            return ""
        return best

    def _funders(self) -> Iterator[Record]:
        told = self._from
        kinds = {money.kind for money in told.money}
        kind = "commitment" if "commitment" in kinds else "disbursement"
        if kind in kinds and kind == "disbursement":
            self._remarks.append(Remark("import-disbursed", told.line))
        sums: dict[tuple[str, str, str, str], Decimal] = {}
        named: dict[str, Party] = {}
        for money in told.money:
            if money.kind == kind:
                party = self._payer(money)
                payer = self._organisation(party)
                named.setdefault(payer, party)
                key = (payer, money.currency, money.instrument, money.window)
                sums[key] = sums.get(key, Decimal(0)) + money.amount
        for (payer, currency, instrument, window), amount in sums.items():
            if amount <= 0:
                self._remarks.append(Remark("import-amount", told.line, {"value": amount}))
                continue
            yield self._line(payer, named[payer], amount, currency, instrument, window)
        for party in told.funders:
            payer = self._organisation(party)
            if payer not in named:
                named[payer] = party
                yield self._line(payer, party)

    def _payer(self, money: Money) -> Party:
        """Who gave it: as told, else the only funder, else the publisher that tells of its own."""
        if money.provider:
            return money.provider
        if len(self._from.funders) == 1:
            return self._from.funders[0]
        if not self._from.funders:
            return self._from.publisher
        if "import-payer" not in {remark.code for remark in self._remarks}:
            self._remarks.append(Remark("import-payer", self._from.line))
        return self._from.funders[0]

    def _organisation(self, party: Party) -> str:
        found = organisation_of(party, self._known)
        if found:
            return found
        name = {language: party.name.get(language, "") for language in LANGUAGES}
        if not any(name.values()):
            name["en"] = _any(party.name) or party.ref
        new = slug(name["en"] or party.ref or name["ru"]).lower().replace("-", "_")[:60]
        new = new if new[:1].isalnum() else f"organisation_{len(self._organisations) + 1}"
        while new in self._known.organisations:
            new += "_2"
        if new not in self._organisations:
            at = len(self._organisations)
            for language, said in name.items():
                if not said:
                    self._translate.append(f"organisations[{at}].name.{language}")
            kind = party.kind or self._kind(party) or "other"
            record: Record = {"id": new, "name": dict(name), "kind": kind, "profiles": []}
            self._organisations[new] = record
        return new

    def _kind(self, party: Party) -> str:
        """The kind that is told of the same organisation at another place."""
        told = (*self._from.funders, self._from.publisher)
        same = (one.kind for one in told if (party.ref and one.ref == party.ref)
                or (_any(party.name) and _any(one.name) == _any(party.name)))  # fmt: skip
        return next((kind for kind in same if kind), "")

    def _line(
        self,
        payer: str,
        party: Party,
        amount: Decimal | None = None,
        currency: str = "",
        instrument: str = "",
        window: str = "",
    ) -> Record:
        known = self._known.organisations.get(payer)
        name: object
        if known:
            name = {"en": known.name.en, "ru": known.name.ru}
        else:
            name = self._organisations[payer]["name"]
        line: Record = {
            "org_id": payer,
            "org": name,
            "window": window,
            "amount": _number(amount) if amount is not None else None,
            "currency": currency,
            "instrument": instrument,
        }
        return {key: value for key, value in line.items() if value not in (None, "")}

    def _place(self, index: int, spot: Spot) -> Record:
        name = {language: spot.name.get(language, "") for language in LANGUAGES}
        known = self._known.places.get(folded(_any(spot.name)))
        if known:
            name = {
                "en": name["en"] or known.en,
                "ru": name["ru"] or known.ru,
            }
        place = self._text(f"locations[{index}].name", name | _others(spot.name))
        there = spot.latitude is not None and spot.longitude is not None
        record: Record = {
            "name": place,
            "admin1": spot.region,
            "lat": _number(spot.latitude) if there and spot.latitude is not None else None,
            "lon": _number(spot.longitude) if there and spot.longitude is not None else None,
            "geo": "source" if there else "",
            "precision": spot.precision,
        }
        return {key: value for key, value in record.items() if value not in (None, "")}

    def _source(self) -> Record:
        told = self._from
        source: Record = {
            "org": _any(told.publisher.name) or told.publisher.ref,
            "identifier": told.identifier,
            "url": told.url,
            "dataset": told.dataset,
        }
        return {key: value for key, value in source.items() if value}


def _any(said: Said) -> str:
    return said.get("en") or said.get("ru") or next(iter(said.values()), "")


def _others(said: Said) -> dict[str, str]:
    return {language: text for language, text in said.items() if language not in LANGUAGES}


def _number(value: Decimal) -> int | float:
    """As JSON writes it; amounts of others have no more digits than a float keeps."""
    return int(value) if value == value.to_integral_value() else float(value)
