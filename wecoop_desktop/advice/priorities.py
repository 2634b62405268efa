"""Where priorities of the country and of the funder meet: one row for each thing that is served.

Pure, and nothing is guessed: a national document stands in a row because it is about the row's
sector in a country of the proposal, or because the proposal chose it in its policy step; a funder
because its profile says so. How texts are worded is no evidence. What no profile and no document
says is unknown, not absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.answers import Row as Line
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Funder, Policy

CENTRAL = 2  # from this weight of 3 a document or funder counts the sector among its priorities
MOST = 3  # funders side by side
REGIONAL = "REG"  # documents of several countries stand in a row, but are no country's own
MAIN = "basic.sectors"
# Which sectors of documents and profiles speak of a climate aim.
CLIMATE: Mapping[str, tuple[str, ...]] = {
    "mitigation": ("mitigation_energy", "mitigation_transport"),
    "adaptation": ("adaptation",),
}

Kind = Literal["objective", "sector", "climate", "gender"]
Link = Literal["chosen", "sector", "both"]  # how a document came into the row
Meets = Literal["both", "national", "funder", "neither", "unknown"]
Origin = Literal["asked", "chosen", "matched", "none"]
NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement stands: addresses, the date of its reading, whether it was checked."""

    pages: tuple[str, ...]
    as_of: str
    verified: bool | None


@dataclass(frozen=True, slots=True)
class National:
    """A national document in a row. `weight` 1-3 of the row's sector, None: not about it.

    `target`, `paragraph` and `contribution` are what the proposal says in its policy step;
    `targets` are those of the document.
    """

    policy: str
    country: str
    kind: str
    name: Text
    year: int | None
    horizon: int | None
    weight: int | None
    link: Link
    targets: tuple[Text, ...]
    source: Source
    note: Text = Text()
    target: Words = NO_WORDS
    paragraph: Words = NO_WORDS
    contribution: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one funder says to a row. `weight` 1-3 of the sector; None: the profile gives none.

    `named`: it works in the sector, or asks for the aim; None: the profile does not say. `said` is
    its own requirement in words.
    """

    funder: str
    name: Text
    weight: int | None
    named: bool | None
    source: Source
    said: Text = Text()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing the proposal serves, with both sides and whether they meet.

    `id` is the sector, "mitigation", "adaptation", "gender" or "objective". `path` is the answer it
    comes from, `words` the objectives themselves. `met` are the funders on whose side it is a
    priority; `without` the countries of the proposal that have no document of such weight.
    """

    kind: Kind
    id: str
    path: str
    words: tuple[Text, ...]
    national: tuple[National, ...]
    wanted: tuple[Wanted, ...]
    meets: Meets
    reason: str  # a code of `advice.said.REASONS`
    met: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Priorities:
    """The whole table. `origin` says where the funders come from."""

    countries: tuple[str, ...]
    funders: tuple[str, ...]
    rows: tuple[Row, ...]
    origin: Origin = "none"


def chosen_funders(answers: Answers) -> tuple[str, ...]:
    """The funders that the proposal considers, at most `MOST`."""
    return _ids(answers.get("basic.target_funders"))[:MOST]


def priorities(
    form: Form,
    answers: Answers,
    policies: Sequence[Policy],
    funders: Sequence[Funder],
    *,
    origin: Origin = "asked",
) -> Priorities:
    """The table of a proposal for these funders; `policies` are all that are published."""
    sides = _Sides(answers, policies, funders)
    rows = (*_objective(sides), *_sectors(sides), *_climate(sides), *_gender(sides))
    named = tuple(funder.id for funder in funders)
    return Priorities(sides.countries, named, rows, origin if named else "none")


