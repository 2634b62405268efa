"""National policies: filtered by country and sector, who finances such projects, and where drafts
name them. A child of the funders' presenter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.packs.content import Policy
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.feedback import feedback_place
from wecoop_desktop.ui.presenters.matrix import REGIONAL, Paid

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

PART = "policies"
STEP = "policy"  # of the wizard
CENTRAL = 2  # from this weight of 3 a sector is among those a document is about
MOST_DRAFTS = 100  # looked through for documents they name
MOST_FUNDERS = 4


class Using(NamedTuple):
    """A draft that names a document in its policy step."""

    proposal: str
    title: Words


class Financing(NamedTuple):
    """Projects of the database in the country and the central sectors of a document, and who paid
    for most of them: ids of profiles with their number."""

    projects: int
    funders: tuple[tuple[str, int], ...]


NOBODY: Mapping[str, tuple[Using, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PoliciesView:
    """`chosen` is a document a place asks for: it stands first. `draft` is where the reader came
    from, with the way back."""

    policies: tuple[Policy, ...] = ()
    country: str = ""
    sector: str = ""
    chosen: str = ""
    draft: str = ""
    using: Mapping[str, tuple[Using, ...]] = made(default_factory=lambda: NOBODY)
    error: AppError | None = None

    @property
    def shown(self) -> tuple[Policy, ...]:
        """Those that pass the filters: the asked one, then by weight of the sector and year."""
        found = [policy for policy in self.policies if self._passes(policy)]
        found.sort(
            key=lambda one: (
                one.id != self.chosen,
                bool(self.country) and one.country == REGIONAL,
                -one.weights.get(self.sector, 0),
            )
        )
        return tuple(found)

    def _passes(self, policy: Policy) -> bool:
        here = not self.country or policy.country in (self.country, REGIONAL)
        return here and (not self.sector or self.sector in policy.weights)


class PoliciesPresenter(Presenter[PoliciesView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(PoliciesView())
        self._desk = desk

    def arrive(self, place: Place) -> None:
        """The documents with the filters the place names."""

        def one(name: str) -> str:
            return "".join(place.choice(name)[:1])

        view = self.view
        asked = one("policy")
        policies = view.policies or self._desk.library.policies()
        known = {policy.id: policy for policy in policies}
        country = one("country")
        if asked in known and not country:
            country = known[asked].country
        try:
            using = self._using()
        except AppError as error:
            self._set(replace(view, policies=policies, error=error))
            return
        self._set(
            PoliciesView(
                policies=policies,
                country=country,
                sector=one("sector"),
                chosen=asked if asked in known else "",
                draft=one("draft"),
                using=using,
            )
        )

    def _using(self) -> Mapping[str, tuple[Using, ...]]:
        """Which drafts name which documents."""
        store = self._desk.store
        found: dict[str, list[Using]] = {}
        drafts = [row for row in store.proposals() if row.deleted is None]
        for row in drafts[:MOST_DRAFTS]:
            rows = store.load(row.id).answers.get("policy.national")
            for entry in rows if isinstance(rows, list | tuple) else ():
                policy = entry.get("policy") if isinstance(entry, Mapping) else None
                if isinstance(policy, str):
                    found.setdefault(policy, []).append(Using(row.id, row.title))
        return {policy: tuple(dict.fromkeys(using)) for policy, using in found.items()}

    # Filters

    def filter(self, *, country: str | None = None, sector: str | None = None) -> None:
        """Only documents of the country (and regional ones), and about the sector."""
        view = replace(self.view, chosen="")
        if country is not None:
            view = replace(view, country=country)
        if sector is not None:
            view = replace(view, sector=sector)
        self._set(view)
        self._desk.stay(self.place())

    def place(self) -> Place:
        view = self.view
        place = Place("funders", part=PART)
        for name in ("country", "sector", "draft"):
            if value := getattr(view, name):
                place = place.choosing(name, value)
        return place.choosing("policy", view.chosen) if view.chosen else place

    # Going elsewhere

    def open_draft(self, proposal: str) -> None:
        self._desk.go(Place("wizard", proposal, STEP))

    def find_projects(self, policy: Policy) -> None:
        """Projects in the country and the central sectors of a document."""
        place = Place("projects").choosing("sector", *central(policy))
        if policy.country == REGIONAL:
            self._desk.go(place.choosing("scope", "regional"))
        else:
            self._desk.go(place.choosing("country", policy.country))

    def correct(self, policy: Policy) -> None:
        """Go where a correction of a document is written."""
        self._desk.go(feedback_place(Kind.CORRECTION, f"policy:{policy.id}"))

    def open_funder(self, funder: str) -> None:
        self._desk.go(Place("funders", funder))


def central(policy: Policy) -> tuple[str, ...]:
    """The sectors a document is mainly about; all of them where none stands out."""
    heavy = sorted(policy.weights.items(), key=lambda entry: -entry[1])
    found = tuple(sector for sector, weight in heavy if weight >= CENTRAL)
    return found or tuple(sector for sector, _ in heavy)


def financing(policy: Policy, paid: Iterable[Paid]) -> Financing:
    """Counted in the projects of the database; a project is counted once."""
    sectors = set(central(policy))
    near = [one for one in paid if sectors & set(one.sectors) and _there(policy, one)]
    counts = Counter(funder for one in near for funder in one.funders)
    return Financing(len(near), tuple(counts.most_common(MOST_FUNDERS)))


def _there(policy: Policy, project: Paid) -> bool:
    if policy.country == REGIONAL:
        return project.regional
    return policy.country in project.countries
