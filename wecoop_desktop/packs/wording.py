"""How what changed between two editions is said: counted by kind, and thing by thing."""

from __future__ import annotations

from collections.abc import Iterator

from wecoop_desktop.base.language import Language, mark, nmark
from wecoop_desktop.packs.changes import ENDED, HOW, KINDS, Change, Changes

COUNTED = {
    ("project", "new"): nmark("{n} project added", "{n} projects added"),
    ("project", "changed"): nmark("{n} project updated", "{n} projects updated"),
    ("project", "closed"): nmark("{n} project closed", "{n} projects closed"),
    ("project", "gone"): nmark("{n} project removed", "{n} projects removed"),
    ("section", "new"): nmark("{n} guide section added", "{n} guide sections added"),
    ("section", "changed"): nmark("{n} guide section revised", "{n} guide sections revised"),
    ("section", "gone"): nmark("{n} guide section removed", "{n} guide sections removed"),
    ("term", "new"): nmark("{n} glossary term added", "{n} glossary terms added"),
    ("term", "changed"): nmark("{n} glossary term revised", "{n} glossary terms revised"),
    ("term", "gone"): nmark("{n} glossary term removed", "{n} glossary terms removed"),
    ("funder", "new"): nmark("{n} funder profile added", "{n} funder profiles added"),
    ("funder", "changed"): nmark("{n} funder profile updated", "{n} funder profiles updated"),
    ("funder", "gone"): nmark("{n} funder profile removed", "{n} funder profiles removed"),
    ("policy", "new"): nmark("{n} national policy added", "{n} national policies added"),
    ("policy", "changed"): nmark("{n} national policy updated", "{n} national policies updated"),
    ("policy", "gone"): nmark("{n} national policy removed", "{n} national policies removed"),
    ("event", "new"): nmark("{n} event added", "{n} events added"),
    ("event", "changed"): nmark("{n} event updated", "{n} events updated"),
    ("event", "gone"): nmark("{n} event removed", "{n} events removed"),
}
NAMES = {
    "project": mark("Project"),
    "section": mark("Guide section"),
    "term": mark("Glossary term"),
    "funder": mark("Funder profile"),
    "policy": mark("National policy"),
    "form": mark("Form of the wizard"),
    "template": mark("Template of a document"),
    "example": mark("Worked example"),
    "event": mark("Event"),
    "rates": mark("Exchange rates"),
    "exercise": mark("Exercise"),
    "answer": mark("Answer to feedback"),
    "figure": mark("Figure of the guide"),
    "quiz": mark("Short check of the guide"),
    "organisation": mark("Organisation"),
    "pack": mark("Words and groups of a pack"),
}
DONE = {
    "new": mark("added"),
    "changed": mark("changed"),
    "closed": mark("closed"),
    "gone": mark("removed"),
}


def how(change: Change) -> str:
    """What a change is said as: a project that ended is closed, whatever else changed in it."""
    return "closed" if change.status in ENDED and change.how == "changed" else change.how


def counts(changes: Changes) -> list[tuple[str, str, int]]:
    """Kind, how, and how many, in their order; a project that ended counts once."""
    found: dict[tuple[str, str], int] = {}
    for change in changes.things:
        key = (change.kind, how(change))
        found[key] = found.get(key, 0) + 1
    order = [(kind, done) for kind in KINDS for done in ("new", "closed", *HOW[1:])]
    return [(*key, found[key]) for key in order if key in found]


def say_counts(language: Language, changes: Changes) -> Iterator[str]:
    """A line for each kind: `12 projects added`."""
    for kind, done, n in counts(changes):
        yield say_count(language, kind, done, n)


def say_count(language: Language, kind: str, done: str, n: int) -> str:
    """So many things of one kind: `12 projects added`."""
    if (kind, done) in COUNTED:
        return language.ntr(*COUNTED[kind, done], n)
    words = language.tr(NAMES.get(kind, kind))
    return language.tr("{kind}: {n} {how}", kind=words, n=n, how=language.tr(DONE[done]))


def say_change(language: Language, change: Change) -> str:
    """One thing: `Funder profile, changed: Green Climate Fund`."""
    return language.tr(
        "{kind}, {how}: {title}",
        kind=language.tr(NAMES.get(change.kind, change.kind)),
        how=language.tr(DONE[how(change)]),
        title=language.text(change.title) or change.id,
    )