class _Sides:
    """The proposal's own choices, and what both sides say to a sector."""

    def __init__(
        self, answers: Answers, policies: Sequence[Policy], funders: Sequence[Funder]
    ) -> None:
        self.answers = answers
        self.funders = funders
        self.countries = _ids(answers.get("basic.countries"))
        self.sectors = _ids(answers.get(MAIN))
        self.chosen = {str(row.get("policy")): row for row in _lines(answers, "policy.national")}
        near = {*self.countries, REGIONAL}
        self.policies = tuple(p for p in policies if p.country in near or p.id in self.chosen)

    def national(
        self, sectors: Sequence[str], among: Iterable[Policy] | None = None
    ) -> tuple[National, ...]:
        """Documents about one of the sectors: the proposal's own first, then by weight."""
        found = []
        for policy in self.policies if among is None else among:
            weight = max((policy.weights.get(sector, 0) for sector in sectors), default=0)
            if weight:
                link: Link = "both" if policy.id in self.chosen else "sector"
                found.append(self.document(policy, weight, link))
        return tuple(sorted(found, key=_order))

    def document(self, policy: Policy, weight: int | None, link: Link) -> National:
        row = self.chosen.get(policy.id, {})
        pages = (policy.source_url,) if policy.source_url else ()
        return National(
            policy=policy.id,
            country=policy.country,
            kind=policy.kind,
            name=policy.name,
            year=policy.year,
            horizon=policy.horizon,
            weight=weight,
            link=link,
            targets=tuple(target.text for target in policy.targets),
            source=Source(pages, policy.as_of, policy.verified),
            note=policy.note,
            target=_words(row.get("target")),
            paragraph=_words(row.get("paragraph")),
            contribution=_words(row.get("contribution")),
        )

    def wanted(self, sectors: Sequence[str]) -> tuple[Wanted, ...]:
        return tuple(_of_sectors(funder, sectors) for funder in self.funders)


def _order(document: National) -> tuple[bool, bool, int, int, str]:
    return (
        document.link == "sector",
        document.country == REGIONAL,
        -(document.weight or 0),
        -(document.year or 0),
        document.policy,
    )


def _of_sectors(funder: Funder, sectors: Sequence[str]) -> Wanted:
    weights = funder.card.get("priorities")
    known = weights if isinstance(weights, Mapping) else {}
    given = [weight for sector in sectors if type(weight := known.get(sector)) is int]
    says = bool(funder.sectors or known)
    named = any(sector in funder.sectors for sector in sectors) or bool(given)
    return Wanted(
        funder=funder.id,
        name=funder.acronym or funder.name,
        weight=max(given, default=None),
        named=named if says else None,
        source=_source(funder),
    )


def _source(funder: Funder) -> Source:
    """Of a profile. Its weights are read from its pages by the editors, checked by nobody else."""
    pages = tuple(str(page) for page in v.listed(funder.card.get("sources")))
    return Source(pages, str(funder.card.get("as_of") or ""), None)


# ---------------------------------------------------------------------- rows


def _objective(sides: _Sides) -> Iterator[Row]:
    """The objectives, by what the proposal itself says they serve, and by its main sector."""
    levels = ("overall_objective", "specific_objective")
    lines = [row for row in _lines(sides.answers, "logframe.matrix") if row.get("level") in levels]
    lines.sort(key=lambda row: levels.index(str(row["level"])))
    said = (_words(row.get("statement")) for row in lines)
    words = tuple(Text(one.en, one.ru) for one in said if one)
    known = {policy.id: policy for policy in sides.policies}
    chosen = tuple(
        sides.document(known[name], _weight(known[name], sides.sectors[:1]), "chosen")
        for name in sides.chosen
        if name in known
    )
    if not words and not chosen:
        return
    wanted = sides.wanted(sides.sectors[:1])
    # Here the choice itself is the link, whatever a document weighs.
    yield _judged(
        "objective", "objective", "logframe.matrix", sides, chosen, wanted, words, bool(chosen)
    )


def _sectors(sides: _Sides) -> Iterator[Row]:
    for sector in sides.sectors:
        yield _judged(
            "sector", sector, MAIN, sides, sides.national((sector,)), sides.wanted((sector,))
        )


