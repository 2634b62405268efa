"""Which of the user's own things a change of the content concerns: drafts, saved things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from types import MappingProxyType

from wecoop_desktop.packs.content import Manifest
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.presenters.updatesview import Changed, DraftNamed, PackRow

# Kinds of content that answers of a proposal name by id.
NAMED = frozenset({"template", "funder", "policy", "project"})
BOOKMARKS: Mapping[str, str] = {"project": "project", "section": "guide.bookmark"}
NONE_SAVED: Mapping[str, frozenset[str]] = MappingProxyType({})
# What is said first where nothing of the user's own is concerned.
ORDER = (
    "form",
    "template",
    "funder",
    "policy",
    "section",
    "project",
    "event",
    "term",
    "example",
    "figure",
    "quiz",
    "rates",
    "exercise",
    "answer",
    "organisation",
    "pack",
)
HOW = ("changed", "closed", "new", "gone")


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A proposal with everything that its answers name."""

    named: DraftNamed
    form: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnThings:
    """Read in the main thread, which alone uses the work store."""

    drafts: tuple[OwnDraft, ...] = ()
    saved: Mapping[str, frozenset[str]] = made(default_factory=lambda: NONE_SAVED)


def own_things(desk: Desk) -> OwnThings:
    """The open proposals and bookmarks. Raises `AppError` where the work cannot be read."""
    store = desk.store
    drafts = []
    for row in store.proposals():
        if row.deleted is None:
            proposal = store.load(row.id)
            names = frozenset(_texts(proposal.answers.values()))
            drafts.append(OwnDraft(DraftNamed(row.id, row.title), proposal.form, names))
    saved = {kind: frozenset(store.marks(mark)) for kind, mark in BOOKMARKS.items()}
    return OwnThings(tuple(drafts), saved)


def _texts(data: Iterable[object]) -> Iterator[str]:
    """Every text that stands anywhere in answers."""
    waiting = list(data)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, list | tuple):
            waiting.extend(one)


def named(rows: Iterable[Changed], own: OwnThings) -> tuple[Changed, ...]:
    """The changes with the drafts and bookmarks they concern; those come first."""
    return tuple(sorted((_with_own(row, own) for row in rows), key=_order))


def _with_own(row: Changed, own: OwnThings) -> Changed:
    if row.how == "new":  # nobody can have used it
        return row
    drafts = tuple(draft.named for draft in own.drafts if uses(draft, row.kind, row.id))
    saved = row.id in own.saved.get(row.kind, frozenset())
    return replace(row, drafts=drafts, saved=saved)


def uses(draft: OwnDraft, kind: str, thing: str) -> bool:
    """Whether a proposal is filled with that form, or names that thing in an answer."""
    if kind == "form":
        return draft.form == thing
    return kind in NAMED and thing in draft.names


def _order(row: Changed) -> tuple[object, ...]:
    kind = ORDER.index(row.kind) if row.kind in ORDER else len(ORDER)
    return (not row.drafts, not row.saved, kind, HOW.index(row.how), row.title.en, row.id)


def rows_of(manifests: Iterable[Manifest]) -> tuple[PackRow, ...]:
    """Installed packs as the library knows them, before the files were looked at."""
    return tuple(PackRow(one.id, one.title, one.version, one.issued) for one in manifests)
