"""One entry for the publisher while it is written: what it is about, and what will leave.

A new entry is kept from the first letter on, as a draft; what is typed is on disk within
`SAVE_AFTER` milliseconds. Nothing is sent from here: the outbox does that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.packs.feedback import (
    NOBODY,
    Entry,
    Kind,
    Person,
    Thing,
    fitting,
    missing,
)
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.advice.facts import Fact
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.outbox import Kept

SAVE_AFTER = 800  # ms from the first change that is not on disk yet
TRY_AGAIN_AFTER = 3000
LINES = ("name", "role", "email")
KINDS = {  # what can be said of a kind of thing, the likeliest first
    "project": (Kind.CORRECTION, Kind.QUESTION),
    "funder": (Kind.CORRECTION, Kind.QUESTION),
    "policy": (Kind.CORRECTION, Kind.QUESTION),
    "term": (Kind.CORRECTION, Kind.QUESTION),
    "section": (Kind.COMMENT, Kind.CORRECTION, Kind.QUESTION),
}


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """`entry` as typed; `kept` is how it stands in the outbox, None before the first letter.

    `facts` are those of the thing with what stands there now; `kinds` can be chosen between.
    `named`: the fields for name, role and e-mail are shown. `wanting` are codes of what is missing,
    said once `asked` to be sent; `serial` grows with each entry that is opened.
    """

    entry: Entry | None = None
    kept: Kept | None = None
    facts: tuple[Fact, ...] = ()
    kinds: tuple[Kind, ...] = ()
    named: bool = False
    waiting: bool = False  # not on disk yet
    asked: bool = False
    removed: bool = False
    error: AppError | None = None
    serial: int = 0

    @property
    def open(self) -> bool:
        return self.kept is None or self.kept.open

    @property
    def wanting(self) -> tuple[str, ...]:
        return missing(self.entry) if self.entry is not None else ()


class FeedbackPresenter(Presenter[FeedbackView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(FeedbackView())
        self._desk = desk
        self._begun = Place("feedback")  # where the entry was begun that is shown
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.timeout.connect(self.flush)

    def arrive(self, place: Place) -> None:
        """`id` is an entry of the outbox; without one `part` is the kind of a new one, and the
        choices say `about` ("project:ID") and `field`."""
        if self._is_shown(place):
            return
        self.flush()
        if self.view.waiting:
            return  # what was typed is not on disk yet: stay, the screen says why
        try:
            if place.id:
                self._open(self._desk.store.outbox.one(place.id))
            else:
                self._begin(place)
        except AppError as error:
            self._set(FeedbackView(error=error, serial=self.view.serial + 1))

    def leave(self) -> None:
        self.flush()

    # opening

    def _is_shown(self, place: Place) -> bool:
        """The window is built anew at the place where it is."""
        entry = self.view.entry
        if entry is None or self.view.removed:
            return False
        return place.id == entry.id if place.id else place == self._begun and not self.view.kept

    def _begin(self, place: Place) -> None:
        """A new entry, or the draft that was begun about the same."""
        from wecoop_desktop.work.outbox import State, new_id

        self._begun = place
        named = next(iter(place.choice("about")), "")
        about, facts = self._facts(*named.partition(":")[::2])
        kinds = KINDS.get(about.kind, (Kind.QUESTION, Kind.PROJECT))
        wished = [kind for kind in kinds if str(kind) == place.part]
        kind = (wished or list(kinds))[0]
        if about.id:
            for kept in self._desk.store.outbox.entries():
                thing = kept.entry.about
                same = (thing.kind, thing.id, kept.entry.kind) == (about.kind, about.id, kind)
                if same and kept.state is State.DRAFT:
                    self._open(kept)
                    return
        entry = Entry(new_id(), kind, about, written=self._desk.today())
        if kind is Kind.PROJECT:
            entry = replace(entry, about=Thing("project"))
        serial = self.view.serial + 1
        self._set(FeedbackView(entry, None, facts, kinds, serial=serial))
        field = next(iter(place.choice("field")), "")
        if field:
            self._choose(field)

    def _open(self, kept: Kept) -> None:
        entry = kept.entry
        facts: tuple[Fact, ...] = ()
        kinds = KINDS.get(entry.about.kind if entry.about.id else "", (entry.kind,))
        if kept.open and entry.about.id:
            try:
                about, facts = self._facts(entry.about.kind, entry.about.id)
            except AppError:  # the thing is not published any more; what was said of it stays
                about = entry.about
            entry = replace(entry, about=about if about.title else entry.about)
        if not entry.about.id:
            kinds = (Kind.QUESTION, Kind.PROJECT)
        named = entry.by != NOBODY
        serial = self.view.serial + 1
        self._set(FeedbackView(entry, kept, facts, kinds, named=named, serial=serial))

    def _facts(self, kind: str, id: str) -> tuple[Thing, tuple[Fact, ...]]:
        from wecoop_desktop.advice.facts import facts

        if not kind or not id:
            return Thing(), ()
        language = Language(original(self._desk.settings().language or "en"))
        return facts(self._desk.library, kind, id, language)

    # writing

    def choose_kind(self, kind: str) -> None:
        entry = self.view.entry
        if entry is None or kind not in [str(each) for each in self.view.kinds]:
            return
        chosen = Kind(kind)
        if not entry.about.id:
            about = replace(entry.about, kind="project" if chosen is Kind.PROJECT else "")
            entry = replace(entry, about=about)
        self._write(replace(entry, kind=chosen))

    def choose_field(self, field: str) -> None:
        """Which fact is wrong; what stands there now is said with it."""
        self._choose(field)
        self._touch()

    def _choose(self, field: str) -> None:
        from wecoop_desktop.advice.facts import OTHER

        entry = self.view.entry
        fact = next((one for one in self.view.facts if one.field == field), None)
        if entry is not None and fact is not None:
            named = "" if field == OTHER else field
            self._set(replace(self.view, entry=replace(entry, field=named, present=fact.value)))

    def write(self, part: str, text: str) -> None:
        """A part of the entry as it stands in its editor: proposed, source, text, title, name,
        role, email."""
        entry = self.view.entry
        if entry is None or not self.view.open:
            return
        if part in LINES:
            by = {name: getattr(entry.by, name) for name in LINES}
            entry = replace(entry, by=Person(**{**by, part: fitting(text, lines=False)}))
        elif part == "title":
            entry = replace(entry, about=replace(entry.about, title=fitting(text, lines=False)))
        elif part == "proposed":
            entry = replace(entry, proposed=fitting(text))
        elif part == "source":
            entry = replace(entry, source=fitting(text))
        else:
            entry = replace(entry, text=fitting(text))
        self._write(entry)

    def show_name(self, wanted: bool) -> None:
        """Whether name, role and e-mail go along; they are forgotten where they do not."""
        entry = self.view.entry
        if entry is None:
            return
        self._set(replace(self.view, named=wanted))
        if not wanted and entry.by != NOBODY:
            self._write(replace(entry, by=NOBODY))

    def _write(self, entry: Entry) -> None:
        if entry != self.view.entry:
            self._set(replace(self.view, entry=entry))
            self._touch()

    def _touch(self) -> None:
        if not self._save.isActive():
            self._save.start(SAVE_AFTER)
        self._set(replace(self.view, waiting=True))

    def flush(self) -> None:
        """Write what waits. A failure keeps it waiting and is tried again."""
        self._save.stop()
        kept = self.view.kept
        if self.view.waiting:
            self._keep(ready=kept is not None and str(kept.state) == "waiting")

    def _keep(self, *, ready: bool) -> bool:
        entry = self.view.entry
        if entry is None:
            return False
        self._save.stop()
        try:
            kept = self._desk.store.outbox.write(entry, ready=ready)
        except AppError as error:
            self._save.start(TRY_AGAIN_AFTER)
            self._set(replace(self.view, error=error))
            return False
        fresh = self.view.kept is None or self.view.kept.entry.id != kept.entry.id
        self._set(replace(self.view, entry=kept.entry, kept=kept, waiting=False, error=None))
        if fresh:
            self._desk.stay(Place("feedback", kept.entry.id))
        return True

    # where it goes

    def put(self) -> None:
        """Into the outbox, to leave when the user sends it; says what is missing."""
        self._set(replace(self.view, asked=True))
        if not self.view.wanting:
            self._keep(ready=True)

    def hold(self) -> None:
        """Back to being a draft."""
        self._keep(ready=False)

    def remove(self) -> None:
        """Take it away; `undo` brings it back."""
        kept, entry = self.view.kept, self.view.entry
        if entry is None:
            return
        if kept is not None:
            self.flush()  # what was typed a moment ago comes back with the rest
            kept = self.view.kept
        self._save.stop()
        try:
            if kept is not None:
                self._desk.store.outbox.remove(kept.entry.id)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, waiting=False, removed=kept is not None))
        if kept is None and place_of(entry.about) is not None:
            self.go_to_thing()
        elif kept is None:
            self.go_to_outbox()

    def undo(self) -> None:
        """Bring back what was taken away a moment ago."""
        if not self.view.removed or self.view.kept is None:
            return
        try:
            self._desk.store.outbox.undo()
            self._open(self._desk.store.outbox.one(self.view.kept.entry.id))
        except AppError as error:
            self._set(replace(self.view, error=error))

    def go_to_outbox(self) -> None:
        self._desk.go(Place("updates", part="outbox"))

    def go_to_thing(self) -> None:
        """Show what it is about."""
        entry = self.view.entry
        place = place_of(entry.about) if entry is not None else None
        if place is not None:
            self._desk.go(place)

    def go(self, place: Place) -> None:
        self._desk.go(place)


def place_of(about: Thing) -> Place | None:
    """Where a thing is shown."""
    if not about.id:
        return None
    match about.kind:
        case "project":
            return Place("projects", about.id)
        case "section":
            return Place("guide", about.id)
        case "funder":
            return Place("funders", about.id)
        case "policy":
            return Place("funders", part="policies").choosing("policy", about.id)
        case "term":
            return Place("guide", "glossary", about.id)
    return None


def feedback_place(kind: Kind, about: str = "", field: str = "") -> Place:
    """Where feedback about a thing ("project:ID") is written."""
    named = {"about": about, "field": field}
    choices = tuple((name, value) for name, value in sorted(named.items()) if value)
    return Place("feedback", part=str(kind), choices=choices)
