"""Projects like a project, each with the reasons why.

Candidates are found by a few bounded searches, so that the work does not grow with the library:
records of the same undertaking, projects of the same places, of the same sector and country, of
the same funder and sector. Each reason has a weight (`WEIGHTS`); the sum of the weights ranks, the
number of reasons decides between equals, then the year. A place says more than a sector, a sector
more than a funder; being as large, or paid by the same instrument, says little by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.library import words
from wecoop_desktop.library.places import REGIONS
from wecoop_desktop.library.query import Hit, Query, Spot
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.labels import Labels

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

MOST = 5
CANDIDATES = 40  # of each search
PLACES = 3  # names of places that are searched for
NEAR_SIZE = Decimal("1.5")  # times as large at most
COMMON = 3  # words named at most
RELATED = ("whole", "part", "phase", "additional", "undertaking")

WEIGHTS: Mapping[str, int] = {
    **dict.fromkeys(RELATED, 100),
    "place": 6,
    "sector-country": 4,
    "water": 3,
    "region": 2,
    "sector": 2,
    "funder": 2,
    "words": 2,
    "instrument": 1,
    "size": 1,
}

# What each reason is called. `names` are places, regions, sectors, funders, instruments or words.
REASONS: Mapping[str, str] = {
    "whole": mark("contains money of this project"),
    "part": mark("its money, or some of it, is part of this project"),
    "phase": mark("another phase of the same undertaking"),
    "additional": mark("additional financing of the same undertaking"),
    "undertaking": mark("part of the same undertaking"),
    "place": mark("same place: {names}"),
    "water": mark("same river or lake: {names}"),
    "region": mark("same region: {names}"),
    "sector-country": mark("same sector and country"),
    "sector": mark("same sector"),
    "funder": mark("same funder: {names}"),
    "instrument": mark("same instrument: {names}"),
    "size": mark("about as large"),
    "words": mark("also about: {names}"),
}

_PHASE = re.compile(r"\b(phase|stage|tranche|фаза|этап|очередь|транш)\b", re.IGNORECASE)
_ADDITIONAL = re.compile(r"additional financing|дополнительное финансирование", re.IGNORECASE)
# Words of titles that say nothing about what a project does, as stems in base letters.
_EMPTY_WORDS = (
    "project programm program develop sustain improv manag support region nation republ central "
    "asia asian phase addit financ sector invest rehabilit kyrgyz kyrgyzstan kazakhstan tajikistan "
    "turkmenistan uzbekistan tajik uzbek kazakh turkmen integr strengthen implement promot servic "
    "system through toward capac build enhanc framework second third first initi area based with "
    "from that their into environment environmental technic assist loan grant countri increas "
    "facil prepar construct sourc "
    "проект программ развит устойчив улучшен управлен поддержк регион региональн республик "
    "центральн азия азии ази средн фаз дополнительн финансирован сектор инвестиц инвестицион "
    "кыргызстан кыргызск казахстан таджикистан туркменистан узбекистан реализац внедрен "
    "укреплен содейств создан повышен систем област стран окружа сред техническ помощ "
    "подготовк обеспечен национальн кредит грант перв втор трет"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())

# Rivers, lakes and valleys as English texts name them. Regions and towns of the same name are no
# waters: where there are such, the name counts only beside a word for water.
_WATERS = tuple(
    (Text(english, russian), re.compile(pattern))
    for english, russian, pattern in (
        ("Amu Darya", "Амударья", r"\bAmu ?[Dd]ar'?ya\b"),
        ("Aral Sea", "Аральское море", r"\bAral( Sea|\b)"),
        ("Caspian Sea", "Каспийское море", r"\bCaspian\b"),
        ("Chu and Talas", "Чу и Талас", r"\bChui?[ –-]+(and )?Talas\b|\bChu River\b"),
        ("Fergana Valley", "Ферганская долина", r"\bFerg?h?ana Valley\b"),
        ("Ili and Balkhash", "Или и Балхаш", r"\bIli[ –-]+Balk|\b(Lake|Basin of) Balkhash\b"),
        ("Irtysh", "Иртыш", r"\bIrtysh\b"),
        (
            "Issyk-Kul lake",
            "озеро Иссык-Куль",
            r"\b[Ll]ake Issyk[ -]Kul\b|\bIssyk[ -]Kul [Ll]ake\b",
        ),
        ("Naryn river", "река Нарын", r"\bNaryn (River|river|basin|cascade)\b"),
        ("Panj", "Пяндж", r"\bP(y|i)?anj (River|river|[Bb]asin)\b"),
        ("Syr Darya", "Сырдарья", r"\bSyr ?[Dd]ar'?ya\b(?! (Region|region|Province|province))"),
        ("Vakhsh", "Вахш", r"\bVakhsh (River|river|[Bb]asin|[Cc]ascade)\b"),
        ("Zarafshan", "Зарафшан", r"\bZ[ae]r[ae]v?f?shan (River|river|[Bb]asin|[Vv]alley)\b"),
    )
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A key of `REASONS`; `values` are codes of its facet, `names` are names."""

    code: str
    values: tuple[str, ...] = ()
    names: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """A project like the one asked about; the weightiest reason first."""

    hit: Hit
    reasons: tuple[Reason, ...]

    @property
    def related(self) -> bool:
        return self.reasons[0].code in RELATED


