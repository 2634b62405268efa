"""Ways in which a proposal can begin, what each takes along, and the verb that begins one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.ownform import in_content
from wecoop_desktop.ui.presenters.wizardview import title_of

if TYPE_CHECKING:
    from wecoop_desktop.advice.begin import Begun, Problem, Wish
    from wecoop_desktop.advice.seed import Taken
    from wecoop_desktop.library.query import Hit, Page
    from wecoop_desktop.packs.content import Example
    from wecoop_desktop.ui.desk import Desk

WAYS = ("problem", "blank", "example", "project", "proposal", "match", "file")
MOST = 30  # projects that are offered


@dataclass(frozen=True, slots=True)
class Earlier:
    """A proposal of this computer that another can begin with."""

    id: str
    title: Words
    changed: datetime


@dataclass(frozen=True, slots=True)
class BeginView:
    """`chosen` is the example, project or proposal of the way; `begun` and `taken` say what it
    gives. `offered` projects are those of the search, `found` of so many."""

    form: Form | None = None
    way: str = "problem"
    country: str = ""
    examples: tuple[Example, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    offered: tuple[Hit, ...] = ()
    found: int = 0
    chosen: str = ""
    wish: Wish = "whole"
    begun: Begun | None = None
    taken: tuple[Taken, ...] | None = None
    error: AppError | None = None


class BeginPresenter(Presenter[BeginView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(BeginView())
        self._desk = desk

    def arrive(self, place: Place) -> None:
        """The way is the part of the place; what can be chosen is read anew."""
        try:
            form = self._desk.library.form()
            examples = tuple(self._desk.library.examples())
            rows = [row for row in self._desk.store.proposals() if row.deleted is None]
            earlier = tuple(Earlier(row.id, self._title(row.id), row.updated) for row in rows)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        country = self._desk.settings().country
        newest = tuple(sorted(earlier, key=lambda one: one.changed, reverse=True))
        self._set(
            replace(
                self.view, form=form, country=country, examples=examples, earlier=newest, error=None
            )
        )
        self.turn(place.part if place.part in WAYS else self.view.way)

    def _title(self, proposal: str) -> Words:
        plain = self._desk.store.load(proposal).answers
        said = {path: plain.get(path) for path in ("basic.title_en", "basic.title_ru")}
        return title_of({path: text for path, text in said.items() if isinstance(text, str)})

    def turn(self, way: str) -> None:
        """One of WAYS; what was chosen for another way is forgotten."""
        if way not in WAYS:
            return
        self._set(replace(self.view, way=way, chosen="", begun=None, taken=None, error=None))
        self._desk.stay(Place("begin", part=way))
        if way == "project" and not self.view.offered:
            self.search("")

    def search(self, text: str) -> None:
        """Offer projects with these words, those of the user's own country first where none are."""
        from wecoop_desktop.library.query import Query

        query = Query(text=text, limit=MOST)
        if not text.strip() and self.view.country:
            query = query.choosing("country", self.view.country)
        library = self._desk.library
        self._desk.runner.start(
            "begin", lambda job: library.find(query), self._offered, self._failed
        )

    def _offered(self, page: Page) -> None:
        self._set(replace(self.view, offered=tuple(page.hits), found=page.total))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, error=error))

    # choosing

    def choose(self, thing: str) -> None:
        """The example, project or proposal to begin with; shows what it would give."""
        self._set(replace(self.view, chosen=thing, error=None))
        self._weigh()

    def take(self, wish: Wish) -> None:
        """The whole earlier proposal or its structure only."""
        self._set(replace(self.view, wish=wish))
        self._weigh()

    def _weigh(self) -> None:
        from wecoop_desktop.advice.begin import again
        from wecoop_desktop.advice.seed import seed

        view, library = self.view, self._desk.library
        if view.form is None or not view.chosen:
            return
        try:
            if view.way == "proposal":
                begun = again(view.form, self._answers(view.chosen), view.wish)
                self._set(replace(view, begun=begun))
            elif view.way == "project":
                project = library.project(view.chosen)
                found = seed(project, view.form, library.organisations())
                self._set(replace(view, taken=found.taken))
        except AppError as error:
            self._set(replace(view, error=error))

    def _answers(self, proposal: str) -> Answers:
        from wecoop_desktop.forms.codec import read_answers

        form = self._desk.library.form()
        return read_answers(form, in_content(self._desk, self._desk.store.load(proposal)))[0]

    # beginning

    def begin_blank(self, level: str) -> None:
        answers: dict[str, Value] = {"basic.target_maturity": level}
        if self.view.country:
            answers["basic.countries"] = (self.view.country,)
        self._begin(answers)

    def begin_problem(self, told: Problem) -> None:
        from wecoop_desktop.advice.begin import of_problem

        if self.view.form is not None:
            self._begin(of_problem(self.view.form, told))

    def begin_chosen(self) -> None:
        """With what was chosen; nothing where nothing was."""
        from wecoop_desktop.advice.seed import seed
        from wecoop_desktop.forms.codec import read_answers

        view, library = self.view, self._desk.library
        if view.form is None or not view.chosen:
            return
        try:
            if view.way == "example":
                example = library.example(view.chosen)
                self._begin(read_answers(view.form, example.answers)[0])
            elif view.way == "proposal" and view.begun is not None:
                self._begin(view.begun.answers)
            elif view.way == "project":
                project = library.project(view.chosen)
                self._begin(seed(project, view.form, library.organisations()).answers)
        except AppError as error:
            self._set(replace(self.view, error=error))

    def open_file(self, path: Path) -> None:
        """A `.wecoop` file; the list of proposals takes it in and asks what is to be asked."""
        self._desk.go(Place("proposals", part="file").choosing("path", str(path)))

    def ask_match(self) -> None:
        """The quick match; a proposal begins there with its answers."""
        self._desk.go(Place("funders", part="match"))

    def _begin(self, answers: Mapping[str, Value]) -> None:
        from wecoop_desktop.forms.codec import plain_answers
        from wecoop_desktop.work.shape import form_data

        form = self.view.form
        if form is None:
            return
        try:
            plain = plain_answers(answers)
            made = self._desk.store.create(form.id, form.version, plain, form_data(form))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, chosen="", begun=None, taken=None))
        # The way back leads to the list, not into beginning another one.
        self._desk.stay(Place("proposals"))
        self._desk.go(Place("wizard", made))
