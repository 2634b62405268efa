"""Synthetic content in any quantity: the same records for the same number, on every computer.

Words are drawn from the real titles and summaries, so that stems, word lengths and frequencies are
those of the language, and no record is a copy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import (
    FundingLine,
    Location,
    Manifest,
    Organisation,
    Project,
    Source,
)
from wecoop_desktop.packs.read import Packs

COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ")
STATUSES = ("active", "closed", "pipeline", "cancelled", "")
INSTRUMENTS = ("grant", "loan", "technical_assistance", "")
MANIFEST = Manifest("projects", "1.0.0", date(2026, 1, 1), 1, Text("Projects", "Проекты"))


def packs(number: int, real: Packs) -> Packs:
    """As many projects as asked for, made of the words of the real ones, and their funders."""
    return Packs(
        manifests=(MANIFEST,),
        projects=tuple(projects(number, real)),
        organisations=real.organisations,
        forms=real.forms,
        digest=f"bulk-{number}",
    )


def projects(number: int, real: Packs) -> Iterator[Project]:
    chance = random.Random(number)
    english = _Speaker([f"{p.title.en} {p.summary.en}" for p in real.projects], chance)
    russian = _Speaker([f"{p.title.ru} {p.summary.ru}" for p in real.projects], chance)
    places = [place for project in real.projects for place in project.locations]
    sectors = sorted({sector for project in real.projects for sector in project.sectors})
    for index in range(number):
        yield Project(
            id=f"bulk-{index:07}",
            title=Text(english.say(8), russian.say(8)),
            summary=Text(english.say(35), russian.say(30)),
            countries=tuple(chance.sample(COUNTRIES, chance.choice((1, 1, 1, 2)))),
            sectors=tuple(chance.sample(sectors, chance.choice((1, 1, 2, 3)))),
            funding=tuple(_funding(chance, real.organisations)),
            sources=(Source("Registry", f"R{index}"),),
            regional=chance.random() < 0.1,
            status=chance.choice(STATUSES),
            approved=f"{chance.randint(1992, 2026)}-{chance.randint(1, 12):02}-15",
            locations=_places(chance, places),
            data_as_of="2026-01-01",
        )


class _Speaker:
    """Says words as often as the texts do, in the order of chance."""

    def __init__(self, texts: list[str], chance: random.Random) -> None:
        self._words = [word for text in texts for word in text.split()]
        self._chance = chance

    def say(self, words: int) -> str:
        """Runs of three words from the texts: phrases stay phrases here and there."""
        said: list[str] = []
        while len(said) < words:
            start = self._chance.randrange(len(self._words) - 3)
            said += self._words[start : start + 3]
        return " ".join(said[:words])


def _funding(
    chance: random.Random, organisations: tuple[Organisation, ...]
) -> Iterator[FundingLine]:
    for _ in range(chance.choice((1, 1, 2))):
        # The first organisations of the list finance most of the projects, as in life.
        payer = organisations[int(len(organisations) * chance.random() ** 3)]
        amount = Decimal(chance.randint(100, 90_000) * 1_000)
        yield FundingLine(payer.id, payer.name, "", amount, "USD", chance.choice(INSTRUMENTS))


def _places(chance: random.Random, places: list[Location]) -> tuple[Location, ...]:
    if not places:
        return ()
    return tuple(chance.sample(places, min(len(places), chance.choice((0, 0, 1, 2)))))
