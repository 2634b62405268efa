"""Search over everything: projects, guide and glossary, funders and policies, own proposals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.query import Hit, Kind

LANE = "palette"
SHOWN = {"all": 3, "one": 12}  # results of a group: among all groups, or alone

# Groups in their order: scope, kinds of the library. "mine" are the user's proposals.
GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("projects", ("project",)),
    ("guide", ("section", "term")),
    ("funders", ("funder", "policy")),
)
SCOPES = ("all", "projects", "guide", "funders", "mine")


@dataclass(frozen=True, slots=True)
class Found:
    """A result: its kind, title, where it leads, what stands at its end, the words that fit."""

    kind: str
    title: Text
    place: Place
    countries: tuple[str, ...] = ()
    funders: tuple[Text, ...] = ()
    year: str = ""
    words: tuple[str, ...] = ()
    inside: str = ""  # the word of the text that fits, where the title has none


@dataclass(frozen=True, slots=True)
class Group:
    scope: str
    total: int
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class PaletteView:
    """`groups` are those of the last finished search; `asked` is the text they belong to."""

    text: str = ""
    scope: str = "all"
    ready: bool = False
    groups: tuple[Group, ...] = ()
    asked: str = ""
    also: tuple[str, ...] = ()
    seconds: float = 0.0
    error: AppError | None = None


class PalettePresenter(Presenter[PaletteView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(PaletteView(ready=opening.view.library is not None))
        self._front = front
        self._opening = opening
        opening.changed.connect(self._again)

    def _again(self) -> None:
        self._set(replace(self.view, ready=self._opening.view.library is not None))
        self.search(self.view.text)

    def search(self, text: str) -> None:
        """Look for the text; the groups before stay until the new ones are there."""
        self._set(replace(self.view, text=text))
        library = self._opening.view.library
        wanted = text.strip()
        if not wanted or wanted.startswith(">") or library is None:
            self._front.runner.stop(LANE)
            self._set(replace(self.view, groups=(), asked=text, also=(), seconds=0.0))
            return
        scope = self.view.scope
        mine = self._mine(wanted) if scope in ("all", "mine") else ()

        def look(job: Job) -> PaletteView:
            return _search(library, wanted, scope, mine)

        self._front.runner.start(LANE, look, self._found, self._failed)

    def _found(self, found: PaletteView) -> None:
        self._set(
            replace(
                self.view,
                groups=found.groups,
                asked=found.text,
                also=found.also,
                seconds=found.seconds,
                error=None,
            )
        )

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, groups=(), error=error))

    def _mine(self, text: str) -> tuple[Found, ...]:
        """Own proposals whose title holds every word; read in the main thread, as all work is."""
        store = self._opening.view.store
        if store is None:
            return ()
        words = _plain(text).split()
        found = []
        for row in store.proposals():
            title = _plain(f"{row.title.en} {row.title.ru}")
            if row.deleted is None and all(word in title for word in words):
                text_of = Text(row.title.en, row.title.ru)
                place = Place("wizard", row.id)
                found.append(Found("proposal", text_of, place, words=tuple(words)))
        return tuple(found)

    def narrow(self, scope: str) -> None:
        """Only one group, or all."""
        self._set(replace(self.view, scope=scope))
        self.search(self.view.text)

    def open(self, place: Place) -> None:
        self._front.go(place)

    def leave(self) -> None:
        """Closed: what is still looked for would come to nobody."""
        self._front.runner.stop(LANE)


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _search(library: Library, text: str, scope: str, mine: tuple[Found, ...]) -> PaletteView:
    from wecoop_desktop.library.query import Query

    limit = SHOWN["all" if scope == "all" else "one"]
    groups: list[Group] = []
    also: tuple[str, ...] = ()
    seconds = 0.0
    for name, kinds in GROUPS:
        if scope not in ("all", name):
            continue
        page = library.find(Query(text=text, kinds=kinds, limit=limit))
        seconds += page.seconds
        also = also or page.also
        if page.total:
            groups.append(Group(name, page.total, tuple(_found(hit) for hit in page.hits)))
    if mine:
        groups.append(Group("mine", len(mine), mine[:limit]))
    return PaletteView(text=text, groups=tuple(groups), also=also, seconds=seconds)


def _found(hit: Hit) -> Found:
    words = tuple(dict.fromkeys(why.word for why in hit.why if why.field == "title"))
    inside = next((why.word for why in hit.why if why.field != "title"), "")
    return Found(
        hit.kind,
        hit.title,
        _place(hit),
        hit.countries,
        hit.funders[:1],
        hit.years[0],
        words,
        "" if words else inside,
    )


def _place(hit: Hit) -> Place:
    if hit.kind == "section":
        return Place("guide", hit.id)
    if hit.kind == "term":
        return Place("guide", "glossary", hit.id)
    if hit.kind == "funder":
        return Place("funders", hit.id)
    if hit.kind == "policy":
        return Place("funders", part="policies").choosing("country", *hit.countries[:1])
    return Place("projects", hit.id)
