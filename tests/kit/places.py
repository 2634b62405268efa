"""The places that tests look at and `script/screens` pictures: a name, and how to find it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.window import Window

if TYPE_CHECKING:
    from wecoop_desktop.work.outbox import OutboxStore

Finding = Callable[[Window], Place]


def at(place: Place) -> Finding:
    return lambda window: place


def asked(**choices: str) -> Place:
    """The projects with these choices."""
    place = Place("projects")
    for name, value in choices.items():
        place = place.choosing(name, value)
    return place


def draft(screen: str, step: str = "") -> Finding:
    """The newest draft of the prepared home, at a step."""

    def find(window: Window) -> Place:
        desk = window.opening.view.desk
        assert desk is not None
        return Place(screen, desk.store.proposals()[0].id, step)

    return find


def wizard(step: str) -> Finding:
    return draft("wizard", step)


def compared(window: Window) -> Place:
    """A draft as it was and as it is after an hour of work."""
    from tests.kit.copies import worked_on
    from wecoop_desktop.ui.presenters.sides import Side, compare_place

    proposal, revision = worked_on(window)
    return compare_place(proposal, Side("revision", str(revision)))


def backed(window: Window) -> Place:
    """A backup, after which a draft was changed and another one begun."""
    desk = window.opening.view.desk
    assert desk is not None
    draft = desk.store.proposals()[0]
    desk.store.back_up("update")
    desk.store.write(draft.id, "problem.core_problem", {"en": "Changed since", "ru": ""})
    desk.store.create(draft.form, "1", {"basic.title_en": "Begun later"})
    return Place("backups")


def returned(window: Window) -> Place:
    """A copy that came back after both went on writing."""
    from tests.kit.copies import copy_that_came_back
    from wecoop_desktop.ui.presenters.mergework import merge_place

    return merge_place(*copy_that_came_back(window))


def with_newer_form(window: Window) -> Place:
    """A proposal that was filled with an earlier version of the form."""
    from tests.kit.copies import filled_earlier

    return Place("newerform", filled_earlier(window))


def correction(window: Window) -> Place:
    """A correction of a project that waits in the outbox."""
    from datetime import date

    from wecoop_desktop.packs.feedback import Entry, Kind, Thing
    from wecoop_desktop.work.outbox import new_id

    entry = Entry(
        new_id(),
        Kind.CORRECTION,
        Thing("project", "ebrd-46795"),
        field="total_cost",
        proposed="USD 4.1 M",
        source="https://www.ebrd.com",
        text="Сумма в отчёте другая.",
        written=date(2026, 11, 20),
    )
    return Place("feedback", outbox(window).write(entry, ready=True).entry.id)


def answered_question(window: Window) -> Place:
    """A question that was received and answered."""
    from datetime import date

    from wecoop_desktop.base.text import Text
    from wecoop_desktop.packs.answers import Answer
    from wecoop_desktop.packs.feedback import Entry, Kind, Receipt
    from wecoop_desktop.work.outbox import new_id

    entry = Entry(new_id(), Kind.QUESTION, text="Which year are these prices of?")
    store = outbox(window)
    store.write(entry, ready=True)
    store.received([Receipt(entry.id, "2026-00017", "2026-11-20T09:00:00+00:00")])
    reason = Text("Of 2023; the table says so now.", "2023 года; теперь это сказано в таблице.")
    store.answered([Answer(entry.id, "accepted", date(2026, 11, 21), reason)])
    return Place("feedback", entry.id)


def outbox(window: Window) -> OutboxStore:
    store = window.opening.view.store
    assert store is not None
    return store.outbox


def led(window: Window) -> Place:
    """A workshop with six groups is led from here."""
    from pathlib import Path

    from tests.kit.training import FakeRoom, session
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter

    presenter = window.presenter("workshop")
    assert isinstance(presenter, WorkshopPresenter)
    presenter.room = FakeRoom(held=session(Path("training")))
    return Place("workshop", part="today")


def taught(window: Window) -> Place:
    """The same at the end of the day: drafts reviewed by groups, answers marked, forms filled."""
    from dataclasses import replace
    from pathlib import Path

    from tests.kit.training import FORMS, MARKS, PAIRS, FakeRoom, session
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
    from wecoop_desktop.ui.presenters.workshopview import Workplace

    presenter = window.presenter("workshop")
    assert isinstance(presenter, WorkshopPresenter)
    held = replace(
        session(Path("training")), id="20261124-0a1b2c3d", pairs=PAIRS, marks=MARKS, forms=FORMS
    )
    seats = (Workplace("20261123-0a1b2c3d", "Project preparation, day 2", 3, Path("seat")),)
    presenter.room = FakeRoom(held=held, seats=seats)
    return Place("workshop", part="today")


def seated(part: str) -> Finding:
    """A participant's page of a session."""

    def find(window: Window) -> Place:
        import tempfile
        from pathlib import Path
        from typing import cast

        from tests.kit.training import seated
        from wecoop_desktop.ui.presenters.seat import SeatPagePresenter
        from wecoop_desktop.ui.presenters.workshopseat import SeatPresenter

        library, presenter = window.opening.view.library, window.presenter("seat")
        assert isinstance(presenter, SeatPagePresenter)
        assert library is not None
        seat = cast(SeatPresenter, seated(library, Path(tempfile.mkdtemp())))
        presenter.attend(lambda: seat)
        return Place("seat", part=part)

    return find


