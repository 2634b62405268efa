"""Another version of the form for a proposal: what would become of the answers, there and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.form import Data, Field, Form
from wecoop_desktop.forms.upgrade import Upgrade, parked, upgrade
from wecoop_desktop.forms.whole import whole_answers
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.ownform import later, version_form
from wecoop_desktop.ui.presenters.wizardview import title_of

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.proposal import Proposal

Way = Literal["newer", "earlier"]


@dataclass(frozen=True, slots=True)
class ParkedAnswer:
    """An answer without a place in the form, whole. `question` is None where nobody here knows
    what was asked; `value` is what it says."""

    key: str
    path: str
    version: str
    reason: str
    question: Field | None
    value: Value


@dataclass(frozen=True, slots=True)
class Went:
    """Answers that now stand elsewhere: what was asked before and what is asked now."""

    before: tuple[Text, ...]
    after: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of the answers in `version`."""

    way: Way
    version: str
    kept: int
    went: tuple[Went, ...]
    aside: tuple[ParkedAnswer, ...]
    back: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class NewerFormView:
    """`version` is that of the proposal. `newer`, `earlier` are versions it could move to, ""
    where there is none; `ahead` says that it is filled with a later version than the content of
    this computer has. `aside` are the answers parked now. `unknown`: the form is not known here at
    all, all answers stand aside."""

    id: str = ""
    title: Words = Words()  # noqa: RUF009 - frozen
    version: str = ""
    content: str = ""
    newer: str = ""
    earlier: str = ""
    ahead: bool = False
    unknown: bool = False
    preview: Preview | None = None
    aside: tuple[ParkedAnswer, ...] = ()
    moved: Way | None = None
    error: AppError | None = None


class NewerFormPresenter(Presenter[NewerFormView]):
    """`arrive` at `Place("newerform", proposal)`; the part `earlier` previews the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(NewerFormView())
        self._desk = desk

    def arrive(self, place: Place) -> None:
        self._set(NewerFormView(place.id))
        self._load("earlier" if place.part == "earlier" else "newer")

    def _load(self, wished: Way, moved: Way | None = None) -> None:
        desk, view = self._desk, self.view
        try:
            here = desk.store.load(view.id)
            state = versions_of(desk, here)
            ways: dict[Way, str] = {"newer": state.newer, "earlier": state.earlier}
            other: Way = "earlier" if wished == "newer" else "newer"
            way = wished if ways[wished] else other
            preview = None
            if ways[way] and moved is None:
                preview = self._preview(here, way, ways[way])
            aside = self._asides(here, here.answers, None)
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._set(replace(state, preview=preview, aside=aside, moved=moved))

    def show(self, way: Way) -> None:
        """Preview the move to the newer form, or the way back."""
        self._load(way)

    # what would happen

    def _preview(self, here: Proposal, way: Way, version: str) -> Preview | None:
        old, new, done = self._carried(here, version)
        known = _questions(new)
        went = tuple(
            Went(_labels(move.sources, old, new), _labels(move.targets, new, old))
            for move in done.moved
        )
        before = parked(old or new, here.answers, version=here.form_version)
        fresh = {one.key for one in done.parked} - {one.key for one in before}
        aside = tuple(one for one in self._asides(here, done.answers, new) if one.key in fresh)
        back = tuple(known[path].label if path in known else Text(path) for path in done.back)
        return Preview(way, version, len(done.kept), went, aside, back)

    def _carried(self, here: Proposal, version: str) -> tuple[Form | None, Form, Upgrade]:
        """The form now, the other one, and the answers in it."""
        old = version_form(self._desk, here, here.form_version)
        new = version_form(self._desk, here, version)
        if new is None:
            raise AppError("proposal-form-unknown", path=version, form=here.form)
        return old, new, upgrade(old, new, here.answers, version=here.form_version)

    def _asides(
        self, here: Proposal, answers: Mapping[str, Data], form: Form | None
    ) -> tuple[ParkedAnswer, ...]:
        """What has no place in the form; in a form that nobody knows, all of it."""
        present = form or version_form(self._desk, here, here.form_version)
        present = present or self._installed(here)
        if present is None:
            return tuple(
                ParkedAnswer(
                    path, path, here.form_version, "no-form", None, _value(None, path, data)
                )
                for path, data in answers.items()
            )
        found = []
        former = version_form(self._desk, here, here.form_version)
        earlier = version_form(self._desk, here, _earlier(self._desk, here))
        for one in parked(present, answers, version=here.form_version):
            of = version_form(self._desk, here, one.version) if one.version else None
            if of is None:  # a version on the way that nobody has: what came before asked it too
                of = next((f for f in (former, earlier) if one.path in _questions(f)), None)
            question = _questions(of).get(one.path) or _questions(present).get(one.path)
            value = _value(of or present, one.path, one.value)
            found.append(ParkedAnswer(one.key, one.path, one.version, one.reason, question, value))
        return tuple(found)

    def _installed(self, here: Proposal) -> Form | None:
        installed = self._desk.library.form()
        return installed if installed.id == here.form else None

    # moving

    def move(self) -> None:
        """To the version that is previewed; the state before is kept as a revision."""
        preview = self.view.preview
        if preview is None:
            return
        from wecoop_desktop.work.shape import form_data

        try:
            here = self._desk.store.load(self.view.id)
            _, new, done = self._carried(here, preview.version)
            self._desk.store.adopt_form(here.id, new.version, done.answers, form_data(new))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        back: Way = "earlier" if preview.way == "newer" else "newer"
        self._load(back, moved=preview.way)

    def open_proposal(self) -> None:
        self._desk.go(Place("wizard", self.view.id))


def versions_of(desk: Desk, here: Proposal) -> NewerFormView:
    """The versions a proposal has, could have and had."""
    installed = desk.library.form()
    same = installed.id == here.form
    version = here.form_version
    known = version_form(desk, here, version)
    newer = installed.version if same and version and later(installed.version, version) else ""
    return NewerFormView(
        here.id,
        title_of(whole_answers(known or installed, here.answers)),
        version,
        installed.version if same else "",
        newer,
        _earlier(desk, here),
        ahead=same and bool(version) and later(version, installed.version),
        unknown=known is None and not same,
    )


def _earlier(desk: Desk, here: Proposal) -> str:
    """The version that the proposal had before it moved the last time, if its form is here."""
    for kept in desk.store.revisions(here.id):
        version = kept.form_version
        if version and version != here.form_version and later(here.form_version, version):
            return version if version_form(desk, here, version) is not None else ""
    return ""


def _questions(form: Form | None) -> Mapping[str, Field]:
    if form is None:
        return {}
    return {field.path: field for step in form.steps for field in step.fields}


def _labels(paths: tuple[str, ...], first: Form | None, second: Form | None) -> tuple[Text, ...]:
    """What the questions ask, in the form that has them; else their names."""
    known = {**_questions(second), **_questions(first)}
    return tuple(known[path].label if path in known else Text(path) for path in paths)


def _value(form: Form | None, path: str, data: Data) -> Value:
    """The answer as a value; a text in two languages also where nobody knows the question."""
    if form is not None and path in _questions(form):
        return whole_answers(form, {path: data}).get(path, cast(Value, data))
    if isinstance(data, Mapping) and data and set(data) <= {"en", "ru", "older"}:
        en, ru = (data.get(code) for code in ("en", "ru"))
        return Words(en if isinstance(en, str) else "", ru if isinstance(ru, str) else "")
    return cast(Value, data)
