"""What the last update brought, as the first screen tells it: the user's own things first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.affected import NAMED, OwnThings, uses
from wecoop_desktop.ui.presenters.updatesview import DraftNamed

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.news import News

COUNTED = ("section", "funder", "policy")
COUNTRIES = 2  # that are named with the new projects
LOOKED_AT = 400  # new projects whose countries are counted


@dataclass(frozen=True, slots=True)
class NewsRow:
    """`kind` of content with how many are new, changed and gone; `title` where it is one thing.

    `drafts` are the user's own that it concerns; `saved`: it counts bookmarked things only.
    `countries`: where most of the new projects are, with how many.
    """

    kind: str
    new: int = 0
    changed: int = 0
    gone: int = 0
    title: Text = Text()
    drafts: tuple[DraftNamed, ...] = ()
    saved: bool = False
    countries: tuple[tuple[str, int], ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class HomeNews:
    """`since` and `until`: when the packs before and the present ones were issued (ISO)."""

    since: str = ""
    until: str = ""
    rows: tuple[NewsRow, ...] = ()


def home_news(library: Library, news: News, own: OwnThings) -> HomeNews:
    """In a thread: reads titles and countries of what is named."""
    until = max((pack.issued.isoformat() for pack in library.info().packs), default="")
    return HomeNews(news.since, until, tuple(_rows(library, news, own)))


def _rows(library: Library, news: News, own: OwnThings) -> Iterator[NewsRow]:
    yield from _of_drafts(library, news, own)
    yield from _saved(news, own)
    new, changed, gone = _ids(news, "project")
    if new or changed or gone:
        which = "new" if new else "changed"
        yield NewsRow(
            "project", len(new), len(changed), len(gone),
            countries=_countries(library, new),
            place=Place("projects").choosing("news", which) if new or changed else None,
        )  # fmt: skip
    for kind in COUNTED:
        new, changed, gone = _ids(news, kind)
        if new or changed or gone:
            one = new + changed if len(new) + len(changed) == 1 and not gone else ()
            title = _title(library, kind, one[0]) if one else Text()
            place = _place(kind, one[0] if one else "")
            yield NewsRow(kind, len(new), len(changed), len(gone), title, place=place)


def _ids(news: News, kind: str) -> tuple[tuple[str, ...], ...]:
    return news.new.get(kind, ()), news.changed.get(kind, ()), news.gone.get(kind, ())


def _of_drafts(library: Library, news: News, own: OwnThings) -> Iterator[NewsRow]:
    """Forms, templates, funders, policies and projects that open proposals use."""
    for kind in ("form", *sorted(NAMED, reverse=True)):
        for thing in news.changed.get(kind, ()):
            drafts = tuple(draft.named for draft in own.drafts if uses(draft, kind, thing))
            if drafts:
                title = _title(library, kind, thing)
                screen = "export" if kind == "template" else "wizard"
                place = Place(screen, drafts[0].id)
                yield NewsRow(kind, changed=1, title=title, drafts=drafts, place=place)


def _saved(news: News, own: OwnThings) -> Iterator[NewsRow]:
    for kind, kept in sorted(own.saved.items()):
        changed = [one for one in news.changed.get(kind, ()) if one in kept]
        if changed and kind == "project":
            place = Place("projects").choosing("tab", "saved").choosing("news", "changed")
            yield NewsRow(kind, changed=len(changed), saved=True, place=place)
        elif changed:
            place = Place("guide", changed[0]).choosing("news", "changed")
            yield NewsRow(kind, changed=len(changed), saved=True, place=place)


def _countries(library: Library, new: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for project in new[:LOOKED_AT]:
        try:
            counts.update(library.project(project).countries)
        except AppError:
            continue
    return tuple(counts.most_common(COUNTRIES))


def _title(library: Library, kind: str, thing: str) -> Text:
    try:
        match kind:
            case "template":
                return library.template(thing).name
            case "funder":
                return library.funder(thing).name
            case "policy":
                return library.policy(thing).name
            case "project":
                return library.project(thing).title
            case "section":
                return library.section(thing).title
    except AppError:
        pass
    return Text()


def _place(kind: str, one: str) -> Place:
    if kind == "section":
        return Place("guide", one).choosing("news", "changed")
    if kind == "funder":
        return Place("funders", one)
    return Place("funders", part="policies")