PLACES: dict[str, Finding] = {
    "welcome": at(Place("welcome")),
    "home": at(HOME),
    "projects": at(Place("projects")),
    "projects-search": at(Place("projects").choosing("text", "сточные воды")),
    "projects-filters": at(
        asked(
            text="water",
            view="list",
            sector="water.*",
            **{"from": "2005", "to": "2020", "least": "3000000", "not.status": "cancelled"},
        )
    ),
    "projects-table": at(asked(text="water", view="table", sort="amount")),
    "projects-map": at(asked(view="map", sector="water.*")),
    "projects-statistics": at(asked(view="statistics")),
    "projects-nothing": at(asked(text="wastwater reuse Naryn", country="TM", **{"to": "1999"})),
    "projects-unsaved": at(asked(tab="saved")),
    "projects-searches": at(asked(tab="searches")),
    "project": at(Place("projects", "adb-41548-013")),
    "project-money": at(Place("projects", "ebrd-45039")),
    "project-unknown": at(Place("projects", "adb-41548-0")),
    "guide": at(Place("guide", "B05")),
    "guide-glossary": at(Place("guide", "glossary")),
    "guide-figure": at(Place("guide", "B10.4")),
    "guide-checklists": at(Place("guide", "checklists")),
    "guide-notes": at(Place("guide", "notes")),
    "guide-quiz": at(Place("guide", "quiz", "A")),
    "funders": at(Place("funders")),
    "funder": at(Place("funders", "ebrd")),
    "funder-cycle": at(Place("funders", "gcf", "cycle")),
    "funder-criteria": at(Place("funders", "eu_ndici", "criteria")),
    "funder-match": at(Place("funders", "gcf", "match")),
    "funder-projects": at(Place("funders", "ebrd", "projects")),
    "funders-matrix": at(
        Place("funders", part="matrix").choosing("sector", "wastewater").choosing("country", "KG")
    ),
    "funders-compare": at(
        Place("funders", part="compare").choosing("with", "ebrd", "gcf", "world_bank")
    ),
    "funders-compare-none": at(Place("funders", part="compare")),
    "funders-match": at(Place("funders", part="match")),
    "funders-match-quick": at(Place("funders", part="match").choosing("draft", "none")),
    "policies": at(Place("funders", part="policies")),
    "policies-of": at(
        Place("funders", part="policies")
        .choosing("country", "KG")
        .choosing("sector", "air_quality")
    ),
    "policies-none": at(
        Place("funders", part="policies").choosing("country", "TM").choosing("sector", "governance")
    ),
    "proposals": at(Place("proposals")),
    "new-problem": at(Place("begin", part="problem")),
    "new-project": at(Place("begin", part="project")),
    "wizard-basic": wizard("basic"),
    "wizard-policy": wizard("policy"),
    "wizard-problem": wizard("problem"),
    "wizard-logframe": wizard("logframe"),
    "wizard-es-screening": wizard("es_screening"),
    "wizard-economics": wizard("economics"),
    "wizard-budget": wizard("budget"),
    "wizard-timeline": wizard("timeline"),
    "wizard-sites": wizard("sites"),
    "wizard-implementation": wizard("implementation"),
    "wizard-readiness": wizard("readiness"),
    "wizard-annexes": wizard("annexes"),
    "wizard-risks": wizard("risks"),
    "export": draft("export"),
    "compare": compared,
    "merge": returned,
    "newerform": with_newer_form,
    "backups": backed,
    "exchange": draft("exchange"),
    "workshop": at(Place("workshop")),
    "workshop-led": led,
    "workshop-packs": at(Place("workshop", "issyk-kul-logframe", "packs")),
    "workshop-prepare": at(Place("workshop", "issyk-kul-logframe", "prepare")),
    "workshop-dates": at(Place("workshop", part="dates")),
    "workshop-taught": taught,
    "seat": at(Place("seat")),
    "seat-review": seated("review"),
    "seat-evaluation": seated("evaluation"),
    "seat-anew": seated("anew"),
    "presentation": at(Place("presentation", "issyk-kul-logframe", "case")),
    "updates": at(Place("updates")),
    "updates-changes": at(Place("updates", part="changes")),
    "feedback": correction,
    "feedback-project": at(Place("feedback", part="project")),
    "feedback-comment": at(Place("feedback", part="comment").choosing("about", "section:B05")),
    "feedback-answered": answered_question,
    "settings": at(Place("settings")),
    "settings-look": at(Place("settings", part="look")),
    "settings-updates": at(Place("settings", part="updates")),
    "settings-storage": at(Place("settings", part="storage")),
    "help": at(Place("help", "wizard")),
    "help-manual": at(Place("help", "wizard", "manual")),
    "help-privacy": at(Place("help", part="privacy")),
    "help-keys": at(Place("help", part="keys")),
    "help-about": at(Place("help", part="about")),
}
