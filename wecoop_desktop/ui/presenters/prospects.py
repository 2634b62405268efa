"""Funders beside the wizard: verdicts that follow the answers, policies to name, what is asked.

Nothing is computed while keys are pressed: `follow` only notes the state, and what it says is found
in a job `IDLE` milliseconds after the last change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Answers, Row, Value, Words
from wecoop_desktop.packs.content import Funder, Policy
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.matchingview import MATCH, NO_FUNDERS

if TYPE_CHECKING:
    from wecoop_desktop.advice.matching import Match
    from wecoop_desktop.advice.records import Records
    from wecoop_desktop.advice.review import Assessment
    from wecoop_desktop.forms.form import Form
    from wecoop_desktop.forms.state import State
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.presenters.wizardview import WizardView

IDLE = 150  # ms after the last change of an answer
LANE, RECORDS = "wizard-funders", "wizard-records"
POLICY_STEP, NATIONAL = "policy", "policy.national"
TARGETS = "basic.target_funders"
BEST = 3  # funders shown that the draft does not name
CHOSEN = 4  # funders shown that it names
MOST_POLICIES = 12
NO_COUNTS: Mapping[str, int] = MappingProxyType({})


class Document(NamedTuple):
    """A national document about a sector of the draft; `named` in its policy step already."""

    policy: Policy
    weight: int
    named: bool


class Asked(NamedTuple):
    """What a reviewer of a funder looks at in this step."""

    funder: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class ProspectsView:
    """`known`: the draft says where or what; without it nothing is matched. `chosen` are matches
    of the funders the draft names, `best` the first of the others."""

    draft: str = ""
    step: str = ""
    form: Form | None = None
    funders: Mapping[str, Funder] = made(default_factory=lambda: NO_FUNDERS)
    known: bool = False
    ready: bool = False
    counts: Mapping[str, int] = made(default_factory=lambda: NO_COUNTS)
    chosen: tuple[Match, ...] = ()
    best: tuple[Match, ...] = ()
    documents: tuple[Document, ...] = ()
    asked: tuple[Asked, ...] = ()
    error: AppError | None = None


class _Found(NamedTuple):
    matches: tuple[Match, ...]
    asked: tuple[Asked, ...]


class ProspectsPresenter(Presenter[ProspectsView]):
    """A child of the wizard's presenter, whose view it is told by the panel while that is seen."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(ProspectsView())
        self.setParent(wizard)
        self._desk = desk
        self._wizard = wizard
        self._seen: tuple[object, ...] = ()
        self._now: WizardView | None = None
        self._records: Records | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self.look)

    def follow(self, view: WizardView) -> None:
        """The wizard is at another answer or step; cheap, called after each key."""
        sign = (view.id, view.step, view.answers)
        if view.form is None or view.state is None:
            return
        if self._seen[:2] == sign[:2] and self._seen[2] is sign[2]:
            return
        other = self._seen[:1] != sign[:1]
        self._seen, self._now = sign, view
        if other:
            self._set(ProspectsView(draft=view.id, form=view.form, funders=self.view.funders))
            self.look()  # it was opened: there is no key to wait for
        else:
            self._idle.start()

    def look(self) -> None:
        """Match the answers as they are now; what is shown stays until the result is there."""
        self._idle.stop()
        now = self._now
        if now is None or now.form is None or now.state is None:
            return
        library = self._desk.library
        answers = now.answers
        known = bool(answers.get("basic.countries") or answers.get("basic.sectors"))
        funders = self.view.funders or {one.id: one for one in library.funders()}
        documents = self._documents(answers) if now.step == POLICY_STEP else ()
        self._set(
            replace(
                self.view,
                draft=now.id,
                step=now.step,
                form=now.form,
                funders=funders,
                known=known,
                documents=documents,
                asked=self.view.asked if self.view.step == now.step else (),
            )
        )
        if not known:
            self._set(replace(self.view, ready=True, counts=NO_COUNTS, chosen=(), best=()))
            return
        if self._records is None:
            self._load_records()
        self._desk.runner.start(
            LANE,
            self._matching(now.form, answers, now.state, now.step, funders),
            self._found,
            self._failed,
        )

    def _load_records(self) -> None:
        from wecoop_desktop.advice.records import NO_RECORDS, of_library

        library = self._desk.library
        self._records = NO_RECORDS
        self._desk.runner.start(
            RECORDS, lambda job: of_library(library), self._recorded, self._failed
        )

    def _recorded(self, records: Records) -> None:
        self._records = records
        self._idle.start()

    def _matching(
        self,
        form: Form,
        answers: Answers,
        state: State,
        step: str,
        funders: Mapping[str, Funder],
    ) -> Callable[[Job], _Found]:
        from wecoop_desktop.advice.records import NO_RECORDS

        library, today = self._desk.library, self._desk.today()
        language = self._desk.settings().language or "en"
        records = self._records if self._records is not None else NO_RECORDS
        reference, rates = library.reference(), library.rates()

        def work(job: Job) -> _Found:
            from wecoop_desktop.advice.matching import match

            matches = match(
                form, answers, reference, today=today, language=language, rates=rates,
                records=records,
            )  # fmt: skip
            job.step(1, 2)
            named = [funders[one] for one in named_funders(answers) if one in funders]
            return _Found(matches, tuple(_asked(form, answers, state, step, named)))

        return work

    def _found(self, found: _Found) -> None:
        now = self._now
        if now is None:
            return
        named = named_funders(now.answers)
        by_id = {one.funder: one for one in found.matches}
        chosen = tuple(by_id[one] for one in named if one in by_id)[:CHOSEN]
        others = [one for one in found.matches if one.funder not in named]
        best = tuple(one for one in others if one.verdict != "does_not_fit")[:BEST]
        counts = Counter(one.verdict for one in found.matches)
        self._set(
            replace(
                self.view,
                ready=True,
                counts=dict(counts),
                chosen=chosen,
                best=best,
                asked=found.asked,
                error=None,
            )
        )

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, ready=True, error=error))

    def _documents(self, answers: Answers) -> tuple[Document, ...]:
        """National documents of the draft's countries about its sectors, the weightiest first."""
        countries, sectors = _ids(answers, "basic.countries"), _ids(answers, "basic.sectors")
        named = {str(row.get("policy")) for row in _rows(answers)}
        found = []
        for policy in self._desk.library.policies():
            weight = max((policy.weights.get(sector, 0) for sector in sectors), default=0)
            if weight and policy.country in (*countries, "REG"):
                found.append(Document(policy, weight, policy.id in named))
        found.sort(
            key=lambda one: (one.policy.country == "REG", -one.weight, -(one.policy.year or 0))
        )
        return tuple(found[:MOST_POLICIES])

    # Doing

    def insert(self, policy_id: str) -> None:
        """A row for the document in the policy step, with its first target: one step of undo."""
        now = self._now
        document = next((one for one in self.view.documents if one.policy.id == policy_id), None)
        if now is None or document is None:
            return
        rows = _rows(self._wizard.view.answers)
        if any(row.get("policy") == policy_id for row in rows):
            return
        row: dict[str, object] = {"policy": policy_id}
        if document.policy.targets:
            text = document.policy.targets[0].text
            row["target"] = Words(text.en, text.ru)
        value: Value = (*rows, row)  # type: ignore[assignment]  # cells by their names
        self._wizard.put({NATIONAL: value})
        self.follow(self._wizard.view)
        self.look()

    def fix(self, path: str) -> None:
        """To the question that settles a reason."""
        self._wizard.go_to(path)

    def open_match(self, funder: str = "") -> None:
        place = Place("funders", part=MATCH).choosing("draft", self.view.draft)
        self._wizard.go(place.choosing("funder", funder) if funder else place)

    def open_policies(self, policy: str = "") -> None:
        answers = self._wizard.view.answers
        place = Place("funders", part="policies").choosing("draft", self.view.draft)
        for name, path in (("country", "basic.countries"), ("sector", "basic.sectors")):
            first = _ids(answers, path)[:1]
            if first and first != ("REG",):
                place = place.choosing(name, *first)
        if policy:
            known = {one.policy.id: one.policy.country for one in self.view.documents}
            place = place.choosing("policy", policy).choosing("sector")
            place = place.choosing("country", known.get(policy, ""))
        self._wizard.go(place)

    def open_review(self, funder: str) -> None:
        self._wizard.go(Place("funders", funder, "criteria").choosing("draft", self.view.draft))


def named_funders(answers: Answers) -> tuple[str, ...]:
    """The funders the draft considers, then those of its financing plan."""
    rows = answers.get("budget.financing")
    planned = [
        str(row["funder"])
        for row in (rows if isinstance(rows, tuple) else ())
        if isinstance(row, Mapping) and row.get("funder")
    ]
    return tuple(dict.fromkeys((*_ids(answers, TARGETS), *planned)))


def _asked(
    form: Form, answers: Answers, state: State, step: str, funders: list[Funder]
) -> list[Asked]:
    """Criteria of the named funders that look at an answer of this step."""
    from wecoop_desktop.advice.review import review

    found = []
    for funder in funders[:CHOSEN]:
        for assessment in review(form, answers, state, funder).criteria:
            if any(ground.path.startswith(f"{step}.") for ground in assessment.grounds):
                found.append(Asked(funder.id, assessment))
    return found


def _ids(answers: Answers, path: str) -> tuple[str, ...]:
    value = answers.get(path)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def _rows(answers: Answers) -> tuple[Row, ...]:
    value = answers.get(NATIONAL)
    rows = value if isinstance(value, tuple) else ()
    return tuple(row for row in rows if isinstance(row, Mapping))