def similar(library: Library, project: Project, most: int = MOST) -> tuple[Similar, ...]:
    """All records of the same undertaking, then at most `most` others, the most alike first."""
    undertaking = related(library, project)
    known = {project.id, *(entry.hit.id for entry in undertaking)}
    own = next(iter(library.find(Query(among=(project.id,), limit=1)).hits), None)
    if own is None:
        return undertaking
    hits = {
        hit.id: hit
        for query in _searches(project)
        for hit in library.find(query).hits
        if hit.id not in known
    }
    return undertaking + alike(library, project, own, hits)[:most]


def alike(
    library: Library, project: Project, own: Hit, hits: Mapping[str, Hit]
) -> tuple[Similar, ...]:
    """Those of the hits that have a reason, the most alike first.

    `project` and `own`, the same as a line of a result, may be made up of a draft.
    """
    spots = _spots(library, hits)
    here = frozenset(_places_as_stems(project))
    found = [
        Similar(hit, reasons)
        for hit in hits.values()
        if (reasons := tuple(_reasons(project, own, hit, spots.get(hit.id, ()), here)))
    ]
    found.sort(key=_rank)
    return tuple(found)


def related(library: Library, project: Project) -> tuple[Similar, ...]:
    """The records of the same undertaking, said to be what they are."""
    ids = dict.fromkeys((*_wholes(project), *project.related))
    wanted = tuple(id for id in ids if id and id != project.id)
    if not wanted:
        return ()
    hits = {hit.id: hit for hit in library.find(Query(among=wanted, limit=None)).hits}
    return tuple(
        Similar(hits[id], (Reason(_kinship(library, project, hits[id])),))
        for id in wanted
        if id in hits
    )


def reason_words(reason: Reason, language: Language, labels: Labels) -> str:
    """A reason in words: `same place: Karakol`."""
    facet = {"sector-country": "sector"}.get(reason.code, reason.code)
    names = [language.text(name) for name in reason.names]
    names += [labels.of(language, facet, value) for value in reason.values]
    return language.tr(REASONS[reason.code], names=", ".join(names))


def _kinship(library: Library, project: Project, hit: Hit) -> str:
    if hit.id in _wholes(project):
        return "whole"
    if project.id in _wholes(library.project(hit.id)):
        return "part"
    for pattern, code in ((_ADDITIONAL, "additional"), (_PHASE, "phase")):
        if pattern.search(hit.title.en) or pattern.search(hit.title.ru):
            return code
    return "undertaking"


def _wholes(project: Project) -> tuple[str, ...]:
    """The projects whose financing contains money of this one."""
    return (project.within, *(line.within for line in project.funding))


def _searches(project: Project) -> Iterator[Query]:
    main, countries = project.sectors[:1], project.countries
    bare = Query(limit=CANDIDATES, sort="approved", typing=False)
    here = bare.choosing("country", *countries) if countries else bare
    for location in list(dict.fromkeys(entry.name for entry in project.locations))[:PLACES]:
        name = (location.en or location.ru).replace('"', " ").strip()
        if name:
            yield Query(limit=CANDIDATES, text=f'"{name[:60]}"', typing=False)
    if main:
        yield here.choosing("sector", *main)
        funders = [line.organisation for line in project.funding if line.organisation]
        if funders:
            yield bare.choosing("sector", *main).choosing("funder", *dict.fromkeys(funders[:5]))
    if len(project.sectors) > 1:
        yield here.choosing("sector", *project.sectors[1:4])