def _climate(sides: _Sides) -> Iterator[Row]:
    """Aims whose marker is above zero, beside the contributions to the Paris Agreement."""
    marked = {
        str(row.get("marker")): str(row.get("score"))
        for row in _lines(sides.answers, "climate.rio")
    }
    contributions = [policy for policy in sides.policies if policy.kind == "ndc"]
    for aim, sectors in CLIMATE.items():
        if marked.get(aim, "0") not in ("1", "2"):
            continue
        wanted = tuple(_asking(funder, aim, sectors) for funder in sides.funders)
        national = sides.national(sectors, contributions)
        yield _judged("climate", aim, "climate.rio", sides, national, wanted)


def _asking(funder: Funder, aim: str, sectors: Sequence[str]) -> Wanted:
    """A funder before a climate aim: its sectors, and whether it takes only projects of it."""
    requires = funder.card.get("requires")
    asked = v.listed(requires.get("climate")) if isinstance(requires, Mapping) else ()
    found = _of_sectors(funder, sectors)
    return Wanted(
        found.funder,
        found.name,
        found.weight,
        named=True if aim in asked else found.named,
        source=found.source,
        said=_said(funder),
    )


def _gender(sides: _Sides) -> Iterator[Row]:
    """What funders ask; the published national documents are not weighed for it, so unknown."""
    if str(sides.answers.get("gender.marker") or "0") not in ("1", "2"):
        return
    wanted = tuple(
        Wanted(funder.id, funder.acronym or funder.name, None, None, _source(funder), _said(funder))
        for funder in sides.funders
    )
    reason = "gender" if wanted else "no-funder"
    yield Row("gender", "gender", "gender.marker", (), (), wanted, "unknown", reason)


def _said(funder: Funder) -> Text:
    found = funder.card.get("gender_climate")
    return Text.from_map(found) if isinstance(found, Mapping) else Text()


# ---------------------------------------------------------------------- whether they meet


def _judged(
    kind: Kind,
    name: str,
    path: str,
    sides: _Sides,
    national: tuple[National, ...],
    wanted: tuple[Wanted, ...],
    words: tuple[Text, ...] = (),
    chosen: bool | None = None,
) -> Row:
    """The row with its verdict; `chosen` replaces the weights where the choice is the link."""
    covered = {one.country for one in national if (one.weight or 0) >= CENTRAL}
    own = bool(covered - {REGIONAL}) if chosen is None else chosen
    without = tuple(c for c in sides.countries if c not in covered) if chosen is None else ()
    met = tuple(one.funder for one in wanted if (one.weight or 0) >= CENTRAL)
    meets, reason = _verdict(sides, national, wanted, own=own, met=met)
    if chosen is False and reason == "document-none":
        reason = "none-chosen"
    return Row(kind, name, path, words, national, wanted, meets, reason, met, without)


def _verdict(
    sides: _Sides,
    national: Sequence[National],
    wanted: Sequence[Wanted],
    *,
    own: bool,
    met: Sequence[str],
) -> tuple[Meets, str]:
    if not own and not sides.countries:
        return "unknown", "no-country"
    if not wanted:
        return "unknown", "no-funder"
    if own and met:
        return "both", "both"
    if met:
        return "funder", "document-low" if national else "document-none"
    if any(one.weight is None and one.named is not False for one in wanted):
        return "unknown", "funder-unknown"
    if own:
        return "national", "funder-low" if any(one.named for one in wanted) else "funder-none"
    return "neither", "neither"


# ---------------------------------------------------------------------- answers


def _weight(policy: Policy, sectors: Sequence[str]) -> int | None:
    return max((policy.weights.get(sector, 0) for sector in sectors), default=0) or None


def _ids(value: object) -> tuple[str, ...]:
    """Ids of a choice of several, each once."""
    found = value if isinstance(value, tuple) else ()
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))


def _lines(answers: Answers, path: str) -> tuple[Line, ...]:
    value = answers.get(path)
    found = value if isinstance(value, tuple) else ()
    return tuple(row for row in found if isinstance(row, Mapping))


def _words(value: object) -> Words:
    if isinstance(value, Words):
        return value
    return Words(value, value) if isinstance(value, str) else NO_WORDS
