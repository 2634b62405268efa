"""What the last update brought, in the words of the first screen."""

from __future__ import annotations

from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.presenters.homenews import HomeNews, NewsRow
from wecoop_desktop.ui.presenters.updatesview import How
from wecoop_desktop.ui.screens.updateswords import KIND_ICONS, counted
from wecoop_desktop.ui.wording import ntr, said, tr

# One thing of a kind: what is said of it by name where it is new, where it has changed.
ONE = {
    "form": (mark("The form of the wizard is new"), mark("The form of the wizard has changed")),
    "template": (mark("New template: {title}"), mark("Template changed: {title}")),
    "funder": (mark("New funder profile: {title}"), mark("Funder profile updated: {title}")),
    "policy": (mark("New national policy: {title}"), mark("National policy updated: {title}")),
    "project": (mark("New project: {title}"), mark("Project updated: {title}")),
    "section": (mark("New in the guide: {title}"), mark("Guide revised: {title}")),
}
SAVED = {
    "project": nmark("{n} saved project has changed", "{n} saved projects have changed"),
    "section": nmark("{n} bookmarked section was revised", "{n} bookmarked sections were revised"),
}
VERBS = {"project": mark("Show"), "section": mark("Read"), "template": mark("Look")}


def span(news: HomeNews) -> str:
    """From when to when: `1 Oct 2026 → 14 Nov 2026`."""
    until = wording.day(news.until) if news.until else ""
    if not news.since:
        return until
    return tr("{since} → {until}", since=wording.day(news.since), until=until)


def row_words(row: NewsRow) -> tuple[str, str, str, str]:
    """Picture, what is new, what about it, and the verb."""
    icon = "bookmark" if row.saved else KIND_ICONS.get(row.kind, "archive")
    return icon, _what(row), _about(row), tr(VERBS.get(row.kind, mark("Open")))


def _what(row: NewsRow) -> str:
    if row.saved and row.kind in SAVED:
        return ntr(*SAVED[row.kind], row.changed)
    if (row.title or row.kind == "form") and row.kind in ONE:
        new, changed = ONE[row.kind]
        return tr(new if row.new else changed, title=said(row.title))
    hows: tuple[tuple[How, int], ...] = (
        ("new", row.new),
        ("changed", row.changed),
        ("gone", row.gone),
    )
    return ", ".join(counted(row.kind, how, n) for how, n in hows if n)


def _about(row: NewsRow) -> str:
    if row.drafts:
        code = wording.language().code
        title = row.drafts[0].title.of(code) or tr("Untitled proposal")
        if len(row.drafts) == 1:
            return tr("concerns “{title}”", title=title)
        more = len(row.drafts) - 1
        return ntr(
            "concerns “{title}” and {n} more draft",
            "concerns “{title}” and {n} more drafts",
            more,
            title=title,
        )
    places = (tr("{n} in {country}", n=n, country=country(code)) for code, n in row.countries)
    return ", ".join(places)