def _spots(library: Library, hits: Iterable[str]) -> Mapping[str, Sequence[Spot]]:
    ids = tuple(hits)
    found: dict[str, list[Spot]] = {}
    if ids:
        for spot in library.places(Query(among=ids, limit=None)).spots:
            found.setdefault(spot.project, []).append(spot)
    return found


def _reasons(
    project: Project, own: Hit, hit: Hit, spots: Sequence[Spot], here: frozenset[str]
) -> Iterator[Reason]:
    """The reasons in the order of their weights; `here`: stems of places, named as such already."""
    places = _same_places(project, spots)
    if places:
        yield Reason("place", names=places)
    same = tuple(sector for sector in project.sectors if sector in hit.sectors)
    countries = set(project.countries) & set(hit.countries)
    if same and countries:
        yield Reason("sector-country", same[:2])
    elif same:
        yield Reason("sector", same[:2])
    waters = tuple(name for name in _waters(own) if name in _waters(hit))
    if waters:
        yield Reason("water", names=waters[:2])
    if not places:
        regions = {entry.region for entry in project.locations if entry.region}
        shared = sorted(regions & {spot.region for spot in spots})
        if shared:
            yield Reason("region", names=tuple(REGIONS.get(r, Text(r, r)) for r in shared[:2]))
    funders = tuple(name for name in own.funders if name in hit.funders)
    if funders:
        yield Reason("funder", names=funders[:2])
    common = Text(
        _common(own.title.en, hit.title.en, here), _common(own.title.ru, hit.title.ru, here)
    )
    both = all(title.en and title.ru for title in (own.title, hit.title))
    if common.en and common.ru if both else common:
        yield Reason("words", names=(common,))
    instruments = tuple(kind for kind in own.instruments if kind in hit.instruments)
    if instruments and instruments != ("mixed",):
        yield Reason("instrument", instruments[:2])
    if own.usd and hit.usd and 1 / NEAR_SIZE <= Decimal(hit.usd) / own.usd <= NEAR_SIZE:
        yield Reason("size")


def _waters(hit: Hit) -> tuple[Text, ...]:
    text = f"{hit.title.en} {hit.summary.en}"
    return tuple(name for name, pattern in _WATERS if pattern.search(text))


def _same_places(project: Project, spots: Sequence[Spot]) -> tuple[Text, ...]:
    """Places, lakes and rivers of both; the middle of a region is a region and no place."""
    own = {entry.name.en: entry.name for entry in project.locations if entry.precision != "region"}
    names = [own[spot.name.en] for spot in spots if spot.name.en in own]
    return tuple(dict.fromkeys(names))[:COMMON]


def _places_as_stems(project: Project) -> Iterator[str]:
    for location in project.locations:
        for name in (location.name, REGIONS.get(location.region, Text())):
            for word in words.split(f"{name.en} {name.ru}"):
                yield words.stem(word)


def _common(own: str, other: str, here: frozenset[str]) -> str:
    """The telling words that two titles of one language share, as they stand in the first."""
    theirs = {words.stem(word) for word in words.split(other)}
    found: dict[str, str] = {}
    for token in words.tokens(own):
        stem = words.stem(token.word)
        telling = len(token.word) > 3 and not token.word.isdigit()
        if telling and stem in theirs and stem not in _EMPTY and stem not in here:
            word = own[token.start : token.end]
            found.setdefault(stem, word if word.isupper() else word.lower())
    return ", ".join(list(found.values())[:COMMON])


def _rank(entry: Similar) -> tuple[int, int, str, str]:
    weight = sum(WEIGHTS[reason.code] for reason in entry.reasons)
    newest = "".join(chr(0x10000 - ord(c)) for c in entry.hit.years[0]) or "\uffff"
    return -weight, -len(entry.reasons), newest, entry.hit.id
